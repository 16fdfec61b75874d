"""Create or migrate what a backend keeps its data in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes

from reconciler.engine.connect import LOCK_WAIT, Connection, connect
from reconciler.engine.identity import actor, owner
from reconciler.engine.key import is_lost
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.engine.secrets import KEY_LENGTH
from reconciler.model.backend import Preparable
from reconciler.model.errors import RejectedError, Unusable
from reconciler.model.ledger import RENEWED, HistoryEntry
from reconciler.model.plan import Counts, Target


@dataclass(frozen=True, slots=True)
class Prepared:
    """The migrations that were run, oldest first; none where everything was ready. `renewed`: a new installation key was made in the place of one that is lost."""

    target: Target
    migrations: tuple[str, ...]
    renewed: bool = False


def prepare(directory: Path, *, environment: str | None = None, new_key: bool = False) -> Prepared:
    """Run what is pending, all or none, and see to it that there is an installation key. Running it again is harmless.

    Where that key is lost, only with `new_key` another one is made in its place, and recorded. Raises `Unusable` for a backend that has nothing to prepare,
    `RejectedError("key-lost")`.
    """
    connection = _preparable(directory, environment)
    migrations = connection.prepare()
    # With the key there can be plans that are saved and approved before anything was ever applied.
    if connection.ledger.key() is not None:
        return Prepared(connection.target, migrations)
    lost = is_lost(connection)
    if lost and not new_key:
        raise RejectedError("key-lost", backend=connection.backend.label)
    with connection.ledger.lock("prepare", owner(), key=token_bytes(KEY_LENGTH), wait=LOCK_WAIT):
        if lost:
            target = connection.target
            connection.ledger.record(HistoryEntry("prepare --new-key", target.manager, target.environment, actor(), "", Counts(), outcome=RENEWED))
    return Prepared(connection.target, migrations, renewed=lost)


def ddl(directory: Path, *, environment: str | None = None) -> str:
    """The statements `prepare` would run, for a database administrator to run. Changes nothing."""
    return _preparable(directory, environment).ddl()


def _preparable(directory: Path, environment: str | None) -> Connection:
    """A system that needs no tables may have a ledger that does."""
    connection = connect(open_project(Reading(), directory, environment))
    if not isinstance(connection.backend, Preparable) and connection.ledger_database is None:
        raise Unusable("nothing-to-prepare", backend=connection.backend.label)
    return connection
