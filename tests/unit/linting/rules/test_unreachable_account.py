"""Accounts that nobody can reach."""

from __future__ import annotations

import pytest

from tests.unit.linting.conftest import Codes
from tests.unit.linting.rules.conftest import Places

HEAD = "accounts:\n  ivanova:\n    family_name: Иванова\n    given_name: Анна\n"
HERE = [(2, 3)]

ROWS = [
    ("nothing at all", "", HERE),
    ("no contacts", "    contacts: {}\n", HERE),
    ("no contacts, many types", "    notifications: {types: [works, payment], channels: [sms]}\n", HERE),
    ("the cabinet", "    notifications: {types: [payment], channels: [inapp]}\n", []),
    ("a contact", "    contacts: {email: ivanova@teleset.example}\n", []),
    ("suspended", "    suspended: true\n", []),
    ("a contact that is wrong", "    contacts: {email: ivanova}\n", []),
    ("a contact that the schema refuses", "    contacts: {mobile: {channel: sms, address: +79160000001}}\n", []),
    ("a channel that is not known here", "    contacts: {pager: {channel: pager, address: '1'}}\n", []),
    ("types that are wrong", "    notifications: {types: {payment: [inapp, smss], works: да}}\n", []),
]


@pytest.mark.parametrize(("text", "where"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_an_account_nobody_can_reach(text: str, where: list[tuple[int, int]], places: Places) -> None:
    assert places("unreachable-account", HEAD + text) == where


def test_it_is_said_once_and_not_type_by_type(codes: Codes) -> None:
    assert codes(HEAD + "    notifications: {types: [works, payment, license-renewal], channels: [sms, email]}\n") == [("unreachable-account", 2, 3)]


def test_nor_is_what_a_contact_would_receive_that_the_schema_refuses(codes: Codes) -> None:
    text = HEAD + "    contacts: {email: ivanova@teleset.example, sms: +79160000001}\n    notifications: {types: {works: [sms], payment: [email, sms]}}\n"
    assert codes(text) == [("unquoted-number", 5, 53)]


def test_who_an_environment_leaves_out_is_reached_elsewhere(places: Places) -> None:
    project = "backend: {type: memory}\nrecipients: {allow: ['*@test.example'], otherwise: drop}\n"
    assert places("unreachable-account", HEAD + "    contacts: {email: ivanova@teleset.example}\n", project=project) == []
