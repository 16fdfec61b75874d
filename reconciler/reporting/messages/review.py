"""What `review` finds in live settings, and what is against being ready."""

from __future__ import annotations

from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR, WARNING = Severity.ERROR, Severity.WARNING

_LIVE_EN = "`review` judges what is live and not what the files say: somebody may have changed it there, refused, or not confirmed yet."
_LIVE_RU = "`review` судит по действующему состоянию, а не по файлам: там что-то могли изменить, кто-то мог отказаться или ещё не подтвердить адрес."

FINDINGS: Final[tuple[Entry, ...]] = (
    Entry(
        "requirement-unmet",
        ERROR,
        Text(
            '"{type}" of {organization} must reach {needed} {needed:recipient|recipients} over {channel:word}, but live it reaches {count}',
            {
                "": "switch the type on for more recipients that have a contact for it, or lower the requirement",
                "channel": "list {channel} under {type} for somebody who has such a contact, or remove {channel} from the requirement",
                "awaiting": "ask those who have not confirmed their address yet; once they have, the requirement is met",
            },
            f"An organization's `requirements` say who must be reached, whatever people choose for themselves. {_LIVE_EN} Employees and the organization itself count; external and "
            "suspended accounts do not, nor contacts that await confirmation or where the type was refused.",
        ),
        Text(
            "уведомления «{type}» организации {organization} ({channel:word}) должны доходить не меньше чем до {needed} "
            "{needed:получателя|получателей|получателей}, а сейчас доходят до {count}",
            {
                "": "включите тип другим получателям, у которых есть подходящий контакт, или уменьшите требование",
                "channel": "укажите {channel} для {type} у того, у кого есть такой контакт, или уберите {channel} из требования",
                "awaiting": "попросите подтвердить адрес тех, кто этого ещё не сделал: после этого требование будет выполнено",
            },
            f"В `requirements` организации указано, до кого уведомления должны доходить, что бы люди ни выбрали для себя. {_LIVE_RU} Считаются сотрудники и сама организация; внешние и "
            "приостановленные учётные записи не считаются, как и контакты, которые ждут подтверждения или от типа на которых отказались.",
        ),
    ),
    Entry(
        "requirement-refused",
        ERROR,
        Text(
            '"{type}" of {organization} must reach {needed} {needed:recipient|recipients} over {channel:word}, but live it reaches {count}: '
            "{refused} {refused:recipient has|recipients have} refused it",
            {"": "a refusal stands, so switch the type on for somebody else, or ask those who refused to take it back"},
            f"The requirement would be met, had nobody refused. {_LIVE_EN} A recipient's refusal always wins over the declaration, and nobody but they can take it back.",
        ),
        Text(
            "уведомления «{type}» организации {organization} ({channel:word}) должны доходить не меньше чем до {needed} "
            "{needed:получателя|получателей|получателей}, а сейчас доходят до {count}: отказались {refused}",
            {"": "отказ остаётся в силе: включите тип кому-то ещё или попросите отказавшихся отозвать отказ"},
            f"Если бы никто не отказался, требование было бы выполнено. {_LIVE_RU} Отказ получателя всегда важнее описания, и отозвать его может только он сам.",
        ),
    ),
    Entry(
        "mandatory-unreached",
        ERROR,
        Text(
            'the mandatory type "{type}" does not reach {count} {count:recipient|recipients} of {organization}',
            {"": "explain says why; apply again where the live side was changed, or add a contact that works"},
            f"A type with `mandatory: true`, or one that the project forces (`policy.forced`), is meant for everybody of its audience. {_LIVE_EN}",
        ),
        Text(
            "обязательный тип «{type}» не доходит до получателей организации {organization}: {count}",
            {"": "explain покажет причину; если изменили действующую систему, примените снова, иначе добавьте рабочий контакт"},
            f"Тип с `mandatory: true` или включённый проектом (`policy.forced`) предназначен всем из своей аудитории. {_LIVE_RU}",
        ),
    ),
    Entry(
        "account-unreached",
        ERROR,
        Text(
            "{count} {count:employee|employees} of {organization} cannot be reached at all",
            {
                "": "they have no contact: add one, or suspend the account of somebody who is to receive nothing",
                "awaiting": "no contact of theirs is confirmed: ask them to confirm",
                "refused": "they refused everything at every contact of theirs: only they can take it back, so add another contact",
            },
            f"Whatever these employees have chosen, nothing arrives. {_LIVE_EN} An account that is suspended is meant to receive nothing and is not counted.",
        ),
        Text(
            "до сотрудников организации {organization} ничего не может дойти: {count}",
            {
                "": "у них нет контактов: добавьте контакт или приостановите учётную запись, которая не должна ничего получать",
                "awaiting": "ни один их контакт не подтверждён: попросите подтвердить",
                "refused": "они отказались от всего на всех своих контактах: отозвать отказ могут только они, поэтому добавьте другой контакт",
            },
            f"Что бы ни выбрали эти сотрудники, ничего не придёт. {_LIVE_RU} Приостановленные учётные записи ничего не должны получать и не считаются.",
        ),
    ),
    Entry(
        "organization-unreached",
        ERROR,
        Text(
            "nobody of {organization} receives anything",
            {"": "look at what is live there, and apply the declaration"},
            "Not a single notification of any type reaches anybody of this organization: everything is off, refused, suspended, or awaits confirmation.",
        ),
        Text(
            "в организации {organization} никто ничего не получает",
            {"": "посмотрите, что там действует, и примените описание"},
            "Ни одно уведомление ни одного типа ни до кого в этой организации не доходит: всё выключено, приостановлено, ждёт подтверждения, или все отказались.",
        ),
    ),
    Entry(
        "organization-missing",
        ERROR,
        Text(
            "{organization} is not live, but {count} {count:account|accounts} of it {count:is|are}",
            {"": "somebody removed it in the live system: plan shows it, apply puts it back"},
            "Accounts belong to an organization. Without it nobody can say what is required of them, and whether they receive anything is up to the backend.",
        ),
        Text(
            "организации {organization} нет в действующей системе, а её учётные записи есть: {count}",
            {"": "кто-то удалил её в действующей системе: plan это покажет, apply вернёт"},
            "Учётные записи принадлежат организации. Без неё нельзя сказать, что для них требуется, а получают ли они что-нибудь, зависит от системы.",
        ),
    ),
    Entry(
        "type-missing",
        ERROR,
        Text(
            "for {count} {count:recipient|recipients} of {organization} types are on that are not live: {types}",
            {"": "somebody removed them in the live system, or they were never applied: plan shows it, apply puts them back"},
            "A subscription to a type that does not exist delivers nothing, whatever happens.",
        ),
        Text(
            "получателям организации {organization} ({count}) включены типы, которых нет в действующей системе: {types}",
            {"": "кто-то удалил их в действующей системе, или их ещё не применяли: plan это покажет, apply вернёт"},
            "Подписка на тип, которого нет, ничего не доставляет, что бы ни произошло.",
        ),
    ),
    Entry(
        "single-recipient",
        WARNING,
        Text(
            '"{type}" of {organization} reaches nobody but {recipient}',
            {"": "switch it on for a second recipient: one holiday or one full mailbox, and nobody knows"},
            "A required or mandatory type that reaches one recipient fails with that one. It is not reported where only one recipient of the organization could be reached at all, "
            "nor where `requirements` ask for more and are unmet anyway.",
        ),
        Text(
            "уведомления «{type}» организации {organization} получает только {recipient}",
            {"": "включите их второму получателю: один отпуск или переполненный ящик, и никто не узнает"},
            "Обязательный или требуемый тип, который доходит до одного получателя, пропадает вместе с ним. Не сообщается, если достижим вообще только один получатель организации или "
            "если `requirements` требуют больше и всё равно не выполнены.",
        ),
    ),
    Entry(
        "sms-only",
        WARNING,
        Text(
            '"{type}" of {organization} reaches its {count} {count:recipient|recipients} by SMS alone',
            {"": "add a second way for somebody, such as email, max or inapp"},
            "A required or mandatory type that only SMS carries fails with one operator, abroad, and when a balance is used up.",
        ),
        Text(
            "уведомления «{type}» организации {organization} доходят только по SMS, получателей: {count}",
            {"": "добавьте кому-нибудь второй путь, например email, max или inapp"},
            "Обязательный или требуемый тип, который идёт только по SMS, пропадает при сбое одного оператора, за границей и когда кончились деньги на счёте.",
        ),
    ),
    Entry(
        "undeclared-reach",
        WARNING,
        Text(
            'rows of the manager "{owner}" make {types} arrive at {count} {count:contact|contacts} in accounts of {organization}; nobody declared that here',
            {
                "": "ask that manager to remove them, or to give them up (forget)",
                "unmarked": "they carry no manager's mark: declare what is meant, and remove the rest from the live system",
            },
            "Contacts and subscriptions in accounts of ours that others put there are never changed by us, are not counted for requirements, and yet somebody receives by them.",
        ),
        Text(
            "из-за строк менеджера «{owner}» уведомления {types} приходят на контакты в учётных записях организации {organization}: {count}; здесь это никто не описывал",
            {
                "": "попросите этого менеджера удалить их или отказаться от них (forget)",
                "unmarked": "на них нет отметки менеджера: опишите нужное, а остальное удалите из действующей системы",
            },
            "Контакты и подписки, которые другие создали в наших учётных записях, мы не меняем и в требованиях не считаем, но по ним кто-то получает уведомления.",
        ),
    ),
    Entry(
        "undeclared-account",
        WARNING,
        Text(
            '{count} {count:account|accounts} of the manager "{owner}" in {organization} {count:receives|receive} notifications; nobody declared that here',
            {
                "": "ask that manager to move or to remove them",
                "unmarked": "they carry no manager's mark: declare them and take them over with plan --adopt, or remove them from the live system",
            },
            "An organization and all its accounts belong to one manager. Accounts that others made in an organization of ours are never changed by us, and yet they receive.",
        ),
        Text(
            "учётные записи менеджера «{owner}» в организации {organization} получают уведомления: {count}; здесь это никто не описывал",
            {
                "": "попросите этого менеджера перенести или удалить их",
                "unmarked": "на них нет отметки менеджера: опишите их и возьмите под управление (plan --adopt) или удалите из действующей системы",
            },
            "Организация и все её учётные записи принадлежат одному менеджеру. Учётные записи, которые другие создали в нашей организации, мы не меняем, но уведомления они получают.",
        ),
    ),
    Entry(
        "confirmation-overdue",
        WARNING,
        Text(
            "{count} {count:contact|contacts} of {organization} {count:has|have} awaited confirmation for more than {days} {days:day|days}",
            {"": "ask again; if nobody answers, the address may be wrong"},
            "Until its owner confirms it, a contact receives nothing (one that replaces a confirmed address leaves that in use). `--awaiting-days` says how long is too long.",
        ),
        Text(
            "контакты организации {organization} ждут подтверждения дольше {days} {days:дня|дней|дней}: {count}",
            {"": "попросите ещё раз; если не отвечают, возможно, адрес неверен"},
            "Пока владелец не подтвердил контакт, на него ничего не приходит (если он заменяет подтверждённый адрес, используется прежний). Какой срок слишком долгий, задаёт `--awaiting-days`.",
        ),
    ),
    Entry(
        "confirmation-never-asked",
        WARNING,
        Text(
            "{count} {count:contact|contacts} of {organization} {count:awaits|await} confirmation, and nobody has been asked",
            {"": "send the requests"},
            "The project says that addresses of this channel must be confirmed, and where (`confirmation`); the requests have not been sent.",
        ),
        Text(
            "контакты организации {organization} ждут подтверждения, но запросов никому не отправляли: {count}",
            {"": "отправьте запросы"},
            "В проекте указано, что адреса этого канала нужно подтверждать и где (`confirmation`), но запросы ещё не отправлены.",
        ),
    ),
    Entry(
        "type-without-contact",
        ERROR,
        Text(
            "for {count} {count:recipient|recipients} of {organization} notifications are on at contacts that do not exist: {types}",
            {"": "somebody removed contacts in the live system: plan shows what is missing, apply puts it back"},
            f"The subscription is live, its contact is not, so nothing can arrive. {_LIVE_EN}",
        ),
        Text(
            "получателям организации {organization} ({count}) включено на контактах, которых нет: {types}",
            {"": "кто-то удалил контакты в действующей системе: plan покажет, чего не хватает, apply вернёт"},
            f"Подписка действует, а её контакта нет, поэтому ничего не может прийти. {_LIVE_RU}",
        ),
    ),
)

_READY_EN = "Ready is said only where the plan is empty, review found nothing, every type in use passed a test after the last apply, and every channel's transport has lately sent a live message."
_READY_RU = (
    "«Готово» говорится, только если план пуст, review ничего не находит, каждый используемый тип прошёл проверку после последнего применения, а транспорт каждого канала недавно "
    "отправил настоящее сообщение."
)


def _reason(code: str, en: tuple[str, str], ru: tuple[str, str]) -> Entry:
    return Entry(code, ERROR, Text(en[0], {"": en[1]}, _READY_EN), Text(ru[0], {"": ru[1]}, _READY_RU))


REASONS: Final[tuple[Entry, ...]] = (
    _reason(
        "ready-changes",
        ("{count} {count:change is|changes are} planned: the live system is not as declared", "look at the plan, and apply it"),
        ("запланированы изменения ({count}): действующая система не соответствует описанию", "посмотрите план и примените его"),
    ),
    _reason(
        "ready-refused",
        ("the plan is refused for {count} {count:reason|reasons}", "the plan says by what, and what can be done"),
        ("план отклонён, причин: {count}", "в плане сказано, чем и что можно сделать"),
    ),
    _reason(
        "ready-migrations",
        ("{count} {count:migration waits|migrations wait} to be run", "prepare the database"),
        ("ждут выполнения миграции: {count}", "подготовьте базу"),
    ),
    _reason(
        "ready-paused",
        ("applying is paused, so {organizations} was not compared", "end the pause once its reason is gone"),
        ("применение приостановлено, поэтому {organizations} не сравнивали", "завершите паузу, когда её причина исчезнет"),
    ),
    _reason(
        "ready-findings",
        ("review found {count} {count:thing|things}", "mend what it found"),
        ("review нашёл замечания: {count}", "исправьте то, что он нашёл"),
    ),
    _reason(
        "ready-key-lost",
        ("the installation key is lost, and until it is back nothing can be applied", "doctor says how to get it back"),
        ("ключ установки утрачен, и пока его нет, применить ничего нельзя", "как его вернуть, скажет doctor"),
    ),
    _reason(
        "ready-never-applied",
        ("nothing has been applied here yet", "apply the declaration"),
        ("здесь ещё ничего не применяли", "примените описание"),
    ),
    _reason(
        "ready-untested",
        ("{count} {count:type|types} of {organization} never passed a test: {types}", "test them"),
        ("типы организации {organization} ни разу не прошли проверку ({count}): {types}", "проверьте их"),
    ),
    _reason(
        "ready-test-failed",
        ("the last test of {count} {count:type|types} of {organization} failed: {types}", "mend what it found, and test again"),
        ("последняя проверка типов организации {organization} не пройдена ({count}): {types}", "исправьте найденное и проверьте снова"),
    ),
    _reason(
        "ready-test-old",
        ("{count} {count:type|types} of {organization} passed no test since the last apply: {types}", "test again"),
        ("типы организации {organization} не проверяли после последнего применения ({count}): {types}", "проверьте снова"),
    ),
    _reason(
        "ready-transport-missing",
        ("messages go by {channel}, and the project declares no transport for it", "declare it under transports in reconciler.yaml"),
        ("сообщения идут через {channel}, но транспорт для него в проекте не описан", "опишите его в transports в reconciler.yaml"),
    ),
    _reason(
        "ready-transport-unproven",
        ("the transport of {channel} has never sent a live message", "send one to yourself or to a safe address (--account)"),
        ("транспорт {channel} ещё не отправил ни одного настоящего сообщения", "отправьте его себе или на безопасный адрес (--account)"),
    ),
    _reason(
        "ready-transport-changed",
        ("the transport of {channel} has been configured anew since its last live message", "send one to yourself or to a safe address (--account)"),
        ("после последнего настоящего сообщения настройки транспорта {channel} изменились", "отправьте сообщение себе или на безопасный адрес (--account)"),
    ),
    _reason(
        "ready-transport-old",
        (
            "the transport of {channel} sent its last live message {days} {days:day|days} ago, which proves nothing any more",
            "send one to yourself or to a safe address (--account)",
        ),
        (
            "последнее настоящее сообщение через транспорт {channel} отправлено {days} {days:день|дня|дней} назад и уже ничего не доказывает",
            "отправьте новое себе или на безопасный адрес (--account)",
        ),
    ),
    _reason(
        "ready-transport-unchecked",
        (
            "not checked: the transport of {channel}, for a secret that its configuration needs is not set here",
            "set what doctor names, or run it where messages are sent from",
        ),
        (
            "не проверен транспорт {channel}: секрет, который нужен его настройкам, здесь не задан",
            "задайте то, что назовёт doctor, или запустите там, откуда отправляются сообщения",
        ),
    ),
    _reason(
        "ready-files-unchecked",
        (
            "not checked: whether the live system is as declared, for the files cannot be used here ({code})",
            "run it where the project's files are, and in order",
        ),
        (
            "не проверено, соответствует ли действующая система описанию: файлы использовать нельзя ({code})",
            "запустите там, где есть файлы проекта и они в порядке",
        ),
    ),
    _reason(
        "ready-evidence-unchecked",
        ("not checked: tests and live messages, for nothing is remembered of them here ({code})", "see what doctor says of the ledger"),
        ("не проверены испытания и настоящие сообщения: здесь о них ничего не известно ({code})", "посмотрите, что doctor говорит о журнале"),
    ),
)

ENTRIES: Final[tuple[Entry, ...]] = (*FINDINGS, *REASONS)
