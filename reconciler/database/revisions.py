"""Which version the tables have, without Alembic: reading must stay quick, and plain reading never migrates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reconciler.model.errors import RejectedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from reconciler.database.database import Database

REVISIONS: Final = ("0001",)
"""Every migration, oldest first. A test compares it with the scripts in `migrations/versions`."""

VERSION_TABLE: Final = "schema_revision"


def stored(database: Database, connection: Connection) -> str | None:
    """The revision of the tables; None where there are none. Raises `RejectedError("newer-schema")` for one that this program does not know."""
    table = database.name(VERSION_TABLE)
    probe = "SELECT 1 FROM sqlite_master WHERE name = 'reconciler_schema_revision'" if database.embedded else f"SELECT to_regclass('{table}')"
    if connection.exec_driver_sql(probe).scalar() is None:
        return None
    revision = connection.exec_driver_sql(f"SELECT version_num FROM {table}").scalar()  # noqa: S608 - the name is ours
    if revision is not None and revision not in REVISIONS:
        raise RejectedError("newer-schema", backend=database.label)
    return str(revision) if revision is not None else None


def after(revision: str | None) -> tuple[str, ...]:
    """The migrations that follow a revision."""
    return REVISIONS if revision is None else REVISIONS[REVISIONS.index(revision) + 1 :]


def pending(database: Database) -> tuple[str, ...]:
    """The migrations still to be run. Reads only, and creates nothing."""
    with database.read() as connection:
        return REVISIONS if connection is None else after(stored(database, connection))
