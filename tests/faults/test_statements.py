"""A fault at every statement of an apply: what is live is exactly the old, and the next apply succeeds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from reconciler.backends.sql import SqlBackend
from tests.conformance.live import Fence, SqlDoor, System, plan
from tests.conformance.worlds import AFTER, BEFORE


class InjectedError(Exception):
    pass


@contextmanager
def failing(backend: SqlBackend, number: int, error: Exception) -> Iterator[list[int]]:
    """Raises before the n-th statement that writes; yields the count of statements."""
    count = [0]

    def before(*_: Any) -> None:
        count[0] += 1
        if count[0] == number:
            raise error

    engine = backend.database.engine("write")
    event.listen(engine, "before_cursor_execute", before)
    try:
        yield count
    finally:
        event.remove(engine, "before_cursor_execute", before)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def system(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[System]:
    if request.param == "sqlite":
        backend = SqlBackend({"url": "sqlite:///n.db"}, tmp_path)
    else:
        backend = SqlBackend({"url": request.getfixturevalue("postgresql_url"), "schema": request.getfixturevalue("postgresql_schema")}, tmp_path)
    backend.prepare()
    system = System(backend, SqlDoor(backend))
    system.become(BEFORE)
    yield system
    backend.database.close()


def test_a_fault_at_every_statement(system: System) -> None:
    assert isinstance(system.backend, SqlBackend)
    old = system.observe()
    changes = plan(system.desired(AFTER), old)
    for number in range(1, 100):
        writer = system.backend.writer(Fence())
        with failing(system.backend, number, InjectedError()) as count:
            try:
                writer.apply(changes)
            except InjectedError:
                assert system.observe() == old
                continue
        assert count[0] == number - 1
        break
    else:
        pytest.fail("no end of statements")
    assert number > 10
    assert plan(system.desired(AFTER), system.observe()) == []
