"""The ledger in the tables of a database, best the backend's own: then its rows are written in the backend's transaction."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

from sqlalchemy import Connection, Table, Update, select

from reconciler.database.database import Database
from reconciler.database.revisions import after, pending, stored
from reconciler.ledger.approval import APPROVAL_SECONDS, approved
from reconciler.ledger.lease import LEASE_SECONDS, Lease
from reconciler.ledger.rows import approval_of, approval_row, entry_of, entry_row
from reconciler.model.errors import BackendError, ConflictError, RejectedError, TransientError
from reconciler.model.ledger import Approval, Binding, HistoryEntry, Owner

NAME: Final = "write"
"""The one lease there is: two applies never interleave, whoever's they are."""

POLL_SECONDS: Final = 0.25

FROM_0002: Final = frozenset({"approvals", "reason"})
"""The columns of the history that the first version of the tables does not have. What reads must get on with those too."""

_SQLITE_NOW: Final = "SELECT CAST(strftime('%s', 'now') AS INTEGER)"
_POSTGRESQL_NOW: Final = "SELECT CAST(extract(epoch FROM clock_timestamp()) AS bigint)"


class SqlLedger:
    """A ledger in `database`. An embedded one that is not there yet is created by the first lock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def key(self) -> bytes | None:
        with self._reading() as connection:
            return None if connection is None else self._key(connection)

    def binding(self, manager: str) -> Binding | None:
        table = self._database.tables.bindings
        with self._reading() as connection:
            row = None if connection is None else connection.execute(table.select().where(table.c.manager == manager)).first()
        return None if row is None else Binding(row.manager, row.environment, row.source)

    def history(self, limit: int = 20) -> Sequence[HistoryEntry]:
        table = self._database.tables.history
        with self._reading() as connection:
            if connection is None:
                return ()
            newer = FROM_0002 if after(stored(self._database, connection)) else frozenset()
            wanted = select(*(column for column in table.c if column.name not in newer)).order_by(table.c.number.desc()).limit(limit)
            return tuple(entry_of(row) for row in connection.execute(wanted))

    def approvals(self, manager: str, environment: str) -> Sequence[Approval]:
        table = self._database.tables.approvals
        with self._reading() as connection:
            if connection is None or after(stored(self._database, connection)):
                return ()  # tables of an earlier version know no approvals
            since = _now(self._database, connection) - APPROVAL_SECONDS
            wanted = table.select().where(table.c.manager == manager, table.c.environment == environment, table.c.used == 0, table.c.granted >= since)
            return tuple(approval_of(row) for row in connection.execute(wanted.order_by(table.c.digest, table.c.granted)))

    def approve(self, approval: Approval) -> None:
        """Raises `RejectedError` where there are no tables to record it in."""
        if pending(self._database):
            raise RejectedError("not-prepared", backend=self._database.label)
        with self._database.write() as connection:
            connection.execute(self._database.tables.approvals.insert(), approval_row(approval, now=_now(self._database, connection)))
            _record(self._database, connection, approved(approval))

    @contextmanager
    def lock(self, operation: str, owner: Owner, *, key: bytes, wait: float) -> Iterator[SqlLock]:
        """Raises `Locked`, `TransientError` where not even the holder can be read, `RejectedError` for a shared database without tables."""
        if pending(self._database):
            if not self._database.embedded:
                raise RejectedError("not-prepared", backend=self._database.label)
            from reconciler.database.prepare import prepare

            prepare(self._database)
        lease = self._wait(operation, owner, key, time.monotonic() + wait)
        lock = SqlLock(self._database, lease)
        try:
            yield lock
        finally:
            # Where this fails the lease ends by itself, and what was done is more worth telling.
            with suppress(BackendError):
                lock.release()

    def record(self, entry: HistoryEntry) -> int:
        with self._database.write() as connection:
            return _record(self._database, connection, entry)

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        with self._database.read() as connection:
            yield connection if connection is not None and stored(self._database, connection) is not None else None

    def _key(self, connection: Connection) -> bytes | None:
        row = connection.execute(self._database.tables.installation.select()).first()
        if row is None:
            return None
        try:
            key = bytes.fromhex(row.key)
        except (TypeError, ValueError):
            key = b""
        if not key:
            raise RejectedError("key-unreadable", backend=self._database.label)
        return key

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
            if connection is not None and (lease := _lease(self._database, connection)) is not None and lease.held(_now(self._database, connection), owner):
                raise lease.refusal()

    def _try(self, operation: str, owner: Owner, key: bytes) -> tuple[Lease, bool]:
        """The lease there is, and whether it is now ours."""
        table = self._database.tables.leases
        with self._database.write() as connection:
            now = _now(self._database, connection)
            current = _lease(self._database, connection)
            if current is not None and current.held(now, owner):
                return current, False
            lease = Lease(1 if current is None else current.token + 1, owner, operation, now, now + LEASE_SECONDS)
            values = {
                "token": lease.token,
                "holder": owner.user,
                "host": owner.host,
                "process": owner.process,
                "boot": owner.boot,
                "operation": operation,
                "since": lease.since,
                "expires": lease.expires,
            }
            if current is None:
                connection.execute(table.insert(), {"name": NAME, **values})
            elif connection.execute(table.update().where(table.c.name == NAME, table.c.token == current.token).values(values)).rowcount != 1:
                raise ConflictError("lock-lost", backend=self._database.label)
            if self._key(connection) is None:
                connection.execute(self._database.tables.installation.insert(), {"id": 1, "key": key.hex()})
            return lease, True


class SqlLock:
    """The lease, held."""

    def __init__(self, database: Database, lease: Lease) -> None:
        self._database, self._lease = database, lease

    def renew(self) -> None:
        with self._database.write() as connection:
            extend(self._database, connection, self._lease)

    def fence(self, entry: HistoryEntry, binding: Binding | None) -> SqlFence:
        return SqlFence(self._database, self._lease, entry, binding)

    def release(self) -> None:
        table = self._database.tables.leases
        with self._database.write() as connection:
            connection.execute(_ours(table, self._lease).values(expires=0))


class SqlFence:
    """Works inside the backend's transaction where that is of the same `Database`, else in one of its own."""

    def __init__(self, database: Database, lease: Lease, entry: HistoryEntry, binding: Binding | None) -> None:
        self._database, self._lease, self._entry, self._binding = database, lease, entry, binding

    def check(self, transaction: object | None) -> None:
        """Extending the lease also keeps its row locked, so that nobody takes over before the transaction ends."""
        with self._within(transaction) as connection:
            extend(self._database, connection, self._lease)

    def record(self, transaction: object | None) -> None:
        with self._within(transaction) as connection:
            _record(self._database, connection, self._entry, since=self._lease.since)
            self._use(connection, self._entry.approvals)
            if self._binding is not None:
                self._bind(connection, self._binding)

    def _use(self, connection: Connection, digests: Sequence[str]) -> None:
        """An approval is good for one apply."""
        if digests:
            table = self._database.tables.approvals
            connection.execute(table.update().where(table.c.digest.in_(digests), table.c.used == 0).values(used=_now(self._database, connection)))

    def _bind(self, connection: Connection, binding: Binding) -> None:
        table = self._database.tables.bindings
        values = {"environment": binding.environment, "source": binding.source}
        if connection.execute(table.update().where(table.c.manager == binding.manager).values(values)).rowcount == 0:
            connection.execute(table.insert(), {"manager": binding.manager, **values})

    @contextmanager
    def _within(self, transaction: object | None) -> Iterator[Connection]:
        if isinstance(transaction, Connection) and self._database.owns(transaction):
            yield transaction
        else:
            with self._database.write() as connection:
                yield connection


def extend(database: Database, connection: Connection, lease: Lease) -> None:
    """Raises `ConflictError` when somebody else has taken over."""
    expires = _now(database, connection) + LEASE_SECONDS
    if connection.execute(_ours(database.tables.leases, lease).values(expires=expires)).rowcount != 1:
        raise ConflictError("lock-lost", backend=database.label)


def _ours(table: Table, lease: Lease) -> Update:
    return table.update().where(table.c.name == NAME, table.c.token == lease.token)


def _lease(database: Database, connection: Connection) -> Lease | None:
    table = database.tables.leases
    row = connection.execute(table.select().where(table.c.name == NAME)).first()
    return None if row is None else Lease(row.token, Owner(row.holder, row.host, row.process, row.boot), row.operation, row.since, row.expires)


def _now(database: Database, connection: Connection) -> int:
    return int(connection.exec_driver_sql(_SQLITE_NOW if database.embedded else _POSTGRESQL_NOW).scalar_one())


def _record(database: Database, connection: Connection, entry: HistoryEntry, since: int | None = None) -> int:
    """Write a history row; `since` is when the work began, if the entry does not say itself."""
    now = _now(database, connection)
    result = connection.execute(database.tables.history.insert(), entry_row(entry, now=now, since=now if since is None else since))
    return int(result.inserted_primary_key[0])  # type: ignore[index]
