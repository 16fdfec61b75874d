"""Roles that nobody has."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Places

ROLES = "roles:\n  lead: {notifications: {types: [works]}}\n  coordinator: {notifications: {types: [orders]}}\n"
ACCOUNT = "accounts:\n  ivanova: {family_name: Иванова, given_name: Анна, contacts: {email: ivanova@teleset.example}%s}\n"

ROWS = [
    ("nobody has it", "", [(2, 3), (3, 3)]),
    ("somebody has it", ", role: lead", [(3, 3)]),
    ("a role that there is not", ", role: leader", []),
    ("a role that is wrong", ", role: 5", []),
]


@pytest.mark.parametrize(("more", "where"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_role_nobody_has(more: str, where: list[tuple[int, int]], places: Places) -> None:
    assert places("unused-role", ROLES + ACCOUNT % more) == where


def test_an_external_account_names_it_too(places: Places) -> None:
    assert places("unused-role", ROLES + "accounts: {client: {audience: external, role: lead, contacts: {email: c@client.example}}}") == [(3, 3)]


def test_a_file_that_cannot_be_read_may_hold_who_has_it(places: Places) -> None:
    assert (
        places("unused-role", "version: 1\nkind: Organization\nid: teleset\nname: X\n" + ROLES + "---\nversion: 1\nkind: Accounts\norganisation: teleset\n")
        == []
    )


def test_no_roles(places: Places) -> None:
    assert places("unused-role", ACCOUNT % "") == []
