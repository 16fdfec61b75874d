"""Every message gets one receipt, whatever its transport does."""

from __future__ import annotations

import threading
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from reconciler.delivering.dispatch import dispatch
from reconciler.delivering.lane import Retries
from reconciler.model.delivery import Message, Receipt, Sinks, Status
from reconciler.model.errors import BackendError, RejectedError, TransientError
from tests.delivery.samples import QUICK, message, messages, outcomes


@dataclass
class Scripted:
    """A transport that does what `act` says, given the message and which try of it this is (from 1)."""

    act: Callable[[Message, int], str] = lambda *_: "ok"
    channel: str = "email"
    per_second: float = 0.0
    connections: int = 2
    opened: int = 0
    closed: int = 0
    tries: Counter[str] = field(default_factory=Counter)
    when: list[float] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)
    opening: Callable[[int], None] = lambda _: None

    def courier(self) -> Scripted:
        with self.guard:
            self.opened += 1
        self.opening(self.opened)
        return self

    def diverted(self, sinks: Sinks) -> Scripted:
        return self

    def send(self, one: Message) -> str:
        with self.guard:
            self.tries[one.id] += 1
            self.when.append(time.monotonic())
            tried = self.tries[one.id]
        return self.act(one, tried)

    def close(self) -> None:
        with self.guard:
            self.closed += 1


def run(transport: Scripted, count: int = 20, **more: object) -> list[Receipt]:
    return list(dispatch(messages(count, transport.channel), {transport.channel: transport}, **{"retries": QUICK, **more}))  # type: ignore[arg-type]


def raising(error: BackendError | Exception, times: int = 10**6) -> Callable[[Message, int], str]:
    def act(_: Message, tried: int) -> str:
        if tried <= times:
            raise error
        return "ok"

    return act


PUT_OFF = TransientError("delivery-put-off", channel="email", answer="451 4.3.0")
LOST = TransientError("transport-lost", channel="email")


def test_every_message_has_one_receipt_with_its_times() -> None:
    clock = iter(range(1000)).__next__
    transport = Scripted()
    receipts = run(transport, 50, clock=lambda: float(clock()))
    assert Counter(one.message.id for one in receipts) == Counter(f"m{number}" for number in range(50))
    assert {(one.status, one.code, one.answer, one.tries) for one in receipts} == {(Status.DELIVERED, "", "ok", 1)}
    assert all(one.done is not None and one.queued < one.done for one in receipts)
    assert 1 <= transport.opened <= 2
    assert transport.closed == transport.opened


def test_temporary_failures_are_tried_again_and_others_are_not() -> None:
    assert {(one.status, one.tries) for one in run(Scripted(raising(PUT_OFF, 2)))} == {(Status.DELIVERED, 3)}
    assert {(one.status, one.code, one.answer, one.tries) for one in run(Scripted(raising(PUT_OFF)))} == {
        (Status.TEMPORARY, "delivery-put-off", "451 4.3.0", 4)
    }
    refused = RejectedError("delivery-refused", channel="email", answer="550")
    assert {(one.status, one.code, one.tries) for one in run(Scripted(raising(refused)))} == {(Status.PERMANENT, "delivery-refused", 1)}
    unknown = BackendError("delivery-unknown", channel="email")
    assert {(one.status, one.code, one.tries) for one in run(Scripted(raising(unknown)))} == {(Status.TECHNICAL, "delivery-unknown", 1)}


def test_what_no_transport_should_raise_costs_one_message_and_its_text_is_not_kept() -> None:
    receipts = run(Scripted(raising(RuntimeError("anna@teleset.example"))))
    assert {(one.status, one.code) for one in receipts} == {(Status.TECHNICAL, "transport-broke")}
    assert "anna" not in repr(receipts)


def test_a_connection_that_broke_is_opened_again_and_one_that_only_said_no_is_not() -> None:
    broken, refusing = Scripted(raising(LOST, 1), connections=1), Scripted(raising(PUT_OFF, 1), connections=1)
    assert {one.status for one in run(broken, 5)} == {Status.DELIVERED} == {one.status for one in run(refusing, 5)}
    assert broken.opened > 1
    assert refusing.opened == 1


def test_retry_after_is_kept_to() -> None:
    transport = Scripted(raising(TransientError("delivery-put-off", retry_after=0.4, channel="email", answer="HTTP 429"), 1))
    assert {one.status for one in run(transport, 1)} == {Status.DELIVERED}
    first, second = transport.when
    assert second - first >= 0.4
    far = Scripted(raising(TransientError("delivery-put-off", retry_after=6.0, channel="email", answer="HTTP 429"), 1))
    assert [(one.status, one.tries) for one in run(far, 1)] == [(Status.TEMPORARY, 1)]


def test_somebody_who_waits_for_his_next_try_keeps_nobody_else() -> None:
    def act(one: Message, tried: int) -> str:
        if one.id == "m0" and tried == 1:
            raise TransientError("delivery-put-off", retry_after=0.5, channel="email", answer="HTTP 429")
        return "ok"

    order = [one.message.id for one in run(Scripted(act, connections=1), 10)]
    assert order == [*(f"m{number}" for number in range(1, 10)), "m0"]


def test_the_rate_is_kept_to() -> None:
    transport = Scripted(per_second=20, connections=4)
    began = time.monotonic()
    run(transport, 11)
    assert 0.5 <= time.monotonic() - began < 3
    assert min(later - earlier for earlier, later in zip(sorted(transport.when), sorted(transport.when)[1:], strict=False)) > 0.02


def test_a_dead_transport_holds_nobody_else_and_comes_to_its_end() -> None:
    def refuse(_: int) -> None:
        raise TransientError("transport-unreachable", channel="sms")

    dead, alive = Scripted(channel="sms", opening=refuse), Scripted()
    both = [*messages(300, "sms"), *messages(300)]
    began = time.monotonic()
    transports = {"sms": dead, "email": alive}
    receipts = [(time.monotonic() - began, receipt) for receipt in dispatch(both, transports, retries=replace(QUICK, patience=0.3))]
    assert Counter(one.message.destination.channel for _, one in receipts) == {"sms": 300, "email": 300}
    assert max(at for at, one in receipts if one.message.destination.channel == "email") < 2
    assert {one.status for _, one in receipts if one.message.destination.channel == "sms"} == {Status.TEMPORARY}
    assert {one.code for _, one in receipts if one.message.destination.channel == "sms"} <= {"transport-unreachable", "transport-down"}
    assert receipts[-1][0] < 10


def test_a_transport_that_comes_back_is_used_again() -> None:
    began = time.monotonic()

    def refuse(_: int) -> None:
        if time.monotonic() - began < 0.3:
            raise TransientError("transport-unreachable", channel="email")

    assert {one.status for one in run(Scripted(opening=refuse), 20, retries=Retries(tries=20, first=0.05, most=0.1, patience=5))} == {Status.DELIVERED}


def test_a_door_that_stays_closed_is_knocked_at_once() -> None:
    def refuse(_: int) -> None:
        raise RejectedError("transport-login", channel="email", answer="535 5.7.8")

    transport = Scripted(opening=refuse, connections=1)
    receipts = run(transport, 100)
    assert {(one.status, one.code, one.answer) for one in receipts} == {(Status.TECHNICAL, "transport-login", "535 5.7.8")}
    assert transport.opened == 1


def test_a_channel_without_a_transport() -> None:
    (receipt,) = dispatch([message("x", "pager")], {})
    assert (receipt.status, receipt.code, receipt.tries) == (Status.TECHNICAL, "no-transport", 0)


@pytest.mark.parametrize("code", ["delivery-stopped", "delivery-out-of-time"])
def test_what_is_stopped_or_out_of_time_is_accounted_for(code: str) -> None:
    def slowly(*_: object) -> str:
        time.sleep(0.1)
        return "ok"

    began = time.monotonic()
    ways: dict[str, dict[str, Any]] = {"delivery-stopped": {"stop": lambda: time.monotonic() - began > 0.3}, "delivery-out-of-time": {"budget": 0.3}}
    receipts = run(Scripted(slowly), 500, capacity=50, **ways[code])
    assert time.monotonic() - began < 3
    assert Counter(one.message.id for one in receipts) == Counter(f"m{number}" for number in range(500))
    sent = [one for one in receipts if one.status is Status.DELIVERED]
    assert 2 <= len(sent) <= 12
    assert {(one.status, one.code, one.done) for one in receipts if one not in sent} == {(Status.QUEUED, code, None)}


def test_a_try_that_never_ends_is_left_behind() -> None:
    forever = threading.Event()

    def hang(*_: object) -> str:
        forever.wait(30)
        return "ok"

    began = time.monotonic()
    receipts = run(Scripted(hang, connections=1), 3, budget=0.2, grace=0.3)
    forever.set()
    assert time.monotonic() - began < 2
    assert sorted((one.status.value, one.code) for one in receipts) == [("queued", "delivery-out-of-time")] * 2 + [("technical-failure", "delivery-unknown")]


def test_an_exception_of_who_takes_the_receipts_ends_the_threads() -> None:
    transport = Scripted()

    def interrupted() -> Iterator[Message]:
        yield from messages(10)
        raise KeyboardInterrupt

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        list(dispatch(interrupted(), {"email": transport}, grace=2))
    assert threading.active_count() <= before
    with closing(dispatch(messages(100), {"email": transport}, grace=2)) as receipts:  # type: ignore[type-var]
        next(receipts)
    assert threading.active_count() <= before


class Forgetful(Scripted):
    """Remembers nothing of what it sent."""

    def send(self, one: Message) -> str:
        return "ok"


def test_memory_does_not_grow_with_the_number_of_messages() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in dispatch(messages(count), {"email": Forgetful()}, capacity=100):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(6000) < 2 * peak(1000)


SIMULATED = [
    ("email", "delivered@simulator.invalid", "delivered", ""),
    ("email", "temporary-failure@simulator.invalid", "temporary-failure", "simulated-temporary"),
    ("email", "permanent-failure@simulator.invalid", "permanent-failure", "simulated-permanent"),
    ("email", "permanant-failure@simulator.invalid", "permanent-failure", "simulated-permanent"),
    ("sms", "+70000000000", "delivered", ""),
    ("sms", "+70000000001", "temporary-failure", "simulated-temporary"),
    ("sms", "+70000000002", "permanent-failure", "simulated-permanent"),
    ("webhook", "https://delivered.simulator.invalid/hook", "delivered", ""),
    ("webhook", "https://temporary-failure.simulator.invalid/hook?x=1", "temporary-failure", "simulated-temporary"),
    ("webhook", "https://permanent-failure.simulator.invalid:8443/", "permanent-failure", "simulated-permanent"),
    ("telegram", "delivered@simulator.invalid", "delivered", ""),
]


@pytest.mark.parametrize(("channel", "address", "status", "code"), SIMULATED)
def test_simulated_addresses_answer_by_themselves(channel: str, address: str, status: str, code: str) -> None:
    from reconciler.settings.addresses import normalise

    assert normalise(channel, address) == address
    transport = Scripted(channel=channel)
    assert outcomes(dispatch([message(address, channel)], {channel: transport})) == [(status, code, "simulated")]
    assert transport.opened == 0


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("email", "delivered@simulator.invalid.example"),
        ("email", "simulator.invalid@teleset.example"),
        ("sms", "+79160000000"),
        ("webhook", "https://shop.example/?x=@simulator.invalid"),
        ("webhook", "https://delivered.simulator.invalid.example/"),
    ],
)
def test_addresses_that_only_look_like_it_are_written_to(channel: str, address: str) -> None:
    transport = Scripted(channel=channel)
    assert outcomes(dispatch([message(address, channel)], {channel: transport})) == [("delivered", "", "ok")]
    assert transport.opened == 1


def test_what_a_receipt_can_say_needs_no_argument_but_channel_and_answer() -> None:
    """Whoever words a receipt has nothing else."""
    import string

    from reconciler.reporting.messages.delivering import FAULTS

    raised_otherwise = {"transport-options", "unknown-transport"}
    for entry in FAULTS:
        if entry.code not in raised_otherwise:
            for text in (entry.en, entry.ru):
                sentences = (text.message, *text.hints.values())
                assert {name for sentence in sentences for _, name, _, _ in string.Formatter().parse(sentence) if name} <= {"channel", "answer"}, entry.code
