"""Create or migrate what a backend keeps its data in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reconciler.engine.connect import Connection, connect
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.model.backend import Preparable
from reconciler.model.errors import Unusable
from reconciler.model.plan import Target


@dataclass(frozen=True, slots=True)
class Prepared:
    """The migrations that were run, oldest first; none where everything was ready."""

    target: Target
    migrations: tuple[str, ...]


def prepare(directory: Path, *, environment: str | None = None) -> Prepared:
    """Run what is pending, all or none. Running it again is harmless. Raises `Unusable` for a backend that has nothing to prepare."""
    connection, _ = _preparable(directory, environment)
    return Prepared(connection.target, connection.prepare())


def ddl(directory: Path, *, environment: str | None = None) -> str:
    """The statements `prepare` would run, for a database administrator to run. Changes nothing."""
    _, backend = _preparable(directory, environment)
    return backend.ddl()


def _preparable(directory: Path, environment: str | None) -> tuple[Connection, Preparable]:
    connection = connect(open_project(Reading(), directory, environment))
    if not isinstance(connection.backend, Preparable):
        raise Unusable("nothing-to-prepare", backend=connection.backend.label)
    return connection, connection.backend
