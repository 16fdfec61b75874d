"""Migrations: what they make is what `tables.py` says, on both engines."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import reconciler.database
from reconciler.database.database import Database
from reconciler.database.prepare import ddl, prepare
from reconciler.database.revisions import REVISIONS, VERSION_TABLE, pending

pytestmark = pytest.mark.usefixtures("migrations_in_earnest")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        made = Database("sqlite:///n.db", directory=tmp_path)
    else:
        made = Database(request.getfixturevalue("postgresql_url"), schema=request.getfixturevalue("postgresql_schema"))
    yield made
    made.close()


def test_the_known_revisions_are_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(reconciler.database.__file__).parent / "migrations"))
    scripts = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(scripts)) == REVISIONS


def test_preparing_makes_the_tables_that_are_described(database: Database) -> None:
    assert pending(database) == REVISIONS
    assert prepare(database) == REVISIONS
    assert pending(database) == ()
    assert prepare(database) == ()
    with database.write() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_schemas": database.schema is not None,
                "include_name": lambda name, kind, _: name == database.schema if kind == "schema" else True,
                "version_table": database.prefix + VERSION_TABLE,
                "version_table_schema": database.schema,
            },
        )
        assert compare_metadata(context, database.tables.metadata) == []


def test_the_printed_statements_make_the_same(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    statements = ddl(database)
    assert pending(database) == REVISIONS
    if database.embedded:
        import sqlite3

        with sqlite3.connect(tmp_path / "n.db") as connection:
            connection.executescript(statements)
        connection.close()
    else:
        with database.engine("write").connect().execution_options(isolation_level="AUTOCOMMIT") as other:
            other.exec_driver_sql(statements)
    assert pending(database) == ()
    by_hand = _columns(database)
    twin = _twin(database, tmp_path)
    try:
        prepare(twin)
        assert _columns(twin) == by_hand
    finally:
        with twin.write() as connection_:
            if twin.schema is not None:
                connection_.exec_driver_sql(f'DROP SCHEMA "{twin.schema}" CASCADE')
        twin.close()
    assert ddl(database) == ""


def _twin(database: Database, tmp_path: Path) -> Database:
    if database.embedded:
        return Database("sqlite:///twin.db", directory=tmp_path)
    return Database(database.url.render_as_string(hide_password=False), schema=f"{database.schema}_twin")


def _columns(database: Database) -> dict[str, list[str]]:
    with database.write() as connection:
        inspector = sa.inspect(connection)
        names = [*inspector.get_table_names(schema=database.schema), *inspector.get_view_names(schema=database.schema)]
        return {name: [column["name"] for column in inspector.get_columns(name, schema=database.schema)] for name in sorted(names)}


def test_the_view_is_the_documented_contract(database: Database) -> None:
    prepare(database)
    names = "organization recipient audience type channel contact address locale timezone quiet_from quiet_to urgent mandatory manager"
    assert _columns(database)[f"{database.prefix}recipients"] == names.split()


def test_two_at_once_prepare_once(database: Database) -> None:
    results: list[tuple[str, ...]] = []
    threads = [threading.Thread(target=lambda: results.append(prepare(database))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [(), (), REVISIONS]


def test_another_program_names_few_columns(database: Database) -> None:
    prepare(database)
    with database.write() as connection:
        for table, columns, values in (
            ("organizations", "organization", "'a'"),
            ("accounts", "organization, account", "'a', 'b'"),
            ("contacts", "organization, account, contact, channel, address", "'a', 'b', 'c', 'sms', '+1'"),
            ("subscriptions", "organization, account, type, contact", "'a', 'b', 't', 'c'"),
            ("types", "type", "'t'"),
        ):
            connection.exec_driver_sql(f"INSERT INTO {database.name(table)} ({columns}) VALUES ({values})")
        rows = connection.exec_driver_sql(f"SELECT recipient, address, manager FROM {database.name('recipients')}").all()
    assert [tuple(row) for row in rows] == [("a/b", "+1", "")]
