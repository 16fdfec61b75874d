"""Roles of external accounts."""

from __future__ import annotations

from tests.unit.linting.rules.conftest import Places

ROLES = "roles: {coordinator: {notifications: {types: [works]}}}\n"


def test_a_role_of_an_external_account_has_no_effect(places: Places) -> None:
    account = "accounts:\n  client-17:\n    audience: external\n    contacts: {email: c@client.example}\n    role: coordinator\n"
    assert places("role-of-external", ROLES + account) == [(6, 5)]
    assert places("role-of-external", ROLES + account.replace("    role: coordinator\n", "")) == []


def test_an_employee_has_a_role(places: Places) -> None:
    account = "accounts:\n  ivanova: {family_name: Иванова, given_name: Анна, contacts: {email: i@teleset.example}, role: coordinator}\n"
    assert places("role-of-external", ROLES + account) == []
