"""From what is said to have happened to an event, or to all that is wrong with it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.engine.events import Answer, accept, host_of_tests
from reconciler.engine.payloads import LARGEST
from reconciler.model.event import REJECTIONS, Event, Rejection
from reconciler.model.settings import EMPLOYEE, NotificationType
from reconciler.schema.examples import example_payload
from reconciler.settings.catalogue import CATALOGUE

NOW = datetime(2026, 11, 22, 21, 58, tzinfo=timezone(timedelta(hours=3)))
ORGANIZATIONS = ("holding", "teleset")
PAYMENT = {
    "event_id": "e-1",
    "occurred_at": "2026-03-01T10:00:00+03:00",
    "link": "https://lk.teleset.example/p?id=1&lang=ru",
    "payment_id": "p-1",
    "service": "Интернет «100» <b>{{x}}</b>",
    "amount": "1000.50",
    "status": "paid",
}
OWN = NotificationType(
    id="own-payments",
    title={},
    description={},
    category="custom",
    surface="lko",
    audience=frozenset({EMPLOYEE}),
    default_channels=("email",),
    events={
        "payment.status_changed": {"type": "object", "properties": {"note": {"type": "string"}}, "additionalProperties": False},
        "own.happened": {"type": "object", "required": ["station"], "properties": {"station": {"type": "string"}}},
        "own.anything": True,
    },
)


def _accept(name: str = "payment.status_changed", payload: Any = PAYMENT, **more: Any) -> Answer:
    return accept(name, payload, **{"organization": "teleset", "types": CATALOGUE, "organizations": ORGANIZATIONS, "now": NOW, **more})


def _codes(answer: Answer) -> list[tuple[str, str]]:
    assert (answer.event is None) is bool(answer.rejections)
    return [(each.field, each.code) for each in answer.rejections]


def test_an_event_is_what_was_said() -> None:
    answer = _accept()
    occurred = datetime(2026, 3, 1, 10, tzinfo=timezone(timedelta(hours=3)))
    assert answer.event == Event("e-1", "payment.status_changed", "payment", "teleset", occurred, str(PAYMENT["link"]), PAYMENT)
    assert (answer.rejections, answer.ignored, answer.duplicate) == ((), (), False)
    assert "Интернет" not in repr(answer)


@pytest.mark.parametrize("write", [json.dumps, lambda data: json.dumps(data, ensure_ascii=False, indent="\t").encode("utf-8")])
def test_the_text_of_a_payload_is_as_good(write: Any) -> None:
    assert _accept(payload=write(PAYMENT)).event == _accept().event


def test_so_is_yaml() -> None:
    written = "\ufeff" + "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\r\n" for name, value in PAYMENT.items())
    assert _accept(payload=written.encode("utf-8")).event == _accept().event


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"text",
        b"17",
        b'{"a": 1',
        b'{"a": 1}{"a": 2}',
        b"a: 1\n---\nb: 2\n",
        b"a: 1\na: 2\n",
        b'{"amount": "1.00", "amount": "2.00"}',
        b'{"a": {"b": 1, "b": 2}}',
        "service: Интернет".encode("cp1251"),
        "service: Интернет".encode("koi8-r"),
        '{"service": "Интернет"}'.encode("utf-16"),
        '{"service": "Интернет"}'.encode("utf-32"),
        b"\xff\xfe\x00",
        b'{"a": "\xd0"}',
        b"a: !!python/object/apply:os.system [id]",
        b"a: &a [*a]",
        b"service: a\x00b",
        "{" + '"a":{' * 100_000,
        "[" * 1_000_000,
        "- " * 100_000,
        "a: " * 50_000,
        '{"a": ' + "9" * 100_000 + "}",
        "\ud800",
    ],
)
def test_what_cannot_be_read_is_said_to_be_that_and_soon(raw: bytes | str) -> None:
    started = time.monotonic()
    assert _codes(_accept(payload=raw)) == [("", "parse")]
    assert time.monotonic() - started < 5


def test_aliases_do_not_grow_without_end() -> None:
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    assert _codes(_accept(payload=bomb)) == [("", "parse")]


def test_a_text_that_is_too_long_is_not_even_read() -> None:
    assert _codes(_accept(payload=b"{" + b" " * LARGEST)) == [("", "too-long")]


def test_faults_of_json_that_only_its_field_can_tell() -> None:
    raw = json.dumps({**PAYMENT, "amount": float("nan"), "service": "a\r\nb", "payment_id": "\ud800"})
    assert _codes(_accept(payload=raw)) == [("amount", "money"), ("payment_id", "control"), ("service", "control")]


def test_a_test_event_may_leave_out_what_can_be_made_up() -> None:
    event = _accept("order.created", {"order_id": "A-17", "service": "Интернет", "created_at": "2026-03-01T10:00:00Z"}).event
    assert event is not None
    assert str(UUID(event.id)) == event.id
    assert event.occurred == NOW
    assert event.link == f"https://example.invalid/test/{event.id}"
    assert (event.payload["event_id"], event.payload["occurred_at"], event.payload["link"]) == (event.id, "2026-11-22T21:58:00+03:00", event.link)
    assert event.test


def test_a_real_event_may_not() -> None:
    answer = _accept("order.created", {"order_id": "A-17", "service": "Интернет", "created_at": "2026-03-01T10:00:00Z"}, test=False)
    assert _codes(answer) == [("event_id", "required"), ("link", "link"), ("occurred_at", "required")]
    real = _accept(test=False).event
    assert real is not None
    assert not real.test


def test_what_is_there_is_not_made_up_however_wrong() -> None:
    wrong = {**PAYMENT, "event_id": "", "occurred_at": None, "link": ""}
    assert _codes(_accept(payload=wrong)) == [("event_id", "required"), ("link", "link"), ("occurred_at", "required")]


def test_links_lead_where_the_project_lets_them() -> None:
    assert _accept(hosts=("*.teleset.example",)).event is not None
    assert _codes(_accept(hosts=("lk.other.example",))) == [("link", "link")]
    made = _accept(payload={name: value for name, value in PAYMENT.items() if name != "link"}, hosts=("*.teleset.example",)).event
    assert made is not None
    assert made.link.startswith("https://test.teleset.example/")
    assert (host_of_tests(()), host_of_tests(("lk.teleset.example",))) == ("example.invalid", "lk.teleset.example")


def test_an_event_that_no_type_has() -> None:
    (rejection,) = _accept("payment.status_change").rejections
    assert (rejection.field, rejection.code, rejection.suggestion) == ("event", "unknown-event", "payment.status_changed")
    assert set(rejection.known) == {name for type_ in CATALOGUE for name in type_.events}
    assert _accept("нет такого" * 100_000).rejections[0].suggestion == ""


def test_a_type_that_is_not_there_or_has_no_such_event() -> None:
    assert _accept(type="paymnet").rejections == (Rejection("type", "unknown-event", tuple(sorted(type_.id for type_ in CATALOGUE)), "payment"),)
    assert _accept(type="orders").rejections == (Rejection("event", "unknown-event", ("order.created", "order.status_changed"), "order.status_changed"),)
    assert _accept(type="payment").event is not None


def test_an_event_of_two_types_needs_to_say_which() -> None:
    types = (*CATALOGUE, OWN)
    assert _accept(types=types).rejections == (Rejection("type", "required", ("own-payments", "payment")),)
    event = _accept(types=types, type="own-payments", payload={"note": "x"}).event
    assert event is not None
    assert event.type == "own-payments"


def test_an_organization_that_is_not_live_is_told_with_the_rest() -> None:
    answer = _accept(organization="telest", payload={**PAYMENT, "amount": "1"})
    assert answer.rejections == (Rejection("amount", "money"), Rejection("organization", "unknown-target", (), "teleset"))
    assert _codes(_accept("nothing", organization="nobody", payload=b"\xff")) == [("", "parse"), ("event", "unknown-event"), ("organization", "unknown-target")]


def test_fields_nobody_knows_are_no_part_of_the_event() -> None:
    answer = _accept(payload={**PAYMENT, "zzz": 1})
    assert answer.ignored == ("zzz",)
    assert answer.event == _accept().event


def test_the_same_event_again() -> None:
    first = _accept()
    seen = {first.key: first.content}
    assert first.key == ("teleset", "e-1")
    again = _accept(payload=dict(reversed(PAYMENT.items())), seen=seen)
    assert (again.duplicate, again.event) == (True, first.event)
    assert _accept(payload={**PAYMENT, "zzz": 1}, seen=seen).duplicate
    assert _codes(_accept(payload={**PAYMENT, "amount": "1000.51"}, seen=seen)) == [("event_id", "conflict")]
    other = _accept(organization="holding", seen=seen)
    assert (other.event is not None, other.duplicate) == (True, False)
    assert _codes(_accept("own.anything", {"event_id": "e-1"}, types=(OWN,), seen=seen)) == [("event_id", "conflict")]


def test_what_is_made_up_does_not_make_it_another_event() -> None:
    short = {"event_id": "e-1", "station": "БС № 17"}
    first = _accept("own.happened", short, types=(OWN,))
    later = _accept("own.happened", short, types=(OWN,), now=NOW + timedelta(hours=1), seen={first.key: first.content})
    assert later.duplicate


def test_a_type_of_ones_own_need_not_know_the_fields_of_every_event() -> None:
    event = _accept("payment.status_changed", {"note": "x"}, types=(OWN,)).event
    assert event is not None
    assert set(event.payload) == {"note", "event_id", "occurred_at", "link"}
    assert _codes(_accept("payment.status_changed", {"note": "x", "more": 1}, types=(OWN,))) == [("more", "invalid")]
    assert _codes(_accept("own.happened", {"station": " "}, types=(OWN,))) == [("station", "required")]
    assert _accept("own.anything", {"a": [1]}, types=(OWN,)).event is not None


@pytest.mark.parametrize("type_", CATALOGUE, ids=lambda type_: type_.id)
def test_what_is_made_up_for_a_type_is_accepted(type_: NotificationType) -> None:
    for name, schema in type_.events.items():
        payload = example_payload(schema, now=NOW, host="lk.teleset.example")
        assert payload is not None
        assert _accept(name, payload, hosts=("lk.teleset.example",), test=False).event is not None


_raw = st.binary(max_size=60) | st.text(max_size=60) | st.dictionaries(st.text(max_size=8), st.text(max_size=8) | st.integers() | st.floats(), max_size=4)


@given(st.text(max_size=30), _raw, st.text(max_size=10), st.text(max_size=10))
def test_whatever_comes_there_is_an_answer(name: str, payload: bytes | str | Mapping[str, Any], organization: str, type: str) -> None:
    for event in (name, "payment.status_changed"):
        answer = _accept(event, payload, organization=organization, type=type)
        assert all(each.code in REJECTIONS for each in answer.rejections)
        _codes(answer)


def test_moments_keep_their_offset() -> None:
    event = _accept(payload={**PAYMENT, "occurred_at": "2026-03-01T00:00:00Z"}).event
    assert event is not None
    assert event.occurred == datetime(2026, 3, 1, tzinfo=UTC)
