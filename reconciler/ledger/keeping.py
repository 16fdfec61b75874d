"""What stands for an address that was erased, and how long; and the key it is made with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reconciler.canonical import canonical, keyed_digest
from reconciler.model.errors import RejectedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from reconciler.database.database import Database


@dataclass(frozen=True, slots=True)
class KeyedKeeping:
    """`key` is the installation key; `now` and `until` are seconds since 1970."""

    key: bytes = field(repr=False)
    now: int
    until: int

    def tag(self, channel: str, address: str) -> str:
        return keyed_digest(self.key, canonical(["address", channel, address]))


def installation_key(database: Database, connection: Connection) -> bytes | None:
    """None where there is none yet. Raises `RejectedError("key-unreadable")`."""
    row = connection.execute(database.tables.installation.select()).first()
    if row is None:
        return None
    try:
        key = bytes.fromhex(row.key)
    except (TypeError, ValueError):
        key = b""
    if not key:
        raise RejectedError("key-unreadable", backend=database.label)
    return key
