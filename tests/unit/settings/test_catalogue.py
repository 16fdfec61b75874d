"""The built-in catalogue: what is fixed in it, and that its payload schemas say what they mean."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, cast

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from reconciler.canonical import canonical, decode
from reconciler.model.address import is_id
from reconciler.model.policy import CHANNELS, INAPP
from reconciler.model.settings import EMPLOYEE, EXTERNAL, Settings
from reconciler.resources import compile_settings
from reconciler.settings.catalogue import CATALOGUE, CATALOGUE_VERSION

EVENTS = [(type_.id, name, cast(dict[str, Any], schema)) for type_ in CATALOGUE for name, schema in type_.events.items()]
SCHEMAS = {name: schema for _, name, schema in EVENTS}

COMMON = {"event_id": "e-1", "occurred_at": "2026-03-01T10:00:00+03:00", "link": "https://lk.example/orders/A-17"}
PAYMENT = {**COMMON, "payment_id": "p-1", "service": "Интернет 100", "amount": "1000.50", "status": "paid"}


def test_the_core_types_lead_with_their_fixed_words() -> None:
    assert [(type_.id, type_.title["ru"], type_.description["ru"]) for type_ in CATALOGUE[:4]] == [
        ("payment", "Уведомления об оплате", "Получение информации о статусе оплаты услуг"),
        ("orders", "Уведомления о заказах", "Информация о новых заказах и их статусе"),
        ("works", "Уведомления о проведении работ", "Информация о плановых работах и их выполнении"),
        ("license-renewal", "Уведомления о сроках продления лицензии", "Получение напоминаний о необходимости продления лицензии"),
    ]
    assert [type_.core for type_ in CATALOGUE] == [True] * 4 + [False] * (len(CATALOGUE) - 4)


def test_sixteen_can_be_chosen_and_two_are_the_systems_own() -> None:
    assert CATALOGUE_VERSION == 2
    assert len([type_ for type_ in CATALOGUE if type_.selectable]) == 16
    system = [type_ for type_ in CATALOGUE if not type_.selectable]
    assert [type_.id for type_ in system] == ["registration-confirmation", "delivery-problem"]
    assert [type_.mandatory for type_ in CATALOGUE] == [not type_.selectable for type_ in CATALOGUE]


@pytest.mark.parametrize("type_", CATALOGUE, ids=lambda type_: type_.id)
def test_every_type_is_complete(type_: Any) -> None:
    assert is_id(type_.id)
    assert set(type_.title) == set(type_.description) == {"ru", "en"}
    assert all(re.search("[А-Яа-я]", text) for text in (type_.title["ru"], type_.description["ru"]))
    assert not any(re.search("[А-Яа-я]", text) for text in (type_.title["en"], type_.description["en"]))
    assert type_.audience <= {EMPLOYEE, EXTERNAL}
    assert type_.audience
    assert set(type_.default_channels) <= {*CHANNELS, INAPP}
    assert type_.default_channels
    assert type_.surface in {"lko", "pos"}
    assert type_.builtin
    assert type_.events
    assert [int(lead.removesuffix("d")) for lead in type_.lead] == sorted((int(lead.removesuffix("d")) for lead in type_.lead), reverse=True)


def test_names_are_unique() -> None:
    ids = [type_.id for type_ in CATALOGUE]
    assert len(set(ids)) == len(ids)
    assert len(SCHEMAS) == len(EVENTS)
    titles = [type_.title[language] for type_ in CATALOGUE for language in ("ru", "en")]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("type_id", "name", "schema"), EVENTS)
def test_every_payload_schema_is_a_sound_schema(type_id: str, name: str, schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert {"event_id", "occurred_at", "link"} <= set(schema["required"]) <= set(schema["properties"])
    for key, value in _walk(schema):
        assert key != "format"
        if key == "pattern":
            assert not re.search(r"\\[dwspDWSP]", value)
            assert "$" not in re.sub(r"\$\(\?!\\n\)", "", value)


def _walk(value: object) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield key, part
            yield from _walk(part)
    elif isinstance(value, list):
        for part in value:
            yield from _walk(part)


def test_a_full_payload_is_accepted_and_fields_nobody_knows_are_no_error() -> None:
    full = {**PAYMENT, "account_number": "40817", "uin": "1" * 20, "something-new": 1}
    assert _verdicts("payment.status_changed", full) == (True, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "-1.00"),
        ("amount", "1.000"),
        ("amount", "1 000,50"),
        ("amount", 1000.5),
        ("amount", "01.00"),
        ("amount", "1.00\n"),
        ("amount", "١.٠٠"),
        ("status", "Paid"),
        ("uin", "1" * 24),
        ("service", ""),
        ("service", " \u00a0\u200b\t"),
        ("event_id", None),
        ("occurred_at", "2026-03-01T10:00:00"),
        ("occurred_at", "2026-02-30T10:00:00Z"),
        ("occurred_at", "2026-03-01T25:00:00Z"),
        ("occurred_at", "2026-03-01T10:00:00Z\n"),
        ("link", "http://lk.example/orders"),
        ("link", "https://user:password@lk.example/"),
        ("link", "javascript:alert(1)"),
        ("link", "https://lk.example/a b"),
        ("link", "https://"),
    ],
)
def test_a_wrong_field_is_refused_whatever_library_judges(field: str, value: object) -> None:
    assert _verdicts("payment.status_changed", {**PAYMENT, field: value}) == (False, False)


@pytest.mark.parametrize("field", ["event_id", "occurred_at", "link", "payment_id", "service", "amount", "status"])
def test_a_missing_field_is_refused(field: str) -> None:
    assert _verdicts("payment.status_changed", {name: value for name, value in PAYMENT.items() if name != field}) == (False, False)


def test_a_balance_may_be_negative() -> None:
    payload = {**COMMON, "account_number": "40817", "old_balance": "10.00", "balance": "-90.00"}
    assert _verdicts("account.balance_changed", payload) == (True, True)


def _verdicts(event: str, payload: dict[str, Any]) -> tuple[bool, bool]:
    return jsonschema_rs.is_valid(SCHEMAS[event], payload), Draft202012Validator(SCHEMAS[event]).is_valid(payload)


def test_the_catalogue_survives_being_stored() -> None:
    for resource in compile_settings(Settings(types=CATALOGUE)):
        assert canonical(decode(resource.canonical)) == resource.canonical


def test_importing_it_brings_no_library() -> None:
    code = "import sys; import reconciler.settings.catalogue; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8").stdout.split()
    assert not {"pydantic", "sqlalchemy", "jsonschema", "jsonschema_rs", "yaml", "phonenumbers", "orjson"} & set(loaded)
