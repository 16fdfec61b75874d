"""One address in two accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconciler.linting.rule import Look, Option, Options, Rule
from reconciler.linting.subject import Subject, Written, contact_place
from reconciler.model.diagnostic import Argument, Diagnostic, Place, Severity
from reconciler.model.message import Entry, Text
from reconciler.model.policy import INAPP
from reconciler.model.settings import EXTERNAL, Contact, Recipient

ENTRY = Entry(
    "shared-address",
    Severity.WARNING,
    Text(
        '"{contact}" has the same address as "{first}", at {other}',
        {
            "": "give each account its own address; if both are one person, keep one account",
            "account": "remove one of the two: everything for both would arrive twice",
            "organization": "the two accounts belong to different organizations; mend the address that was copied",
        },
        "Two accounts with one address are usually a copy in which the address was not changed: one person then receives what is meant for another. The spelling makes no "
        "difference, nor does the case of an e-mail address. Accounts of one organization are compared; with `across: [project]` those of all organizations, except that "
        "external accounts of different organizations may be the same client.",
    ),
    Text(
        "у «{contact}» тот же адрес, что у «{first}» ({other})",
        {
            "": "укажите каждой учётной записи её собственный адрес; если это один человек, оставьте одну учётную запись",
            "account": "удалите один из двух: всё, что идёт на оба, приходило бы дважды",
            "organization": "это учётные записи разных организаций; исправьте адрес, который скопировали",
        },
        "Один адрес в двух учётных записях — обычно след копирования, при котором адрес забыли заменить: один человек получит то, что предназначено другому. Написание и регистр букв "
        "в адресе электронной почты не важны. Сравниваются учётные записи одной организации, а с `across: [project]` — всех организаций; только внешние учётные записи разных "
        "организаций могут быть одним и тем же клиентом.",
    ),
)

OPTIONS = (
    Option("across", ("organization",), "Across", "What is compared: the accounts of each organization, or of the whole project.", ("organization", "project")),
)

_Found = tuple[str, str, Place]
"""Account, contact and the place of an address."""


def _start(options: Options) -> Look:
    across = "project" in options.words("across")
    elsewhere: dict[tuple[str, str], _Found] = {}

    def look(subject: Subject) -> Iterator[Diagnostic]:
        for channel, contacts in subject.contacts.items():
            if channel != INAPP and (across or _any_shared(channel, contacts)):
                yield from _shared(subject, channel, contacts, elsewhere if across else None)

    return look


def _any_shared(channel: str, contacts: Sequence[tuple[Recipient, Written, Contact]]) -> bool:
    """Whether it is worth to look closer: usually it is not."""
    if channel == "email":
        return len({contact.address.lower() for _, _, contact in contacts}) < len(contacts)
    return len({contact.address for _, _, contact in contacts}) < len(contacts)


def _shared(
    subject: Subject, channel: str, contacts: Sequence[tuple[Recipient, Written, Contact]], elsewhere: dict[tuple[str, str], _Found] | None
) -> Iterator[Diagnostic]:
    """`elsewhere` are the addresses of employees of the organizations before this one, and grows by those of this one."""
    here: dict[str, _Found] = {}
    for recipient, written, contact in contacts:
        # An address that is a reference is not at hand. The organization's own may be somebody's: that is no copy.
        if not contact.address or recipient is subject.organization.recipient:
            continue
        address = contact.address.lower() if channel == "email" else contact.address
        found = (recipient.address, contact.id, contact_place(written, contact.id))
        first = here.setdefault(address, found)
        if first is found and elsewhere is not None and recipient.audience != EXTERNAL:
            first = elsewhere.setdefault((channel, address), found)
        if first is not found:
            yield _diagnostic(found, first)


def _diagnostic(found: _Found, first: _Found) -> Diagnostic:
    (account, contact, place), (other_account, other_contact, other) = found, first
    together = "" if account.partition("/")[0] == other_account.partition("/")[0] else "organization"
    arguments: dict[str, Argument] = {"contact": f"{account}/{contact}", "first": f"{other_account}/{other_contact}", "other": other}
    return Diagnostic(ENTRY.code, arguments=arguments, place=place, hint="account" if account == other_account else together)


RULE = Rule(ENTRY, _start, OPTIONS, compares=True)
