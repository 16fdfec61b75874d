"""When it looks again, and what it costs: failures, the interval, triggers that come together, files that have not changed."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from reconciler.engine import session as sessions
from reconciler.engine.orders import Order
from reconciler.model.watching import Ended, Trigger
from reconciler.watching import controller as controllers
from reconciler.watching.controller import Controller
from reconciler.watching.pace import Pace
from tests.convergence.project import write_project
from tests.watching.watched import QUICK, Watched, declare, nothing_left, people, wait_until


def test_triggers_during_a_pass_collapse_into_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go_on = threading.Event(), threading.Event()
    whole = vars(controllers)["make_pass"]

    def slow(*arguments: object, **named: object) -> object:
        inside.set()
        assert go_on.wait(10)
        return whole(*arguments, **named)

    monkeypatch.setattr(controllers, "make_pass", slow)
    watched = Watched(declare(tmp_path, people("teleset", 2)))
    with watched:
        assert inside.wait(10)
        for _ in range(50):
            watched.controller.trigger(Trigger.HOOK)
            watched.controller.trigger(Trigger.SIGNAL)
        go_on.set()
        wait_until(lambda: len(watched.passes) == 2)
        watched.stands_still()
        assert [made.passed.triggers for made, _ in watched.passes] == [(Trigger.START,), (Trigger.SIGNAL, Trigger.HOOK)]


def test_the_interval_looks_at_the_live_side_and_parses_nothing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    declared = [0]
    whole = vars(sessions)["declare"]

    def counted(*arguments: object, **named: object) -> object:
        declared[0] += 1
        return whole(*arguments, **named)

    monkeypatch.setattr(sessions, "declare", counted)
    watched = Watched(declare(tmp_path, people("teleset", 2)), Pace(interval=0.3, quiet=0.05))
    with watched:
        wait_until(lambda: len(watched.passes) == 4)
        assert declared[0] == 1
        assert {made.passed.triggers for made, _ in watched.passes[1:]} == {(Trigger.INTERVAL,)}
        from reconciler.backends.sql import SqlBackend

        with SqlBackend({"type": "sql", "url": "sqlite:///live.db"}, tmp_path).database.write() as connection:
            connection.exec_driver_sql("DELETE FROM reconciler_contacts")
        made = watched.wait_for(Ended.APPLIED, after=1)
        assert made.passed.drift == 2
        assert declared[0] == 1


def test_values_that_files_only_refer_to_are_looked_up_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAME_OF_OP", "Анна")
    document = people("teleset", 2)
    document["accounts"]["op-0"]["given_name"] = {"env": "NAME_OF_OP"}
    declare(tmp_path, document)
    text = (tmp_path / "reconciler.yaml").read_text(encoding="utf-8")
    (tmp_path / "reconciler.yaml").write_text(text.replace('"lint"', '"secrets": {"env": ["NAME_*"]}, "lint"'), encoding="utf-8")
    watched = Watched(tmp_path)
    with watched:
        watched.wait_for(Ended.APPLIED)
        monkeypatch.setenv("NAME_OF_OP", "Мария")
        watched.controller.trigger(Trigger.SIGNAL)
        assert watched.wait_for(Ended.APPLIED, after=1).passed.counts.change == 1


def test_an_outage_is_waited_out(tmp_path: Path) -> None:
    project, base = tmp_path / "project", tmp_path / "base"
    base.mkdir()
    write_project(project, [people("teleset", 2)], url=f"sqlite:///{(base / 'live.db').as_posix()}")
    watched = Watched(project)
    with watched:
        watched.wait_for(Ended.APPLIED)
        (base / "live.db").rename(base / "away.db")
        (base / "live.db").mkdir()
        write_project(project, [people("teleset", 3)], url=f"sqlite:///{(base / 'live.db').as_posix()}")
        wait_until(lambda: watched.controller.status().failures >= 3)
        failed = [made.passed for made, _ in watched.passes if made.passed.ended is Ended.FAILED]
        assert [one.triggers for one in failed[1:3]] == [(Trigger.RETRY,)] * 2
        assert failed[2].started - failed[1].started > failed[1].started - failed[0].started
        assert [new for made, new in watched.passes if made.passed.ended is Ended.FAILED].count(True) == 1
        (base / "live.db").rmdir()
        (base / "away.db").rename(base / "live.db")
        watched.wait_for(Ended.APPLIED, after=1)
        assert nothing_left(project)
        assert watched.controller.status().failures == 0


def test_a_mistake_of_ours_ends_one_pass_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(declare(tmp_path, people("teleset", 2)))
    whole = vars(controllers)["make_pass"]

    def broken(*arguments: object, **named: object) -> object:
        monkeypatch.setattr(controllers, "make_pass", whole)
        raise AssertionError

    monkeypatch.setattr(controllers, "make_pass", broken)
    with watched:
        watched.wait_for(Ended.APPLIED)
        assert watched.passes[0][0].passed.error == "internal-error"
        watched.crashes.clear()


def test_somebody_else_at_work_is_waited_for(tmp_path: Path) -> None:
    from reconciler.database.database import Database
    from reconciler.ledger.sql import SqlLedger
    from reconciler.model.ledger import Owner

    watched = Watched(declare(tmp_path, people("teleset", 2)))
    with watched:
        watched.wait_for(Ended.APPLIED)
        ledger = SqlLedger(Database("sqlite:///live.db", directory=tmp_path))
        with ledger.lock("apply", Owner("ci", "elsewhere", 1, "boot"), key=ledger.key() or b"", wait=0):
            declare(tmp_path, people("teleset", 3))
            assert watched.wait_for(Ended.LOCKED).passed.error == "locked"
        watched.wait_for(Ended.APPLIED, after=1)


def _open_files() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are counted by Linux")
def test_fifty_passes_leave_no_file_open(tmp_path: Path) -> None:
    watched = Watched(declare(tmp_path, people("teleset", 2)), QUICK)
    with watched:
        for number in range(5):
            watched.controller.trigger(Trigger.HOOK)
            wait_until(lambda number=number: len(watched.passes) > number)  # type: ignore[misc]
        before = _open_files()
        for number in range(5, 55):
            if number % 10 == 0:
                declare(tmp_path, people("teleset", 2 + number % 2))
            watched.controller.trigger(Trigger.HOOK)
            wait_until(lambda number=number: len(watched.passes) > number)  # type: ignore[misc]
        # The lead is renewed now and then, which takes a file for a moment; what leaks never comes down.
        wait_until(lambda: _open_files() <= before)
    assert time.time() >= watched.controller.status().synced > 0


def test_it_says_that_it_moves_though_it_waits(tmp_path: Path) -> None:
    with Watched(declare(tmp_path, people("teleset", 1))) as watched:
        wait_until(lambda: watched.passes)
        before = watched.controller.status().moved
        assert before > 0
        wait_until(lambda: watched.controller.status().moved > before)
    assert len(watched.passes) == 1


def test_changes_that_never_end_do_not_put_off_looking_at_everything(tmp_path: Path) -> None:
    """Where there is always another change of the files by the time that a pass ends."""
    declare(tmp_path, people("teleset", 1))
    controller = Controller(Order(tmp_path, mode="plan"), Pace(interval=300.0))
    controller._pass((Trigger.FILES,))
    controller._due = time.monotonic()
    (tmp_path / "organizations" / "0.yaml").write_text("", encoding="utf-8")
    controller.trigger(Trigger.FILES)
    assert controller._awaited() == (Trigger.FILES, Trigger.INTERVAL)
