"""The migrations of an empty database, run by Alembic once in each process and repeated word for word afterwards: hundreds of tests begin with a database of their own.

What the migrations do themselves is for `tests/unit/database` and `tests/faults`, which run them in earnest.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event

from reconciler.database.database import Database
from reconciler.database.revisions import stored

Statement = tuple[str, Any]

SCHEMA = "{schema of whoever runs them}"


class Remembered:
    """Stands for `alembic.command`."""

    def __init__(self) -> None:
        self._statements: dict[bool, list[Statement]] = {}

    def upgrade(self, config: Config, revision: str, *, sql: bool = False) -> None:
        if sql:
            command.upgrade(config, revision, sql=True)
            return
        database: Database = config.attributes["database"]
        connection: Connection = config.attributes["connection"]
        # The schemas of tests have names that stand for nothing else in a statement.
        if (database.schema and not database.schema.startswith("test_")) or stored(database, connection) is not None:
            command.upgrade(config, revision)
        elif database.embedded in self._statements:
            for statement, parameters in self._statements[database.embedded]:
                connection.exec_driver_sql(statement.replace(SCHEMA, database.schema or ""), parameters)
        else:
            with _written_down(database, connection) as statements:
                command.upgrade(config, revision)
            self._statements[database.embedded] = statements


@contextmanager
def _written_down(database: Database, connection: Connection) -> Iterator[list[Statement]]:
    statements: list[Statement] = []

    def note(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        if not statement.lstrip().startswith(("SELECT", "PRAGMA")):
            statements.append((statement.replace(database.schema, SCHEMA) if database.schema else statement, parameters or None))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(connection, "before_cursor_execute", note)


@pytest.fixture(scope="session", autouse=True)
def migrations_are_remembered() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reconciler.database.prepare.command", Remembered())
        yield


@pytest.fixture(scope="module")
def migrations_in_earnest() -> Iterator[None]:
    """For whoever asks what the migrations do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reconciler.database.prepare.command", command)
        yield
