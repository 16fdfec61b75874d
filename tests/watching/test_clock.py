"""The clock jumps by hours: it is said and counted, nobody writes without the lead, and everything goes on as it did."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from reconciler.database.database import Database
from reconciler.engine.plan import Planned
from reconciler.ledger import holding
from reconciler.ledger.sql import SqlLedger
from reconciler.model.watching import Ended, Status, Trigger
from reconciler.watching.clock import JUMP, Clock, moved_along
from reconciler.watching.health import stuck
from reconciler.watching.metrics import Metrics
from tests.unit.reporting.worlds import TARGET
from tests.watching.watched import Watched, declare, nothing_left, people, wait_until

HOURS = 5 * 3600


class Hands:
    """The two clocks of a machine: time goes on for both, and the one can be set."""

    def __init__(self) -> None:
        self.set, self.passed = 0.0, 0.0

    def wall(self) -> float:
        return 1_795_000_000.0 + self.passed + self.set

    def steady(self) -> float:
        return 100.0 + self.passed


@pytest.mark.parametrize("by", [HOURS, -HOURS, JUMP, -JUMP])
def test_a_jump_is_told_once(by: float) -> None:
    hands = Hands()
    clock = Clock(hands.wall, hands.steady)
    hands.passed = 86_400.0
    assert clock.jumped() == 0.0, "time goes on"
    hands.set = by
    assert clock.jumped() == pytest.approx(by)
    assert clock.jumped() == 0.0
    hands.set = 0.0
    assert clock.jumped() == pytest.approx(-by)


def test_a_clock_that_is_kept_right_does_not_jump() -> None:
    hands = Hands()
    clock = Clock(hands.wall, hands.steady)
    for _ in range(100):
        hands.passed += 0.5
        hands.set += 0.1
        assert clock.jumped() == 0.0


def test_whoever_could_not_look_at_both_at_once_says_nothing() -> None:
    hands = Hands()
    slow = [0.0]

    def wall() -> float:
        hands.passed += slow[0]
        return hands.wall()

    clock = Clock(wall, hands.steady)
    slow[0] = 30.0
    assert clock.jumped() == 0.0
    slow[0], hands.set = 0.0, HOURS
    assert clock.jumped() == pytest.approx(HOURS)


def test_what_was_just_now_still_was() -> None:
    status = Status(TARGET, "apply", 100.0, moved=1_000.0, synced=900.0, next=1_300.0)
    later = moved_along(status, HOURS)
    assert (later.moved, later.synced, later.next, later.applied, later.jumps) == (1_000.0 + HOURS, 900.0 + HOURS, 1_300.0 + HOURS, 0.0, 1)
    assert not stuck(later, 1_000.0 + HOURS)


class Machine:
    """A machine whose clock can be set: what processes of it see, and what SQLite does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch, self.ahead = monkeypatch, 0.0
        self.asked = holding._SQLITE_NOW

    def put(self, ahead: float) -> None:
        self._patch.setattr(holding, "_SQLITE_NOW", f"{self.asked} + {int(ahead)}")
        self.ahead = ahead

    def clock(self) -> Clock:
        return Clock(lambda: time.time() + self.ahead)


def value(watched: Watched, machine: Machine, name: str) -> str:
    text = Metrics(watched.controller.status, machine.clock().now).text()
    return next(line.split()[-1] for line in text.splitlines() if line.startswith(f"reconciler_{name} "))


@pytest.mark.parametrize("ahead", [HOURS, -HOURS])
def test_two_watches_go_on_with_one_that_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, ahead: float) -> None:
    machine, project = Machine(monkeypatch), declare(tmp_path, people("teleset", 2))
    with caplog.at_level(logging.INFO, logger="reconciler"), ExitStack() as ends:
        watches = [ends.enter_context(Watched(project, clock=machine.clock())) for _ in range(2)]
        wait_until(lambda: all(one.passes for one in watches))
        before = sum(len(one.passes) for one in watches)
        machine.put(ahead)
        wait_until(lambda: all(one.controller.status().jumps == 1 for one in watches))
        assert sum(getattr(record, "event", "") == "clock-jumped" and record.levelno == logging.WARNING for record in caplog.records) == 2
        for one in watches:
            assert value(one, machine, "clock_jumps_total") == "1.0"
            assert not stuck(one.controller.status(), machine.clock().now())
        wait_until(lambda: sum(len(one.passes) for one in watches) > before)
        declare(project, people("teleset", 3, **{"op-1": ["orders"]}))
        wait_until(lambda: nothing_left(project))
        wait_until(lambda: sum(one.controller.status().leader for one in watches) == 1)
        assert any(Trigger.INTERVAL in made.passed.triggers for one in watches for made, _ in one.passes), "it looks again at once"
    written = [made.passed.number for one in watches for made, _ in one.passes if made.passed.number]
    assert sorted(written) == sorted(entry.number for entry in SqlLedger(Database("sqlite:///live.db", directory=project)).history())


def test_the_lead_of_a_frozen_one_is_not_waited_for_until_the_clock_has_caught_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lease ends in five hours by the clock that was put back."""
    machine, project = Machine(monkeypatch), declare(tmp_path, people("teleset", 2))
    place = SqlLedger(Database("sqlite:///live.db", directory=project))
    with Watched(project) as first:
        first.wait_for(Ended.APPLIED)
    machine.put(HOURS)
    from reconciler.model.ledger import Owner

    place.lead("watch:tests-0001", Owner("other", "elsewhere", 1, "boot"), seconds=30)
    with Watched(project, clock=machine.clock()) as second:
        second.wait_for(Ended.STANDBY)
        machine.put(0)
        second.wait_for(Ended.CLEAN)
        assert second.controller.status().leader


def test_one_in_the_middle_of_a_long_pass_is_not_taken_for_stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An orchestrator would end it, and its change in flight."""
    from reconciler.engine import watch

    machine, project = Machine(monkeypatch), declare(tmp_path, people("teleset", 2))
    looking, go_on, look = threading.Event(), threading.Event(), vars(watch)["look"]

    def slowly(session: object) -> Planned:
        looking.set()
        go_on.wait(10)
        made: Planned = look(session)
        return made

    monkeypatch.setattr(watch, "look", slowly)
    with Watched(project, clock=machine.clock()) as watched:
        assert looking.wait(10)
        machine.put(HOURS)
        status = watched.controller.status()
        assert status.jumps == 1
        assert not stuck(status, machine.clock().now())
        go_on.set()
        watched.wait_for(Ended.APPLIED)
        assert abs(watched.controller.status().synced - machine.clock().now()) < 60
