"""What is said of messages when somebody ends the run: what did not leave has not failed, and what may be with somebody is not forgotten."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from reconciler.delivering.dispatch import dispatch
from reconciler.delivering.lane import Lane
from reconciler.delivering.stopped import is_cut, without_undone
from reconciler.model.delivery import Message, Receipt, Status
from reconciler.model.errors import TransientError
from reconciler.model.trial import Judged, Verdict
from tests.delivery.samples import QUICK, message, messages
from tests.unit.delivering.test_dispatch import PUT_OFF, Scripted, run

CODES = [
    ("delivery-stopped", False, Verdict.SKIPPED, "delivery-stopped"),
    ("delivery-stopped", True, Verdict.SKIPPED, "delivery-stopped"),
    ("nothing-arrived", True, Verdict.SKIPPED, "arrival-not-awaited"),
    ("nothing-arrived", False, Verdict.MISSING, "nothing-arrived"),
    ("delivery-unknown", True, Verdict.MISSING, "delivery-unknown"),
    ("no-message", True, Verdict.MISSING, "no-message"),
]


@pytest.mark.parametrize(("code", "unawaited", "verdict", "said"), CODES)
def test_what_is_missing_only_because_of_the_end_is_skipped(code: str, unawaited: bool, verdict: Verdict, said: str) -> None:
    cell = Judged("paid", "payment", "teleset/petrov", "email", "email", Verdict.MISSING, code=code, arguments={"limit": "60"})
    (found,) = without_undone((cell,), unawaited=unawaited)
    assert (found.verdict, found.code) == (verdict, said)


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.MISSING])
def test_every_other_verdict_stays(verdict: Verdict) -> None:
    cell = Judged("paid", "payment", "teleset/petrov", "email", "email", verdict, code="delivery-stopped")
    assert without_undone((cell,), unawaited=True) == (cell,)


CUTS = [
    (Status.QUEUED, "delivery-stopped", True, False, True),
    (Status.TECHNICAL, "delivery-unknown", True, False, True),
    (Status.TECHNICAL, "delivery-unknown", False, False, False),
    (Status.PERMANENT, "delivery-refused", True, False, False),
    (Status.DELIVERED, "", True, False, False),
    (Status.DELIVERED, "", True, True, True),
]


@pytest.mark.parametrize(("status", "code", "stopped", "unawaited", "cut"), CUTS)
def test_a_scenario_is_cut_where_something_of_it_was_not_done(status: Status, code: str, stopped: bool, unawaited: bool, cut: bool) -> None:
    receipts = [Receipt(message("a@teleset.example"), Status.DELIVERED), Receipt(message("b@teleset.example"), status, code)]
    assert is_cut(receipts, stopped=stopped, unawaited=unawaited) is cut


def test_what_would_be_tried_again_is_not_and_has_not_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One waits for its next try; one is put off only after nothing new is begun."""
    both, ended, waiting = threading.Event(), threading.Event(), threading.Event()
    stop, again = Lane.stop, Lane._again

    def stopped(lane: Lane) -> list[Receipt]:
        receipts = stop(lane)
        ended.set()
        return receipts

    def put_off(lane: Lane, job: Any, error: TransientError) -> None:
        again(lane, job, error)
        waiting.set()

    monkeypatch.setattr(Lane, "stop", stopped)
    monkeypatch.setattr(Lane, "_again", put_off)

    def act(one: Message, _: int) -> str:
        if one.id == "m1":
            both.set()
            ended.wait(30)
        both.wait(30)
        raise PUT_OFF

    receipts = run(Scripted(act), 2, retries=replace(QUICK, first=60.0, most=60.0, random=lambda: 1.0), stop=waiting.is_set)
    assert sorted((one.message.id, one.status, one.code, one.tries, one.done) for one in receipts) == [
        ("m0", Status.QUEUED, "delivery-stopped", 1, None),
        ("m1", Status.QUEUED, "delivery-stopped", 1, None),
    ]


@pytest.mark.parametrize("heard", [False, True], ids=["the only interrupt", "the second one"])
def test_only_the_second_interrupt_waits_for_nothing(monkeypatch: pytest.MonkeyPatch, heard: bool) -> None:
    begun, release = threading.Event(), threading.Event()
    waited: list[float] = []
    monkeypatch.setattr(Lane, "join", lambda _, until: waited.append(until - time.monotonic()))

    def act(*_: object) -> str:
        begun.set()
        release.wait(30)
        return "ok"

    def interrupted() -> Iterator[Message]:
        yield from messages(1)
        begun.wait(30)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(dispatch(interrupted(), {"email": Scripted(act)}, retries=QUICK, grace=1_000.0, stop=lambda: heard and begun.is_set()))
    release.set()
    (left,) = waited
    assert left <= 0 if heard else left > 500
