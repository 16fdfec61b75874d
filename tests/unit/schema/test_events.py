"""What is wrong with the payload of an event: each fault with its field and its code, all at once, and nothing of what the field holds."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.event import REJECTIONS, Rejection
from reconciler.schema.events import MOST, Judgement, judge
from reconciler.schema.payloads import payload_findings
from reconciler.settings.catalogue import CATALOGUE

SCHEMAS = {name: schema for type_ in CATALOGUE for name, schema in type_.events.items()}
COMMON = {"event_id": "e-1", "occurred_at": "2026-03-01T10:00:00+03:00", "link": "https://lk.example/orders/A-17"}
PAYMENT = {**COMMON, "payment_id": "p-1", "service": "Интернет 100", "amount": "1000.50", "status": "paid"}
WORK = {**COMMON, "work_id": "w-1", "title": "Работы", "area": "Центр", "starts_at": "2026-03-01T10:00:00+03:00", "ends_at": "2026-03-01T12:00:00+03:00"}
STATUS = ("pending", "paid", "failed", "refunded")


def _codes(event: str, payload: object, **more: Any) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in judge(payload, SCHEMAS[event], **more).rejections]


def _of(schema: Mapping[str, Any], payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in judge({**COMMON, **payload}, schema).rejections]


def test_a_sound_payload_has_nothing_wrong() -> None:
    assert judge(PAYMENT, SCHEMAS["payment.status_changed"]) == Judgement((), (), PAYMENT)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        # E2
        ("service", "", "required"),
        ("service", None, "required"),
        ("service", " \u00a0\u200b\t", "required"),
        ("amount", "", "required"),
        ("status", " ", "required"),
        ("event_id", "\u200b", "required"),
        ("occurred_at", None, "required"),
        ("uin", "", "required"),
        ("service", [], "required"),
        # E4
        ("status", "Paid", "enum"),
        ("status", 5, "enum"),
        # E5
        ("amount", "-1.00", "money"),
        ("amount", "1.000", "money"),
        ("amount", "1 000,5", "money"),
        ("amount", "NaN", "money"),
        ("amount", float("nan"), "money"),
        ("amount", float("inf"), "money"),
        ("amount", 0.1 + 0.2, "money"),
        ("amount", 1000, "money"),
        ("amount", 10**400, "money"),
        ("amount", ["1.00"], "money"),
        ("amount", True, "money"),
        # E6
        ("occurred_at", "2026-03-01T10:00:00", "time"),
        ("occurred_at", "2026-02-30T10:00:00Z", "time"),
        ("occurred_at", "2025-02-29T10:00:00Z", "time"),
        ("occurred_at", "2026-03-01T25:00:00Z", "time"),
        ("occurred_at", 1772348400, "time"),
        # E8
        ("link", "", "link"),
        ("link", None, "link"),
        ("link", "http://lk.example/", "link"),
        ("link", "https://user:password@lk.example/", "link"),
        ("link", "javascript:alert(1)", "link"),
        ("link", "https://lk.example/\r\nBcc: a@b", "link"),
        ("link", {"href": "https://lk.example/"}, "link"),
        # E10
        ("service", "a\r\nBcc: victim@example.org", "control"),
        ("service", "a\x00b", "control"),
        ("service", "a\ud800b", "control"),
        ("event_id", "e\n1", "control"),
        # E13
        ("service", "ё" * (1 << 20), "too-long"),
        ("event_id", "x" * ((1 << 20) + 1), "too-long"),
        # what its type asks for beside
        ("uin", "12", "invalid"),
        ("service", 17, "invalid"),
        ("service", {"a": 1}, "invalid"),
        ("service", b"bytes", "invalid"),
        ("event_id", 17, "invalid"),
    ],
)
def test_each_fault_has_its_code(field: str, value: object, code: str) -> None:
    assert _codes("payment.status_changed", {**PAYMENT, field: value}) == [(field, code)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_required_field_that_is_missing_is_named(name: str) -> None:
    schema: Any = SCHEMAS[name]
    expected = sorted((field, "link" if field == "link" else "required") for field in schema["required"])
    assert _codes(name, {}) == expected


@pytest.mark.parametrize("value", ["<b>жирный</b>", "<script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "%s%n", "${HOME}", "$(id)", "&amp;", "' OR 1=1 --"])
def test_markup_and_templates_are_data(value: str) -> None:
    assert judge({**PAYMENT, "service": value}, SCHEMAS["payment.status_changed"]).payload["service"] == value


def test_a_text_of_a_megabyte_is_taken() -> None:
    assert _codes("payment.status_changed", {**PAYMENT, "service": "x" * (1 << 20)}) == []


def test_several_lines_are_taken_where_they_are_meant() -> None:
    news = {**COMMON, "title": "Новости", "summary": "раз\r\nдва\n\tтри", "published_at": COMMON["occurred_at"]}
    assert _codes("platform.news_published", news) == []
    assert _codes("platform.news_published", {**news, "title": "раз\nдва", "summary": "a\x1bb"}) == [("summary", "control"), ("title", "control")]


def test_all_of_it_is_told_at_once_and_sorted() -> None:
    wrong = {**PAYMENT, "amount": "1,00", "status": "payd", "link": "http://x", "occurred_at": "вчера", "service": "a\nb"}
    del wrong["payment_id"]
    assert judge(wrong, SCHEMAS["payment.status_changed"]).rejections == (
        Rejection("amount", "money"),
        Rejection("link", "link"),
        Rejection("occurred_at", "time"),
        Rejection("payment_id", "required"),
        Rejection("service", "control"),
        Rejection("status", "enum", STATUS, "paid"),
    )


def test_a_choice_is_suggested_where_one_is_near() -> None:
    for written, suggestion in (("PAID ", "paid"), ("refund", "refunded"), ("xyz", ""), ("p" * 10_000, "")):
        assert judge({**PAYMENT, "status": written}, SCHEMAS["payment.status_changed"]).rejections == (Rejection("status", "enum", STATUS, suggestion),)


def test_fields_nobody_knows_are_left_out_with_a_warning() -> None:
    extra = {**PAYMENT, "zeta": {"a": "b\x00"}, "alpha": 10**30, "Иванова Анна Петровна": 1, "+7 916 000-00-01": "x" * (2 << 20)}
    found = judge(extra, SCHEMAS["payment.status_changed"])
    assert (found.rejections, found.payload) == ((), PAYMENT)
    assert found.ignored == ("+7 91•••••01", "alpha", "zeta", "И•••••")


@pytest.mark.parametrize(
    ("event", "payload", "field"),
    [
        ("work.planned", {**WORK, "ends_at": "2026-03-01T09:00:00+03:00"}, "ends_at"),
        ("work.planned", {**WORK, "ends_at": "2026-03-01T10:00:00+03:00"}, "ends_at"),
        ("work.planned", {**WORK, "ends_at": "2026-03-01T12:00:00+06:00"}, "ends_at"),
        (
            "client_request.created",
            {**COMMON, "request_id": "1", "subject": "s", "client": "c", "created_at": "2026-03-02T00:00:00Z", "due_at": "2026-03-01T00:00:00Z"},
            "due_at",
        ),
        (
            "client_request.status_changed",
            {**COMMON, "request_id": "1", "subject": "s", "old_status": "новый", "new_status": "новый", "changed_at": COMMON["occurred_at"]},
            "new_status",
        ),
        ("order.status_changed", {**COMMON, "order_id": "1", "old_status": "a", "new_status": "a", "changed_at": COMMON["occurred_at"]}, "new_status"),
    ],
)
def test_fields_that_contradict_each_other(event: str, payload: dict[str, object], field: str) -> None:
    assert _codes(event, payload) == [(field, "order")]


def test_order_is_not_asked_of_what_is_wrong_anyway() -> None:
    assert _codes("work.planned", {**WORK, "ends_at": "2026-02-30T09:00:00+03:00"}) == [("ends_at", "time")]
    assert _codes("work.planned", {**WORK, "starts_at": "завтра", "ends_at": "2020-01-01T00:00:00Z"}) == [("starts_at", "time")]


@pytest.mark.parametrize("payload", [None, [], [PAYMENT], "text", 17, b"{}", {1: 2}, {"\ud800": 1}, {"a": {b"x": 1}}])
def test_what_is_no_mapping_of_fields_cannot_be_read(payload: object) -> None:
    assert _codes("payment.status_changed", payload) == [("", "parse")]


# Types of users


def test_marks_are_asserted_without_any_pattern() -> None:
    schema = {
        "properties": {
            "sum": {"x-format": "money"},
            "since": {"x-format": "moment"},
            "day": {"format": "date"},
            "page": {"$ref": "#/$defs/page"},
            "note": {"allOf": [{"x-format": "lines"}]},
        },
        "$defs": {"page": {"x-format": "link"}},
    }
    assert _of(schema, {"sum": 1, "since": "x", "day": "2026-02-30", "page": "ftp://x", "note": "a\nb"}) == [
        ("day", "time"),
        ("page", "link"),
        ("since", "time"),
        ("sum", "money"),
    ]
    assert _of(schema, {"sum": "1.00", "since": "2026-03-01T00:00:00Z", "day": "2026-02-28", "page": "https://x.example", "note": "a"}) == []


def test_names_do_not_make_a_field_what_it_is() -> None:
    schema = {"properties": {"amount": {"type": "integer"}, "due_at": {"type": "string"}, "page_link": {"type": "string"}}}
    assert _of(schema, {"amount": 5, "due_at": "скоро", "page_link": "http://x"}) == []


def test_what_lies_deeper_is_named_by_its_way() -> None:
    schema = {
        "properties": {
            "lines": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["сумма", "service"],
                    "properties": {"сумма": {"x-format": "money"}, "service": {"type": "string"}, "kind": {"enum": ["a", "b"]}},
                },
            }
        }
    }
    found = _of(schema, {"lines": [{"сумма": "1.00", "service": "a"}, {"сумма": "1", "service": " ", "kind": "c"}, {"service": "a\nb"}, 7]})
    assert found == [
        ("lines.1.kind", "enum"),
        ("lines.1.service", "required"),
        ("lines.1.сумма", "money"),
        ("lines.2.service", "control"),
        ("lines.2.сумма", "required"),
        ("lines.3", "invalid"),
    ]


@pytest.mark.parametrize(
    ("schema", "payload", "expected"),
    [
        ({"properties": {"a": {"type": "integer", "minimum": 3}}}, {"a": 2}, [("a", "invalid")]),
        ({"properties": {"a": {"type": "string", "maxLength": 3}}}, {"a": "abcd"}, [("a", "too-long")]),
        ({"properties": {"a": {"type": "string", "minLength": 3}}}, {"a": "  "}, [("a", "required")]),
        ({"properties": {"a": {"const": "x"}}}, {"a": "y"}, [("a", "enum")]),
        ({"properties": {"a": {"anyOf": [{"const": "x"}, {"enum": ["y"]}]}}}, {"a": "z"}, [("a", "enum")]),
        ({"properties": {"a": {"anyOf": [{"type": "integer"}, {"x-format": "money", "type": "string", "pattern": "[.]"}]}}}, {"a": "z"}, [("a", "money")]),
        ({"properties": {"a": {"type": ["string", "null"]}}}, {"a": None}, []),
        ({"properties": {"a": {"type": ["string", "null"], "x-format": "money"}}}, {"a": None}, []),
        ({"properties": {"a": {"minItems": 1, "type": "array"}}}, {"a": []}, [("a", "required")]),
        ({"properties": {"a": {}}, "dependentRequired": {"a": ["b"]}}, {"a": 1}, [("b", "required")]),
        ({"properties": {"a": {}}, "additionalProperties": False}, {"a": 1, "b": 2}, [("b", "invalid")]),
        ({"properties": {"a": {}}, "unevaluatedProperties": False}, {"a": 1, "b": 2}, [("b", "invalid")]),
        ({"properties": {"a": {}}, "additionalProperties": {"type": "integer"}}, {"b": "x"}, [("b", "invalid")]),
        ({"properties": {"a": {"not": {"type": "integer"}}}}, {"a": 1}, [("a", "invalid")]),
        ({"minProperties": 9}, {}, [("", "invalid")]),
        ({"properties": {"a": {"pattern": "^(a+)+$(?!x)", "type": "string"}}}, {"a": "a" * 60 + "b"}, [("a", "invalid")]),
        ({"properties": {"a": {"type": "string"}}, "required": ["a"]}, {"a": "\u00a0"}, [("a", "required")]),
        ({"properties": {"a": False}}, {"a": 1}, [("a", "invalid")]),
        ({"properties": {"a": {"x-format": "money"}}, "x-order": "nonsense", "x-differ": [["a"], 3], "x-deadline": 7}, {"a": "1.00"}, []),
        ({"properties": {"b": {"x-format": "date"}, "e": {"x-format": "date"}}, "x-order": [["b", "e"]]}, {"b": "2026-03-02", "e": "2026-03-02"}, []),
        (
            {"properties": {"b": {"x-format": "date"}, "e": {"x-format": "date"}}, "x-order": [["b", "e"]]},
            {"b": "2026-03-02", "e": "2026-03-01"},
            [("e", "order")],
        ),
    ],
)
def test_what_schemas_of_users_say(schema: dict[str, Any], payload: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert _of(schema, payload) == expected


def test_a_schema_that_is_open_keeps_everything() -> None:
    schemas: tuple[Any, ...] = ({}, True, {"type": "object"}, {"properties": {"a": {}}, "additionalProperties": True})
    for schema in schemas:
        assert judge({**COMMON, "b": 1}, schema) == Judgement((), (), {**COMMON, "b": 1})


@pytest.mark.parametrize("schema", [{"type": "objekt"}, {"$ref": "https://elsewhere.example/x"}, {"pattern": "("}, {"properties": {"a": {"minimum": 10**30}}}])
def test_a_schema_that_is_none_refuses_everything(schema: dict[str, Any]) -> None:
    assert judge(COMMON, schema).rejections == (Rejection("", "invalid"),)


# Hostile input


def _deep() -> object:
    deep: object = 1
    for _ in range(100_000):
        deep = {"a": deep}
    return deep


def _wide() -> object:
    wide: object = 1
    for _ in range(60):
        wide = [wide, wide]
    return wide


def _around() -> object:
    around: list[object] = []
    around.append(around)
    return around


HOSTILE = {
    "deep": (_deep, "parse"),
    "deep lists": (lambda: json.loads("[" * 500 + "]" * 500), "parse"),
    "doubling": (_wide, "too-long"),
    "in itself": (_around, "parse"),
    "many values": (lambda: [0] * 200_000, "too-long"),
    "much text": (lambda: ["x" * (1 << 20)] * 9, "too-long"),
    "long keys": (lambda: {"k" * (1 << 20) + str(number): 1 for number in range(9)}, "too-long"),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", ["service", "unknown"])
def test_hostile_payloads_end_in_a_rejection_and_soon(name: str, field: str) -> None:
    make, code = HOSTILE[name]
    payload = {**PAYMENT, field: make()}
    started = time.monotonic()
    assert _codes("payment.status_changed", payload) == [("", code)]
    assert time.monotonic() - started < 5


def test_ten_thousand_fields_are_ten_thousand_warnings_and_no_more_rejections_than_can_be_read() -> None:
    many = {f"field-{number}": "a\nb" for number in range(10_000)}
    started = time.monotonic()
    assert len(judge({**PAYMENT, **many}, SCHEMAS["payment.status_changed"]).ignored) == 10_000
    assert len(judge({**PAYMENT, **many}, {"additionalProperties": False}).rejections) == MOST
    assert len(judge({**PAYMENT, **many}, {}).rejections) == MOST
    assert time.monotonic() - started < 10


def test_a_schema_that_refers_to_itself_does_not_trap_its_reader() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}, "at": {"x-format": "moment"}}}
    schema = {"properties": {"list": {"$ref": "#/$defs/node"}}, "$defs": {"node": node, "loop": {"$ref": "#/$defs/loop"}}, "allOf": [{"$ref": "#"}]}
    chain: dict[str, Any] = {"at": "gestern"}
    for _ in range(20):
        chain = {"next": chain}
    assert _of(schema, {"list": chain}) == [("list." + "next." * 20 + "at", "time")]


_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)) | st.binary(max_size=3)
_values = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3), max_leaves=8
)
_fields = st.sampled_from((*PAYMENT, "uin", "other"))


@given(st.dictionaries(_fields, _values, max_size=5), st.sampled_from(sorted(SCHEMAS)))
def test_whatever_comes_is_judged_and_never_quoted(changes: dict[str, Any], event: str) -> None:
    found = judge({**PAYMENT, **changes}, SCHEMAS[event])
    assert all(each.code in REJECTIONS for each in found.rejections)
    assert list(found.rejections) == sorted(set(found.rejections))
    assert len({each.field for each in found.rejections}) == len(found.rejections)
    json.dumps(found.payload, ensure_ascii=False, allow_nan=False).encode("utf-8")
    texts = [value for value in changes.values() if isinstance(value, str) and len(value) > 8]
    assert not any(text in repr(found.rejections) for text in texts)


def test_the_catalogue_says_nothing_that_means_nothing() -> None:
    assert [*payload_findings({"events": SCHEMAS})] == []
