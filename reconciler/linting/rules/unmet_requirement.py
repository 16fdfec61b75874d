"""Requirements that the files themselves cannot meet."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Argument, Diagnostic, Part, Place, Severity
from reconciler.model.message import Entry, Text
from reconciler.model.requirement import ANY, stands_in, unmet
from reconciler.model.settings import Recipient

ENTRY = Entry(
    "unmet-requirement",
    Severity.WARNING,
    Text(
        '"{type}" must reach {needed} {needed:recipient|recipients} over {channel:word}, but these files reach {count}',
        {
            "": "switch the type on for more recipients that have a contact for it, or lower the requirement",
            "channel": "list {channel} under {type} for somebody who has such a contact, or remove {channel} from the requirement",
        },
        "`requirements` say who must be reached, whatever people choose for themselves. Employees and the organization itself count, external and suspended accounts do not. What is "
        "confirmed or refused is known only of live settings, so there may be even fewer there.",
    ),
    Text(
        "уведомления «{type}» ({channel:word}) должны доходить не меньше чем до {needed} {needed:получателя|получателей|получателей}, а по этим файлам доходят до {count}",
        {
            "": "включите тип другим получателям, у которых есть подходящий контакт, или уменьшите требование",
            "channel": "укажите {channel} для {type} у того, у кого есть такой контакт, или уберите {channel} из требования",
        },
        "В `requirements` указано, до кого уведомления должны доходить, что бы люди ни выбрали для себя. Считаются сотрудники и сама организация; внешние и приостановленные учётные "
        "записи не считаются. Подтверждения и отказы известны только в действующих настройках, там получателей может быть ещё меньше.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    for type_, requirement in subject.organization.requirements.items():
        told = {
            recipient.address: _channels(recipient, type_) for recipient, _ in subject.recipients if stands_in(recipient) and type_ in recipient.subscriptions
        }
        # Who could not be read whole may well receive it.
        for lack in unmet(requirement, told, unknown=len(subject.spoilt)):
            place = _place(subject, type_, "recipients") if lack.channel == ANY else _channel_place(subject, type_, lack.channel)
            arguments: dict[str, Argument] = {"type": type_, "channel": lack.channel or "any channel", "needed": lack.needed, "count": lack.count}
            yield Diagnostic(ENTRY.code, arguments=arguments, place=place, hint="channel" if lack.channel else "")


def _channels(recipient: Recipient, type_: str) -> frozenset[str]:
    return frozenset(contact.channel for contact in recipient.contacts if contact.id in recipient.subscriptions[type_])


def _place(subject: Subject, type_: str, key: str) -> Place:
    own = subject.written
    return own.place("requirements", type_, key) if key in own.data["requirements"][type_] else own.place("requirements", type_, part=Part.KEY)


def _channel_place(subject: Subject, type_: str, channel: str) -> Place:
    return subject.written.place("requirements", type_, "channels", subject.written.data["requirements"][type_]["channels"].index(channel))


RULE = Rule(ENTRY, stateless(_look), whole=True)
