"""What `validate` says of the events of scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from reconciler.engine.refused import refused
from reconciler.model.diagnostic import Place, Severity
from reconciler.model.scenario import ExpectedRejection, Scenario
from reconciler.settings.catalogue import CATALOGUE

GOOD = {"order_id": "A-17", "service": "Интернет", "created_at": "2026-11-24T09:00:00+03:00"}


def found(payload: Mapping[str, Any] = GOOD, *, hosts: tuple[str, ...] = (), **more: Any) -> list[tuple[object, object, tuple[str | int, ...]]]:
    scenario = Scenario("s", "teleset", "order.created", **{"type": "orders", "payload": payload, "place": Place(7, ("id",)), **more})
    diagnostics = list(refused([scenario], CATALOGUE, hosts))
    assert all((each.code, each.severity) == ("payload-rejected", Severity.WARNING) for each in diagnostics)
    return [(each.arguments.get("field"), each.arguments["code"], each.place.pointer) for each in diagnostics if each.place is not None]


def test_what_would_be_accepted_is_fine() -> None:
    assert found() == []
    assert found({**GOOD, "link": "https://lk.example/x", "more": 1}, hosts=("lk.example",)) == []


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({**GOOD, "created_at": "2026-11-24"}, ("created_at", "time", ("payload", "created_at"))),
        ({"order_id": "A-17", "service": "x"}, ("created_at", "required", ("payload",))),
        ({**GOOD, "link": "https://elsewhere.example"}, ("link", "link", ("payload", "link"))),
    ],
)
def test_a_fault_is_told_where_it_is(payload: Mapping[str, Any], expected: tuple[object, ...]) -> None:
    assert found(payload, hosts=("lk.example",)) == [expected]


def test_without_a_payload_the_event_lacks_it() -> None:
    assert {pointer for _, _, pointer in found({})} == {("event",)}
    assert found({}, raw="{") == [(None, "parse", ("payload_text",))]


def test_a_fault_that_is_expected_is_none_and_neither_is_what_nobody_can_judge() -> None:
    assert found({}, rejected=(ExpectedRejection("order_id", "required"),)) == []
    assert found({}, type="") == []
