"""Roles that nobody has."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Part, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "unused-role",
    Severity.NOTE,
    Text(
        'no account of {organization} has the role "{role}"',
        {"": "give it to somebody (role: {role}), or remove it"},
        "Roles belong to one organization and are not inherited, so this one changes nothing.",
    ),
    Text(
        "ни у одной учётной записи организации {organization} нет роли «{role}»",
        {"": "назначьте её кому-нибудь (role: {role}) или удалите"},
        "Роли принадлежат одной организации и не наследуются, поэтому эта ни на что не влияет.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    roles = subject.written.data.get("roles")
    # Who could not be read whole may have any of them.
    if not isinstance(roles, dict) or subject.spoilt:
        return
    unused = roles.keys() - {account.role for account in subject.organization.accounts}
    for role in sorted(unused):
        arguments = {"organization": subject.organization.id, "role": role}
        yield Diagnostic(ENTRY.code, arguments=arguments, place=subject.written.place("roles", role, part=Part.KEY))


RULE = Rule(ENTRY, stateless(_look), whole=True)
