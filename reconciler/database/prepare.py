"""Creates and migrates the tables, by Alembic's scripts in `migrations/`. Imported only by who prepares."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from reconciler.database.revisions import after, demand_whole, pending, stored

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from reconciler.database.database import Database


def prepare(database: Database) -> tuple[str, ...]:
    """Run the pending migrations in one transaction, all or none; returns those run. Two runs at once are harmless. Raises `BackendError`."""
    with database.write(create=True) as connection:
        _only_one(database, connection)
        missing = after(stored(database, connection))
        if missing:
            _make_schema(database, connection)
            config = _config(database)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        else:
            demand_whole(database, connection)
    return missing


def ddl(database: Database) -> str:
    """The statements `prepare` would run now; "" when there is nothing to do."""
    missing = pending(database)
    if not missing:
        return ""
    with closing(io.StringIO()) as output:
        config = _config(database, output)
        before = len(after(None)) - len(missing)
        start = after(None)[before - 1] if before else "base"
        command.upgrade(config, f"{start}:head", sql=True)
        return output.getvalue()


def _config(database: Database, output: io.StringIO | None = None) -> Config:
    config = Config(output_buffer=output) if output is not None else Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["database"] = database
    return config


def _only_one(database: Database, connection: Connection) -> None:
    """SQLite's transaction is alone already."""
    if not database.embedded:
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"reconciler {database.schema}"})


def _make_schema(database: Database, connection: Connection) -> None:
    """Asked first: CREATE SCHEMA IF NOT EXISTS needs the right to create schemas even where it does nothing."""
    if not database.embedded and connection.execute(text("SELECT to_regnamespace(:name)"), {"name": database.schema}).scalar() is None:
        connection.exec_driver_sql(f'CREATE SCHEMA "{database.schema}"')
