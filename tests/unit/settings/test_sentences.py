"""The rules of the YAML, one row per sentence: what is declared for org/anna, and what she then receives."""

from __future__ import annotations

import pytest

from reconciler.model.diagnostic import Severity
from reconciler.model.policy import Policy
from reconciler.settings.catalogue import CATALOGUE
from tests.unit.settings.declare import account, codes, declare, organization

EMPLOYEE_TYPES = sorted(type_.id for type_ in CATALOGUE if type_.selectable and "employee" in type_.audience)
EXTERNAL_TYPES = sorted(type_.id for type_ in CATALOGUE if type_.selectable and "external" in type_.audience)
CORE = ["license-renewal", "orders", "payment", "works"]
FINANCE = ["payment"]
POS = sorted(type_.id for type_ in CATALOGUE if type_.selectable and type_.surface == "pos" and "employee" in type_.audience)

CONTACTS = "contacts: {email: anna@org.example, mobile: {channel: sms, address: '+79160000001'}, work: {channel: email, address: work@org.example}}"


def anna(notifications: str, *, head: str = "", contacts: str = CONTACTS, account_head: str = "", policy: Policy | None = None) -> dict[str, tuple[str, ...]]:
    body = f"""
kind: Organization
id: org
{head}
accounts:
  anna:
    family_name: А
    given_name: А
    {account_head}
    {contacts}
    {"notifications: " + notifications if notifications else ""}
"""
    settings, diagnostics = declare(body, policy=policy)
    assert not [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR], diagnostics
    return dict(account(settings).subscriptions)


def on(cells: dict[str, tuple[str, ...]]) -> list[str]:
    return sorted(cells)


BASE = "notifications: {types: {payment: [email, sms], orders: true}, channels: [email]}"

TYPES_ROWS = [
    ("all means every selectable type", "{types: all}", "", EMPLOYEE_TYPES),
    ("all is {all: true}", "{types: {all: true}}", "", EMPLOYEE_TYPES),
    ("none is nothing", "{types: none}", BASE, []),
    ("an empty list is nothing", "{types: []}", BASE, []),
    ("none is {all: false}", "{types: {all: false}}", BASE, []),
    ("a list is exactly these", "{types: [works, payment]}", BASE, ["payment", "works"]),
    ("a map with all is exactly these", "{types: {all: false, works: true}}", BASE, ["works"]),
    ("a map without all says what differs", "{types: {works: true, orders: false}}", BASE, ["payment", "works"]),
    ("absent inherits", "{channels: [sms]}", BASE, ["orders", "payment"]),
    ("nothing declared is nothing on", "", "", []),
    ("core is the four of the table", "{types: [core]}", "", CORE),
    ("a category", "{types: ['category:finance']}", "", FINANCE),
    ("a surface", "{types: ['surface:pos']}", "", POS),
    ("all is weaker than a selector", "{types: {all: true, core: false}}", "", sorted(set(EMPLOYEE_TYPES) - set(CORE))),
    ("a selector is weaker than an id", "{types: {core: false, works: true, all: false}}", "", ["works"]),
    ("order of keys decides nothing", "{types: {works: true, all: false, core: false}}", "", ["works"]),
    (
        "an id settles two selectors that disagree",
        "{types: {core: true, 'category:finance': false, payment: false}}",
        "",
        ["license-renewal", "orders", "works"],
    ),
    ("selectors that agree may overlap", "{types: {core: true, 'category:finance': true}}", "", CORE),
    ("an empty list of channels is off", "{types: {payment: []}}", BASE, ["orders"]),
]


@pytest.mark.parametrize(("notifications", "head", "expected"), [row[1:] for row in TYPES_ROWS], ids=[row[0] for row in TYPES_ROWS])
def test_types(notifications: str, head: str, expected: list[str]) -> None:
    assert on(anna(notifications, head=head)) == expected


PARENT = """
kind: Organization
id: holding
notifications: {types: {works: [sms], payment: [sms]}, channels: [sms]}
"""

CHANNEL_ROWS = [
    ("the type's default channels, where no layer lists any", "{types: [works]}", "", {"works": ("email", "mobile", "work")}),
    ("default channels include the cabinet", "{types: [payment]}", "", {"payment": ("email", "inapp", "work")}),
    ("the nearest channels", "{types: [works], channels: [sms]}", BASE, {"works": ("mobile",)}),
    ("inherited channels", "{types: [works]}", BASE, {"works": ("email", "work")}),
    (
        "a list for the type is nearer than channels",
        "{types: {works: [sms]}}",
        BASE,
        {"orders": ("email", "work"), "payment": ("email", "mobile", "work"), "works": ("mobile",)},
    ),
    ("true leaves the channels as they are", "{types: {payment: true, orders: false}}", BASE, {"payment": ("email", "mobile", "work")}),
    ("an exact list leaves the channels as they are", "{types: [payment]}", BASE, {"payment": ("email", "mobile", "work")}),
    ("an account may name its own contact", "{types: {works: [work], orders: false, payment: false}}", BASE, {"works": ("work",)}),
    ("a channel means all its contacts", "{types: {works: [email], orders: false, payment: false}}", BASE, {"works": ("email", "work")}),
    ("own contacts under channels", "{types: [works], channels: [work]}", BASE, {"works": ("work",)}),
    ("a listed channel without a contact is left out", "{types: {works: [email, telegram]}, channels: [email]}", "", {"works": ("email", "work")}),
]


@pytest.mark.parametrize(("notifications", "head", "expected"), [row[1:] for row in CHANNEL_ROWS], ids=[row[0] for row in CHANNEL_ROWS])
def test_channels(notifications: str, head: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert anna(notifications, head=head) == expected


def test_a_contact_with_types_of_its_own_replaces_the_choice_for_it() -> None:
    contacts = "contacts: {email: a@org.example, second: {channel: email, address: b@org.example, types: [works]}, third: {channel: sms, address: '+79160000001', types: {payment: false}}}"
    cells = anna("{types: {payment: [email, sms], orders: [email, sms]}}", contacts=contacts)
    assert cells == {"payment": ("email",), "orders": ("email", "third"), "works": ("second",)}


def test_a_contact_may_choose_all() -> None:
    cells = anna("", contacts="contacts: {email: {address: a@org.example, types: all}}")
    assert on(cells) == EMPLOYEE_TYPES
    assert set(cells.values()) == {("email",)}


LAYER_TEXT = """
kind: Organization
id: org
parent: {parent}
{notifications}
roles:
  chief: {{notifications: {{types: {{works: [email]}}}}}}
  idle: {{}}
accounts:
  anna: {{family_name: А, given_name: А, role: {role}, {contacts}, {own}}}
"""

LAYER_ROWS = [
    ("ancestors", "", "idle", "", {"payment": ("mobile",), "works": ("mobile",)}),
    ("organization over ancestors", "notifications: {types: {works: false}}", "idle", "", {"payment": ("mobile",)}),
    ("role over organization", "notifications: {types: {works: [sms]}}", "chief", "", {"payment": ("mobile",), "works": ("email", "work")}),
    ("account over role", "notifications: {types: {works: [sms]}}", "chief", "notifications: {types: {works: false}}", {"payment": ("mobile",)}),
]


@pytest.mark.parametrize(("notifications", "role", "own", "expected"), [row[1:] for row in LAYER_ROWS], ids=[row[0] for row in LAYER_ROWS])
def test_layers(notifications: str, role: str, own: str, expected: dict[str, tuple[str, ...]]) -> None:
    text = LAYER_TEXT.format(parent="holding", notifications=notifications, role=role, contacts=CONTACTS, own=own)
    settings, diagnostics = declare(text, PARENT)
    assert not [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR], diagnostics
    assert dict(account(settings).subscriptions) == expected


def test_what_is_inherited_and_what_is_not() -> None:
    settings, _ = declare(
        """
kind: Organization
id: top
locale: en
timezone: Asia/Omsk
support: {email: help@top.example}
protected: true
inn: "7700000070"
contacts: {duty: {channel: email, address: duty@top.example}}
requirements: {payment: {recipients: 2}}
roles: {chief: {}}
notifications: {quiet_hours: {from: "22:00", to: "08:00"}, types: [payment]}
""",
        """
kind: Organization
id: org
parent: top
accounts:
  anna: {family_name: А, given_name: А, contacts: {email: a@org.example}}
  olga: {family_name: О, given_name: О, locale: ru, timezone: Europe/Moscow, contacts: {email: o@org.example}, notifications: {quiet_hours: none}}
""",
    )
    org, anna_, olga = organization(settings), account(settings), account(settings, "org/olga")
    assert (anna_.locale, anna_.timezone, anna_.quiet_hours) == ("en", "Asia/Omsk", ("22:00", "08:00"))
    assert (olga.locale, olga.timezone, olga.quiet_hours) == ("ru", "Europe/Moscow", None)
    assert org.support == {"email": "help@top.example"}
    assert (org.inn, org.requirements, org.recipient.protected) == (None, {}, False)
    assert [contact.id for contact in org.recipient.contacts] == ["inapp"], "contacts are never inherited; the cabinet is everyone's own"
    assert not anna_.protected


def test_external_accounts_inherit_only_locale_timezone_and_support() -> None:
    settings, _ = declare(
        """
kind: Organization
id: org
locale: en
timezone: Asia/Omsk
notifications: {types: [payment, works], channels: [sms], quiet_hours: {from: "22:00", to: "08:00"}}
accounts:
  client: {audience: external, contacts: {email: c@client.example}, notifications: {types: [works]}}
  silent: {audience: external, contacts: {email: d@client.example}}
  everything: {audience: external, contacts: {email: e@client.example}, notifications: {types: all}}
"""
    )
    client = account(settings, "org/client")
    assert (client.locale, client.timezone, client.quiet_hours) == ("en", "Asia/Omsk", None)
    assert dict(client.subscriptions) == {"works": ("email",)}
    assert dict(account(settings, "org/silent").subscriptions) == {}
    assert sorted(account(settings, "org/everything").subscriptions) == EXTERNAL_TYPES


def test_the_organization_is_itself_a_recipient() -> None:
    settings, _ = declare(
        """
kind: Organization
id: org
contacts: {duty: {channel: email, address: duty@org.example}, bus: {channel: webhook, address: https://Bus.Org.example/x, types: all}}
notifications: {types: [payment], channels: [email]}
accounts: {anna: {family_name: А, given_name: А, contacts: {email: a@org.example}}}
"""
    )
    org = organization(settings).recipient
    assert org.subscriptions["payment"] == ("bus", "duty")
    assert org.subscriptions["works"] == ("bus",)
    assert {contact.id: contact.address for contact in org.contacts} == {"bus": "https://bus.org.example/x", "duty": "duty@org.example"}
    assert dict(account(settings).subscriptions) == {"payment": ("email",)}, "contacts are never inherited"


def test_suspended_keeps_everything() -> None:
    text = "kind: Organization\nid: org\naccounts: {anna: {family_name: А, given_name: А, suspended: true, contacts: {email: a@org.example}, notifications: {types: [works]}}}"
    recipient = account(declare(text)[0])
    assert recipient.suspended
    assert dict(recipient.subscriptions) == {"works": ("email",)}


def test_accounts_documents_split_an_organization() -> None:
    more = "kind: Accounts\norganization: org\naccounts: {olga: {family_name: О, given_name: О, contacts: {email: o@org.example}}}"
    resolved = declare("kind: Organization\nid: org\nnotifications: {types: [works]}\naccounts: {anna: {family_name: А, given_name: А}}", more)[0]
    assert [recipient.address for recipient in organization(resolved).accounts] == ["org/anna", "org/olga"]
    assert dict(account(resolved, "org/olga").subscriptions) == {"works": ("email",)}


POLICY_ROWS = [
    ("forced", Policy(forced=("works",)), "{types: [payment], channels: [email]}", ["payment", "works"]),
    ("forbidden", Policy(forbidden=("payment",)), "{types: [payment, works], channels: [email]}", ["works"]),
    ("forbidden before forced", Policy(forced=("works",), forbidden=("works",)), "{types: [payment]}", ["payment"]),
    ("channels", Policy(channels=("sms",)), "{types: {payment: [email], works: [email, sms]}}", ["works"]),
]


@pytest.mark.parametrize(("policy", "notifications", "expected"), [row[1:] for row in POLICY_ROWS], ids=[row[0] for row in POLICY_ROWS])
def test_policy_clamps(policy: Policy, notifications: str, expected: list[str]) -> None:
    assert on(anna(notifications, policy=policy)) == expected


def test_an_environment_can_be_closed_to_other_addresses() -> None:
    policy = Policy(recipients=("work@org.example",))
    settings, diagnostics = declare(
        f"kind: Organization\nid: org\naccounts: {{anna: {{family_name: А, given_name: А, {CONTACTS}, notifications: {{types: [works]}}}}}}", policy=policy
    )
    assert [contact.id for contact in account(settings).contacts] == ["work"]
    assert dict(account(settings).subscriptions) == {"works": ("work",)}
    assert codes(diagnostics) == ["recipients-dropped"]


def test_a_contact_left_out_by_an_environment_may_still_be_named() -> None:
    policy = Policy(recipients=("*@nowhere.example",))
    text = (
        f"kind: Organization\nid: org\naccounts: {{anna: {{family_name: А, given_name: А, {CONTACTS}, notifications: {{types: {{works: [work, mobile]}}}}}}}}"
    )
    settings, diagnostics = declare(text, policy=policy)
    assert (account(settings).contacts, dict(account(settings).subscriptions)) == ((), {})
    assert codes(diagnostics) == ["recipients-dropped"]


TYPE = """
version: 1
kind: NotificationType
id: outage
title: {ru: Авария, en: Outage}
description: {ru: Авария на сети, en: Network outage}
category: operations
audience: [employee]
channels: [sms]
"""


def test_a_declared_type_is_chosen_like_a_built_in_one() -> None:
    settings, diagnostics = declare(
        TYPE, f"kind: Organization\nid: org\naccounts: {{anna: {{family_name: А, given_name: А, {CONTACTS}, notifications: {{types: [outage]}}}}}}"
    )
    assert dict(account(settings).subscriptions) == {"outage": ("mobile",)}
    assert not diagnostics


def test_a_mandatory_type_is_on_for_everyone_it_is_meant_for() -> None:
    text = f"kind: Organization\nid: org\naccounts: {{anna: {{family_name: А, given_name: А, {CONTACTS}, notifications: {{types: none}}}}, client: {{audience: external, contacts: {{email: c@client.example}}}}}}"
    settings, _ = declare(TYPE + "mandatory: true\n", text)
    assert dict(account(settings).subscriptions) == {"outage": ("mobile",)}
    assert dict(account(settings, "org/client").subscriptions) == {}
