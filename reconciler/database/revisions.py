"""Which version the tables have, without Alembic: reading must stay quick, and plain reading never migrates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reconciler.model.errors import RejectedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from reconciler.database.database import Database

REVISIONS: Final = ("0001", "0002", "0003", "0004")
"""Every migration, oldest first. A test compares it with the scripts in `migrations/versions`."""

VERSION_TABLE: Final = "schema_revision"
OLDEST_TABLE: Final = "accounts"
"""One of the tables that every revision has."""


def stored(database: Database, connection: Connection) -> str | None:
    """The revision of the tables; None where there are none.

    Raises `RejectedError`: `newer-schema` for a revision that this program does not know, `tables-incomplete` for tables without one, since to take them for
    nothing at all would look like an empty world.
    """
    if not _exists(database, connection, VERSION_TABLE):
        if _exists(database, connection, OLDEST_TABLE):
            raise RejectedError("tables-incomplete", backend=database.label)
        return None
    revision = connection.exec_driver_sql(f"SELECT version_num FROM {database.name(VERSION_TABLE)}").scalar()  # noqa: S608 - the name is ours
    if revision is None:
        raise RejectedError("tables-incomplete", backend=database.label)
    if revision not in REVISIONS:
        raise RejectedError("newer-schema", backend=database.label)
    return str(revision)


def _exists(database: Database, connection: Connection, table: str) -> bool:
    look = f"SELECT 1 FROM sqlite_master WHERE name = '{database.prefix}{table}'"  # noqa: S608 - the name is ours
    probe = look if database.embedded else f"SELECT to_regclass('{database.name(table)}')"
    return connection.exec_driver_sql(probe).scalar() is not None


def after(revision: str | None) -> tuple[str, ...]:
    """The migrations that follow a revision."""
    return REVISIONS if revision is None else REVISIONS[REVISIONS.index(revision) + 1 :]


def pending(database: Database) -> tuple[str, ...]:
    """The migrations still to be run. Reads only, and creates nothing.

    Raises `RejectedError("tables-incomplete")` also where the tables are of the newest version and one is missing, though no reader would miss it.
    """
    with database.read() as connection:
        if connection is None:
            return REVISIONS
        missing = after(stored(database, connection))
        if not missing:
            demand_whole(database, connection)
        return missing


def demand_whole(database: Database, connection: Connection) -> None:
    """Raises `RejectedError("tables-incomplete")` where one of the newest version's tables is not there."""
    names = [table.name for table in database.tables.metadata.sorted_tables]
    if database.embedded:
        listed = ", ".join(f"'{name}'" for name in names)
        whole = connection.exec_driver_sql(f"SELECT count(DISTINCT name) = {len(names)} FROM sqlite_master WHERE name IN ({listed})")  # noqa: S608 - the names are ours
    else:
        there = " AND ".join(f"to_regclass('{database.name(name)}') IS NOT NULL" for name in names)
        whole = connection.exec_driver_sql(f"SELECT {there}")
    if not whole.scalar():
        raise RejectedError("tables-incomplete", backend=database.label)
