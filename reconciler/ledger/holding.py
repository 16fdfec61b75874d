"""The lease, held: renewing it, and the fence by which the ledger writes inside the backend's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Table, Update, select

from reconciler.database.database import Database
from reconciler.ledger import tags as applied
from reconciler.ledger.keeping import KeyedKeeping, installation_key
from reconciler.ledger.lease import LEASE_SECONDS, Lease
from reconciler.ledger.rows import entry_row
from reconciler.model.errors import ConflictError, RejectedError
from reconciler.model.ledger import RETENTION, Binding, HistoryEntry, Owner

if TYPE_CHECKING:
    from reconciler.ledger.journal import SqlJournal
    from reconciler.model.journal import Intent

NAME: Final = "write"
"""The lease of whoever writes: two applies never interleave, whoever's they are."""

_SQLITE_NOW: Final = "SELECT CAST(strftime('%s', 'now') AS INTEGER)"
_POSTGRESQL_NOW: Final = "SELECT CAST(extract(epoch FROM clock_timestamp()) AS bigint)"


class SqlLock:
    """The lease, held."""

    def __init__(self, database: Database, lease: Lease) -> None:
        self._database, self._lease = database, lease

    def renew(self) -> None:
        with self._database.write() as connection:
            extend(self._database, connection, self._lease)

    def fence(self, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str] | None = None, *, retention: int = RETENTION) -> SqlFence:
        return SqlFence(self._database, self._lease, entry, binding, tags or {}, retention)

    def journal(self, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str] | None = None) -> SqlJournal:
        from reconciler.ledger.journal import begin

        return begin(self._database, self._lease, entry, binding, tags or {})

    def resolve(self, entry: HistoryEntry, intents: Sequence[Intent], binding: Binding | None) -> None:
        from reconciler.ledger.journal import resolve

        resolve(self._database, self._lease, entry, intents, binding)

    def release(self) -> None:
        table = self._database.tables.leases
        with self._database.write() as connection:
            connection.execute(ours(table, self._lease).values(expires=0))


class SqlFence:
    """Works inside the backend's transaction where that is of the same `Database`, else in one of its own."""

    def __init__(self, database: Database, lease: Lease, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str], retention: int) -> None:
        self._database, self._lease, self._entry, self._binding, self._tags = database, lease, entry, binding, tags
        self._retention = retention

    def check(self, transaction: object | None) -> None:
        """Extending the lease also keeps its row locked, so that nobody takes over before the transaction ends."""
        with self._within(transaction) as connection:
            extend(self._database, connection, self._lease)

    def joins(self, transaction: object) -> bool:
        return isinstance(transaction, Connection) and self._database.owns(transaction)

    def record(self, transaction: object | None) -> None:
        with self._within(transaction) as connection:
            record(self._database, connection, self._entry, since=self._lease.since)
            use(self._database, connection, self._entry.approvals)
            applied.write(self._database, connection, self._entry.manager, self._tags)
            if self._binding is not None:
                bind(self._database, connection, self._binding)

    def keeping(self, transaction: object | None) -> KeyedKeeping:
        with self._within(transaction) as connection:
            key, moment = installation_key(self._database, connection), now(self._database, connection)
        if key is None:
            raise RejectedError("key-unreadable", backend=self._database.label)
        return KeyedKeeping(key, moment, moment + self._retention)

    @contextmanager
    def _within(self, transaction: object | None) -> Iterator[Connection]:
        if isinstance(transaction, Connection) and self._database.owns(transaction):
            yield transaction
        else:
            with self._database.write() as connection:
                yield connection


def extend(database: Database, connection: Connection, lease: Lease) -> None:
    """Raises `ConflictError` when somebody else has taken over, this lease or the one it was taken under."""
    if lease.under is not None and token_of(database, connection, lease.under[0]) != lease.under[1]:
        raise ConflictError("lead-lost", backend=database.label)
    expires = now(database, connection) + LEASE_SECONDS
    if connection.execute(ours(database.tables.leases, lease).values(expires=expires)).rowcount != 1:
        raise ConflictError("lock-lost", backend=database.label)


def use(database: Database, connection: Connection, digests: Sequence[str]) -> None:
    """An approval is good for one apply."""
    if digests:
        table = database.tables.approvals
        connection.execute(table.update().where(table.c.digest.in_(digests), table.c.used == 0).values(used=now(database, connection)))


def bind(database: Database, connection: Connection, binding: Binding) -> None:
    table = database.tables.bindings
    values = {"environment": binding.environment, "source": binding.source}
    if connection.execute(table.update().where(table.c.manager == binding.manager).values(values)).rowcount == 0:
        connection.execute(table.insert(), {"manager": binding.manager, **values})


def ours(table: Table, lease: Lease, name: str = NAME) -> Update:
    return table.update().where(table.c.name == name, table.c.token == lease.token)


def lease_of(database: Database, connection: Connection, name: str = NAME) -> Lease | None:
    table = database.tables.leases
    row = connection.execute(table.select().where(table.c.name == name)).first()
    return None if row is None else Lease(row.token, Owner(row.holder, row.host, row.process, row.boot), row.operation, row.since, row.expires)


def token_of(database: Database, connection: Connection, name: str) -> int | None:
    table = database.tables.leases
    return connection.execute(select(table.c.token).where(table.c.name == name)).scalar()


def take(
    database: Database, connection: Connection, name: str, operation: str, owner: Owner, *, seconds: int = LEASE_SECONDS, longest: int | None = None
) -> tuple[Lease, bool]:
    """The lease of this name, and whether it is now the owner's. One that would last longer than `longest` seconds from now is over: the clock was put back since.

    Raises `ConflictError` where somebody else took it in the same moment.
    """
    table, moment = database.tables.leases, now(database, connection)
    current = lease_of(database, connection, name)
    if current is not None and current.held(moment, owner) and (longest is None or current.expires <= moment + longest):
        return current, False
    lease = Lease(1 if current is None else current.token + 1, owner, operation, moment, moment + seconds)
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
        connection.execute(table.insert(), {"name": name, **values})
    elif connection.execute(table.update().where(table.c.name == name, table.c.token == current.token).values(values)).rowcount != 1:
        raise ConflictError("lock-lost", backend=database.label)
    return lease, True


def now(database: Database, connection: Connection) -> int:
    return int(connection.exec_driver_sql(_SQLITE_NOW if database.embedded else _POSTGRESQL_NOW).scalar_one())


def record(database: Database, connection: Connection, entry: HistoryEntry, since: int | None = None) -> int:
    """Write a history row; `since` is when the work began, if the entry does not say itself."""
    moment = now(database, connection)
    result = connection.execute(database.tables.history.insert(), entry_row(entry, now=moment, since=moment if since is None else since))
    return int(result.inserted_primary_key[0])  # type: ignore[index]
