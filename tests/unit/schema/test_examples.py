"""Made-up payloads: what their schemas accept, in words that show what gets lost on the way."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.schema.events import judge
from reconciler.schema.examples import example_payload
from reconciler.settings.catalogue import CATALOGUE

NOW = datetime(2026, 11, 22, 21, 58, tzinfo=timezone(timedelta(hours=3)))
SCHEMAS = {name: cast("dict[str, Any]", schema) for type_ in CATALOGUE for name, schema in type_.events.items()}


def _made(schema: Any, **more: Any) -> dict[str, Any]:
    payload = example_payload(schema, now=NOW, **more)
    assert payload is not None
    return payload


@given(
    st.sampled_from(sorted(SCHEMAS)),
    st.sampled_from(("ru", "en")),
    st.integers(0, 1000),
    st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.sampled_from((UTC, NOW.tzinfo))),  # noqa: DTZ001
)
def test_every_event_of_the_catalogue_has_one_that_is_accepted(name: str, locale: str, seed: int, now: datetime) -> None:
    schema = SCHEMAS[name]
    payload = example_payload(schema, now=now, locale=locale, seed=seed)
    assert payload is not None
    assert payload.keys() == schema["properties"].keys()
    assert not judge(payload, schema).rejections
    for field in schema["required"]:
        without = {key: value for key, value in payload.items() if key != field}
        assert [(each.field, each.code) for each in judge(without, schema).rejections] == [(field, "link" if field == "link" else "required")]


def test_it_is_the_same_for_the_same_and_another_for_another_seed() -> None:
    schema = SCHEMAS["payment.status_changed"]
    assert _made(schema) == _made(schema)
    assert [_made(schema, seed=seed)["status"] for seed in range(5)] == ["pending", "paid", "failed", "refunded", "pending"]
    assert len({_made(schema, seed=seed)["event_id"] for seed in range(5)}) == 5


def test_its_words_are_of_the_language_and_show_what_gets_lost() -> None:
    for name, schema in SCHEMAS.items():
        english = str([value for field, value in _made(schema, locale="en").items() if field != "law"])
        assert not any("а" <= letter <= "я" for letter in english.lower()), name
    russian = str([_made(schema, locale="ru") for schema in SCHEMAS.values()])
    assert all(sign in russian for sign in "ё«»№&")


def test_deadlines_are_ahead_and_say_how_far() -> None:
    due = _made(SCHEMAS["license.renewal_due"])
    assert (due["valid_until"], due["days_left"]) == ("2026-12-22", "30")
    answer = _made(SCHEMAS["response.deadline_approaching"])
    assert (answer["due_at"], answer["time_left"]) == ("2026-12-22T21:58:00+03:00", "30d")


def test_its_link_leads_where_it_is_told() -> None:
    assert _made(SCHEMAS["order.created"])["link"].startswith("https://example.invalid/")
    assert _made(SCHEMAS["order.created"], host="lk.teleset.example")["link"].startswith("https://lk.teleset.example/")


def _field(**schema: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["field"], "properties": {"field": schema}}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string"},
        {"type": "string", "minLength": 200, "maxLength": 210},
        {"type": "string", "maxLength": 3},
        {"type": "string", "pattern": "^[0-9]{3}$"},
        {"type": "string", "format": "email"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "pattern": "^[A-Z]{7}$", "examples": ["ABCDEFG"]},
        {"enum": [None, 5]},
        {"const": {"a": [1]}},
        {"type": "integer", "minimum": 1000, "multipleOf": 7},
        {"type": "integer", "maximum": -5},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        {"type": "boolean"},
        {"type": ["null", "string"]},
        {"x-format": "balance"},
        {"type": "array", "minItems": 3, "uniqueItems": True, "items": {"type": "string"}},
        {"type": "array", "items": {"$ref": "#/properties/other"}},
        {"type": "object", "required": ["a"], "properties": {"a": {"x-format": "money"}, "b": {"pattern": "^[A-Z]{7}$"}}, "additionalProperties": False},
        {"anyOf": [{"type": "string", "pattern": "^[A-Z]{7}$"}, {"type": "integer"}]},
        {"allOf": [{"type": "integer"}, {"minimum": 100}]},
        {"properties": {"a": {"const": 1}}, "required": ["a"]},
    ],
)
def test_schemas_of_users_within_reason(schema: dict[str, Any]) -> None:
    whole = {**_field(**schema), "$defs": {}}
    whole["properties"]["other"] = {"type": "string", "minLength": 2}
    payload = _made(whole)
    assert "field" in payload
    assert not judge(payload, whole).rejections


@pytest.mark.parametrize(
    "schema",
    [
        _field(type="string", pattern="^[A-Z]{7}$"),
        _field(type="string", minLength=1_000_000),
        _field(type="array", minItems=1_000),
        _field(**{"not": {}}),
        {"properties": {"link": {"pattern": "^https://lk[.]company[.]example/"}}},
        {"properties": {"event_id": {"type": "integer"}}},
        {"required": ["a"], "properties": {"a": {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/properties/a"}}}}},
        {"type": "objekt"},
        False,
        None,
    ],
)
def test_where_none_is_found_it_says_so(schema: Any) -> None:
    assert example_payload(schema, now=NOW) is None


def test_optional_fields_that_nothing_fits_are_left_out() -> None:
    assert "field" not in _made({"properties": {"field": {"type": "string", "pattern": "^[A-Z]{7}$"}}})


def test_a_schema_in_a_schema_in_a_schema_ends_soon() -> None:
    node: dict[str, Any] = {"type": "object", "properties": {name: {"$ref": "#/$defs/node"} for name in "abcdefghij"}}
    schema = {"properties": {"tree": {"$ref": "#/$defs/node"}}, "required": ["tree"], "$defs": {"node": node}}
    started = time.monotonic()
    assert "tree" in _made(schema)
    assert time.monotonic() - started < 5


_names = st.sampled_from(("a", "b", "amount", "link"))
_leaves = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(("string", "integer", "number", "boolean", "null", "array", "object")),
        "enum": st.lists(st.integers() | st.text(max_size=3), min_size=1, max_size=3, unique=True),
        "minimum": st.integers(-100, 100),
        "maximum": st.integers(-100, 100),
        "multipleOf": st.integers(1, 9),
        "minLength": st.integers(0, 40),
        "maxLength": st.integers(0, 40),
        "minItems": st.integers(0, 4),
        "pattern": st.sampled_from(("^[0-9]+$", "^a", "x{3}")),
        "x-format": st.sampled_from(("money", "moment", "date", "link", "lines")),
        "$ref": st.sampled_from(("#", "#/properties/a", "#/properties/b")),
    },
)
_schemas = st.recursive(
    _leaves,
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(_names, inner, max_size=3),
            "required": st.lists(_names, max_size=2, unique=True),
            "items": inner,
            "allOf": st.lists(inner, min_size=1, max_size=2),
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "x-order": st.just([["a", "b"]]),
            "x-differ": st.just([["a", "b"]]),
        },
    ),
    max_leaves=6,
)


@given(_schemas)
def test_there_is_one_that_is_accepted_or_none_whatever_the_schema(schema: dict[str, Any]) -> None:
    payload = example_payload(schema, now=NOW)
    assert payload is None or not judge(payload, schema).rejections
