"""What a plan without changes asks the database: each statement costs a round trip where it is not on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from reconciler.engine.apply import apply
from reconciler.engine.plan import plan
from tests.faults.steps import STEPS
from tests.unit.engine.worlds import PROJECT, make


@contextmanager
def asked() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if statement.split(maxsplit=1)[0] != "BEGIN":
            statements.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


LEDGER = 3 + 3 + 3 + 3
"""The key, the pauses, the last apply and the binding, and for each of them of which version the tables are (two statements)."""


@pytest.mark.parametrize(("project", "most"), [(PROJECT, LEDGER + 3 + 6), (STEPS, LEDGER + 3 + 3)], ids=["sql", "steps"])
def test_a_plan_without_changes_asks_for_nothing_twice(tmp_path: Path, project: str, most: int) -> None:
    """Besides: what is to be migrated and whether a table is missing, the world in the same database, and of a system without transactions what is unfinished."""
    make(tmp_path, project=project)
    apply(tmp_path, confirm=lambda _: None)
    with asked() as statements:
        assert not plan(tmp_path).plan
    assert 0 < len(statements) <= most, "\n".join(statements)
