"""Two watches of one project: one writes, the other takes over when it dies or freezes, and what wakes up writes nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from reconciler.backends.sql import SqlBackend
from reconciler.database.database import Database
from reconciler.engine.orders import Made, Order
from reconciler.ledger.sql import SqlLedger
from reconciler.model.ledger import Owner
from reconciler.model.watching import Ended, Trigger
from reconciler.watching.controller import Controller
from reconciler.watching.leader import Leader
from reconciler.watching.pace import Pace
from tests.convergence.project import write_project
from tests.watching.watched import QUICK, Watched, declare, nothing_left, people, wait_until

ROOT = Path(__file__).parents[2]
LEASE = 3
VARIABLE = "TESTS_WATCHING_URL"

posix = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and SIGSTOP are POSIX's")


class Process:
    """`reconciler watch` in a process of its own. It says by its log what it does."""

    def __init__(self, directory: Path, log: Path) -> None:
        self.log = log
        command = [sys.executable, "-m", "reconciler", "watch", "--project", str(directory), "--lease", f"{LEASE}s", "--log-format", "json"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with log.open("wb") as stream:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stream)

    def says(self, word: str) -> bool:
        return word in self.log.read_text(encoding="utf-8")

    def send(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {"url": f"sqlite:///{(tmp_path / 'live.db').as_posix()}"}
        return
    options = {"url": request.getfixturevalue("postgresql_url"), "schema": request.getfixturevalue("postgresql_schema")}
    backend = SqlBackend({"type": "sql", **options}, tmp_path)
    backend.prepare()
    backend.database.close()
    monkeypatch.setenv(VARIABLE, options["url"])
    yield options


def project(directory: Path, place: dict[str, str], count: int) -> Path:
    if "schema" not in place:
        return write_project(directory, [people("teleset", count)], url=place["url"])
    return write_project(directory, [people("teleset", count)], url={"env": VARIABLE}, schema=place["schema"])


def ledger(place: dict[str, str]) -> SqlLedger:
    return SqlLedger(Database(place["url"], schema=place.get("schema")))


def _writable(place: dict[str, str]) -> bool:
    """Whether nobody is in the middle of writing to the file."""
    with closing(sqlite3.connect(place["url"].removeprefix("sqlite:///"), timeout=0.5, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.execute("ROLLBACK")
        return True


@posix
@pytest.mark.parametrize("number", ["SIGKILL", "SIGSTOP"])
def test_whoever_stands_by_takes_over_and_the_frozen_one_writes_nothing(tmp_path: Path, place: dict[str, str], number: str) -> None:
    """The two watch directories of their own, so that what each would write can be told apart."""
    first, second = project(tmp_path / "a", place, 2), project(tmp_path / "b", place, 2)
    with ExitStack() as ends:
        leader = Process(first, tmp_path / "a.log")
        ends.callback(leader.end)
        wait_until(lambda: leader.says('"ended": "applied"'), 30)
        standby = Watched(second, Pace(interval=300, quiet=0.05, lease=LEASE))
        ends.enter_context(standby)
        standby.wait_for(Ended.STANDBY)
        holder = standby.controller.status().holder
        assert holder is not None
        assert holder.owner.process == leader.process.pid
        assert not standby.controller.status().leader
        leader.send(getattr(signal, number))
        while "schema" not in place and number == "SIGSTOP" and not _writable(place):
            # Frozen inside a transaction: SQLite keeps everybody else out until it goes on.
            leader.send(signal.SIGCONT)
            time.sleep(0.05)
            leader.send(signal.SIGSTOP)
        stopped = time.monotonic()
        project(second, place, 4)
        standby.wait_for(Ended.APPLIED)
        # A dead process of this machine is followed at once, a frozen one when its lease is over. On a busy machine the pass itself takes a while; nothing but the lease
        # would make it take over sooner than the interval says, which is a hundred times as long.
        assert time.monotonic() - stopped < LEASE * 6
        assert standby.controller.status().leader
        history = len(ledger(place).history(100))
        project(first, place, 3)
        if number == "SIGSTOP":
            leader.send(signal.SIGCONT)
            wait_until(lambda: leader.says('"standby"'))
        standby.stands_still(1.0)
        assert nothing_left(second), "what the second declares is live"
        assert len(ledger(place).history(100)) == history


@posix
def test_one_that_froze_under_the_lock_writes_nothing_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has asked whether it leads, and holds the lock; then it sleeps, and another one leads when it wakes."""
    from reconciler.engine.session import Session

    watched = Watched(declare(tmp_path, people("teleset", 2)))
    place = Database("sqlite:///live.db", directory=tmp_path)
    with watched:
        watched.wait_for(Ended.APPLIED)
        whole, looked = Session.compare, [0]

        def compare(*arguments: object, **named: object) -> object:
            looked[0] += 1
            if looked[0] == 2:
                with place.write() as connection:
                    connection.exec_driver_sql("UPDATE reconciler_leases SET expires = 0 WHERE name LIKE 'watch:%'")
                SqlLedger(place).lead("watch:tests-0001", Owner("other", "elsewhere", 1, "boot"), seconds=60)
            return whole(*arguments, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(Session, "compare", compare)
        declare(tmp_path, people("teleset", 3))
        made = watched.wait_for(Ended.STANDBY)
        assert made.passed.error == "lead-lost"
        watched.stands_still(1.5)
        assert watched.ends[-1] is Ended.STANDBY
        assert not watched.controller.status().leader
        monkeypatch.undo()
        assert [entry.operation for entry in SqlLedger(place).history()] == ["watch"]
        assert not nothing_left(tmp_path)


def test_one_that_ends_gives_the_lead_back(tmp_path: Path) -> None:
    first = Watched(declare(tmp_path, people("teleset", 2)), QUICK)
    second = Watched(tmp_path, QUICK)
    with second:
        with first:
            wait_until(lambda: first.passes and second.passes)
            assert {first.ends[0], second.ends[0]} == {Ended.APPLIED, Ended.STANDBY}
        wait_until(lambda: Ended.STANDBY not in second.ends or second.ends[-1] is Ended.CLEAN)
        assert second.controller.status().leader
    assert SqlLedger(Database("sqlite:///live.db", directory=tmp_path)).leader("watch:tests-0001", Owner("x", "y", 1)) is None


def test_a_standby_says_so_once(tmp_path: Path) -> None:
    declare(tmp_path, people("teleset", 2))
    with Watched(tmp_path) as first:
        first.wait_for(Ended.APPLIED)
        with Watched(tmp_path) as second:
            second.wait_for(Ended.STANDBY)
            for _ in range(3):
                second.controller.trigger(Trigger.HOOK)
            second.stands_still()
            assert second.ends == [Ended.STANDBY]
            declare(tmp_path, people("teleset", 3))
            first.wait_for(Ended.APPLIED, after=1)
            assert second.ends == [Ended.STANDBY]


def test_the_lead_follows_the_project_to_another_database(tmp_path: Path) -> None:
    watched = Watched(declare(tmp_path, people("teleset", 2)))
    with watched:
        watched.wait_for(Ended.APPLIED)
        write_project(tmp_path, [people("teleset", 2)], url="sqlite:///other.db")
        watched.wait_for(Ended.APPLIED, after=1)
    for name in ("live.db", "other.db"):
        assert SqlLedger(Database(f"sqlite:///{name}", directory=tmp_path)).leader("watch:tests-0001", Owner("x", "y", 1)) is None


def test_the_lead_that_was_lost_and_taken_again_is_a_reason_to_look_at_everything(tmp_path: Path) -> None:
    """Another one led in between: what it wrote is not known here."""
    directory = write_project(tmp_path, [people(f"org-{number}", 1) for number in range(6)])
    order = Order(directory)
    made: list[Made] = []
    controller = Controller(order, told=lambda one, new: made.append(one))
    leader = controller._leader
    assert leader is not None
    with ExitStack() as open_:
        open_.callback(leader._let_go)
        controller._pass((Trigger.START,))
        file = directory / "organizations" / "1.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("ТелеСеть", "Другое"), encoding="utf-8")
        controller._pass((Trigger.FILES,))
        # It stood still for so long that another one led, and has ended.
        leader.hold().release()
        with Leader(order, lambda leads, holder: None) as other:
            other.hold()
        good = file.read_text(encoding="utf-8").replace("Другое", "Третье")
        # What could not be read tells nothing of the live side.
        for text in ("kind: [", good):
            file.write_text(text, encoding="utf-8")
            controller._pass((Trigger.FILES,))
    ends = [(Ended.APPLIED, ()), (Ended.APPLIED, ("org-1",)), (Ended.INVALID, ()), (Ended.APPLIED, ())]
    assert [(one.passed.ended, one.passed.part) for one in made] == ends


def test_the_lead_follows_a_url_that_stands_in_a_file(tmp_path: Path) -> None:
    """As where a password is changed, and the old one is not good for anything any more."""
    (tmp_path / "url").write_text("sqlite:///live.db", encoding="utf-8")
    write_project(tmp_path, [people("teleset", 2)], url={"file": "url"})
    with Watched(tmp_path) as watched:
        watched.wait_for(Ended.APPLIED)
        (tmp_path / "url").write_text("sqlite:///other.db", encoding="utf-8")
        watched.controller.trigger(Trigger.HOOK)
        watched.wait_for(Ended.APPLIED, after=1)
        (tmp_path / "url").unlink()
        watched.controller.trigger(Trigger.HOOK)
        watched.wait_for(Ended.INVALID)
    for name in ("live.db", "other.db"):
        assert SqlLedger(Database(f"sqlite:///{name}", directory=tmp_path)).leader("watch:tests-0001", Owner("x", "y", 1)) is None
