"""Contacts that no type uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject, Written
from reconciler.model.diagnostic import Argument, Diagnostic, Part, Severity
from reconciler.model.message import Entry, Text
from reconciler.model.settings import Contact, Recipient

ENTRY = Entry(
    "unused-contact",
    Severity.WARNING,
    Text(
        'nothing is ever sent to the contact "{contact}" of "{recipient}"',
        {
            "": "list {channel} for a type, such as {type}: [{channels}], give the contact types of its own, such as types: [{type}], or remove the contact",
            "policy": "the project allows other channels only (policy.channels in reconciler.yaml): remove the contact, or have {channel} added there",
        },
        "Every type this recipient receives goes to other contacts. Usually the contact's channel is missing where the channels of a type are listed, or under `channels`. A recipient "
        "that receives nothing at all, and a contact that says itself that it receives nothing, are not reported.",
    ),
    Text(
        "на контакт «{contact}» получателя «{recipient}» никогда ничего не отправляется",
        {
            "": "укажите {channel} для какого-нибудь типа, например {type}: [{channels}], задайте контакту собственные типы, например types: [{type}], или удалите контакт",
            "policy": "проект разрешает только другие каналы (policy.channels в reconciler.yaml): удалите контакт или попросите добавить туда {channel}",
        },
        "Всё, что получает этот получатель, приходит на другие его контакты. Обычно канал контакта забыли назвать в списке каналов типа или в `channels`. О получателе, который не "
        "получает ничего, и о контакте, который сам от всего отказался, не сообщается.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    for recipient, written in subject.recipients:
        count = len(recipient.contacts)
        for ids in recipient.subscriptions.values():
            # Nearly always some type goes to every contact: no need to look at the others.
            if len(ids) == count:
                break
        else:
            if recipient.subscriptions and recipient.address not in subject.spoilt:
                yield from _unused(subject, recipient, written)


def _unused(subject: Subject, recipient: Recipient, written: Written) -> Iterator[Diagnostic]:
    used = {id for ids in recipient.subscriptions.values() for id in ids}
    for contact in recipient.contacts:
        if contact.id not in used and not _declines(written, contact):
            yield _found(subject, recipient, written, contact)


def _declines(written: Written, contact: Contact) -> bool:
    """Whether the contact's own `types` say that it receives nothing."""
    value = written.data["contacts"][contact.id]
    types = value.get("types", True) if isinstance(value, Mapping) else True
    return types == "none" or not types or (isinstance(types, Mapping) and not any(types.values()))


def _found(subject: Subject, recipient: Recipient, written: Written, contact: Contact) -> Diagnostic:
    allowed = subject.surroundings.channels
    type_ = min(recipient.subscriptions)
    present = dict.fromkeys(each.channel for each in recipient.contacts if each.id in recipient.subscriptions[type_])
    arguments: dict[str, Argument] = {
        "contact": contact.id,
        "recipient": recipient.address,
        "channel": contact.channel,
        "type": type_,
        "channels": tuple({**present, contact.channel: None}),
    }
    hint = "policy" if allowed and contact.channel not in allowed else ""
    return Diagnostic(ENTRY.code, arguments=arguments, place=written.place("contacts", contact.id, part=Part.KEY), hint=hint)


RULE = Rule(ENTRY, stateless(_look), whole=True)
