"""Mandatory types that reach somebody over SMS only, which a subscriber can have blocked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject, Written
from reconciler.model.diagnostic import Argument, Diagnostic, Part, Place, Severity
from reconciler.model.message import Entry, Text
from reconciler.model.policy import INAPP
from reconciler.model.settings import Recipient

ENTRY = Entry(
    "sms-only-mandatory",
    Severity.WARNING,
    Text(
        'the mandatory type "{type}" reaches {count} {count:recipient|recipients} over SMS only: {recipients}',
        {
            "": "list a second channel for it, such as {type}: [email, sms]",
            "alone": "add a contact on another channel, such as email; where the channels of the type are listed, list that one too",
            "type": "the type allows SMS only: add another channel to allowed_channels in its declaration",
        },
        "Since 1 August 2025 a subscriber can refuse mass SMS, and the operator then blocks all of them, codes and warnings too; only messages of authorities and state "
        "organizations pass. What nobody may switch off should have a second way, such as email, max or inapp. Mandatory are types with `mandatory: true` and those the project "
        "forces (`policy.forced`).",
    ),
    Text(
        "обязательный тип «{type}» приходит только по SMS {count} {count:получателю|получателям|получателям}: {recipients}",
        {
            "": "укажите для него второй канал, например {type}: [email, sms]",
            "alone": "добавьте контакт другого канала, например email; если каналы типа перечислены, добавьте туда и этот",
            "type": "тип допускает только SMS: добавьте другой канал в allowed_channels в его объявлении",
        },
        "С 1 августа 2025 года абонент может отказаться от массовых SMS, и тогда оператор блокирует их все, включая коды и предупреждения; проходят только сообщения органов власти и "
        "государственных организаций. Тому, что нельзя отключить, нужен второй путь, например email, max или inapp. Обязательны типы с `mandatory: true` и те, которые "
        "включает проект (`policy.forced`).",
    ),
)

EXAMPLES = 3


def _look(subject: Subject) -> Iterator[Diagnostic]:
    must = subject.surroundings.forced | {type_.id for type_ in subject.types.values() if type_.mandatory and type_.selectable}
    found: dict[tuple[str, Place, str], list[str]] = {}
    for recipient, written in subject.recipients if must else ():
        if recipient.suspended or recipient.address in subject.spoilt:
            continue
        for type_ in sorted(must.intersection(recipient.subscriptions)):
            if all(contact.channel == "sms" for contact in recipient.contacts if contact.id in recipient.subscriptions[type_]):
                place, hint = _mendable(subject, recipient, written, type_)
                found.setdefault((type_, place, hint), []).append(recipient.address)
    for (type_, place, hint), recipients in found.items():
        arguments: dict[str, Argument] = {"type": type_, "count": len(recipients), "recipients": tuple(recipients[:EXAMPLES])}
        yield Diagnostic(ENTRY.code, arguments=arguments, place=place, hint=hint)


def _mendable(subject: Subject, recipient: Recipient, written: Written, type_: str) -> tuple[Place, str]:
    """Where it can be put right, and how: in the account if it lacks contacts or chooses for itself, else once for all in the organization."""
    if subject.types[type_].allowed_channels == ("sms",):
        return subject.written.place("id"), "type"
    if all(contact.channel in ("sms", INAPP) for contact in recipient.contacts):
        return written.place("contacts", part=Part.KEY), "alone"
    return _listed(written, type_) or _listed(subject.written, type_) or subject.written.place("id"), ""


def _listed(written: Written, type_: str) -> Place | None:
    """Where a block of notifications names the channels of a type; None where it does not."""
    block = written.data.get("notifications", {})
    types = block.get("types")
    if isinstance(types, Mapping) and isinstance(types.get(type_), list):
        return written.place("notifications", "types", type_, part=Part.KEY)
    return written.place("notifications", "channels", part=Part.KEY) if "channels" in block else None


RULE = Rule(ENTRY, stateless(_look), whole=True)
