"""kill -9 at every point of an apply: the state is the old or the new, the lock is free, the next apply converges, and history tells the truth."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reconciler.backends.sql import SqlBackend
from reconciler.engine.identity import owner
from reconciler.engine.plan import plan
from reconciler.ledger.sql import SqlLedger
from reconciler.model.backend import Scope
from tests.convergence.project import applied, nothing_left, write_project
from tests.faults import steps
from tests.faults.processes import Apply
from tests.unit.engine.worlds import ORGANIZATION

pytestmark = [pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's"), pytest.mark.timeout(1200)]

VARIABLE = "TESTS_FAULTS_URL"


def organization(**people: list[str]) -> list[dict[str, Any]]:
    accounts = {
        id: {
            "family_name": "Иванова",
            "given_name": "Анна",
            "contacts": {"email": f"{id}@teleset.example", "mobile": {"channel": "sms", "address": f"+7916000{number:04}"}},
            "notifications": {"types": types},
        }
        for number, (id, types) in enumerate(people.items())
    }
    head = {"version": 1, "kind": "Organization", "id": "teleset", "name": "ООО «ТелеСеть»", "form": "company", "locale": "ru", "timezone": "Europe/Moscow"}
    return [{**head, "accounts": accounts}]


OLD = organization(ivanova=["payment"], petrov=["orders"], sidorov=["orders"])
NEW = organization(ivanova=["payment", "works"], petrov=["orders"], orlova=["payment", "orders"])


@dataclass
class Place:
    """A project, and the database it is applied to."""

    directory: Path
    options: dict[str, Any]
    url: str
    kept: bytes = b""

    def declare(self, documents: list[dict[str, Any]]) -> None:
        write_project(self.directory, documents, **self.options)

    @property
    def backend(self) -> SqlBackend:
        options = {"type": "sql", "url": self.url} | ({"schema": self.options["schema"]} if "schema" in self.options else {})
        return SqlBackend(options, self.directory)

    def reset(self, *, empty: bool) -> None:
        """As before the first apply, or as after it."""
        backend = self.backend
        if backend.database.embedded:
            (self.directory / "live.db-journal").unlink(missing_ok=True)
            (self.directory / "live.db").unlink(missing_ok=True)
            if not empty and self.kept:
                (self.directory / "live.db").write_bytes(self.kept)
                return
        elif not backend.pending():
            with backend.database.write() as connection:
                connection.exec_driver_sql(f'DROP SCHEMA "{backend.database.schema}" CASCADE')
        if not backend.database.embedded:
            backend.prepare()
        backend.database.close()
        if not empty:
            self.declare(OLD)
            applied(self.directory)
            if backend.database.embedded:
                self.kept = (self.directory / "live.db").read_bytes()

    def state(self) -> dict[str, tuple[bytes, str]]:
        backend = self.backend
        try:
            return {one.address: (one.canonical, one.version) for one in backend.reader().observe(Scope())}
        finally:
            backend.database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    if request.param == "sqlite":
        yield Place(tmp_path, {}, "sqlite:///live.db")
        return
    url = request.getfixturevalue("postgresql_url")
    monkeypatch.setenv(VARIABLE, url)
    yield Place(tmp_path, {"url": {"env": VARIABLE}, "schema": request.getfixturevalue("postgresql_schema")}, url)


def judge(place: Place, old: dict[str, Any], new: dict[str, Any], entries: int) -> bool:
    """What must hold after a kill; returns whether the work had been done. `entries` is how many applies the history told of before."""
    ledger = SqlLedger(place.backend.database)
    holder = ledger.holder(owner())
    assert holder is None or holder.dead, "the lock of a dead process of this machine is free at once"
    state = place.state()
    done = state == new
    assert done or state == old, "neither the old nor the new"
    told = [entry for entry in ledger.history() if entry.outcome == "applied"]
    assert len(told) == entries + done, "the history tells of what was done, and of nothing else"
    again = applied(place.directory)
    assert (again.report is None) == done
    assert place.state() == new, "finished, and nothing made twice"
    nothing_left(place.directory)
    told = [entry for entry in ledger.history() if entry.outcome == "applied"]
    assert len(told) == entries + 1
    holder = ledger.holder(owner())
    assert holder is None or (done and holder.dead)
    return done


def matrix(place: Place, *, first: bool, few: int = 0) -> tuple[int, int]:
    """Kill at every point, or at a `few` from the first to the last; how many died, and in how many of them the work had been done."""
    place.reset(empty=first)
    old = place.state()
    place.declare(NEW)
    whole = Apply(place.directory).end()
    assert whole.says == "applied"
    new = place.state()
    died = done = 0
    for number in [*range(1, whole.points, whole.points // few if few else 1), whole.points]:
        place.reset(empty=first)
        place.declare(NEW)
        ended = Apply(place.directory, number).end()
        assert ended.killed, f"point {number} of {whole.points} was not reached"
        died += 1
        done += judge(place, old, new, 0 if first else 1)
    return died, done


@pytest.mark.parametrize("first", [True, False], ids=["first", "next"])
def test_killed_here_and_there(place: Place, first: bool) -> None:
    died, done = matrix(place, first=first, few=3)
    assert died > 3
    assert 0 < done < died, "some points lie before the commit, and some behind it"


@pytest.mark.long
@pytest.mark.parametrize("first", [True, False], ids=["first", "next"])
def test_killed_at_every_point(place: Place, first: bool) -> None:
    died, done = matrix(place, first=first)
    assert died > 60
    assert 0 < done < died


def test_a_plan_is_never_in_the_way_of_a_killed_apply(place: Place) -> None:
    place.reset(empty=False)
    place.declare(NEW)
    number = Apply(place.directory).end().points // 2
    place.reset(empty=False)
    place.declare(NEW)
    assert Apply(place.directory, number).end().killed
    assert plan(place.directory).plan.changes


def step_project(directory: Path, *people: str) -> None:
    accounts = "".join(
        f"  {id}: {{family_name: Иванова, given_name: {name}, contacts: {{email: {id}@teleset.example}}}}\n" for id, name in (one.split() for one in people)
    )
    steps.project(directory, ORGANIZATION.partition("accounts:")[0] + "accounts:\n" + accounts)


def clean(directory: Path) -> None:
    for name in ("world.db", "ledger.db", "world.db-journal", "ledger.db-journal"):
        (directory / name).unlink(missing_ok=True)


def judge_steps(directory: Path, before: list[tuple[str, str]], whole: list[tuple[str, str]]) -> bool:
    """Whether the killed apply had been done; whatever it had done is done once, and told."""
    ledger = steps.ledger(directory)
    holder = ledger.holder(owner())
    assert holder is None or holder.dead
    done = steps.effects(directory)
    assert done[: len(before)] == before
    steps.applied(directory)
    assert plan(directory).plan.changes == ()
    after = steps.effects(directory)
    assert after[: len(done)] == done
    assert sorted(after) == sorted(whole), "each change was made exactly once"
    entries = steps.history(directory)
    assert not [one for one in entries if one.outcome in ("unfinished", "failed")]
    told = sum(one.counts.add + one.counts.change + one.counts.delete for one in entries)
    assert told == len(after), "the history tells of what was done, and of nothing else"
    return sorted(done) == sorted(whole)


def matrix_of_steps(directory: Path, *, few: int = 0) -> tuple[int, int]:
    def start() -> list[tuple[str, str]]:
        clean(directory)
        step_project(directory, "ivanova Анна", "petrov Павел", "sidorov Сидор")
        steps.applied(directory)
        step_project(directory, "ivanova Инна", "petrov Павел", "orlova Ольга")
        return steps.effects(directory)

    before = start()
    whole = Apply(directory).end()
    assert whole.says == "applied"
    effects = steps.effects(directory)
    died = done = 0
    for number in [*range(1, whole.points, whole.points // few if few else 1), whole.points]:
        assert start() == before
        assert Apply(directory, number).end().killed, f"point {number} of {whole.points} was not reached"
        died += 1
        done += judge_steps(directory, before, effects)
    return died, done


def test_a_system_without_transactions_killed_here_and_there(tmp_path: Path) -> None:
    died, done = matrix_of_steps(tmp_path, few=5)
    assert died > 4
    assert 0 < done < died


@pytest.mark.long
def test_a_system_without_transactions_killed_at_every_point(tmp_path: Path) -> None:
    died, done = matrix_of_steps(tmp_path)
    assert died > 60
    assert 0 < done < died
