"""The commit was made and its answer never came: nothing is made twice, and nothing is called failed that was done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import Engine

from reconciler.database.database import Database
from reconciler.engine.apply import Completed, apply
from reconciler.ledger.sql import SqlLedger
from reconciler.model.errors import TransientError
from reconciler.model.report import Unanswered
from tests.convergence.project import nothing_left
from tests.faults.test_matrix import NEW, Place, place

__all__ = ["place"]


class Line:
    """What is between us and the database: it breaks when the transaction that writes is committed, before or after that."""

    def __init__(self, when: str, error: Callable[[str], BaseException], *, stays: bool = False) -> None:
        self.when, self.error, self.stays = when, error, stays
        self.armed = self.broken = False

    @contextmanager
    def laid(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Breaks at the commit of the transaction that writes to the live system."""
        from reconciler.backends.sql.connections import SqlWriter

        attempt, begin = SqlWriter._attempt, Engine.connect

        def attempted(*arguments: Any) -> Any:
            self.armed = True
            try:
                return attempt(*arguments)
            finally:
                self.armed = False

        def connect(engine: Engine) -> Any:
            if self.broken and self.stays:
                raise TransientError("backend-unreachable", backend="test")
            commit = engine.dialect.do_commit
            if not getattr(commit, "is_ours", False):

                def committed(connection: Any) -> None:
                    armed = self.armed and not self.broken and _is_live(connection)
                    if armed and self.when == "before":
                        self.broken = True
                        raise self.error(engine.dialect.name)
                    commit(connection)
                    if armed and self.when == "after":
                        self.broken = True
                        raise self.error(engine.dialect.name)

                committed.is_ours = True  # type: ignore[attr-defined]
                engine.dialect.do_commit = committed  # type: ignore[method-assign, assignment]
            return begin(engine)

        with monkeypatch.context() as patch:
            patch.setattr(SqlWriter, "_attempt", attempted)
            patch.setattr(Engine, "connect", connect)
            yield


def _is_live(connection: Any) -> bool:
    """Whether this is the live system's database, and not that of a ledger elsewhere."""
    raw = connection.driver_connection
    return not isinstance(raw, sqlite3.Connection) or raw.execute("PRAGMA database_list").fetchone()[2].endswith("live.db")


def lost(kind: str) -> BaseException:
    """As the driver of each kind of database says it."""
    return sqlite3.OperationalError("disk I/O error") if kind == "sqlite" else psycopg.OperationalError("server closed the connection unexpectedly")


def interrupted(_: str) -> BaseException:
    return KeyboardInterrupt()


def changed(place: Place, line: Line, monkeypatch: pytest.MonkeyPatch) -> Completed:
    place.reset(empty=False)
    place.declare(NEW)
    with line.laid(monkeypatch):
        return apply(place.directory, confirm=lambda _: None)


def outcomes(place: Place) -> list[str]:
    return [entry.outcome for entry in SqlLedger(place.backend.database).history()]


@pytest.mark.parametrize("error", [lost, interrupted], ids=["lost", "interrupted"])
def test_what_was_done_is_called_done(place: Place, error: Callable[[str], BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    completed = changed(place, Line("after", error), monkeypatch)
    assert completed.report is not None
    assert completed.report.ok, completed.report
    assert completed.differing == ()
    assert outcomes(place) == ["applied", "applied"]
    nothing_left(place.directory)


@pytest.mark.parametrize("error", [lost, interrupted], ids=["lost", "interrupted"])
def test_what_was_not_done_is_not(place: Place, error: Callable[[str], BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    place.reset(empty=False)
    before = place.state()
    completed = changed(place, Line("before", error), monkeypatch)
    assert completed.report is not None
    assert not completed.report.ok
    assert place.state() == before
    assert "applied" not in outcomes(place)[:1]


def test_what_nobody_can_tell_is_said_to_be_unknown(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger lives in the same database, so it cannot be told either."""
    line = Line("after", lost, stays=True)
    try:
        completed = changed(place, line, monkeypatch)
    except TransientError:
        pytest.fail("the report is lost")
    assert completed.report is not None
    assert {type(outcome) for outcome in completed.report.outcomes} == {Unanswered}
    assert completed.report.unrecorded is not None
    assert outcomes(place) == ["applied", "applied"]
    nothing_left(place.directory)


def test_a_ledger_elsewhere_is_told_after_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path, {}, "sqlite:///live.db")
    place.reset(empty=True)
    place.declare(NEW)
    text = (tmp_path / "reconciler.yaml").read_text(encoding="utf-8")
    (tmp_path / "reconciler.yaml").write_text(text.replace('"sources"', '"ledger": {"type": "sql", "url": "sqlite:///ledger.db"}, "sources"'), encoding="utf-8")
    ledger = SqlLedger(Database("sqlite:///ledger.db", directory=tmp_path))
    with Line("before", lost).laid(monkeypatch):
        completed = apply(tmp_path, confirm=lambda _: None)
    assert completed.report is not None
    assert not completed.report.ok
    assert [entry.outcome for entry in ledger.history()] == ["failed"]
    with Line("after", lost).laid(monkeypatch):
        completed = apply(tmp_path, confirm=lambda _: None)
    assert completed.report is not None
    assert completed.report.ok
    assert [entry.outcome for entry in ledger.history()] == ["applied", "failed"]
    nothing_left(tmp_path)
