"""Create or migrate what a backend keeps its data in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes

from reconciler.engine.connect import LOCK_WAIT, Connection, connect
from reconciler.engine.identity import owner
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.engine.secrets import KEY_LENGTH
from reconciler.model.backend import Preparable
from reconciler.model.errors import Unusable
from reconciler.model.plan import Target


@dataclass(frozen=True, slots=True)
class Prepared:
    """The migrations that were run, oldest first; none where everything was ready."""

    target: Target
    migrations: tuple[str, ...]


def prepare(directory: Path, *, environment: str | None = None) -> Prepared:
    """Run what is pending, all or none, and see to it that there is an installation key. Running it again is harmless. Raises `Unusable` for a backend that has nothing to prepare."""
    connection = _preparable(directory, environment)
    migrations = connection.prepare()
    # With the key there can be plans that are saved and approved before anything was ever applied.
    if connection.ledger.key() is None:
        with connection.ledger.lock("prepare", owner(), key=token_bytes(KEY_LENGTH), wait=LOCK_WAIT):
            pass
    return Prepared(connection.target, migrations)


def ddl(directory: Path, *, environment: str | None = None) -> str:
    """The statements `prepare` would run, for a database administrator to run. Changes nothing."""
    return _preparable(directory, environment).ddl()


def _preparable(directory: Path, environment: str | None) -> Connection:
    """A system that needs no tables may have a ledger that does."""
    connection = connect(open_project(Reading(), directory, environment))
    if not isinstance(connection.backend, Preparable) and connection.ledger_database is None:
        raise Unusable("nothing-to-prepare", backend=connection.backend.label)
    return connection
