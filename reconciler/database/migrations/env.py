"""How Alembic runs the scripts: on the caller's transaction, or (offline) as text. Executed by Alembic, never imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alembic import context

from reconciler.database.revisions import VERSION_TABLE

if TYPE_CHECKING:
    from reconciler.database.database import Database


def run() -> None:
    database: Database = context.config.attributes["database"]
    options: dict[str, Any] = {
        "version_table": database.prefix + VERSION_TABLE,
        "version_table_schema": database.schema,
        "transactional_ddl": True,
    }
    if context.is_offline_mode():
        context.configure(dialect_name=database.url.get_backend_name(), as_sql=True, literal_binds=True, **options)
    else:
        context.configure(connection=context.config.attributes["connection"], **options)
    with context.begin_transaction():
        if context.is_offline_mode() and database.schema is not None:
            context.execute(f'CREATE SCHEMA IF NOT EXISTS "{database.schema}"')
        context.run_migrations()


run()
