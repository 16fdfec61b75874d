"""The lock: who holds it, and taking it away from one who will not come back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reconciler.engine.connect import Connection, connect
from reconciler.engine.identity import actor, owner
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.model.errors import Locked, Unusable
from reconciler.model.ledger import HistoryEntry, Holder
from reconciler.model.plan import Counts, Target


def show(directory: Path, *, environment: str | None = None) -> tuple[Target, Holder | None]:
    """Who holds the lock; None where nobody does. Writes nothing."""
    connection = _connection(directory, environment)
    return connection.target, connection.ledger.holder(owner())


def release(directory: Path, *, confirm: Callable[[Target, Holder], None], reason: str, environment: str | None = None) -> tuple[Target, Holder]:
    """Take the lock away from its holder, and record who did it and why. `confirm` raises to cancel.

    The holder is fenced off: if it is still alive, its write fails as a whole. Raises `Unusable("not-locked")` where nobody holds the lock, `Locked` where
    it was given back and taken again while the question stood.
    """
    connection = _connection(directory, environment)
    target, ledger = connection.target, connection.ledger
    holder = ledger.holder(owner())
    if holder is None:
        raise Unusable("not-locked", backend=target.backend)
    confirm(target, holder)
    entry = HistoryEntry("lock release", target.manager, target.environment, actor(), "", Counts(), outcome="released", reason=reason)
    if ledger.release(holder.token, entry):
        return target, holder
    now = ledger.holder(owner())
    if now is None:
        raise Unusable("not-locked", backend=target.backend)
    raise Locked("locked", holder=str(now.owner), operation=now.operation, since=now.since, expires=now.expires)


def _connection(directory: Path, environment: str | None) -> Connection:
    return connect(open_project(Reading(), directory, environment))
