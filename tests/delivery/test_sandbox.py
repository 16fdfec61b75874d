"""Everything together, as a run of `test` has it: messages of several channels, diverted to sinks that behave or do not."""

from __future__ import annotations

import email
import email.policy
import json
from collections import Counter

import pytest

from reconciler.delivering.dispatch import dispatch
from reconciler.delivering.sinks import Fault, LoopbackSinks
from reconciler.delivering.transports import stand_in
from reconciler.model.delivery import Transport
from tests.delivery.samples import CONTENT, QUICK, TEXT, message, messages, outcomes, sent, transport


def diverted(room: LoopbackSinks, *channels: str) -> dict[str, Transport]:
    return {channel: stand_in(channel, secret_of=lambda _: "secret").diverted(room) for channel in channels}


def test_what_was_sent_is_what_arrived_nothing_missing_nothing_twice(room: LoopbackSinks) -> None:
    ours = [
        *messages(300),
        *(message(f"+7916{number:07}", "sms", f"s{number}") for number in range(100)),
        *(message(f"https://bus.teleset.example/{number}", "webhook", f"w{number}") for number in range(100)),
    ]
    receipts = list(dispatch(ours, diverted(room, "email", "sms", "webhook")))
    assert {one.status.value for one in receipts} == {"delivered"}
    expected = Counter((one.destination.channel, one.id, one.destination.address.value) for one in ours)
    assert Counter((got.channel, got.id, got.to) for got in room.received()) == expected
    assert Counter((one.message.destination.channel, one.message.id, one.message.destination.address.value) for one in receipts) == expected


def test_nobody_sees_anybody_else(room: LoopbackSinks) -> None:
    list(dispatch(messages(50), diverted(room, "email")))
    for got in room.received():
        addresses = {part.rstrip(">,") for part in got.raw.decode().replace("<", " ").split() if "@teleset.example" in part}
        assert addresses == {got.to}


def test_mail_arrives_as_it_was_worded(room: LoopbackSinks) -> None:
    list(dispatch([message("a@teleset.example")], diverted(room, "email")))
    (got,) = room.received()
    read = email.message_from_bytes(got.raw, policy=email.policy.default)
    plain, html = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == CONTENT.text
    assert TEXT in html.get_content()
    assert read["Subject"] == CONTENT.subject


def test_cyrillic_in_json(room: LoopbackSinks) -> None:
    list(dispatch([message("+79160000001", "sms")], diverted(room, "sms")))
    (got,) = room.received()
    assert json.loads(got.raw)["body"] == TEXT
    assert TEXT.encode() in got.raw, "readable as it is"


FAULTS = [
    ("refused", Fault(code=550, enhanced="5.1.1"), ("permanent-failure", "delivery-refused", "550 5.1.1"), 0),
    ("later", Fault(code=451, times=1), ("delivered", "", "250 2.0.0"), 1),
    ("never", Fault(code=451), ("temporary-failure", "delivery-put-off", "451"), 0),
    ("lost", Fault(drop=True), ("delivered", "", "250 2.0.0"), 0),
    ("slow", Fault(pause=0.5), ("delivered", "", "250 2.0.0"), 1),
    ("silent", Fault(silent=True), ("technical-failure", "delivery-unknown", ""), 0),
]


@pytest.mark.parametrize(("name", "fault", "outcome", "arrived"), FAULTS, ids=[row[0] for row in FAULTS])
def test_faults_of_a_mail_server(name: str, fault: Fault, outcome: tuple[str, str, str], arrived: int, room: LoopbackSinks) -> None:
    """`lost` is delivered as far as a transport can know: only what arrived tells. `slow` says when it came."""
    room.set(f"{name}@teleset.example", fault)
    own = transport(type="smtp", host="x.invalid", sender="a@teleset.example", timeout=1.0).diverted(room)
    receipts = sent(own, message(f"{name}@teleset.example", id="m1"), message("other@teleset.example", id="m2"))
    assert outcomes(receipts) == [outcome, ("delivered", "", "250 2.0.0")]
    got = room.received()
    assert sum(one.to == f"{name}@teleset.example" for one in got) == arrived
    assert sum(one.to == "other@teleset.example" for one in got) == 1
    if name == "slow":
        (receipt,) = (one for one in receipts if one.message.id == "m1")
        assert receipt.done is not None
        assert receipt.done - receipt.queued >= 0.5
        assert next(one.at for one in got if one.id == "m1") - receipt.queued >= 0.5


WEB_FAULTS = [
    ("gone", Fault(code=410), ("permanent-failure", "delivery-refused", "HTTP 410"), 0),
    ("busy", Fault(code=429, retry_after=1, times=1), ("delivered", "", "HTTP 200"), 1),
    ("broken", Fault(code=503), ("temporary-failure", "delivery-put-off", "HTTP 503"), 0),
    ("lost", Fault(drop=True), ("delivered", "", "HTTP 200"), 0),
]


@pytest.mark.parametrize(("name", "fault", "outcome", "arrived"), WEB_FAULTS, ids=[row[0] for row in WEB_FAULTS])
@pytest.mark.parametrize("channel", ["webhook", "telegram"])
def test_faults_of_a_web_server(channel: str, name: str, fault: Fault, outcome: tuple[str, str, str], arrived: int, room: LoopbackSinks) -> None:
    address = f"https://{name}.teleset.example/" if channel == "webhook" else name
    room.set(address, fault)
    (receipt,) = dispatch([message(address, channel)], diverted(room, channel), retries=QUICK)
    assert outcomes([receipt]) == [outcome]
    assert [got.to for got in room.received()] == [address] * arrived
    if name == "busy":
        assert receipt.done is not None
        assert receipt.done - receipt.queued >= 1


def test_a_simulated_address_reaches_no_sink(room: LoopbackSinks) -> None:
    receipts = sent(diverted(room, "email")["email"], message("permanent-failure@simulator.invalid"), message("delivered@simulator.invalid", id="m2"))
    assert [status for status, _, _ in outcomes(receipts)] == ["permanent-failure", "delivered"]
    assert room.received() == ()
