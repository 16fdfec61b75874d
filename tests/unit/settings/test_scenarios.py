"""Scenarios, as files may say them and get them wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from reconciler.model.diagnostic import Place, Severity
from reconciler.model.document import Document
from reconciler.model.event import REJECTIONS
from reconciler.model.scenario import Expected, ExpectedRejection, Scenario
from reconciler.schema.check import check
from reconciler.schema.files import schema
from reconciler.schema.patterns import occurs
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.resolve import Resolution, resolve
from reconciler.settings.scenarios import seconds, split

CONTACTS = {"email": "a@teleset.example", "mobile": {"channel": "sms", "address": "+79160000001"}}
TELESET = {
    "version": 1,
    "kind": "Organization",
    "id": "teleset",
    "name": "T",
    "contacts": {"duty": {"channel": "email", "address": "duty@teleset.example"}},
    "accounts": {id: {"family_name": "Иванова", "given_name": "Анна", "contacts": CONTACTS} for id in ("ivanova", "petrov")},
}
SHOP = {"version": 1, "kind": "NotificationType", "id": "shop", "title": "Shop", "events": {"order.created": {}, "shop.opened": {}}}


def scenario(**more: Any) -> dict[str, Any]:
    return {"version": 1, "kind": "Scenario", "id": "order-created", "organization": "teleset", "event": "order.created", **more}


def declared(*scenarios: dict[str, Any], others: tuple[dict[str, Any], ...] = (), complete: bool = True) -> Resolution:
    documents = [Document(number, "x.yaml", data) for number, data in enumerate((*scenarios, TELESET, *others))]
    assert check(documents) == []
    return resolve(documents, catalogue=CATALOGUE, complete=complete)


def codes(resolution: Resolution) -> list[tuple[str, str]]:
    list(resolution.parts())
    return [(found.code, found.hint) for found in resolution.diagnostics if found.severity is not Severity.NOTE]


def only(resolution: Resolution) -> Scenario:
    assert codes(resolution) == []
    (found,) = resolution.scenarios
    return found


def test_a_scenario_is_read_whole() -> None:
    expect = [
        {"to": "teleset/ivanova", "channel": "email", "contains": ["A-17"], "matches": ["№ *A"], "not_contains": ["{{"], "link": "https://lk.example/a"},
        {"to": "teleset//duty"},
    ]
    written = scenario(title="Hello", tags=["smoke"], payload={"order_id": "A-17"}, within="2m", expect=expect, silent=["teleset/petrov/mobile"], only=True)
    assert only(declared(written | {"now": "2026-11-24T10:00:00+03:00"})) == Scenario(
        id="order-created",
        organization="teleset",
        event="order.created",
        type="orders",
        title="Hello",
        tags=("smoke",),
        payload={"order_id": "A-17"},
        expected=(
            Expected("teleset/ivanova", "", "email", ("A-17",), ("№ *A",), ("{{",), "https://lk.example/a", Place(0, ("expect", 0))),
            Expected("teleset", "duty", place=Place(0, ("expect", 1))),
        ),
        silent=("teleset/petrov/mobile",),
        only=True,
        within={"": 120.0},
        now=datetime.fromisoformat("2026-11-24T10:00:00+03:00"),
        place=Place(0, ("id",)),
    )


def test_a_rejection_is_read_whole() -> None:
    found = only(declared(scenario(payload_text="{", rejected=[{"code": "parse"}], within={"email": "1h", "inapp": "5s"})))
    assert (found.raw, found.rejected) == ("{", (ExpectedRejection("", "parse", Place(0, ("rejected", 0))),))
    assert found.within == {"email": 3600.0, "inapp": 5.0}


def test_scenarios_are_sorted_and_change_no_settings() -> None:
    with_them = declared(scenario(id="b"), scenario(id="a"))
    assert [each.id for each in with_them.scenarios] == ["a", "b"]
    assert with_them.settings() == declared().settings()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"organization": "telesset"}, ("unknown-organization", "similar")),
        ({"organization": "nobody"}, ("unknown-organization", "")),
        ({"event": "order.creatd"}, ("unknown-event", "similar")),
        ({"event": "xyz"}, ("unknown-event", "")),
        ({"type": "payment"}, ("unknown-event", "type")),
        ({"type": "quiet"}, ("unknown-event", "none")),
        ({"type": "ordres"}, ("unknown-type", "similar")),
        ({"type": "xyz"}, ("unknown-type", "")),
        ({"expect": [{"to": "teleset/ivanowa"}]}, ("unknown-recipient", "similar")),
        ({"expect": [{"to": "teleset/x"}]}, ("unknown-recipient", "")),
        ({"expect": [{"to": "teleset/ivanova/mobil"}]}, ("unknown-recipient", "similar")),
        ({"expect": [{"to": "teleset/ivanova/x"}]}, ("unknown-recipient", "contact")),
        ({"silent": ["teleset//email"]}, ("unknown-recipient", "contact")),
        ({"expect": [{"to": "primer/ivanova"}]}, ("recipient-elsewhere", "")),
        ({"silent": ["primer"]}, ("recipient-elsewhere", "")),
        ({"expect": [{"to": "teleset/ivanova", "channel": "emial"}]}, ("unknown-channel", "similar")),
        ({"expect": [{"to": "teleset/ivanova/mobile", "channel": "email"}]}, ("contact-of-other-channel", "")),
        ({"within": {"emial": "5s"}}, ("unknown-channel", "similar")),
        ({"expect": [{"to": "teleset/ivanova"}], "silent": ["teleset/ivanova"]}, ("expected-and-silent", "")),
        ({"expect": [{"to": "teleset//duty"}], "silent": ["teleset//duty"]}, ("expected-and-silent", "")),
        ({"rejected": [{"code": "order"}], "expect": [{"to": "teleset/ivanova"}]}, ("rejected-and-expected", "")),
        ({"rejected": [{"code": "order"}], "silent": ["teleset/ivanova"]}, ("rejected-and-expected", "")),
        ({"rejected": [{"code": "order"}], "only": True}, ("rejected-and-expected", "")),
        ({"payload": {}, "payload_text": ""}, ("payload-twice", "")),
        ({"now": "2026-02-30T10:00:00Z"}, ("bad-moment", "")),
    ],
)
def test_what_is_wrong(more: dict[str, Any], expected: tuple[str, str]) -> None:
    quiet = {"version": 1, "kind": "NotificationType", "id": "quiet", "title": "Quiet"}
    primer = {"version": 1, "kind": "Organization", "id": "primer", "name": "P"}
    assert codes(declared(scenario(**more), others=(quiet, primer))) == [expected]


@pytest.mark.parametrize(
    "more",
    [
        {"expect": [{"to": "teleset"}, {"to": "teleset/ivanova/inapp"}, {"to": "teleset//inapp", "channel": "inapp"}]},
        {"expect": [{"to": "teleset/ivanova/mobile", "channel": "sms"}], "silent": ["teleset/ivanova/email"]},
        {"event": "order.creatd", "rejected": [{"field": "event", "code": "unknown-event"}]},
        {"type": "nothing", "rejected": [{"code": "unknown-event"}]},
        {"organization": "nobody", "rejected": [{"code": "unknown-target"}]},
        {"rejected": [{"code": "order"}], "only": False, "silent": []},
        {"payload": {"order_id": None, "amount": float("1e9"), "more": [1, {"x": True}]}},
    ],
)
def test_what_may_be_said(more: dict[str, Any]) -> None:
    assert codes(declared(scenario(**more))) == []


def test_an_event_of_two_types_needs_its_type() -> None:
    assert codes(declared(scenario(), others=(SHOP,))) == [("ambiguous-event", "")]
    assert only(declared(scenario(type="shop"), others=(SHOP,))).type == "shop"
    assert only(declared(scenario(event="shop.opened"), others=(SHOP,))).type == "shop"


def test_an_id_is_taken_once() -> None:
    twice = declared(scenario(), scenario(title="Again"))
    assert codes(twice) == [("duplicate-id", "document")]
    assert [each.title for each in twice.scenarios] == [""]
    assert twice.diagnostics[0].arguments == {"kind": "scenario", "address": "scenario:order-created", "other": Place(0, ("id",))}


def test_where_not_everything_is_loaded_a_name_that_leads_nowhere_is_a_note() -> None:
    written = scenario(organization="elsewhere", event="own.event", expect=[{"to": "elsewhere/x"}])
    resolution = declared(written, scenario(id="b", expect=[{"to": "teleset/x"}]), complete=False)
    assert codes(resolution) == []
    assert {found.code for found in resolution.diagnostics} >= {"unknown-organization", "unknown-event", "unknown-recipient"}


def test_addresses_are_taken_apart() -> None:
    assert split("teleset") == ("teleset", "")
    assert split("teleset/ivanova") == ("teleset/ivanova", "")
    assert split("teleset/ivanova/mobile") == ("teleset/ivanova", "mobile")
    assert split("teleset//duty") == ("teleset", "duty")
    assert [seconds(limit) for limit in ("30s", "5m", "2h")] == [30.0, 300.0, 7200.0]


def test_the_codes_of_rejections_are_those_there_are() -> None:
    assert tuple(schema("scenario")["$defs"]["rejection"]["properties"]["code"]["enum"]) == REJECTIONS


def test_a_pattern_is_sought_anywhere_and_never_takes_long() -> None:
    assert occurs("№ *A-1[0-9]", "Заказ №  A-17, спасибо")
    assert occurs("(?i)ЗАКАЗ", "заказ")
    assert not occurs("^A-17", "Заказ A-17")
    assert not occurs("(", "(")
    assert not occurs("(a|a+)+b", "a" * 100_000)
