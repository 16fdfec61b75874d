"""Accounts that nobody can reach."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Part, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "unreachable-account",
    Severity.WARNING,
    Text(
        'nothing can reach "{recipient}": the account has no contacts',
        {"": "add one, such as contacts: {{email: …}}; for somebody who is to receive nothing for now add suspended: true"},
        "An account without contacts receives nothing over any channel, and nothing of it is in the cabinet (`inapp`) either. Usually its contacts were forgotten, or stand in a "
        "comment. What the account should receive is not reported type by type.",
    ),
    Text(
        "до «{recipient}» ничего не дойдёт: в учётной записи нет контактов",
        {"": "добавьте контакт, например contacts: {{email: …}}; если человек пока ничего не должен получать, добавьте suspended: true"},
        "Учётная запись без контактов не получает ничего ни по одному каналу, и в кабинет (`inapp`) для неё тоже ничего не приходит. Обычно контакты забыли указать или "
        "закомментировали. О каждом типе, который она должна получать, отдельно не сообщается.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    for account in subject.organization.accounts:
        if not account.contacts and not account.suspended and account.address not in subject.spoilt:
            written = subject.accounts[account.address]
            # Contacts that are written and not here were left out for a reason that is told elsewhere.
            if not written.data.get("contacts"):
                yield Diagnostic(ENTRY.code, arguments={"recipient": account.address}, place=written.place(part=Part.KEY))


RULE = Rule(ENTRY, stateless(_look))
