"""The installation key. A new one is made where there never was one; where the old one is lost, only if somebody says so."""

from __future__ import annotations

from typing import Final

from reconciler.engine.connect import Connection
from reconciler.model.backend import Keeper
from reconciler.model.errors import RejectedError
from reconciler.model.ledger import RENEWED

_WITHOUT: Final = frozenset({"paused", "resumed", RENEWED})
"""Outcomes in the history that say nothing of a key. Whatever else is recorded was recorded by somebody who had one."""

_LOOKED_AT: Final = 50
"""Entries of the history that are looked at. Nobody pauses so often before the first apply."""


def is_lost(connection: Connection) -> bool:
    """Whether there was an installation key, by what it was used for, and is none now. Asks the ledger, and the backend where the ledger knows of nothing."""
    if connection.ledger.key() is not None:
        return False
    if any(entry.outcome not in _WITHOUT for entry in connection.ledger.history(_LOOKED_AT)):
        return True
    return isinstance(connection.backend, Keeper) and connection.backend.keeps()


def demand_not_lost(connection: Connection) -> None:
    """Raises `RejectedError("key-lost")` where a run would make a key in the place of one that is lost: what is kept under that could not be found any more."""
    if is_lost(connection):
        raise RejectedError("key-lost", backend=connection.backend.label)
