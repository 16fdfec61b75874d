"""What is true after one more pass: who has not looked says nothing new of what is live."""

from __future__ import annotations

import pytest

from reconciler.engine.orders import Made
from reconciler.model.watching import Ended, Pass, Status
from reconciler.watching.noted import REMEMBERED, noted
from tests.watching_server.samples import LOSS, NOW, PAUSE, passed, status

NOT_LOOKED = (Ended.INVALID, Ended.LOCKED, Ended.PAUSED, Ended.FAILED)


def after(before: Status, *made: Pass | Made) -> Status:
    for one in made:
        before = noted(before, one if isinstance(one, Made) else Made(one), {}, now=NOW, next=NOW + 300, fetched=0.0)
    return before


def test_what_is_refused_stays_so_however_many_passes_do_not_look() -> None:
    held = passed(0, Ended.HELD, refusals=(LOSS,), held=("teleset",), drift=2)
    now = after(status(), held, *(passed(number, Ended.INVALID) for number in range(1, REMEMBERED + 15)))
    assert len(now.passes) == REMEMBERED
    assert now.looked == held
    assert after(now, passed(99)).looked == passed(99)


@pytest.mark.parametrize("end", NOT_LOOKED)
def test_a_pass_that_could_not_ask_does_not_end_a_pause(end: Ended) -> None:
    paused = after(status(), Made(passed(1), pauses=(PAUSE,)))
    assert after(paused, passed(2, end)).pauses == (PAUSE,)
    assert after(paused, Made(passed(2, end), pauses=())).pauses == ()


def test_failures_are_over_with_a_pass_that_got_through() -> None:
    failed = after(status(), *(passed(number, Ended.FAILED) for number in range(3)))
    assert failed.failures == 3
    for end in NOT_LOOKED[:3]:
        assert after(failed, passed(3, end)).failures == 3
    for end in (Ended.CLEAN, Ended.APPLIED, Ended.PLANNED, Ended.HELD, Ended.STANDBY):
        assert after(failed, passed(3, Ended.INVALID), passed(4, end)).failures == 0
