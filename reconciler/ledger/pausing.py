"""Pauses in a table. A pause ends by the ledger's clock; what has ended is as if it had never been."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from reconciler.database.database import Database
from reconciler.ledger.holding import now
from reconciler.ledger.lease import rfc3339
from reconciler.model.errors import Unusable
from reconciler.model.pause import Pause


def end_of(pause: Pause, seconds: int, now: int) -> int:
    """When a pause ends, in seconds since 1970; 0 for never. Raises `Unusable("pause-is-over")` for a moment that has passed."""
    if seconds:
        return now + seconds
    if not pause.until:
        return 0
    end = int(datetime.strptime(pause.until, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())
    if end <= now:
        raise Unusable("pause-is-over", until=pause.until, now=rfc3339(now))
    return end


def read(database: Database, connection: Connection, manager: str, environment: str) -> Sequence[Pause]:
    """Those in force, that of everything first."""
    table = database.tables.pauses
    wanted = table.select().where(table.c.manager == manager, table.c.environment == environment)
    rows = connection.execute(wanted.order_by(table.c.organization)).all()
    moment = now(database, connection) if any(row.until for row in rows) else 0
    return tuple(
        Pause(row.manager, row.environment, row.organization, row.actor, row.reason, rfc3339(row.since), rfc3339(row.until) if row.until else "")
        for row in rows
        if not row.until or row.until > moment
    )


def write(database: Database, connection: Connection, pauses: Iterable[Pause], seconds: int, now: int) -> None:
    """Put them in force; one that is there already for the same is replaced."""
    table = database.tables.pauses
    for pause in pauses:
        end = end_of(pause, seconds, now)
        lift(database, connection, [pause])
        row = {"manager": pause.manager, "environment": pause.environment, "organization": pause.organization}
        connection.execute(table.insert(), row | {"actor": pause.actor, "reason": pause.reason, "since": now, "until": end})


def lift(database: Database, connection: Connection, pauses: Iterable[Pause]) -> None:
    table = database.tables.pauses
    for pause in pauses:
        key = table.c.manager == pause.manager, table.c.environment == pause.environment, table.c.organization == pause.organization
        connection.execute(table.delete().where(*key))
