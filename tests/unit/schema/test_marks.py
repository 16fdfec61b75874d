"""What is masked, by position."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.model.values import Pointer
from reconciler.schema.marks import sensitive
from tests.unit.schema.documents import account, contact, notifications, organization, project, scenario
from tests.unit.schema.test_valid import FULL, PROJECT

IVANOVA: Pointer = ("accounts", "ivanova")
PETROV: Pointer = ("accounts", "petrov")

HIDDEN: list[Pointer] = [
    ("contacts", "duty", "address"),
    ("contacts", "bus", "address"),
    (*IVANOVA, "family_name"),
    (*IVANOVA, "given_name"),
    (*IVANOVA, "patronymic"),
    (*IVANOVA, "contacts", "email"),
    (*IVANOVA, "contacts", "mobile", "address"),
    ("accounts", "client-17", "contacts", "email"),
]
SHOWN: list[Pointer] = [
    ("version",),
    ("kind",),
    ("id",),
    ("name",),
    ("inn",),
    ("form",),
    ("parent",),
    ("support", "email"),
    ("support", "phone"),
    ("support", "url"),
    ("contacts", "duty", "channel"),
    ("contacts", "bus", "types"),
    ("contacts", "bus", "secret", "env"),
    ("notifications", "types", "payment", 0),
    ("notifications", "types", "orders"),
    ("notifications", "quiet_hours", "from"),
    ("roles", "coordinator", "notifications", "types", "response-deadline", 0),
    ("requirements", "payment", "recipients"),
    (*IVANOVA, "role"),
    (*IVANOVA, "suspended"),
    (*IVANOVA, "contacts", "mobile", "channel"),
    (*IVANOVA, "contacts", "mobile", "consent", "since"),
    (*PETROV, "family_name", "env"),
    (*PETROV, "given_name", "file"),
]


@pytest.mark.parametrize("pointer", HIDDEN, ids=str)
def test_personal_values_are_masked(pointer: Pointer) -> None:
    assert sensitive(FULL, pointer)


@pytest.mark.parametrize("pointer", SHOWN, ids=str)
def test_public_values_are_shown(pointer: Pointer) -> None:
    assert not sensitive(FULL, pointer)


@pytest.mark.parametrize(
    ("pointer", "hidden"),
    [
        (("manager",), False),
        (("backend", "type"), False),
        (("backend", "url"), True),
        (("ledger", "url", "env"), False),
        (("ledger", "schema"), False),
        (("transports", "email", "username"), True),
        (("transports", "email", "host"), False),
        (("transports", "email", "password", "env"), False),
        (("safety", "loss", "ratio"), False),
        (("environments", "staging", "backend", "url", "env"), False),
        (("environments", "staging", "recipients", "allow", 0), True),
        (("policy", "forced", 0), False),
    ],
)
def test_a_project(pointer: Pointer, *, hidden: bool) -> None:
    assert sensitive(PROJECT, pointer) is hidden


def test_an_option_nobody_knows_is_masked() -> None:
    assert sensitive(project(backend={"type": "kafka", "sasl_password": "p"}), ("backend", "sasl_password"))


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        (organization(adress="duty@teleset.example"), ("adress",)),
        (organization(adress={"email": "duty@teleset.example"}), ("adress", "email")),
        (organization(contacts="duty@teleset.example"), ("contacts",)),
        (organization(contacts=["duty@teleset.example"]), ("contacts", 0)),
        (account(contacts={"Почта": "ivanova@teleset.example"}), (*IVANOVA, "contacts", "Почта")),
        (account(contacts={"sms": 79160000001}), (*IVANOVA, "contacts", "sms")),
        (contact({"address": "x", "secret": "correct-horse"}), ("contacts", "bus", "secret")),
        (contact({"address": "x", "secret": {"env": "correct-horse"}}), ("contacts", "bus", "secret", "env")),
        (contact({"address": "x", "secret": {"value": "correct-horse"}}), ("contacts", "bus", "secret", "value")),
        (contact({"address": {"value": "duty@teleset.example"}}), ("contacts", "bus", "address", "value")),
        (notifications(types={"payment": {"to": "duty@teleset.example"}}), ("notifications", "types", "payment", "to")),
        ({"kind": "Organisation", "name": "x"}, ("name",)),
        ({"kind": "Scenario", "to": "duty@teleset.example"}, ("to",)),
        ({"kind": "Scenario", "expect": [{"to": "duty@teleset.example"}]}, ("expect", 0, "to")),
        ({"kind": ["Organization"], "name": "x"}, ("name",)),
        (organization(moved=[{"from": "duty@teleset.example"}]), ("moved", 0, "from")),
        (organization(moved=[{"of": "teleset"}]), ("moved", 0, "of")),
        (organization(), ("no", "such", "place")),
    ],
)
def test_what_the_schema_does_not_know_is_masked(data: dict[str, object], pointer: Pointer) -> None:
    assert sensitive(data, pointer)  # type: ignore[arg-type]


def test_true_false_and_null_give_nothing_away() -> None:
    data = organization(xyz=True, abc=None)
    assert not sensitive(data, ("xyz",))
    assert not sensitive(data, ("abc",))


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"kind": "Organisation"}, ("kind",)),
        (organization(inn=212345670), ("inn",)),
        (notifications(types={"works": "да"}), ("notifications", "types", "works")),
        (notifications(channels="email"), ("notifications", "channels")),
        (organization(accounts={"Op_1": {"audience": "client"}}), ("accounts", "Op_1", "audience")),
    ],
)
def test_mistakes_at_public_places_are_shown(data: dict[str, object], pointer: Pointer) -> None:
    assert not sensitive(data, pointer)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "pointer", "hidden"),
    [
        (organization(form="ivanova@x.example"), ("form",), True),
        (organization(form="ООО"), ("form",), False),
        (organization(parent="ivanova@x.example"), ("parent",), True),
        (organization(parent="Holding_1"), ("parent",), False),
        (organization(timezone="+79160000001"), ("timezone",), True),
        (account(suspended="да"), (*IVANOVA, "suspended"), False),
        (account(suspended="ivanova@x.example"), (*IVANOVA, "suspended"), True),
        (account(role="Иванова"), (*IVANOVA, "role"), True),
        (notifications(channels=["ivanova@x.example"]), ("notifications", "channels", 0), True),
        (notifications(types={"payment": ["8 (916) 000-00-01"]}), ("notifications", "types", "payment", 0), True),
        (organization(form="sole-proprietor", inn="500123456750"), ("inn",), True),
        (organization(form="company", inn="500123456750"), ("inn",), True),
        (organization(inn=21234567819), ("inn",), True),
        (organization(ogrn="304770000000008"), ("ogrn",), True),
        (organization(inn="7700000070", form="company"), ("inn",), False),
        (organization(inn=7700000070), ("inn",), False),
        (organization(ogrn=1027700000020), ("ogrn",), False),
        (organization(kpp=79165551234), ("kpp",), True),
        (organization(ogrn=79165551234), ("ogrn",), True),
        (organization(name=79165551234), ("name",), True),
        (organization(timezone="https://teleset.example/hunter2"), ("timezone",), True),
        (organization(form="https://teleset.example/hunter2"), ("form",), True),
        (contact({"address": "x", "secret": {"env": "BUS", "file": "hunter2"}}), ("contacts", "bus", "secret", "file"), True),
        (contact({"address": "x", "secret": {"file": "secrets/bus"}}), ("contacts", "bus", "secret", "file"), False),
        (organization(form="company", inn="7700000070"), ("inn",), False),
    ],
)
def test_what_may_be_an_address_in_the_wrong_place_is_masked(data: dict[str, Any], pointer: Pointer, *, hidden: bool) -> None:
    assert sensitive(data, pointer) is hidden


@pytest.mark.parametrize(
    "pointer",
    [
        ("payload", "who"),
        ("payload", "deep", "who"),
        ("payload", "many", 0),
        ("payload", "number"),
        ("payload_text",),
        ("expect", 0, "link"),
        ("expect", 0, "contains", 1),
    ],
)
def test_what_an_event_says_is_masked(pointer: Pointer) -> None:
    who = "Иванова Анна"
    payload = {"who": who, "deep": {"who": who}, "many": [who], "number": 9161234567}
    expected = {"to": "teleset/ivanova", "link": f"https://x.example/{who}", "contains": ["A-17", who]}
    data: dict[str, object] = scenario(payload=payload, payload_text=who, expect=[expected])
    assert sensitive(data, pointer)  # type: ignore[arg-type]
    assert not sensitive(data, ("expect", 0, "contains", 0))  # type: ignore[arg-type]
    assert not sensitive(data, ("expect", 0, "to"))  # type: ignore[arg-type]
