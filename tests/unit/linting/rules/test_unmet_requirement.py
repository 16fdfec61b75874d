"""Requirements that the files themselves cannot meet."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Found, Places

HEAD = "contacts: {email: duty@teleset.example}\nnotifications: {types: %s, channels: [email]}\nrequirements:\n  payment: %s\naccounts:\n%s"
IVANOVA = "  ivanova: {family_name: И, given_name: А, contacts: {%s}%s}\n"
MAIL = "email: ivanova@teleset.example"
BOTH = "{email: ivanova@teleset.example, sms: {address: '+79160000001', consent: {basis: law}}}"[1:-1]
CLIENT = "  client: {audience: external, contacts: {email: c@client.example}, notifications: {types: [payment], channels: [email]}}\n"

ROWS = [
    ("two are needed and there", "[payment]", "{recipients: 2}", IVANOVA % (MAIL, ""), []),
    ("three are needed", "[payment]", "{recipients: 3}", IVANOVA % (MAIL, ""), [(4, 25, 3, 2)]),
    ("nobody", "[works]", "{recipients: 1}", IVANOVA % (MAIL, ""), [(4, 25, 1, 0)]),
    ("one, unless said", "[works]", "{channels: [email]}", IVANOVA % (MAIL, ""), [(4, 3, 1, 0)]),
    ("external accounts do not count", "[payment]", "{recipients: 2}", CLIENT, [(4, 25, 2, 1)]),
    ("suspended accounts do not count", "[payment]", "{recipients: 2}", IVANOVA % (MAIL, ", suspended: true"), [(4, 25, 2, 1)]),
    ("a channel nobody has", "[payment]", "{channels: [email, sms]}", IVANOVA % (MAIL, ""), [(4, 31, 1, 0)]),
    ("a channel that is not listed", "[payment]", "{channels: [email, sms]}", IVANOVA % (BOTH, ""), [(4, 31, 1, 0)]),
    ("a channel that is", "{payment: [email, sms]}", "{channels: [email, sms]}", IVANOVA % (BOTH, ""), []),
    ("the cabinet", "{payment: [email, inapp]}", "{channels: [inapp]}", IVANOVA % (MAIL, ""), []),
    ("a contact that was refused", "[payment]", "{recipients: 2}", IVANOVA % ("email: ivanova", ""), []),
    ("one of several", "[payment]", "{recipients: 3}", IVANOVA % ("email: ivanova", ""), [(4, 25, 3, 1)]),
    ("a channel that was refused", "{payment: [email, sms]}", "{channels: [sms]}", IVANOVA % (MAIL + ", sms: '12'", ""), []),
    ("an account that was refused", "[payment]", "{recipients: 2}", "  ivanova: 5\n", []),
    ("a default that was refused", "{payment: да}", "{recipients: 2}", IVANOVA % (MAIL, ""), []),
]


@pytest.mark.parametrize(("types", "needs", "accounts", "where"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_requirement(types: str, needs: str, accounts: str, where: list[tuple[int, int, int, int]], found: Found, places: Places) -> None:
    text = HEAD % (types, needs, accounts)
    told = [(each.arguments["needed"], each.arguments["count"]) for each in found("unmet-requirement", text)]
    assert [(*place, *figures) for place, figures in zip(places("unmet-requirement", text), told, strict=True)] == where


def test_the_hint_is_about_the_channel_that_is_not_reached(found: Found) -> None:
    text = HEAD % ("[payment]", "{channels: [email, sms]}", IVANOVA % (MAIL, ""))
    assert [(each.hint, each.arguments["channel"]) for each in found("unmet-requirement", text)] == [("channel", "sms")]
    assert [(each.hint, each.arguments["channel"]) for each in found("unmet-requirement", text.replace("[payment]", "[works]"))] == [("", "any channel")]


def test_who_an_environment_leaves_out_is_not_missed(places: Places) -> None:
    project = "backend: {type: memory}\nrecipients: {allow: ['*@test.example'], otherwise: drop}\n"
    assert places("unmet-requirement", HEAD % ("[payment]", "{recipients: 2}", IVANOVA % (MAIL, "")), project=project) == []


def test_a_file_that_cannot_be_read_may_hold_whom_it_takes(places: Places) -> None:
    text = "version: 1\nkind: Organization\nid: teleset\nname: X\n" + HEAD % ("[payment]", "{recipients: 3}", IVANOVA % (MAIL, ""))
    assert places("unmet-requirement", text) == [(8, 25)]
    assert places("unmet-requirement", text + "---\nversion: 1\nkind: Accounts\n") == []
