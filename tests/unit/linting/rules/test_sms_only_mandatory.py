"""Mandatory types that reach somebody over SMS only."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Found, Places

TYPE = "\n---\nversion: 1\nkind: NotificationType\nid: outage\ntitle: Outage\nmandatory: true\naudience: [employee, external]\nchannels: [%s]\n"
HEAD = "version: 1\nkind: Organization\nid: teleset\nname: X\n"
SMS = "sms: {address: '+79160000001', consent: {basis: contract}}"
MAIL = "email: ivanova@teleset.example"
IVANOVA = "accounts:\n  ivanova:\n    family_name: И\n    given_name: А\n    contacts: {%s}\n"
CHOOSES = "    notifications: {types: {outage: [%s]}}\n"

ROWS = [
    ("only SMS", "sms", IVANOVA % SMS, [(9, 5)], "alone"),
    ("SMS and mail", "sms, email", IVANOVA % f"{MAIL}, {SMS}", [], ""),
    ("mail only", "email", IVANOVA % f"{MAIL}, {SMS}", [], ""),
    ("mail lacks the list", "email, sms", IVANOVA % f"{MAIL}, {SMS}" + CHOOSES % "sms", [(10, 29)], ""),
    ("two telephones", "sms", IVANOVA % f"{SMS}, two: {{channel: sms, address: '+79160000002'}}", [(9, 5)], "alone"),
    ("the type's own channels", "sms", IVANOVA % f"{MAIL}, {SMS}", [(3, 5)], ""),
    ("the organization's list", "email", IVANOVA % f"{MAIL}, {SMS}" + "notifications: {types: {outage: [sms]}}\n", [(10, 25)], ""),
    ("the organization's channels", "email", IVANOVA % f"{MAIL}, {SMS}" + "notifications: {channels: [sms]}\n", [(10, 17)], ""),
    ("and the cabinet", "sms, inapp", IVANOVA % SMS, [], ""),
    ("the cabinet for another type", "sms", IVANOVA % SMS + "    notifications: {types: {payment: [inapp]}}\n", [(9, 5)], "alone"),
    ("suspended", "sms", IVANOVA % SMS + "    suspended: true\n", [], ""),
    ("mail was refused", "sms, email", IVANOVA % f"email: ivanova, {SMS}", [], ""),
    ("a default was refused", "email, sms", IVANOVA % f"{MAIL}, {SMS}" + "notifications: {channels: [emial, sms]}\n", [], ""),
    ("the organization itself", "sms", f"contacts: {{{SMS}}}\n", [(5, 1)], "alone"),
]  # fmt: skip


@pytest.mark.parametrize(("channels", "text", "where", "hint"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_must_arrive_needs_a_second_way(channels: str, text: str, where: list[tuple[int, int]], hint: str, found: Found, places: Places) -> None:
    assert places("sms-only-mandatory", HEAD + text + TYPE % channels) == where
    assert [each.hint for each in found("sms-only-mandatory", HEAD + text + TYPE % channels)] == [hint] * len(where)


def test_a_type_that_is_not_mandatory_may_be_sms_alone(places: Places) -> None:
    text = HEAD + IVANOVA % SMS + CHOOSES % "sms" + (TYPE % "sms").replace("mandatory: true", "mandatory: false")
    assert places("sms-only-mandatory", text) == []


def test_a_type_the_project_forces_is_mandatory(places: Places) -> None:
    text = HEAD + IVANOVA % SMS + "    notifications: {types: {works: [sms]}}\n"
    assert places("sms-only-mandatory", text, project="backend: {type: memory}\npolicy: {forced: [works]}\n") == [(9, 5)]
    assert places("sms-only-mandatory", text, project="backend: {type: memory}\n") == []


def test_a_type_that_allows_nothing_else(found: Found) -> None:
    (each,) = found("sms-only-mandatory", HEAD + IVANOVA % f"{MAIL}, {SMS}" + TYPE % "sms" + "allowed_channels: [sms]\n")
    assert each.hint == "type"


def test_a_default_that_concerns_many_is_one_finding_with_a_count(found: Found) -> None:
    account = (
        "  op-%d: {family_name: И, given_name: А, contacts: {email: op-%d@teleset.example, sms: {address: '+7916000000%d', consent: {basis: contract}}}}\n"
    )
    accounts = "accounts:\n" + "".join(account % (number, number, number) for number in range(5))
    (each,) = found("sms-only-mandatory", HEAD + "notifications: {types: {outage: [sms]}}\n" + accounts + TYPE % "email")
    assert (each.arguments["count"], each.arguments["recipients"]) == (5, ("teleset/op-0", "teleset/op-1", "teleset/op-2"))
