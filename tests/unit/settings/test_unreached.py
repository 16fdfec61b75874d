"""Types that reach nobody are reported, unless it follows from something that is reported anyway."""

from __future__ import annotations

import pytest

from reconciler.model.diagnostic import Severity
from reconciler.model.policy import Policy
from tests.unit.settings.declare import codes, declare

ORG = "kind: Organization\nid: org\naccounts:\n  anna: {family_name: А, given_name: А, "
OUTAGE = "version: 1\nkind: NotificationType\nid: outage\nmandatory: true\nchannels: [sms]\naudience: [employee]"


@pytest.mark.parametrize(
    "account",
    [
        "notifications: {types: {works: [sms], payment: [email]}}}",
        "contacts: {}, notifications: {types: [works]}}",
        "contacts: {}, notifications: {types: {works: [sms, email]}}}",
    ],
)
def test_an_account_without_contacts_is_not_told_type_by_type(account: str) -> None:
    assert declare(ORG + account)[1] == []


def test_a_mandatory_type_is_an_error_for_an_account_without_contacts_too() -> None:
    _, diagnostics = declare(OUTAGE, ORG + "notifications: {types: {works: [sms]}}}")
    assert [(found.code, found.severity, found.arguments["type"]) for found in diagnostics] == [("no-contact-for-type", Severity.ERROR, "outage")]


def test_who_is_reached_in_the_cabinet_is_told_what_is_not() -> None:
    _, diagnostics = declare(ORG + "notifications: {types: {payment: [inapp], works: [sms]}}}")
    assert [(found.code, found.arguments["type"]) for found in diagnostics] == [("no-contact-for-type", "works")]


@pytest.mark.parametrize(
    ("contacts", "code"),
    [
        ("{email: anna, mobile: {channel: sms, address: '+79160000001'}}", "bad-email"),
        ("{email: anna}", "bad-email"),
        ("{pager: {channel: pager, address: '1'}, mobile: {channel: sms, address: '+79160000001'}}", "unknown-channel"),
    ],
)
def test_what_follows_from_a_contact_that_was_left_out_is_not_reported(contacts: str, code: str) -> None:
    text = ORG + f"contacts: {contacts}, notifications: {{types: {{payment: [email], works: [email, sms]}}}}}}"
    assert codes(declare(text)[1]) == [code]
    assert codes(declare(OUTAGE, text.replace("mobile: {channel: sms, address: '+79160000001'}", ""))[1]) == [code]


@pytest.mark.parametrize(
    ("notifications", "code"),
    [
        ("{types: [payment, works], channels: [emial]}", "unknown-contact"),
        ("{types: {works: [emial]}}", "unknown-contact"),
        ("{types: {works: [email, emial]}}", "unknown-contact"),
        ("{types: {all: [emial]}}", "unknown-contact"),
    ],
)
def test_what_follows_from_a_name_that_is_nothing_is_not_reported(notifications: str, code: str) -> None:
    assert codes(declare(ORG + f"contacts: {{email: a@org.example}}, notifications: {notifications}}}")[1]) == [code]
    default = f"kind: Organization\nid: org\nnotifications: {notifications}\naccounts: {{anna: {{family_name: А, given_name: А, contacts: {{email: a@org.example}}}}}}"
    assert codes(declare(default)[1]) == ["unknown-channel"]


def test_a_contact_that_is_listed_and_that_no_channel_allows_is_reported() -> None:
    text = ORG + "contacts: {mobile: {channel: sms, address: '+79160000001'}}, notifications: {types: {works: [mobile]}}}"
    assert codes(declare(text, policy=Policy(channels=("email",)))[1]) == ["no-contact-for-type"]


def test_what_the_project_forbids_is_told_whatever_contacts_there_are() -> None:
    policy = Policy(forbidden=("works",))
    for contacts in ("", "contacts: {email: anna}, "):
        _, diagnostics = declare(ORG + contacts + "notifications: {types: [works]}}", policy=policy)
        assert "blocked-by-policy" in codes(diagnostics)


def test_what_an_environment_leaves_out_is_one_note_where_the_organization_begins() -> None:
    _, diagnostics = declare(ORG + "contacts: {email: a@org.example}, notifications: {types: [works]}}", policy=Policy(recipients=("*@test.example",)))
    (found,) = diagnostics
    assert found.place is not None
    assert (found.code, found.place.pointer) == ("recipients-dropped", ("id",))
