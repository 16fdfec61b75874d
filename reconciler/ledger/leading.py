"""The lease of the one that watches, held: who has it may take the lock again and again, and nobody else who watches does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reconciler.database.database import Database
from reconciler.ledger.holding import now, ours
from reconciler.ledger.lease import Lease
from reconciler.model.errors import ConflictError

if TYPE_CHECKING:
    from reconciler.ledger.memory import MemoryLedger


LONGEST: Final = 600
"""Seconds that anybody may hold the lead without renewing it. Whoever seems to hold it for longer took it before the clock was put back: waiting for it would take hours."""


class SqlLead:
    def __init__(self, database: Database, name: str, lease: Lease, seconds: int) -> None:
        self._database, self._name, self._lease, self._seconds = database, name, lease, seconds

    @property
    def token(self) -> tuple[str, int]:
        return self._name, self._lease.token

    def renew(self) -> None:
        with self._database.write() as connection:
            expires = now(self._database, connection) + self._seconds
            if connection.execute(ours(self._database.tables.leases, self._lease, self._name).values(expires=expires)).rowcount != 1:
                raise ConflictError("lead-lost", backend=self._database.label)

    def release(self) -> None:
        with self._database.write() as connection:
            connection.execute(ours(self._database.tables.leases, self._lease, self._name).values(expires=0))


class MemoryLead:
    def __init__(self, ledger: MemoryLedger, name: str, lease: Lease, seconds: int) -> None:
        self._ledger, self._name, self._lease, self._seconds = ledger, name, lease, seconds

    @property
    def token(self) -> tuple[str, int]:
        return self._name, self._lease.token

    def renew(self) -> None:
        if self._ledger.led(self._name) != self._lease.token:
            raise ConflictError("lead-lost", backend="memory")
        self._ledger.leads[self._name] = replace(self._lease, expires=self._ledger.now() + self._seconds)

    def release(self) -> None:
        if self._ledger.led(self._name) == self._lease.token:
            self._ledger.leads[self._name] = replace(self._lease, expires=0)
