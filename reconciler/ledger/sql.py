"""The ledger in the tables of a database, best the backend's own: then its rows are written in the backend's transaction."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, select

from reconciler.database.database import Database
from reconciler.database.revisions import after, pending, stored
from reconciler.ledger import pausing, tags
from reconciler.ledger.approval import APPROVAL_SECONDS, approved
from reconciler.ledger.holding import NAME, SqlLock, lease_of, now, record, take
from reconciler.ledger.journal import unfinished
from reconciler.ledger.keeping import installation_key
from reconciler.ledger.leading import LONGEST, SqlLead
from reconciler.ledger.lease import Lease
from reconciler.ledger.rows import approval_of, approval_row, entry_of
from reconciler.model.errors import BackendError, ConflictError, RejectedError, TransientError
from reconciler.model.journal import Unfinished
from reconciler.model.lead import Lead
from reconciler.model.ledger import CONFIRMED, Approval, Binding, HistoryEntry, Holder, Owner
from reconciler.model.pause import Pause

if TYPE_CHECKING:
    from reconciler.ledger.evidence import SqlEvidence

POLL_SECONDS: Final = 0.25

COLUMNS_FROM: Final = {"0002": frozenset({"approvals", "reason"}), "0003": frozenset({"files", "catalogue"})}
"""The columns of the history that earlier versions of the tables do not have. What reads must get on with those too."""


class SqlLedger:
    """A ledger in `database`. An embedded one that is not there yet is created by the first lock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def evidence(self) -> SqlEvidence:
        from reconciler.ledger.evidence import SqlEvidence

        return SqlEvidence(self._database)

    def key(self) -> bytes | None:
        with self._reading() as connection:
            return None if connection is None else installation_key(self._database, connection)

    def binding(self, manager: str) -> Binding | None:
        table = self._database.tables.bindings
        with self._reading() as connection:
            row = None if connection is None else connection.execute(table.select().where(table.c.manager == manager)).first()
        return None if row is None else Binding(row.manager, row.environment, row.source)

    def history(self, limit: int = 20, *, of: tuple[str, str] | None = None, confirmed: bool = False, committed: bool = False) -> Sequence[HistoryEntry]:
        table = self._database.tables.history
        with self._seen() as (connection, lacking):
            if connection is None:
                return ()
            newer = {column for revision in lacking for column in COLUMNS_FROM.get(revision, ())}
            wanted = select(*(column for column in table.c if column.name not in newer)).order_by(table.c.number.desc()).limit(limit)
            if of is not None:
                wanted = wanted.where(table.c.manager == of[0], table.c.environment == of[1])
            if not confirmed:
                wanted = wanted.where(table.c.outcome != CONFIRMED)
            if committed:
                wanted = wanted.where(table.c.source_commit != "")
            return tuple(entry_of(row) for row in connection.execute(wanted))

    def last_applied(self, manager: str, addresses: Collection[str] | None = None) -> Mapping[str, str]:
        with self._reading("0003") as connection:
            if connection is None:
                return {}  # tables of an earlier version know no tags
            return tags.read(self._database, connection, manager, addresses)

    def unfinished(self, manager: str, environment: str) -> Sequence[Unfinished]:
        with self._reading("0003") as connection:
            if connection is None:
                return ()  # tables of an earlier version know no journal
            return unfinished(self._database, connection, manager, environment)

    def approvals(self, manager: str, environment: str) -> Sequence[Approval]:
        table = self._database.tables.approvals
        with self._reading("0002") as connection:
            if connection is None:
                return ()  # tables of the first version know no approvals
            since = now(self._database, connection) - APPROVAL_SECONDS
            wanted = table.select().where(table.c.manager == manager, table.c.environment == environment, table.c.used == 0, table.c.granted >= since)
            return tuple(approval_of(row) for row in connection.execute(wanted.order_by(table.c.digest, table.c.granted)))

    def approve(self, approval: Approval) -> None:
        """Raises `RejectedError` where there are no tables to record it in."""
        if pending(self._database):
            raise RejectedError("not-prepared", backend=self._database.label)
        with self._database.write() as connection:
            connection.execute(self._database.tables.approvals.insert(), approval_row(approval, now=now(self._database, connection)))
            record(self._database, connection, approved(approval))

    def pauses(self, manager: str, environment: str) -> Sequence[Pause]:
        with self._reading("0003") as connection:
            if connection is None:
                return ()  # tables of an earlier version know no pauses
            return pausing.read(self._database, connection, manager, environment)

    def pause(self, pauses: Sequence[Pause], entry: HistoryEntry, *, seconds: int = 0) -> None:
        self._prepare()
        with self._database.write() as connection:
            pausing.write(self._database, connection, pauses, seconds, now(self._database, connection))
            record(self._database, connection, entry)

    def resume(self, pauses: Sequence[Pause], entry: HistoryEntry) -> None:
        with self._database.write() as connection:
            pausing.lift(self._database, connection, pauses)
            record(self._database, connection, entry)

    @contextmanager
    def lock(self, operation: str, owner: Owner, *, key: bytes, wait: float, under: Lead | None = None) -> Iterator[SqlLock]:
        """Raises `Locked`, `TransientError` where not even the holder can be read, `RejectedError` for a shared database without tables."""
        if under is None:
            self._prepare()  # whoever leads has found the tables; that they are gone by now makes no new ones
        lease = self._wait(operation, owner, key, time.monotonic() + wait)
        lock = SqlLock(self._database, replace(lease, under=under.token if under is not None else None))
        try:
            yield lock
        finally:
            # Where this fails the lease ends by itself, and what was done is more worth telling.
            with suppress(BackendError):
                lock.release()

    def holder(self, asking: Owner) -> Holder | None:
        with self._reading() as connection:
            lease = None if connection is None else lease_of(self._database, connection)
            return None if lease is None or connection is None else lease.holder(now(self._database, connection), asking)

    def lead(self, name: str, owner: Owner, *, seconds: int, known: bool = False) -> SqlLead:
        """Raises `Locked`, `RejectedError` for a shared database without tables."""
        if not known:
            self._prepare()
        with self._database.write() as connection:
            lease, taken = take(self._database, connection, name, "watch", owner, seconds=seconds, longest=max(LONGEST, seconds))
        if not taken:
            raise lease.refusal()
        return SqlLead(self._database, name, lease, seconds)

    def leader(self, name: str, asking: Owner) -> Holder | None:
        with self._reading() as connection:
            lease = None if connection is None else lease_of(self._database, connection, name)
            return None if lease is None or connection is None else lease.holder(now(self._database, connection), asking)

    def release(self, token: int, entry: HistoryEntry) -> bool:
        table = self._database.tables.leases
        with self._database.write() as connection:
            held = table.c.name == NAME, table.c.token == token, table.c.expires > now(self._database, connection)
            # With another token, whoever still holds the old one is stopped by the fence.
            if connection.execute(table.update().where(*held).values(token=token + 1, expires=0)).rowcount != 1:
                return False
            record(self._database, connection, entry)
        return True

    def record(self, entry: HistoryEntry) -> int:
        with self._database.write() as connection:
            return record(self._database, connection, entry)

    def _prepare(self) -> None:
        """An embedded database is created and migrated unasked. Raises `RejectedError` for a shared one that is not ready."""
        if pending(self._database):
            if not self._database.embedded:
                raise RejectedError("not-prepared", backend=self._database.label)
            from reconciler.database.prepare import prepare

            prepare(self._database)

    @contextmanager
    def _seen(self) -> Iterator[tuple[Connection | None, Sequence[str]]]:
        """None where there are no tables; and the migrations that they lack. It is asked once: each question is a round trip."""
        with self._database.read() as connection:
            revision = None if connection is None else stored(self._database, connection)
            yield (None, ()) if revision is None else (connection, after(revision))

    @contextmanager
    def _reading(self, since: str = "") -> Iterator[Connection | None]:
        """None where there are no tables, or only such of a version before `since`."""
        with self._seen() as (connection, lacking):
            yield None if since in lacking else connection

    def _wait(self, operation: str, owner: Owner, key: bytes, deadline: float) -> Lease:
        while True:
            try:
                lease, taken = self._try(operation, owner, key)
                if taken:
                    return lease
                if time.monotonic() >= deadline:
                    raise lease.refusal()
            except (TransientError, ConflictError):
                # Another run's transaction is open, or took the lease in the same moment.
                if time.monotonic() >= deadline:
                    self._refuse(owner)
                    raise
            time.sleep(POLL_SECONDS)

    def _refuse(self, owner: Owner) -> None:
        """Raises `Locked` if the holder of a lease can be read."""
        with self._reading() as connection:
            if connection is not None and (lease := lease_of(self._database, connection)) is not None and lease.held(now(self._database, connection), owner):
                raise lease.refusal()

    def _try(self, operation: str, owner: Owner, key: bytes) -> tuple[Lease, bool]:
        """The lease there is, and whether it is now ours."""
        with self._database.write() as connection:
            lease, taken = take(self._database, connection, NAME, operation, owner)
            if taken and installation_key(self._database, connection) is None:
                connection.execute(self._database.tables.installation.insert(), {"id": 1, "key": key.hex()})
            return lease, taken
