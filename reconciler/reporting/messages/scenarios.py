"""What is wrong in scenarios: names that lead nowhere, and expectations that contradict each other."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

_ERROR = Severity.ERROR

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "ambiguous-event",
        _ERROR,
        Text(
            'several types have an event "{event}": {types}',
            {"": "say which is meant: type: {suggestion}"},
            "An event usually belongs to one notification type, and who is told follows from the type. Where two have an event of the same name a scenario names the type as well.",
        ),
        Text(
            "событие «{event}» есть у нескольких типов: {types}",
            {"": "укажите, какой имеется в виду: type: {suggestion}"},
            "Обычно событие относится к одному типу уведомлений, и по типу решается, кому сообщать. Если событие с таким именем есть у двух типов, сценарий называет и тип.",
        ),
    ),
    Entry(
        "contact-of-other-channel",
        _ERROR,
        Text(
            'contact "{contact}" is of the channel {channel}, not {written}',
            {"": "remove channel, which the contact has already, or name the recipient alone to mean all its contacts of that channel"},
            "A contact has one channel. An expectation names a contact, or a recipient and a channel.",
        ),
        Text(
            "контакт «{contact}» относится к каналу {channel}, а не {written}",
            {"": "уберите channel: канал у контакта уже есть; или укажите только получателя, чтобы назвать все его контакты этого канала"},
            "У контакта один канал. Ожидание называет либо контакт, либо получателя и канал.",
        ),
    ),
    Entry(
        "expected-and-silent",
        _ERROR,
        Text(
            '"{recipient}" is expected to be told and to be silent',
            {"": "remove it from expect or from silent"},
            "What stands under expect has to arrive, and where silent says so nothing may. Both at once can never come true.",
        ),
        Text(
            "для «{recipient}» ожидается и доставка, и тишина",
            {"": "уберите его из expect или из silent"},
            "То, что указано в expect, должно прийти, а туда, что указано в silent, не должно прийти ничего. Одновременно это невозможно.",
        ),
    ),
    Entry(
        "payload-rejected",
        Severity.WARNING,
        Text(
            "with this payload the event is rejected: {code}",
            {
                "": 'mend "{field}"; if just that is to be tested, write rejected: [{{field: {field}, code: {code}}}]',
                "whole": "mend the payload; if just that is to be tested, write rejected: [{{code: {code}}}]",
            },
            "An event with a fault reaches nobody, so what this scenario expects can never come true. docs/events.md says what each code means. "
            "Whether the event is accepted is decided by the live type, when the test runs.",
        ),
        Text(
            "с такими данными событие отвергается: {code}",
            {
                "": "исправьте «{field}»; если проверяется именно это, напишите rejected: [{{field: {field}, code: {code}}}]",
                "whole": "исправьте данные события; если проверяется именно это, напишите rejected: [{{code: {code}}}]",
            },
            "Событие с ошибкой не доходит ни до кого, поэтому ожидаемое этим сценарием никогда не сбудется. Что значит каждый код, сказано в docs/events.md. "
            "Принимается ли событие, решает действующий тип во время теста.",
        ),
    ),
    Entry(
        "payload-twice",
        _ERROR,
        Text(
            "the payload is written twice",
            {"": "remove payload or payload_text: a text is only needed for what is not even a mapping"},
            "An event has one payload: as keys and values (payload), or as the text a sender might write (payload_text).",
        ),
        Text(
            "данные события указаны дважды",
            {"": "уберите payload или payload_text: текст нужен лишь для того, что даже не набор ключей"},
            "Данные у события одни: ключи со значениями (payload) или текст, каким его мог бы написать отправитель (payload_text).",
        ),
    ),
    Entry(
        "recipient-elsewhere",
        _ERROR,
        Text(
            '"{recipient}" does not belong to the organization of the scenario ({organization})',
            {"": "name somebody of {organization}, or write a scenario for the other organization"},
            "An event happens to one organization, and only its people, its clients and itself are told of it.",
        ),
        Text(
            "«{recipient}» не относится к организации сценария ({organization})",
            {"": "укажите кого-то из {organization} или напишите сценарий для другой организации"},
            "Событие происходит у одной организации, и узнают о нём только её люди, её клиенты и она сама.",
        ),
    ),
    Entry(
        "rejected-and-expected",
        _ERROR,
        Text(
            '"{key}" has no place beside rejected',
            {"": "remove it, or make two scenarios of it: of an event that is rejected nothing is delivered to anybody"},
            "An event with a fault is rejected before anybody is told. A scenario expects that (rejected), or it expects deliveries and silence.",
        ),
        Text(
            "«{key}» нельзя указать вместе с rejected",
            {"": "уберите это или сделайте два сценария: по отвергнутому событию никому ничего не доставляется"},
            "Событие с ошибкой отвергается до того, как о нём кто-то узнает. Сценарий ожидает либо этого (rejected), либо доставок и тишины.",
        ),
    ),
    Entry(
        "unknown-event",
        _ERROR,
        Text(
            'there is no event "{event}"',
            {
                "": "`reconciler types --format json` lists the events of every type",
                "similar": 'did you mean "{suggestion}"?',
                "type": "the events of {type} are: {known}",
                "none": "{type} has no events: name another type, or leave type out",
            },
            "Events are those of the built-in types and those that documents of kind NotificationType declare under events. A scenario that tests just this says so: "
            "rejected: [{{code: unknown-event}}]. Where single files are checked it is a note: the type may be declared in another one.",
        ),
        Text(
            "события «{event}» нет",
            {
                "": "события каждого типа показывает `reconciler types --format json`",
                "similar": "возможно, вы имели в виду «{suggestion}»?",
                "type": "у типа {type} есть события: {known}",
                "none": "у типа {type} нет событий: укажите другой тип или уберите type",
            },
            "События бывают у встроенных типов и у тех, что объявлены в документах kind: NotificationType (events). Если сценарий проверяет именно это, он так и говорит: "
            "rejected: [{{code: unknown-event}}]. Если проверяются отдельные файлы, это примечание: тип может быть объявлен в другом.",
        ),
    ),
    Entry(
        "unknown-recipient",
        _ERROR,
        Text(
            '"{recipient}" is not declared',
            {
                "": "name an account of the organization, the organization itself, or one of their contacts",
                "similar": 'did you mean "{suggestion}"?',
                "contact": "the contacts there are: {known}",
            },
            "A scenario expects something of recipients and contacts that the files declare: teleset, teleset/ivanova, teleset/ivanova/mobile, teleset//duty. "
            "Where single files are checked it is a note: the account may be declared in another one.",
        ),
        Text(
            "«{recipient}» не объявлен",
            {
                "": "укажите учётную запись организации, саму организацию или один из их контактов",
                "similar": "возможно, вы имели в виду «{suggestion}»?",
                "contact": "есть контакты: {known}",
            },
            "Сценарий ожидает чего-то от получателей и контактов, объявленных в файлах: teleset, teleset/ivanova, teleset/ivanova/mobile, teleset//duty. "
            "Если проверяются отдельные файлы, это примечание: учётная запись может быть объявлена в другом.",
        ),
    ),
)
