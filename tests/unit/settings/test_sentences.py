"""The rules of the YAML, one row per sentence: what is declared for org/anna, and what she then receives."""

from __future__ import annotations

import pytest

from reconciler.model.diagnostic import Severity
from reconciler.model.policy import Policy
from reconciler.resources import compile_settings
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.resolve import resolve
from tests.unit.settings.declare import account, codes, declare, documents, organization

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
    ("all may list channels, and replaces what is inherited", "{types: {all: [sms], payment: false}}", BASE, sorted(set(EMPLOYEE_TYPES) - {"payment"})),
    ("a selector alone differs from what is inherited", "{types: {core: false}}", "notifications: {types: {payment: true, services: true}}", ["services"]),
    ("selectors never reach a type for another audience", "{types: {all: false, 'surface:pos': true}}", "", POS),
    ("two selectors that list the same channels agree in any order", "{types: {core: [sms, email], 'category:finance': [email, sms]}}", "", CORE),
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
    ("none switches inherited channels off", "{types: {works: [sms]}, channels: none}", BASE, {"payment": ("email", "mobile", "work"), "works": ("mobile",)}),
    ("own contacts under channels", "{types: [works], channels: [work]}", BASE, {"works": ("work",)}),
    ("a list for the type beats nearer channels", "{types: {orders: false}, channels: [sms]}", BASE, {"payment": ("email", "mobile", "work")}),
    (
        "off and on again keeps the channels listed farther away",
        "{types: {payment: true, orders: false}}",
        "notifications: {types: {payment: [sms], orders: true}}",
        {"payment": ("mobile",)},
    ),
    ("a selector may list channels", "{types: {'category:finance': [sms]}}", "", {"payment": ("mobile",)}),
    ("an id without a list leaves the channels of all as they were", "{types: {all: [sms], core: false, works: true}, channels: [email]}", "", None),
    ("the cabinet needs no contact", "{types: {works: [inapp]}}", "", {"works": ("inapp",)}),
    ("no channels at all switch off", "{types: {works: true, payment: [sms]}, channels: []}", "", {"payment": ("mobile",)}),
    ("a listed channel without a contact is left out", "{types: {works: [email, telegram]}, channels: [email]}", "", {"works": ("email", "work")}),
]


@pytest.mark.parametrize(("notifications", "head", "expected"), [row[1:] for row in CHANNEL_ROWS], ids=[row[0] for row in CHANNEL_ROWS])
def test_channels(notifications: str, head: str, expected: dict[str, tuple[str, ...]] | None) -> None:
    if expected is None:
        expected = {type_: ("email", "work") if type_ == "works" else ("mobile",) for type_ in EMPLOYEE_TYPES if type_ == "works" or type_ not in CORE}
    assert anna(notifications, head=head) == expected


def test_off_in_between_does_not_forget_the_channels() -> None:
    role = f"{BASE}\nroles: {{quiet: {{notifications: {{types: {{payment: false}}}}}}}}"
    assert anna("{types: {payment: true, orders: false}}", head=role, account_head="role: quiet") == {"payment": ("email", "mobile", "work")}


CONTACT_ROWS = [
    ("a list is exactly these, whatever the recipient wants", "[works]", {"orders": ("email",), "works": ("second",)}),
    ("a map without all differs from what the recipient wants", "{works: true}", {"orders": ("email", "second"), "works": ("second",)}),
    ("off for this contact alone", "{orders: false}", {"orders": ("email",)}),
    ("none", "none", {"orders": ("email",)}),
    ("a selector", "{all: false, 'category:finance': true}", {"orders": ("email",), "payment": ("second",)}),
]


@pytest.mark.parametrize(("types", "expected"), [row[1:] for row in CONTACT_ROWS], ids=[row[0] for row in CONTACT_ROWS])
def test_types_of_a_contact(types: str, expected: dict[str, tuple[str, ...]]) -> None:
    contacts = f"contacts: {{email: a@org.example, second: {{channel: email, address: b@org.example, types: {types}}}}}"
    assert anna("{types: {orders: true}, channels: [email]}", contacts=contacts) == expected


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


def test_nearer_ancestors_come_before_farther_ones() -> None:
    settings, _ = declare(
        "kind: Organization\nid: top\nlocale: en\ntimezone: Asia/Omsk\nsupport: {email: a@top.example, phone: '+78000000000'}\nnotifications: {types: {payment: [email], works: true}, channels: [email], quiet_hours: {from: '22:00', to: '08:00'}}",
        "kind: Organization\nid: middle\nparent: top\ntimezone: Asia/Kamchatka\nsupport: {email: a@middle.example}\nnotifications: {types: {payment: [sms], works: false}, channels: [sms], quiet_hours: none}",
        f"kind: Organization\nid: org\nparent: middle\naccounts: {{anna: {{family_name: А, given_name: А, {CONTACTS}, notifications: {{types: {{orders: true}}}}}}}}",
    )
    found = account(settings)
    assert dict(found.subscriptions) == {"orders": ("mobile",), "payment": ("mobile",)}
    assert (found.locale, found.timezone, found.quiet_hours) == ("en", "Asia/Kamchatka", None)
    assert organization(settings).support == {"email": "a@middle.example"}, "replaced whole"


def test_channels_whose_addresses_must_be_confirmed() -> None:
    text = f"kind: Organization\nid: org\naccounts: {{anna: {{family_name: А, given_name: А, {CONTACTS}}}}}"
    found = account(declare(text, policy=Policy(confirm=("email",)))[0])
    assert {contact.id: contact.confirm for contact in found.contacts} == {"email": True, "mobile": False, "work": True}


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
    ("forced whatever the account says", Policy(forced=("works",)), "{types: none, channels: [email]}", ["works"]),
    ("channels also shut the cabinet", Policy(channels=("sms",)), "{types: {payment: [inapp, sms], orders: [inapp]}}", ["payment"]),
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


def test_forcing_a_type_does_not_widen_its_audience() -> None:
    text = "kind: Organization\nid: org\naccounts: {client: {audience: external, contacts: {email: c@client.example}}}"
    settings, diagnostics = declare(text, policy=Policy(forced=("procurement", "works")))
    assert (dict(account(settings, "org/client").subscriptions), diagnostics) == ({"works": ("email",)}, [])


ALLOWED_ROWS = [
    ("everything", "*", "email", "anna@org.example", True),
    ("a domain", "*@org.example", "email", "anna@org.example", True),
    ("a domain, whatever the case", "*@ORG.example", "email", "Anna@Org.Example", True),
    ("not a domain below it", "*@org.example", "email", "anna@mail.org.example", False),
    ("domains below it", "*@*.org.example", "email", "anna@mail.org.example", True),
    ("not a domain that only ends alike", "*@org.example", "email", "anna@evilorg.example", False),
    ("a domain in Cyrillic", "*@почта.рф", "email", "anna@Почта.рф", True),
    ("a domain written as it travels", "*@xn--80a1acny.xn--p1ai", "email", "anna@почта.рф", True),
    ("domains below one in Cyrillic", "*@*.почта.рф", "email", "anna@mail.почта.рф", True),
    ("an address", "anna@org.example", "email", "Anna@org.example", True),
    ("an address in Cyrillic", "анна@почта.рф", "email", "Анна@почта.рф", True),
    ("a phone as people write it", "8 (916) 000-00-01", "sms", "+79160000001", True),
    ("phones", "+7916*", "sms", "+7 916 000-00-01", True),
    ("no phone by a pattern of domains", "*@org.example", "sms", "+79160000001", False),
    ("a URL that merely quotes an address", "*@org.example", "webhook", "https://elsewhere.example/notify?to=anna@org.example", False),
    ("a host", "https://*.org.example", "webhook", "https://bus.org.example/notify?v=1", True),
    ("not a path that looks like the host", "https://*.org.example", "webhook", "https://elsewhere.example/x.org.example", False),
    ("nor a path that looks like host and path", "https://*.org.example/notify", "webhook", "https://elsewhere.example/x.org.example/notify", False),
    ("a host and paths", "https://bus.org.example/notify*", "webhook", "https://bus.org.example/notify?v=1", True),
    ("a host and other paths", "https://bus.org.example/notify*", "webhook", "https://bus.org.example/x", False),
    ("another scheme", "http://bus.org.example", "webhook", "https://bus.org.example/", False),
    ("anything else as it is", "@duty*", "telegram", "@duty-org", True),
]


@pytest.mark.parametrize(("pattern", "channel", "address", "admitted"), [row[1:] for row in ALLOWED_ROWS], ids=[row[0] for row in ALLOWED_ROWS])
def test_who_may_receive_anything_in_an_environment(pattern: str, channel: str, address: str, admitted: bool) -> None:
    settings, _ = declare(
        f"kind: Organization\nid: org\ncontacts: {{x: {{channel: {channel}, address: '{address}'}}}}", policy=Policy(recipients=("*@other.example", pattern))
    )
    assert [contact.id for contact in organization(settings).recipient.contacts if contact.id == "x"] == (["x"] if admitted else [])


def test_nobody_is_allowed_where_nothing_is() -> None:
    settings, diagnostics = declare("kind: Organization\nid: org\ncontacts: {email: a@org.example}", policy=Policy(recipients=()))
    assert "email" not in {contact.id for contact in organization(settings).recipient.contacts}
    assert codes(diagnostics) == ["recipients-dropped"]


def test_personal_fields_may_be_references() -> None:
    """What is not at hand is said to be unknown: it is never compared, and least of all written as nothing."""
    text = """
kind: Organization
id: org
accounts:
  anna:
    family_name: {env: NAME}
    given_name: {env: UNSET}
    contacts: {email: {env: MAIL}, sms: {address: {env: UNSET}}}
    notifications: {types: {works: [email, sms]}}
"""
    policy = Policy(secret_names=("*",), recipients=("*@org.example",))
    known = {"NAME": "Иванова", "MAIL": "Anna@Org.example"}
    resolved = resolve(documents(text), catalogue=CATALOGUE, policy=policy, reference=lambda _, name: known.get(name))
    settings = resolved.settings()
    found = account(settings)
    assert (found.family_name, {contact.id: contact.address for contact in found.contacts}) == ("Иванова", {"email": "Anna@org.example", "sms": ""})
    assert dict(found.subscriptions) == {"works": ("email", "sms")}
    (compiled,) = (each for each in compile_settings(settings) if each.address == "org/anna")
    assert set(compiled.unknown) == {("given_name",), ("contacts", "sms", "address")}
    assert [(each.code, each.severity) for each in resolved.diagnostics] == [("reference-unset", Severity.NOTE)] * 2
    _, diagnostics = declare(text, policy=Policy())
    assert "secret-not-allowed" in codes(diagnostics), "by default nothing is allowed"


def test_order_and_spelling_leave_no_trace() -> None:
    one = TYPE.replace("channels: [sms]", "channels: [sms, email]\nallowed_channels: [inapp, email, sms]\naudience: [external, employee]").replace(
        "audience: [employee]\n", ""
    )
    two = TYPE.replace("channels: [sms]", "channels: [email, sms]\nallowed_channels: [sms, inapp, email]\naudience: [employee, external]").replace(
        "audience: [employee]\n", ""
    )
    org = "kind: Organization\nid: org\ninn: '%s'\nogrn: '%s'\ncontacts: {email: %s}"
    plain = declare(one, org % ("7700000070", "1027700000020", "a@xn--80a1acny.xn--p1ai"))[0]
    spaced = declare(two, org % ("7700 000-070", "1 02 77 00000020", "a@Почта.рф"))[0]
    assert list(compile_settings(plain)) == list(compile_settings(spaced))


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


def test_a_type_is_for_employees_unless_said() -> None:
    text = "kind: Organization\nid: org\naccounts: {client: {audience: external, contacts: {sms: '+79160000001'}, notifications: {types: all}}}"
    narrow, _ = declare(TYPE.replace("audience: [employee]\n", ""), text)
    wide, _ = declare(TYPE.replace("[employee]", "[external]"), text)
    assert "outage" not in account(narrow, "org/client").subscriptions
    assert account(wide, "org/client").subscriptions["outage"] == ("sms",)


def test_a_mandatory_type_is_on_for_everyone_it_is_meant_for() -> None:
    text = f"kind: Organization\nid: org\naccounts: {{anna: {{family_name: А, given_name: А, {CONTACTS}, notifications: {{types: none}}}}, client: {{audience: external, contacts: {{email: c@client.example}}}}}}"
    settings, _ = declare(TYPE + "mandatory: true\n", text)
    assert dict(account(settings).subscriptions) == {"outage": ("mobile",)}
    assert dict(account(settings, "org/client").subscriptions) == {}
