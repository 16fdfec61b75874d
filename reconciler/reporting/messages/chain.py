"""The links of the chain from an account to a delivery: what they are called, what is said where they hold, and where they break."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text
from reconciler.reporting.wording import Phrase

TITLES: Final[Mapping[str, Phrase]] = {
    "account": Phrase("account", "учётная запись"),
    "confirmed": Phrase("confirmed", "подтверждение"),
    "organization": Phrase("organization", "организация"),
    "type": Phrase("type", "тип"),
    "policy": Phrase("policy", "политика проекта"),
    "subscription": Phrase("switched on", "тип включён"),
    "contact": Phrase("contact", "контакт"),
    "refusal": Phrase("refusal", "отказ"),
    "quiet": Phrase("quiet hours", "тихие часы"),
    "transport": Phrase("transport", "транспорт"),
    "template": Phrase("template", "шаблон"),
    "delivery": Phrase("last delivery", "последняя доставка"),
}
"""What a link is called, by its name."""

SENTENCES: Final[Mapping[str, Phrase]] = {
    "chain-account": Phrase("{account} is live", "{account} есть в действующей системе"),
    "chain-confirmed": Phrase("no contact awaits confirmation", "ни один контакт не ждёт подтверждения"),
    "chain-confirmed-partly": Phrase("some; still awaiting confirmation: {contacts}", "частично; ещё ждут подтверждения: {contacts}"),
    "chain-no-contacts": Phrase("there is no contact to confirm", "подтверждать нечего: контактов нет"),
    "chain-organization": Phrase("{organization} is live", "{organization} есть в действующей системе"),
    "chain-type": Phrase("{type} exists and is meant for such recipients", "{type} существует и предназначен таким получателям"),
    "chain-no-type-asked": Phrase("not checked without --type", "без --type не проверяется"),
    "chain-admitted": Phrase("the project allows it", "проект это разрешает"),
    "chain-admitted-partly": Phrase("allowed, but not at {contacts}", "разрешено, но не на {contacts}"),
    "chain-on": Phrase("on, at {contacts}", "включён: {contacts}"),
    "chain-contacts": Phrase("{contacts}", "{contacts}"),
    "chain-not-refused": Phrase("nothing refused", "отказов нет"),
    "chain-refused-partly": Phrase("refused at {contacts}, not everywhere", "отказ на {contacts}, но не везде"),
    "chain-no-quiet-hours": Phrase("none", "нет"),
    "chain-not-quiet": Phrase("{begin}-{end} {timezone}, which is not now", "{begin}-{end} {timezone}, сейчас другое время"),
    "chain-not-quieted": Phrase("{begin}-{end} {timezone}, which this type ignores", "{begin}-{end} {timezone}, на этот тип не действуют"),
    "chain-transport": Phrase("declared: {channels}", "описан: {channels}"),
    "chain-transport-partly": Phrase(
        "declared rightly: {channels}; wrongly, or not at all: {others}", "описан верно: {channels}; неверно или не описан: {others}"
    ),
    "chain-transport-answers": Phrase("answers: {channels}", "отвечает: {channels}"),
    "chain-transport-answers-partly": Phrase("answers: {channels}; does not: {others}", "отвечает: {channels}; не отвечает: {others}"),
    "chain-transport-unseen": Phrase("declared: {channels}; not checked: {others}", "описан: {channels}; не проверено: {others}"),
    "chain-transport-answers-unseen": Phrase("answers: {channels}; not checked: {others}", "отвечает: {channels}; не проверено: {others}"),
    "chain-transport-secrets": Phrase(
        "declared for {channel}, but its secrets are not set here: not checked", "описан для {channel}, но его секреты здесь не заданы: не проверено"
    ),
    "chain-transport-untried": Phrase(
        "the project declares no transport, so something else sends what is live here: not checked",
        "транспорт в проекте не описан, значит, действующее рассылает что-то другое: не проверено",
    ),
    "chain-template": Phrase("an example can be worded: {channels}", "пример удалось составить: {channels}"),
    "chain-template-partly": Phrase("an example can be worded: {channels}; not: {others}", "пример удалось составить: {channels}; не удалось: {others}"),
    "chain-template-unseen": Phrase(
        "an example can be worded: {channels}; not checked: {others}", "пример удалось составить: {channels}; не проверено: {others}"
    ),
    "chain-template-untried": Phrase("there is no example of an event to be worded: not checked", "нет примера события, который можно составить: не проверено"),
    "chain-delivered": Phrase("{type} at {contact}, {at}: it arrived ({answer})", "{type} на {contact}, {at}: дошло ({answer})"),
    "chain-never-sent": Phrase(
        "nothing was sent yet; to try it without sending to anyone: reconciler test",
        "ещё ничего не отправляли; проверить, никому не отправляя: reconciler test",
    ),
    "chain-no-journal": Phrase("no journal of deliveries is kept here: not checked", "журнал доставок здесь не ведётся: не проверено"),
}
"""Where a link holds, or nothing could be looked at."""

_PAGE_EN = "`doctor --account` walks the chain from the account to the last delivery by what is live, and stops at the first link that does not hold: what follows would mean nothing."
_PAGE_RU = "`doctor --account` проходит цепочку от учётной записи до последней доставки по действующему состоянию и останавливается на первом обрыве: дальше проверять нечего."


def _break(code: str, en: tuple[str, Mapping[str, str]], ru: tuple[str, Mapping[str, str]]) -> Entry:
    return Entry(code, Severity.ERROR, Text(en[0], en[1], _PAGE_EN), Text(ru[0], ru[1], _PAGE_RU))


ENTRIES: Final[tuple[Entry, ...]] = (
    _break(
        "chain-no-account",
        (
            "{account} is not live",
            {
                "": "if it is declared, reconciler plan says what keeps it away; else declare it and apply",
                "similar": "did you mean {known}? If it is declared, reconciler plan says what keeps it away",
            },
        ),
        (
            "{account} нет в действующей системе",
            {
                "": "если она описана, причину покажет reconciler plan; иначе опишите её и примените",
                "similar": "возможно, имелась в виду {known}? Если она описана, причину покажет reconciler plan",
            },
        ),
    ),
    _break(
        "chain-suspended",
        ("{account} is suspended: it keeps everything and receives nothing", {"": "remove suspended: true from it, and apply"}),
        ("{account} приостановлена: всё сохраняет, но ничего не получает", {"": "уберите у неё suspended: true и примените"}),
    ),
    _break(
        "chain-unconfirmed",
        (
            "nobody has confirmed {contacts} of {account} yet, and until then nothing else arrives there",
            {"": "ask again: reconciler contacts send-confirmations --account {account}"},
        ),
        (
            "у {account} ещё не подтверждены {contacts}, до этого туда ничего не приходит",
            {"": "попросите ещё раз: reconciler contacts send-confirmations --account {account}"},
        ),
    ),
    _break(
        "chain-no-organization",
        (
            "the organization {organization} is not live, and without it nobody can say what its accounts receive",
            {"": "somebody removed it in the live system: reconciler plan shows it, apply puts it back"},
        ),
        (
            "организации {organization} нет в действующей системе, а без неё нельзя сказать, что получают её учётные записи",
            {"": "кто-то удалил её в действующей системе: reconciler plan это покажет, apply вернёт"},
        ),
    ),
    _break(
        "chain-no-type",
        (
            'there is no type "{type}" in the live system',
            {"": "reconciler types lists them; a type of your own has to be applied first", "similar": "did you mean {known}?"},
        ),
        (
            "типа «{type}» нет в действующей системе",
            {"": "список покажет reconciler types; собственный тип сначала примените", "similar": "возможно, имелся в виду {known}?"},
        ),
    ),
    _break(
        "chain-system-type",
        (
            'nobody is subscribed to "{type}": it is one of the system\'s own, sent by whoever has a reason to',
            {"": "choose a type that can be switched on: reconciler types"},
        ),
        (
            "на «{type}» никто не подписан: это системный тип, его отправляет тот, у кого есть повод",
            {"": "выберите тип, который можно включить: reconciler types"},
        ),
    ),
    _break(
        "chain-audience",
        (
            '"{type}" is not meant for such recipients as {account} ({audience:word})',
            {"": "choose a type for this audience, or change the audience of a type of your own"},
        ),
        (
            "«{type}» не предназначен таким получателям, как {account} ({audience:word})",
            {"": "выберите тип для этой аудитории или измените аудиторию собственного типа"},
        ),
    ),
    _break(
        "chain-forbidden",
        ('the project forbids "{type}" (policy.forbidden), so nobody receives it', {"": "whoever answers for reconciler.yaml can take it off that list"}),
        (
            "проект запрещает «{type}» (policy.forbidden), поэтому его никто не получает",
            {"": "убрать его из списка может тот, кто отвечает за reconciler.yaml"},
        ),
    ),
    _break(
        "chain-not-admitted",
        (
            "the project lets nothing out to {contacts} of {account} here (policy.channels, policy.webhook_hosts, or recipients of the environment)",
            {"": "choose another contact or environment, or widen what reconciler.yaml allows"},
        ),
        (
            "проект ничего не выпускает отсюда на {contacts} у {account} (policy.channels, policy.webhook_hosts или recipients окружения)",
            {"": "выберите другой контакт или окружение либо расширьте разрешённое в reconciler.yaml"},
        ),
    ),
    _break(
        "chain-off",
        ('"{type}" is off for {account}', {"": "reconciler explain {account} {type} --live says which line decides that"}),
        ("«{type}» для {account} выключен", {"": "какая строка это решает, скажет reconciler explain {account} {type} --live"}),
    ),
    _break(
        "chain-off-at-channel",
        (
            '"{type}" is on for {account}, but not at a contact that is there ({channel})',
            {"": "reconciler explain {account} {type} --live says which line lists its channels"},
        ),
        (
            "«{type}» для {account} включён, но не на существующем контакте ({channel})",
            {"": "какая строка перечисляет каналы, скажет reconciler explain {account} {type} --live"},
        ),
    ),
    _break(
        "chain-no-contact",
        (
            "{account} has no contact",
            {"": "add one under contacts, and apply", "channel": "it has none of the channel {channel}: add one under contacts, and apply"},
        ),
        (
            "у {account} нет контакта",
            {"": "добавьте его в contacts и примените", "channel": "нет контакта канала {channel}: добавьте его в contacts и примените"},
        ),
    ),
    _break(
        "chain-refused",
        ("its owner has refused it at {contacts} of {account}", {"": "only they can take that back; another contact can be added under contacts"}),
        ("владелец отказался от этого на {contacts} у {account}", {"": "отозвать отказ может только он; другой контакт можно добавить в contacts"}),
    ),
    _break(
        "chain-quiet",
        (
            "it is within quiet hours now ({begin}-{end} {timezone}): it is put off until {end}",
            {"": "wait, ask about another moment (--now), or change quiet_hours; urgent and mandatory types ignore them"},
        ),
        (
            "сейчас тихие часы ({begin}-{end} {timezone}): уведомление отложено до {end}",
            {"": "подождите, спросите о другом моменте (--now) или измените quiet_hours; на срочные и обязательные типы они не действуют"},
        ),
    ),
    _break(
        "chain-no-transport",
        ("the project declares no transport for {channel}", {"": "declare it under transports in reconciler.yaml"}),
        ("в проекте не описан транспорт для {channel}", {"": "опишите его в transports в reconciler.yaml"}),
    ),
    _break(
        "chain-not-worded",
        (
            'the event {event} of "{type}" cannot be worded for this reader ({error})',
            {
                "": "look at the event's schema in the type; if the type is built in, this is a mistake of ours: reconciler support-bundle collects what a report needs"
            },
        ),
        (
            "событие {event} типа «{type}» не удалось составить для этого получателя ({error})",
            {"": "проверьте схему события в типе; если тип встроенный, это наша ошибка: всё для сообщения соберёт reconciler support-bundle"},
        ),
    ),
    _break(
        "chain-not-delivered",
        (
            'the last "{type}" at {contact}, {at}, did not arrive: {verdict} ({answer})',
            {"": "reconciler history deliveries shows all of them; try again: reconciler test"},
        ),
        (
            "последнее «{type}» на {contact}, {at}, не дошло: {verdict} ({answer})",
            {"": "все доставки покажет reconciler history deliveries; проверьте снова: reconciler test"},
        ),
    ),
    Entry(
        "account-missing",
        Severity.ERROR,
        Text(
            "{option} asks about a recipient, and none is named",
            {"": "add --account, such as --account teleset/ivanova"},
            "`doctor` without options looks at the installation; with `--account` it follows one notification to one recipient, and the other options narrow that.",
        ),
        Text(
            "{option} относится к получателю, а он не указан",
            {"": "добавьте --account, например --account teleset/ivanova"},
            "`doctor` без параметров проверяет установку; с `--account` он прослеживает уведомление до одного получателя, а остальные параметры это уточняют.",
        ),
    ),
)
