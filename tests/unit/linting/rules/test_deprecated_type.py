"""Types that are going away, chosen by name."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Found, Places

TYPE = """
---
version: 1
kind: NotificationType
id: fax-notices
title: Fax
audience: [employee, external]
category: paper
until: "3.0"
"""
HEAD = "version: 1\nkind: Organization\nid: teleset\nname: X\n"
ACCOUNT = (
    "accounts:\n  ivanova:\n    family_name: И\n    given_name: А\n    contacts: {email: {address: ivanova@teleset.example%s}}\n    notifications: {types: %s}"
)

ROWS = [
    ("organization, map", "notifications: {types: {works: true, fax-notices: true}}", [(5, 38)]),
    ("organization, list", "notifications: {types: [works, fax-notices]}", [(5, 32)]),
    ("role", "roles: {lead: {notifications: {types: [fax-notices]}}}", [(5, 40)]),
    ("requirement", "requirements: {fax-notices: {recipients: 1}}", [(5, 16)]),
    ("the organization's contact", "contacts: {duty: {channel: email, address: duty@teleset.example, types: [fax-notices]}}", [(5, 74)]),
    ("account, with channels", ACCOUNT % ("", "{fax-notices: [email]}"), [(10, 29)]),
    ("an account's contact", ACCOUNT % (", types: {fax-notices: true}", "{works: true}"), [(9, 66)]),
    ("both", ACCOUNT % (", types: {fax-notices: true}", "{fax-notices: true}"), [(9, 66), (10, 29)]),
    ("switched off", ACCOUNT % (", types: {fax-notices: false}", "{fax-notices: false, works: true}"), []),
    ("switched off by a list", ACCOUNT % ("", "{fax-notices: [], works: true}"), []),
    ("all", ACCOUNT % (", types: all", "all"), []),
    ("selector", ACCOUNT % ("", "{'category:paper': true}"), []),
    ("another type", ACCOUNT % ("", "[works]"), []),
]


@pytest.mark.parametrize(("text", "where"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_type_that_is_going_away_is_told_where_it_is_chosen(text: str, where: list[tuple[int, int]], places: Places) -> None:
    assert places("deprecated-type", HEAD + text + TYPE) == where


def test_it_says_from_which_version(found: Found) -> None:
    (each,) = found("deprecated-type", HEAD + "notifications: {types: [fax-notices]}" + TYPE)
    assert each.arguments == {"type": "fax-notices", "until": "3.0"}


def test_a_type_that_stays(places: Places) -> None:
    assert places("deprecated-type", HEAD + "notifications: {types: [fax-notices]}" + TYPE.replace("until", "since")) == []
