"""Alive, and of use."""

from __future__ import annotations

import pytest

from reconciler.model.watching import Ended, Status
from reconciler.watching.health import BOUND, FAILING, stuck, unready
from tests.watching_server.samples import HOLDER, NOW, busy, passed, status


def test_who_moves_is_not_stuck() -> None:
    assert not stuck(status(moved=NOW - BOUND), NOW)
    assert stuck(status(moved=NOW - BOUND - 1), NOW)
    assert not stuck(status(moved=NOW + 86_400), NOW), "the clock was put back"


def test_of_who_does_not_say_the_passes_tell() -> None:
    assert not stuck(status(moved=0.0, began=NOW - 10), NOW)
    assert stuck(status(moved=0.0, began=NOW - BOUND - 10), NOW)
    assert not stuck(status(passed(1, started=NOW - BOUND, seconds=10.0), moved=0.0, began=0.0), NOW)
    assert not stuck(status(passed(1, started=NOW - 9_999), moved=0.0, next=NOW - BOUND), NOW)
    assert stuck(status(passed(1, started=NOW - 9_999), moved=0.0, next=NOW - BOUND - 1), NOW)


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (status(), "starting"),
        (status(passed(1)), ""),
        (status(passed(1, Ended.INVALID)), ""),
        (status(passed(1, Ended.FAILED), failures=1), "starting"),
        (status(passed(1), passed(2, Ended.FAILED), failures=FAILING - 1), ""),
        (status(passed(1), passed(2, Ended.FAILED), failures=FAILING), "failing"),
        (status(leader=False), "starting"),
        (status(leader=False, mode="plan"), "starting"),
        (status(passed(1, Ended.FAILED), leader=False, mode="plan", failures=1), "starting"),
        (status(passed(1, Ended.PLANNED), leader=False, mode="plan"), ""),
        (status(passed(1), leader=False), "starting"),
        (status(leader=False, holder=HOLDER), ""),
        (status(passed(1, Ended.STANDBY), leader=False), ""),
        (status(passed(1), ending=True), "ending"),
        (status(passed(1), moved=NOW - BOUND - 1), "stuck"),
        (busy(), ""),
    ],
)
def test_ready(now: Status, why: str) -> None:
    assert unready(now, NOW) == why
