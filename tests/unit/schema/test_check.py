"""Wrong documents → exactly which codes, where, with which hints."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.model.diagnostic import Diagnostic, Part, Place, Severity
from reconciler.model.personal import Personal
from reconciler.model.values import Pointer
from reconciler.schema.check import check
from tests.unit.schema.documents import Data, account, contact, document, notification_type, notifications, organization, project, scenario

NOTIFICATIONS: Pointer = ("notifications",)
TYPES: Pointer = ("notifications", "types")
IVANOVA: Pointer = ("accounts", "ivanova")


def found(data: Data) -> list[tuple[str, Pointer, str]]:
    """(code, pointer, hint) of everything wrong with the document."""
    return [(diagnostic.code, place(diagnostic).pointer, diagnostic.hint) for diagnostic in check([document(data)])]


def place(diagnostic: Diagnostic) -> Place:
    assert diagnostic.place is not None
    assert diagnostic.location is None
    return diagnostic.place


def only(data: Data) -> Diagnostic:
    (diagnostic,) = check([document(data)])
    return diagnostic


# One row: the document, and the one finding it earns. The traps are those of YAML 1.2, as a parser of it hands them over.
WRONG: list[tuple[str, Data, str, Pointer, str]] = [
    ("inn without quotes", organization(inn=7707083893), "unquoted-number", ("inn",), ""),
    ("inn with a leading zero, without quotes", organization(inn=212345670), "unquoted-number", ("inn",), ""),
    ("version of a platform without quotes", notification_type(since=1.1), "unquoted-number", ("since",), ""),
    ("public phone without quotes", organization(support={"phone": 78000000000}), "unquoted-number", ("support", "phone"), ""),
    ("phone of a person without quotes", account(contacts={"sms": 79160000001}), "unquoted-number", (*IVANOVA, "contacts", "sms"), "personal"),
    (
        "phone in the long form",
        account(contacts={"m": {"channel": "sms", "address": 79160000001}}),
        "unquoted-number",
        (*IVANOVA, "contacts", "m", "address"),
        "personal",
    ),
    ("time as a number", notifications(quiet_hours={"from": 22, "to": "08:00"}), "unquoted-number", (*NOTIFICATIONS, "quiet_hours", "from"), "example"),
    ("number as an id", account(role=17), "unquoted-number", (*IVANOVA, "role"), ""),
    ("number in a list of channels", notifications(channels=[1]), "unquoted-number", (*NOTIFICATIONS, "channels", 0), ""),
    ("boolean as a name", organization(name=True) | {}, "unquoted-boolean", ("name",), ""),
    (
        "boolean as a family name",
        account() | organization(accounts={"a": {"family_name": True, "given_name": "А"}}),
        "unquoted-boolean",
        ("accounts", "a", "family_name"),
        "",
    ),
    ("да", notifications(types={"works": "да"}), "not-a-choice", (*TYPES, "works"), "true"),
    ("нет", notifications(types={"works": "нет"}), "not-a-choice", (*TYPES, "works"), "false"),
    ("yes", notifications(types={"works": "yes"}), "not-a-choice", (*TYPES, "works"), "true"),
    ("off", account(suspended="off"), "not-a-choice", (*IVANOVA, "suspended"), "false"),
    ("true in quotes", account(protected="true"), "not-a-choice", (*IVANOVA, "protected"), "true"),
    ("a channel instead of a list of them", notifications(types={"works": "email"}), "not-a-choice", (*TYPES, "works"), "list"),
    ("a type instead of a list of them", notifications(types="payment"), "not-a-choice", TYPES, "list"),
    ("a misspelt choice", organization(form="telecom_operator"), "not-a-choice", ("form",), "similar"),
    ("a boolean where a word belongs", organization(form=True), "not-a-choice", ("form",), ""),
    ("an audience there is not", account(audience="client"), "not-a-choice", (*IVANOVA, "audience"), ""),
    ("types: null", notifications(types=None), "empty-value", TYPES, "types"),
    ("types of a contact: null", contact({"channel": "webhook", "address": "https://x", "types": None}), "empty-value", ("contacts", "bus", "types"), "types"),
    ("quiet_hours: null", notifications(quiet_hours=None), "empty-value", (*NOTIFICATIONS, "quiet_hours"), "quiet-hours"),
    ("channels: null", notifications(channels=None), "empty-value", (*NOTIFICATIONS, "channels"), "list"),
    ("notifications: null", organization(notifications=None), "empty-value", NOTIFICATIONS, "mapping"),
    ("accounts: null", organization(accounts=None), "empty-value", ("accounts",), "mapping"),
    ("an account: null", organization(accounts={"ivanova": None}), "empty-value", IVANOVA, "account"),
    ("family name at the level of ids", organization(accounts={"family_name": "Иванова"}), "bad-id", ("accounts", "family_name"), "indentation"),
    ("role at the level of ids", organization(accounts={"role": "x"}), "wrong-type", ("accounts", "role"), "indentation"),
    ("a line break in a name", organization(name="ООО\n«Икс»"), "bad-text", ("name",), "invisible"),
    ("a direction mark in a name", organization(name="ООО\u202eИкс"), "bad-text", ("name",), "invisible"),
    ("a name that ends with a line break", account(family_name="Иванова\n"), "bad-text", (*IVANOVA, "family_name"), "invisible"),
    ("a name of NUL", account(given_name="А\0"), "bad-text", (*IVANOVA, "given_name"), "invisible"),
    ("a name of spaces", organization(name=" \u00a0"), "bad-text", ("name",), ""),
    ("a contact: null", contact(None), "empty-value", ("contacts", "bus"), ""),
    ("an address: null", contact({"channel": "webhook", "address": None}), "empty-value", ("contacts", "bus", "address"), "required"),
    ("a type: null", notifications(types={"works": None}), "empty-value", (*TYPES, "works"), "selection"),
    ("an item: null", notifications(channels=["email", None]), "empty-value", (*NOTIFICATIONS, "channels", 1), "item"),
    ("kind: null", organization(kind=None), "empty-value", ("kind",), "required"),
    ("version: null", organization(version=None), "empty-value", ("version",), "required"),
    ("an empty text", organization(name=""), "empty-value", ("name",), "text"),
    ("an audience of nobody", notification_type(audience=[]), "empty-value", ("audience",), "items"),
    ("a title in no language", notification_type(title={}), "empty-value", ("title",), ""),
    ("unknown key", organization(acounts={}), "unknown-key", ("acounts",), "similar"),
    ("unknown key that is like none", organization(xyz=1), "unknown-key", ("xyz",), ""),
    ("unknown key: null", organization(xyz=None), "unknown-key", ("xyz",), ""),
    (
        "unknown key deep inside",
        notifications(quiet_hours={"from": "22:00", "to": "08:00", "untill": 1}),
        "unknown-key",
        (*NOTIFICATIONS, "quiet_hours", "untill"),
        "",
    ),
    ("misspelt key that is required", contact({"channel": "webhook", "adress": "https://x"}), "unknown-key", ("contacts", "bus", "adress"), "similar"),
    ("with a hyphen", organization(accounts={"a": {"audience": "external", "family-name": "А"}}), "unknown-key", ("accounts", "a", "family-name"), "similar"),
    ("missing key", {key: value for key, value in organization().items() if key != "name"}, "missing-key", (), "example"),
    ("names of an employee", organization(accounts={"a": {"family_name": "А"}}), "missing-key", ("accounts", "a"), "names"),
    ("half of the quiet hours", notifications(quiet_hours={"from": "22:00"}), "missing-key", (*NOTIFICATIONS, "quiet_hours"), "example"),
    ("contact without an address", contact({}), "missing-key", ("contacts", "bus"), "example"),
    ("no kind", {"version": 1, "id": "teleset"}, "missing-kind", (), ""),
    ("a list where a map belongs", organization(accounts=[]), "wrong-type", ("accounts",), "mapping"),
    ("a map where a list belongs", notifications(channels={"email": True}), "wrong-type", (*NOTIFICATIONS, "channels"), "list"),
    ("a text where a map belongs", organization(support="support@teleset.example"), "wrong-type", ("support",), "mapping"),
    (
        "a text where a number belongs",
        organization(requirements={"payment": {"recipients": "2"}}),
        "wrong-type",
        ("requirements", "payment", "recipients"),
        "number",
    ),
    ("a part of a person", organization(requirements={"payment": {"recipients": 1.5}}), "wrong-type", ("requirements", "payment", "recipients"), "number"),
    ("a map where a text belongs", organization(name={"ru": "x"}), "wrong-type", ("name",), "text"),
    ("a number where a boolean belongs", account(suspended=1), "wrong-type", (*IVANOVA, "suspended"), "boolean"),
    ("a map where a type is on or off", notifications(types={"works": {}}), "wrong-type", (*TYPES, "works"), "list"),
    ("nobody is required", organization(requirements={"payment": {"recipients": 0}}), "out-of-range", ("requirements", "payment", "recipients"), ""),
    ("a channel twice", notifications(channels=["email", "sms", "email"]), "duplicate-item", (*NOTIFICATIONS, "channels", 2), ""),
    ("a type twice", notifications(types=["works", "works"]), "duplicate-item", (*TYPES, 1), ""),
    ("a name of a page", organization(name="я" * 501), "too-long", ("name",), ""),
    ("capital letters in an id", organization(id="Teleset"), "bad-id", ("id",), "similar"),
    ("underscores in an id", account(role="team_lead"), "bad-id", (*IVANOVA, "role"), "similar"),
    ("a Cyrillic а in an id", organization(id="telesеt"), "bad-id", ("id",), "cyrillic"),
    ("a line break after an id", organization(id="teleset\n"), "bad-id", ("id",), "invisible"),
    ("a Russian word as an id", organization(id="телесеть"), "bad-id", ("id",), "similar"),
    ("an address as an id", account(role="a@b.example"), "bad-id", (*IVANOVA, "role"), ""),
    ("an account whose id is no id", organization(accounts={"Op_1": {"audience": "external"}}), "bad-id", ("accounts", "Op_1"), "similar"),
    ("ИНН too short", organization(inn="770708389"), "bad-inn", ("inn",), ""),
    ("ИНН in typographic quotes", organization(inn="«7707083893»"), "bad-inn", ("inn",), "quotes"),
    ("ИНН with a no-break space", organization(inn="7707083893\u00a0"), "bad-inn", ("inn",), "invisible"),
    ("ИНН in other digits", organization(inn="٧٧٠٧٠٨٣٨٩٣"), "bad-inn", ("inn",), ""),
    ("ОГРН of 12 digits", organization(ogrn="102770000002"), "bad-ogrn", ("ogrn",), ""),
    ("КПП of 8 digits", organization(kpp="77070100"), "bad-kpp", ("kpp",), ""),
    ("24:00", notifications(quiet_hours={"from": "24:00", "to": "08:00"}), "bad-time", (*NOTIFICATIONS, "quiet_hours", "from"), ""),
    ("8:00", notifications(quiet_hours={"from": "22:00", "to": "8:00"}), "bad-time", (*NOTIFICATIONS, "quiet_hours", "to"), ""),
    ("a Russian date", contact({"address": "x", "consent": {"basis": "law", "since": "01.06.2025"}}), "bad-date", ("contacts", "bus", "consent", "since"), ""),
    (
        "a day that no month has",
        contact({"address": "x", "consent": {"basis": "law", "since": "2025-02-30"}}),
        "bad-date",
        ("contacts", "bus", "consent", "since"),
        "",
    ),
    ("a URL without a scheme", organization(support={"url": "teleset.example"}), "bad-url", ("support", "url"), ""),
    ("an e-mail address without @", organization(support={"email": "support"}), "bad-support-email", ("support", "email"), ""),
    ("words for a phone", organization(support={"phone": "call us"}), "bad-support-phone", ("support", "phone"), ""),
    ("a language in words", organization(locale="русский"), "bad-locale", ("locale",), ""),
    ("МСК", organization(timezone="МСК"), "bad-timezone", ("timezone",), ""),
    ("days in words", notification_type(lead=["7 days"]), "bad-duration", ("lead", 0), ""),
    ("v2", notification_type(until="v2"), "bad-version", ("until",), ""),
    ("a capital letter in an event", notification_type(events={"Paid": {}}), "bad-event-name", ("events", "Paid"), ""),
    ("a secret", contact({"address": "https://x", "secret": "correct-horse"}), "literal-secret", ("contacts", "bus", "secret"), ""),
    ("a secret of digits", contact({"address": "https://x", "secret": 12345}), "literal-secret", ("contacts", "bus", "secret"), ""),
    ("a secret: null", contact({"address": "https://x", "secret": None}), "empty-value", ("contacts", "bus", "secret"), "mapping"),
    ("a secret in two places", contact({"address": "x", "secret": {"env": "A", "file": "b"}}), "bad-reference", ("contacts", "bus", "secret"), ""),
    ("a secret nowhere", contact({"address": "x", "secret": {}}), "bad-reference", ("contacts", "bus", "secret"), ""),
    ("a secret for a variable", contact({"address": "x", "secret": {"env": "correct-horse"}}), "bad-variable", ("contacts", "bus", "secret", "env"), ""),
    ("an address in two places", contact({"env": "A", "file": "b"}), "bad-reference", ("contacts", "bus"), ""),
    ("version 2", organization(version=2, unknown=1), "unsupported-version", ("version",), ""),
    ("version in quotes", organization(version="1"), "unsupported-version", ("version",), "quoted"),
    ("version: true", organization(version=True), "unsupported-version", ("version",), ""),
    ("misspelt kind", {"version": 1, "kind": "organisation", "xyz": 1}, "unknown-kind", ("kind",), "similar"),
    ("unknown kind", {"version": 1, "kind": "Pod"}, "unknown-kind", ("kind",), ""),
    ("kind of a number", {"version": 1, "kind": 5}, "not-a-choice", ("kind",), ""),
    ("an event that is none", scenario(event={}), "wrong-type", ("event",), "text"),
    ("a payload of a list", scenario(payload=["x"]), "wrong-type", ("payload",), "mapping"),
    ("a moment without its offset", scenario(now="2026-11-24T10:00:00"), "bad-moment", ("now",), ""),
    ("30 seconds in words", scenario(within="30 seconds"), "bad-duration", ("within",), ""),
    ("days for a message", scenario(within={"email": "1d"}), "bad-duration", ("within", "email"), ""),
    ("an e-mail address for a recipient", scenario(expect=[{"to": "duty@teleset.example"}]), "bad-recipient", ("expect", 0, "to"), ""),
    ("one slash too many", scenario(silent=["a//b/c"]), "bad-recipient", ("silent", 0), ""),
    ("an expectation of nobody", scenario(expect=[{"channel": "email"}]), "missing-key", ("expect", 0), "example"),
    ("an expectation that contains nothing", scenario(expect=[{"to": "a/b", "contains": []}]), "empty-value", ("expect", 0, "contains"), "items"),
    ("a pattern that ends too early", scenario(expect=[{"to": "a/b", "matches": ["x", "("]}]), "bad-pattern", ("expect", 0, "matches", 1), ""),
    ("a pattern that could take forever", scenario(expect=[{"to": "a/b", "matches": [r"(a)\1"]}]), "bad-pattern", ("expect", 0, "matches", 0), ""),
    ("a link that is a path", scenario(expect=[{"to": "a/b", "link": "/orders"}]), "bad-url", ("expect", 0, "link"), ""),
    ("a rejection by a code there is not", scenario(rejected=[{"code": "monney"}]), "not-a-choice", ("rejected", 0, "code"), "similar"),
    ("no rejection", scenario(rejected=[]), "empty-value", ("rejected",), "items"),
    ("moved to nothing like an address", organization(moved=[{"from": "a/b", "to": "a.c"}]), "bad-object-address", ("moved", 0, "to"), ""),
    ("moved from nowhere", organization(moved=[{"to": "a/c"}]), "missing-key", ("moved", 0), "example"),
    ("moved: null", organization(moved=None), "empty-value", ("moved",), "list"),
    (
        "a payload of an unknown type",
        notification_type(events={"paid": {"properties": {"x": {"type": "money"}}}}),
        "bad-payload-schema",
        ("events", "paid", "properties", "x", "type"),
        "",
    ),
    ("a payload with a broken pattern", notification_type(events={"paid": {"pattern": "("}}), "bad-payload-schema", ("events", "paid", "pattern"), ""),
    (
        "a payload described elsewhere",
        notification_type(events={"paid": {"$ref": "https://x.example/y"}}),
        "bad-payload-schema",
        ("events", "paid"),
        "reference",
    ),
    (
        "a mark there is not",
        notification_type(events={"paid": {"properties": {"list": {"items": {"x-format": "monney"}}}}}),
        "bad-payload-schema",
        ("events", "paid", "properties", "list", "items", "x-format"),
        "mark",
    ),
    (
        "an order of a field there is not",
        notification_type(events={"paid": {"properties": {"a": {}}, "x-order": [["a", "b"]]}}),
        "bad-payload-schema",
        ("events", "paid", "x-order", 0),
        "mark",
    ),
    (
        "a difference of one field",
        notification_type(events={"paid": {"properties": {"a": {}}, "x-differ": "a"}}),
        "bad-payload-schema",
        ("events", "paid", "x-differ"),
        "mark",
    ),
    (
        "a deadline that is no time",
        notification_type(events={"paid": {"properties": {"a": {}}, "x-deadline": {"field": "a"}}}),
        "bad-payload-schema",
        ("events", "paid", "x-deadline"),
        "mark",
    ),
    ("a password in a URL", project(backend={"type": "sql", "url": "postgresql://u:p@h/d"}), "literal-secret", ("backend", "url"), "url"),
    ("a password in a query", project(backend={"type": "sql", "url": "postgresql://h/d?password=p"}), "literal-secret", ("backend", "url"), "url"),
    ("a password of a transport", project(transports={"email": {"type": "smtp", "password": "p"}}), "literal-secret", ("transports", "email", "password"), ""),
    ("a ratio as a number", project(safety={"loss": {"ratio": 0.1}}), "unquoted-number", ("safety", "loss", "ratio"), "example"),
    ("a ratio without a sign", project(safety={"loss": {"ratio": "10"}}), "bad-ratio", ("safety", "loss", "ratio"), ""),
    ("a size in megabytes", project(limits={"max_file_size": "64MB"}), "bad-size", ("limits", "max_file_size"), ""),
    ("an expansion in megabytes", project(limits={"max_expansion": "64MB"}), "bad-size", ("limits", "max_expansion"), ""),
    ("a depth beyond what the stack holds", project(limits={"max_depth": 129}), "out-of-range", ("limits", "max_depth"), ""),
    ("a depth that no organization fits in", project(limits={"max_depth": 7}), "out-of-range", ("limits", "max_depth"), ""),
    ("no documents at all", project(limits={"max_documents": 0}), "out-of-range", ("limits", "max_documents"), ""),
    ("a page without a token", project(confirmation={"url": "https://x.example/"}), "bad-url", ("confirmation", "url"), ""),
    ("no backend", {"version": 1, "kind": "Project", "manager": "m"}, "missing-key", (), "example"),
    ("manager of an environment", project(environments={"staging": {"manager": "x"}}), "unknown-key", ("environments", "staging", "manager"), ""),
    ("no sources", project(sources=[]), "empty-value", ("sources",), "items"),
    ("a literal password", project(backend={"type": "sql", "password": "x"}), "literal-secret", ("backend", "password"), ""),
    ("a literal token", project(transports={"max": {"type": "max", "bot_token": "x"}}), "literal-secret", ("transports", "max", "bot_token"), ""),
    ("a port of text", project(transports={"email": {"port": "25"}}), "wrong-type", ("transports", "email", "port"), "number"),
    ("another ledger", project(ledger="file"), "not-a-choice", ("ledger",), ""),
    ("backend: null", project(backend=None), "empty-value", ("backend",), "required"),
    ("url: null", project(backend={"type": "sql", "url": None}), "empty-value", ("backend", "url"), ""),
]


@pytest.mark.parametrize(("data", "code", "pointer", "hint"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_each_mistake_is_found_where_it_is_and_nothing_else(data: Data, code: str, pointer: Pointer, hint: str) -> None:
    assert found(data) == [(code, pointer, hint)]
    assert only(data).severity is Severity.ERROR


def test_keys_are_marked_where_the_key_is_wrong() -> None:
    parts = {code: place(diagnostic).part for data, code in [(row[1], row[2]) for row in WRONG] for diagnostic in check([document(data)])}
    assert {code for code, part in parts.items() if part is Part.KEY} >= {"unknown-key", "bad-event-name"}
    assert parts["unquoted-number"] is Part.VALUE
    assert place(only(notifications(types=None))).part is Part.KEY
    assert place(only(notifications(channels=[None]))).part is Part.VALUE
    assert place(only(organization(accounts={"Op_1": {"audience": "external"}}))).part is Part.KEY


def test_arguments_name_the_key_its_owner_and_the_text_as_it_was_written() -> None:
    diagnostic = only(organization(inn=212345670))
    assert diagnostic.arguments == {"key": "inn", "owner": "Organization", "value": "212345670", "written": Place(0, ("inn",))}


def test_a_look_alike_letter_is_named() -> None:
    arguments = only(organization(id="telesеt")).arguments
    assert (arguments["position"], arguments["letter"], arguments["codepoint"], arguments["latin"]) == (6, "е", "U+0435", "e")


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("Teleset", "teleset"),
        ("license_renewal", "license-renewal"),
        ("телесеть", "teleset"),
        ("Щука и ёж", "shchuka-i-ezh"),
        ("-a-", "a"),
        ("A" * 70, "a" * 63),
    ],
)
def test_an_id_is_suggested(written: str, suggestion: str) -> None:
    assert only(organization(id=written)).arguments["suggestion"] == suggestion


def test_the_keys_there_are_are_named() -> None:
    allowed = only(organization(xyz=1)).arguments["allowed"]
    assert isinstance(allowed, tuple)
    assert {"contacts", "moved"} <= {*allowed}


SECRETS = [row for row in WRONG if row[2] in ("literal-secret", "bad-variable")]


@pytest.mark.parametrize("data", [row[1] for row in SECRETS], ids=[row[0] for row in SECRETS])
def test_no_secret_is_quoted(data: Data) -> None:
    text = repr(check([document(data)]))
    assert not any(secret in text for secret in ("correct-horse", "12345", "u:p@h", "password=p"))


def test_personal_values_are_masked() -> None:
    diagnostic = only(account(contacts={"sms": 79160000001}))
    assert diagnostic.arguments["value"] == Personal("79160000001")
    assert "79160000001" not in repr(diagnostic)


def test_an_address_in_the_place_of_a_key_is_masked() -> None:
    data = organization(accounts={"ivanova@teleset.example": {"family_name": "И"}}, **{"petrov@teleset.example": 1})
    arguments = [diagnostic.arguments for diagnostic in check([document(data)])]
    assert len(arguments) == 3
    assert "ivanova" not in repr(arguments)
    assert "petrov" not in repr(arguments)


def test_everything_is_found_in_one_run_also_under_keys_that_are_no_ids() -> None:
    wrong: Any = {"family_name": 1, "contacts": {"Рабочий телефон": {"channel": "sms", "adress": "x"}}, "notifications": {"types": {"works": "да"}}}
    codes = {(code, pointer) for code, pointer, _ in found(organization(inn=1, accounts={"Иванова": wrong, "op_2": {"audience": "external", "x": 1}}))}
    here: Pointer = ("accounts", "Иванова")
    assert codes == {
        ("unquoted-number", ("inn",)),
        ("bad-id", here),
        ("missing-key", here),
        ("unquoted-number", (*here, "family_name")),
        ("bad-id", (*here, "contacts", "Рабочий телефон")),
        ("unknown-key", (*here, "contacts", "Рабочий телефон", "adress")),
        ("not-a-choice", (*here, "notifications", "types", "works")),
        ("bad-id", ("accounts", "op_2")),
        ("unknown-key", ("accounts", "op_2", "x")),
    }


def test_several_missing_keys_are_several_mistakes() -> None:
    assert [diagnostic.arguments["key"] for diagnostic in check([document(organization(accounts={"a": {}}))])] == ["family_name", "given_name"]


def test_documents_are_numbered_by_their_number() -> None:
    documents = [document(organization(), 3), document(organization(inn=1), 7), document(notification_type(lead=1), 8)]
    assert [place(diagnostic).document for diagnostic in check(documents)] == [7, 8]


def test_the_cost_of_mistakes_grows_with_their_number_only() -> None:
    """A map of thousands of wrong accounts is not copied for each of them. Counted, not timed: errors a reader gets for errors there are."""
    accounts = {f"Op_{number}": {"family_name": 1, "given_name": "А", "notifications": {"types": {"works": "да"}}} for number in range(1000)}
    assert len(check([document(organization(accounts=accounts))])) == 3000
