"""Contacts that no type uses."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Found, Places

HEAD = """\
accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    contacts:
      email: ivanova@teleset.example
      mobile: {channel: sms, address: "+79160000001", consent: {basis: contract}%s}
    notifications: {types: %s}
"""
HERE = [(7, 7)]

ROWS = [
    ("listed for no type", "", "{works: [email], payment: true}", HERE),
    ("listed by its channel", "", "{works: [email, sms]}", []),
    ("listed by its id", "", "{works: [mobile], orders: [email]}", []),
    ("two of three", "", "{works: [email], orders: [sms]}", []),
    ("not needed in the cabinet", "", "{works: [email, inapp]}", HERE),
    ("in the cabinet only", "", "{works: [inapp]}", [(6, 7), (7, 7)]),
    ("types of its own", ", types: [payment]", "{works: [email]}", []),
    ("on by a map of its own", ", types: {works: true}", "{works: [email]}", []),
    ("receives nothing, it says", ", types: none", "{works: [email]}", []),
    ("receives nothing, it says with a list", ", types: []", "{works: [email]}", []),
    ("receives nothing, it says with a map", ", types: {works: false}", "{works: [email]}", []),
    ("everything is off", "", "none", []),
    ("a type that is wrong", "", "{works: [email], paymant: [sms]}", []),
    ("a contact in a list that is wrong", "", "{works: [email], orders: [mobil]}", []),
    ("something the schema refuses", "", "{works: [email], orders: да}", []),
]  # fmt: skip


@pytest.mark.parametrize(("more", "types", "where"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_contact_no_type_uses(more: str, types: str, where: list[tuple[int, int]], places: Places) -> None:
    assert places("unused-contact", HEAD % (more, types)) == where


def test_the_organization_is_a_recipient_too(places: Places) -> None:
    text = "contacts:\n  email: duty@teleset.example\n  sms: '+79160000001'\nnotifications: {types: [payment], channels: [email]}\n"
    assert places("unused-contact", text) == [(3, 3)]
    assert places("unused-contact", text.replace("[email]", "[email, sms]")) == []


def test_a_mistake_in_the_defaults_is_not_told_for_every_contact(places: Places) -> None:
    defaults = "notifications: {types: {works: [email], %s: [sms]}}\n"
    contacts = HEAD.partition("    notifications")[0] % ""
    assert places("unused-contact", defaults % "paymant" + contacts) == []
    assert places("unused-contact", "\n" + contacts + defaults % "payment") == []
    assert places("unused-contact", contacts + "notifications: {types: {works: [email]}}\n") == HERE


def test_a_mistake_in_another_account_hides_nothing(places: Places) -> None:
    other = "  petrov: {family_name: Петров, given_name: Пётр, contacts: {email: petrov}}\n"
    assert places("unused-contact", HEAD % ("", "{works: [email]}") + other) == HERE


def test_a_contact_of_a_channel_that_the_project_does_not_allow(found: Found) -> None:
    project = "backend: {type: memory}\npolicy: {channels: [email]}\n"
    (each,) = found("unused-contact", HEAD % ("", "{works: [email, sms]}"), project=project)
    assert (each.hint, each.arguments["channel"]) == ("policy", "sms")
    for other in (project.replace("[email]", "[email, sms]"), "backend: {type: memory}\n", ""):
        (each,) = found("unused-contact", HEAD % ("", "{works: [email]}"), project=other)
        assert (each.hint, each.arguments["type"], each.arguments["channels"]) == ("", "works", ("email", "sms"))


def test_what_an_environment_leaves_out_makes_nothing_unused(places: Places) -> None:
    project = "backend: {type: memory}\nrecipients: {allow: ['*@teleset.example'], otherwise: drop}\n"
    assert places("unused-contact", HEAD % ("", "{works: [email]}"), project=project) == []
