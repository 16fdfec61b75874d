"""What is wrong between the parts of a declaration: one row per mistake, with its code, place and severity."""

from __future__ import annotations

import pytest

from reconciler.model.diagnostic import Part, Place, Severity
from reconciler.model.policy import Policy
from reconciler.settings.addresses import BadAddressError, normalise
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.resolve import resolve
from tests.unit.settings.declare import account, codes, declare, documents

ANNA = "accounts: {anna: {family_name: А, given_name: А, contacts: {email: a@org.example}, notifications: {types: %s}}}"
ORG = "kind: Organization\nid: org\n"
TYPES = ("accounts", "anna", "notifications", "types")

ROWS = [
    ("unknown type", ORG + ANNA % "{paymant: true}", "unknown-type", (*TYPES, "paymant"), Part.KEY, "similar"),
    ("unknown type in a list", ORG + ANNA % "[payment, paymant]", "unknown-type", (*TYPES, 1), Part.VALUE, "similar"),
    ("Russian title", ORG + ANNA % "[уведомления об Оплате]", "unknown-type", (*TYPES, 0), Part.VALUE, "title"),
    ("ё is е, a no-break space is a space", ORG + ANNA % '["Состояние и изменение баланса лицевого\u00a0счета"]', "unknown-type", (*TYPES, 0), Part.VALUE, "title"),
    ("system type", ORG + ANNA % "[delivery-problem]", "system-type", (*TYPES, 0), Part.VALUE, ""),
    ("selector of nothing", ORG + ANNA % "['category:finanse']", "selector-matches-nothing", (*TYPES, 0), Part.VALUE, "similar"),
    ("ambiguous selectors", ORG + ANNA % "{core: true, 'category:finance': false}", "ambiguous-selector", (*TYPES, "category:finance"), Part.KEY, ""),
    ("ambiguous by channels", ORG + ANNA % "{core: [email], 'category:finance': true}", "ambiguous-selector", (*TYPES, "category:finance"), Part.KEY, ""),
    ("unknown contact", ORG + ANNA % "{works: [phone]}", "unknown-contact", (*TYPES, "works", 0), Part.VALUE, ""),
    ("misspelt contact", ORG + ANNA % "{works: [emial]}", "unknown-contact", (*TYPES, "works", 0), Part.VALUE, "similar"),
    ("contact of somebody without any", ORG + "accounts: {anna: {family_name: А, given_name: А, notifications: {types: {works: [phone]}}}}", "unknown-contact", (*TYPES, "works", 0), Part.VALUE, "none"),
    ("nothing, as an item", ORG + "notifications: {types: [none]}", "unknown-type", ("notifications", "types", 0), Part.VALUE, "none"),
    ("misspelt channel", ORG + "notifications: {channels: [emial]}", "unknown-channel", ("notifications", "channels", 0), Part.VALUE, "similar"),
    ("misspelt channel of a contact", ORG + "contacts: {emial: a@b.example}", "unknown-channel", ("contacts", "emial"), Part.KEY, "similar-id"),
    ("unknown channel in defaults", ORG + "notifications: {channels: [fax]}", "unknown-channel", ("notifications", "channels", 0), Part.VALUE, ""),
    ("contact in defaults", ORG + "notifications: {types: {works: [mobile]}}", "unknown-channel", ("notifications", "types", "works", 0), Part.VALUE, ""),
    ("quiet hours of no length", ORG + 'notifications: {quiet_hours: {from: "08:00", to: "08:00"}}', "empty-quiet-hours", ("notifications", "quiet_hours"), Part.VALUE, ""),
    ("zone", ORG + "timezone: Europe/Moskva", "unknown-timezone", ("timezone",), Part.VALUE, ""),
    ("zone misspelt", ORG + "timezone: Europe/Moscw", "unknown-timezone", ("timezone",), Part.VALUE, "similar"),
    ("zone of nowhere", ORG + "timezone: Middle/Earth", "unknown-timezone", ("timezone",), Part.VALUE, ""),
    ("dangling parent", ORG + "parent: holdin", "unknown-parent", ("parent",), Part.VALUE, ""),
    ("own parent", ORG + "parent: org", "parent-cycle", ("parent",), Part.VALUE, ""),
    ("role", ORG + "roles: {engineer: {}}\naccounts: {anna: {family_name: А, given_name: А, role: chief}}", "unknown-role", ("accounts", "anna", "role"), Part.VALUE, ""),
    ("misspelt role", ORG + "roles: {chief: {}}\naccounts: {anna: {family_name: А, given_name: А, role: cheif}}", "unknown-role", ("accounts", "anna", "role"), Part.VALUE, "similar"),
    ("role where there are none", ORG + "accounts: {anna: {family_name: А, given_name: А, role: chief}}", "unknown-role", ("accounts", "anna", "role"), Part.VALUE, "none"),
    ("contact without channel", ORG + "accounts: {anna: {family_name: А, given_name: А, contacts: {mobile: '+79160000001'}}}", "unknown-channel", ("accounts", "anna", "contacts", "mobile"), Part.KEY, "id"),
    ("contact of another channel", ORG + "contacts: {email: {channel: sms, address: '+79160000001'}}", "contact-of-another-channel", ("contacts", "email", "channel"), Part.VALUE, ""),
    ("e-mail", ORG + "contacts: {email: a@b}", "bad-email", ("contacts", "email"), Part.VALUE, ""),
    ("requirement of an unknown type", ORG + "requirements: {paymant: {recipients: 1}}", "unknown-type", ("requirements", "paymant"), Part.KEY, "similar"),
    ("channels in a contact's types", ORG + "contacts: {email: {address: a@b.example, types: {works: [sms]}}}", "channels-in-contact-types", ("contacts", "email", "types", "works"), Part.VALUE, ""),
    ("project among declarations", "kind: Project\nmanager: x", "misplaced-project", ("kind",), Part.VALUE, ""),
    ("built-in type declared again", "kind: NotificationType\nid: payment", "builtin-type", ("id",), Part.VALUE, ""),
    ("contact named after the cabinet", ORG + "contacts: {inapp: {channel: email, address: a@b.example}}", "contact-of-another-channel", ("contacts", "inapp", "channel"), Part.VALUE, ""),
    ("the cabinet takes no address", ORG + "contacts: {inapp: a@b.example}", "unknown-channel", ("contacts", "inapp"), Part.KEY, "id"),
    ("the organization's contact", ORG + "contacts: {duty: {channel: email, address: a@b.example}}\n" + ANNA % "{works: [duty]}", "unknown-contact", (*TYPES, "works", 0), Part.VALUE, ""),
    ("mandatory type switched off by a contact", "kind: Organization\nid: org\ncontacts: {email: {address: a@b.example, types: [delivery-problem]}}", "system-type", ("contacts", "email", "types", 0), Part.VALUE, ""),
    ("type for others in a contact's types", ORG + "accounts: {client: {audience: external, contacts: {email: {address: a@b.example, types: [procurement]}}}}", "audience-mismatch", ("accounts", "client", "contacts", "email", "types", 0), Part.VALUE, ""),
    ("requirement of a system type", ORG + "requirements: {delivery-problem: {}}", "system-type", ("requirements", "delivery-problem"), Part.KEY, ""),
    ("requirement by a selector", ORG + "requirements: {core: {}}", "unknown-type", ("requirements", "core"), Part.KEY, ""),
    ("default channel of a type", "kind: NotificationType\nid: outage\nchannels: [email, fax]", "unknown-channel", ("channels", 1), Part.VALUE, ""),
    ("allowed channel of a type", "kind: NotificationType\nid: outage\nallowed_channels: [email, fax]", "unknown-channel", ("allowed_channels", 1), Part.VALUE, ""),
    ("no default channel is allowed", "kind: NotificationType\nid: outage\nallowed_channels: [sms]", "no-allowed-channel", ("allowed_channels",), Part.KEY, ""),
    ("type named all", "kind: NotificationType\nid: all", "reserved-id", ("id",), Part.VALUE, ""),
    ("type named none", "kind: NotificationType\nid: none", "reserved-id", ("id",), Part.VALUE, ""),
    ("type named like a selector", "kind: NotificationType\nid: core", "reserved-id", ("id",), Part.VALUE, ""),
    ("organization of nothing", "kind: Accounts\norganization: org\naccounts: {}", "unknown-organization", ("organization",), Part.VALUE, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "pointer", "part", "hint"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_mistake(text: str, code: str, pointer: tuple[str | int, ...], part: Part, hint: str) -> None:
    _, diagnostics = declare(text)
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]
    assert [diagnostic.code for diagnostic in errors] == [code], errors
    place = errors[0].place
    assert place is not None
    assert (place.pointer, place.part, errors[0].hint) == (pointer, part, hint)


def test_references_are_only_notes_when_not_everything_is_loaded() -> None:
    text = ORG + "parent: holding\n" + ANNA % "[outage]"
    _, diagnostics = declare(text, "kind: Accounts\norganization: elsewhere\naccounts: {olga: {family_name: О, given_name: О, role: chief}}", complete=False)
    assert {diagnostic.severity for diagnostic in diagnostics} == {Severity.NOTE}
    assert codes(diagnostics) == ["unknown-organization", "unknown-parent", "unknown-role", "unknown-type"]


def test_what_a_broken_file_may_hold_is_not_called_missing() -> None:
    text = ORG + "parent: holding\n" + ANNA % "[outage, paymant]"
    diagnostics = resolve(documents(text), catalogue=CATALOGUE, broken=True)
    diagnostics.settings()
    severities = {(found.code, found.arguments.get("type")): found.severity for found in diagnostics.diagnostics}
    assert severities == {
        ("unknown-parent", None): Severity.NOTE,
        ("unknown-type", "outage"): Severity.NOTE,
        ("unknown-type", "paymant"): Severity.ERROR,
    }


def test_a_cycle_of_parents_is_reported_once_and_hides_nothing() -> None:
    texts = [f"kind: Organization\nid: {id}\nparent: {parent}" for id, parent in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))]
    settings, diagnostics = declare(*texts)
    assert codes(diagnostics) == ["parent-cycle"]
    assert len(diagnostics) == 1
    assert [organization.id for organization in settings.organizations] == ["a", "b", "c", "d"]


def test_duplicates_name_the_other_place() -> None:
    one = ORG + "accounts: {anna: {family_name: А, given_name: А}}"
    two = "kind: Accounts\norganization: org\naccounts: {anna: {family_name: Б, given_name: Б}}"
    _, diagnostics = declare(one, two)
    (found,) = diagnostics
    assert (found.code, found.place.document if found.place else None) == ("duplicate-id", 1)
    other = found.arguments["other"]
    assert getattr(other, "document", None) == 0


def test_what_an_organization_declares_in_its_own_document_comes_first_whatever_the_order_of_files() -> None:
    own = ORG + "accounts: {anna: {family_name: А, given_name: А}}"
    more = "kind: Accounts\norganization: org\naccounts: {anna: {family_name: Б, given_name: Б}}"
    settings, diagnostics = declare(more, own)
    (found,) = diagnostics
    assert (found.code, found.place.document if found.place else None) == ("duplicate-id", 0)
    assert account(settings).family_name == "А"


def test_a_duplicate_hides_no_mistake_of_its_own() -> None:
    one = ORG + "accounts: {anna: {family_name: А, given_name: А, notifications: {types: {paymant: true}}}}"
    two = "kind: Accounts\norganization: org\naccounts: {anna: {family_name: Б, given_name: Б, contacts: {email: anna}, notifications: {types: [works]}}}"
    _, diagnostics = declare(one, two)
    assert sorted((found.code, found.place.document if found.place else -1) for found in diagnostics) == [
        ("bad-email", 1),
        ("duplicate-id", 1),
        ("unknown-type", 0),
    ]


def test_audience_mismatch() -> None:
    _, diagnostics = declare(
        ORG + "accounts: {client: {audience: external, contacts: {email: c@client.example}, notifications: {types: [technical-incident]}}}"
    )
    assert codes(diagnostics) == ["audience-mismatch"]


def test_a_mandatory_type_cannot_be_switched_off_and_must_have_a_contact() -> None:
    type_ = "version: 1\nkind: NotificationType\nid: outage\nmandatory: true\nchannels: [sms]\naudience: [employee]"
    _, diagnostics = declare(type_, ORG + ANNA % "{outage: false}")
    assert codes(diagnostics) == ["mandatory-type", "no-contact-for-type"]
    assert {diagnostic.severity for diagnostic in diagnostics} == {Severity.ERROR}


LEADS = [
    ("[30d, 7d, 1d]", None, ""),
    ("[1d, 90m, 30m]", None, ""),
    ("[36h, 1d]", None, ""),
    ("[7d, 30d]", 1, "30d, 7d"),
    ("[1d, 90m, 2h]", 2, "1d, 2h, 90m"),
    ("[1d, 24h]", 1, "1d"),
    ("[60m, 7d, 1h]", 1, "7d, 60m"),
]


@pytest.mark.parametrize(("lead", "position", "right"), LEADS)
def test_lead_points_run_from_the_longest_to_the_shortest_each_once(lead: str, position: int | None, right: str) -> None:
    _, diagnostics = declare(f"kind: NotificationType\nid: outage\nlead: {lead}")
    found = [(each.code, each.severity, each.place.pointer if each.place else None, each.arguments["lead"]) for each in diagnostics]
    assert found == ([] if position is None else [("lead-order", Severity.WARNING, ("lead", position), tuple(right.split(", ")))])


def test_who_is_suspended_needs_no_contact() -> None:
    _, diagnostics = declare(ORG + ANNA.replace("contacts:", "suspended: true, contacts:") % "{works: [sms]}")
    assert diagnostics == []


def test_a_default_that_misses_many_is_one_finding_with_a_count() -> None:
    accounts = "\n".join(f"  op-{number}: {{family_name: А, given_name: А, contacts: {{email: a{number}@org.example}}}}" for number in range(50))
    _, diagnostics = declare(ORG + "notifications: {types: {works: [sms], payment: [email, sms]}}\naccounts:\n" + accounts)
    found = {diagnostic.code: diagnostic for diagnostic in diagnostics}
    assert len(diagnostics) == 2
    assert (found["no-contact-for-type"].severity, found["no-contact-for-type"].arguments["count"]) == (Severity.WARNING, 50)
    assert (found["no-contact-for-channel"].severity, found["no-contact-for-channel"].arguments["count"]) == (Severity.NOTE, 50)


@pytest.mark.parametrize(
    ("reference", "allowed"),
    [
        ("{env: ORG_KEY}", True),
        ("{env: PATH}", False),
        ("{file: secrets/key}", True),
        ("{file: /etc/shadow}", False),
        ("{file: secrets/../x}", False),
        ("{file: secrets-of-others/key}", False),
        ("{file: 'secrets/key:stream'}", False),
    ],
)
def test_secrets_need_an_allowance(reference: str, allowed: bool) -> None:
    policy = Policy(secret_names=("ORG_*",), secret_files=("secrets/",))
    text = ORG + f"contacts: {{bus: {{channel: webhook, address: 'https://bus.example/x', secret: {reference}}}}}"
    _, diagnostics = declare(text, policy=policy)
    assert codes(diagnostics) == ([] if allowed else ["secret-not-allowed"])
    _, diagnostics = declare(text, policy=Policy())
    assert codes(diagnostics) == ["secret-not-allowed"], "by default nothing is allowed"


ADDRESSES = [
    ("email", "anna@TeleSet.Example", "anna@teleset.example"),
    ("email", "Anna@teleset.example", "Anna@teleset.example"),
    ("email", "anna@почта.рф", "anna@xn--80a1acny.xn--p1ai"),
    ("email", "anna@xn--80a1acny.xn--p1ai", "anna@xn--80a1acny.xn--p1ai"),
    ("email", "анна@почта.рф", "анна@xn--80a1acny.xn--p1ai"),
    ("sms", "+7 916 123-45-67", "+79161234567"),
    ("sms", "8 (916) 123-45-67", "+79161234567"),
    ("sms", "79161234567", "+79161234567"),
    ("sms", "+44 20 7946 0018", "+442079460018"),
    ("webhook", "HTTPS://Bus.Example:443/Notify?a=B#x", "https://bus.example/Notify?a=B"),
    ("webhook", "https://bus.example", "https://bus.example/"),
    ("telegram", "12345", "12345"),
    ("email", "андреи\u0306@почта.рф", "андрей@xn--80a1acny.xn--p1ai"),
    ("sms", "380441234567", "+380441234567"),
    ("sms", "+81 3-1234-5678", "+81312345678"),
    ("webhook", "https://Шина.рф/x", "https://xn--80app6b.xn--p1ai/x"),
]


@pytest.mark.parametrize(("channel", "written", "normal"), ADDRESSES)
def test_addresses_have_one_form(channel: str, written: str, normal: str) -> None:
    assert normalise(channel, written) == normal
    assert normalise(channel, normal) == normal


BAD_ADDRESSES = [
    ("email", "anna", "bad-email"), ("email", "@x.example", "bad-email"), ("email", "a b@x.example", "bad-email"), ("email", ".a@x.example", "bad-email"),
    ("email", "a..b@x.example", "bad-email"), ("email", "a@x", "bad-email"), ("email", "a@-x.example", "bad-email"), ("email", "a@b@x.example", "bad-email"),
    ("email", "a" * 65 + "@x.example", "bad-email"), ("email", "a@" + "x" * 64 + ".example", "bad-email"), ("email", "a@" + "x." * 130 + "example", "bad-email"),
    ("email", "ivаnov@mail.example", "mixed-script-address"), ("email", "ivanov@mаil.example", "mixed-script-address"), ("email", "a@x.example\n", "bad-email"),
    ("sms", "9161234567", "bad-phone"), ("sms", "+7916", "bad-phone"), ("sms", "позвоните", "bad-phone"), ("sms", "+7٣161234567", "bad-phone"), ("sms", "", "bad-phone"),
    ("sms", "81312345678", "bad-phone"), ("sms", "+8 916 123-45-67", "bad-phone"), ("sms", "8 916 123-45-678", "bad-phone"), ("sms", "0079161234567", "bad-phone"),
    ("webhook", "bus.example", "bad-webhook"), ("webhook", "https://u:p@bus.example/", "bad-webhook"), ("webhook", "https://bus.example:x/", "bad-webhook"),
    ("webhook", "javascript:alert(1)", "bad-webhook"), ("webhook", "https:///x", "bad-webhook"), ("push", "a b", "bad-address"), ("push", "", "bad-address"),
]  # fmt: skip


@pytest.mark.parametrize(("channel", "written", "code"), BAD_ADDRESSES)
def test_bad_addresses(channel: str, written: str, code: str) -> None:
    with pytest.raises(BadAddressError) as caught:
        normalise(channel, written)
    assert caught.value.code == code


HOSTS = [
    ((), "https://any.example/", []),
    (("bus.example",), "https://bus.example/", []),
    (("*.BUS.example",), "https://a.bus.example/", []),
    (("*.пример.рф",), "https://Шина.пример.рф/", []),
    (("bus.example",), "https://elsewhere.example/bus.example", ["webhook-host-not-allowed"]),
    (("bus.example",), "http://elsewhere.example/", ["webhook-host-not-allowed"]),
    (("*",), "http://elsewhere.example/", []),
]


@pytest.mark.parametrize(("hosts", "url", "expected"), HOSTS)
def test_webhooks_call_only_the_hosts_a_project_names(hosts: tuple[str, ...], url: str, expected: list[str]) -> None:
    text = ORG + f"contacts: {{bus: {{channel: webhook, address: '{url}'}}}}"
    assert codes(declare(text, policy=Policy(webhook_hosts=hosts))[1]) == expected


def test_what_a_policy_names_must_exist() -> None:
    """A slip in `forbidden` would let through what was meant to be stopped."""
    origin = {name: Place(7, ("policy", name)) for name in ("forced", "forbidden", "channels")}
    policy = Policy(forced=("works", "delivery-problem"), forbidden=("paymant", "payment"), channels=("sms", "fax"), origin=origin)
    _, diagnostics = declare(ORG, policy=policy)
    assert [(each.code, each.place, each.hint, each.severity) for each in diagnostics] == [
        ("system-type", Place(7, ("policy", "forced", 1)), "", Severity.ERROR),
        ("unknown-type", Place(7, ("policy", "forbidden", 0)), "similar", Severity.ERROR),
        ("unknown-channel", Place(7, ("policy", "channels", 1)), "", Severity.ERROR),
    ]
    assert not declare(ORG, policy=Policy(forbidden=("delivery-problem",), channels=("inapp", "pager"), own_channels=("pager",), origin=origin))[1]


def test_plain_http_needs_the_projects_word() -> None:
    text = ORG + "contacts: {bus: {channel: webhook, address: 'http://127.0.0.1:8080/x'}}"
    assert codes(declare(text, policy=Policy())[1]) == ["insecure-webhook"]
    assert codes(declare(text, policy=Policy(webhook_hosts=("127.0.0.1",)))[1]) == []


def test_parents_nest_only_so_deep() -> None:
    chain = ["kind: Organization\nid: o0", *(f"kind: Organization\nid: o{number}\nparent: o{number - 1}" for number in range(1, 40))]
    _, diagnostics = declare(*chain)
    assert codes(diagnostics) == ["parents-too-deep"]
    assert len(diagnostics) == 40 - 33
    assert declare(*chain[:33])[1] == []


@pytest.mark.parametrize(
    "text", [ORG + ANNA % "[a@teleset.example]", ORG + "parent: a@teleset.example", ORG + "contacts: {a@teleset.example: {address: b@teleset.example}}"]
)
def test_what_is_no_name_is_not_quoted(text: str) -> None:
    _, diagnostics = declare(text)
    assert diagnostics
    assert "a@teleset.example" not in str([diagnostic.arguments for diagnostic in diagnostics])
