"""Roles of external accounts, which have no effect."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Part, Severity
from reconciler.model.message import Entry, Text
from reconciler.model.settings import EXTERNAL

ENTRY = Entry(
    "role-of-external",
    Severity.WARNING,
    Text(
        'the role of "{recipient}" has no effect: external accounts take nothing from roles',
        {"": "remove this line and say what the account receives under its own notifications; for an employee remove audience: external instead"},
        "Roles hold defaults for employees. An external account inherits only locale, time zone and support, so that nothing internal is sent to outsiders by a default.",
    ),
    Text(
        "роль учётной записи «{recipient}» не действует: внешние учётные записи ничего не наследуют от ролей",
        {
            "": "уберите эту строку и укажите, что получает учётная запись, в её собственном разделе notifications; если это сотрудник, уберите вместо этого audience: external"
        },
        "Роли задают умолчания для сотрудников. Внешняя учётная запись наследует только язык, часовой пояс и контакты поддержки, чтобы ничего внутреннего не ушло посторонним "
        "по умолчанию.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    for account in subject.organization.accounts:
        if account.role is not None and account.audience == EXTERNAL:
            place = subject.accounts[account.address].place("role", part=Part.KEY)
            yield Diagnostic(ENTRY.code, arguments={"recipient": account.address}, place=place)


RULE = Rule(ENTRY, stateless(_look))
