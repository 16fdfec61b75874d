"""The live side as others leave it: rows of other programs, rows edited by hand, another manager beside ours; on both engines."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from tests.cli.conftest import ORGANIZATION, Run, apply_first, edit, write

TABLES = ("organizations", "accounts", "contacts", "subscriptions", "types")
VARIABLE = "TESTS_LIVE_URL"
TELESET = "organizations/teleset.yaml"


@dataclass(frozen=True)
class Live:
    """The live tables of the project in the current directory, as another program sees them."""

    project: Path
    engine: Engine
    schema: str | None

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """`_.accounts` stands for the table's full name."""
        prefix = "reconciler_" if self.schema is None else f'"{self.schema}".'
        with self.engine.begin() as connection:
            result = connection.exec_driver_sql(re.sub(r"\b_\.", prefix, statement))
            return [tuple(row) for row in result] if result.returns_rows else []

    def level(self) -> None:
        """Take back the revisions, which count what was written."""
        for table in ("organizations", "accounts", "types"):
            self.sql(f"UPDATE _.{table} SET revision = 1")

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        return {table: sorted(self.sql(f"SELECT * FROM _.{table}"), key=repr) for table in TABLES}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def live(request: pytest.FixtureRequest, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Everything is applied."""
    made = Live(project, create_engine(f"sqlite:///{(project / 'live/notifications.db').as_posix()}", poolclass=NullPool), None)
    if request.param == "postgresql":
        url, schema = request.getfixturevalue("postgresql_url"), request.getfixturevalue("postgresql_schema")
        monkeypatch.setenv(VARIABLE, url)
        edit(project / "reconciler.yaml", 'url: "sqlite:///live/notifications.db"', f"url: {{env: {VARIABLE}}}, schema: {schema}")
        made = replace(made, engine=create_engine(url, poolclass=NullPool), schema=schema)
        unprepared = run("apply", "--yes")
        assert unprepared.code == 64
        assert "reconciler prepare" in unprepared.err
        assert run("prepare").code == 0
        assert run("apply", "--yes").code == 0
    else:
        apply_first(project, run, tmp_path_factory)
    yield made
    made.engine.dispose()


@pytest.mark.parametrize(
    ("statement", "reported"),
    [
        ("INSERT INTO _.accounts (organization, account) VALUES ('teleset', 'stranger')", "teleset/stranger"),
        ("INSERT INTO _.accounts (organization, account, manager) VALUES ('crm', 'boss', 'legacy-crm')", "crm/boss; legacy-crm"),
        ("INSERT INTO _.organizations (organization, manager) VALUES ('crm', 'legacy-crm')", "crm; legacy-crm"),
        ("INSERT INTO _.types (type) VALUES ('crm-type')", "type:crm-type"),
        (
            "INSERT INTO _.contacts (organization, account, contact, channel, address, manager) VALUES ('teleset', 'petrov', 'crm', 'sms', '+79160000009', 'legacy-crm')",
            "teleset/petrov/crm; legacy-crm",
        ),
        ("INSERT INTO _.subscriptions (organization, account, type, contact) VALUES ('teleset', 'petrov', 'works', 'email')", "teleset/petrov/email"),
    ],
)
def test_rows_of_others_are_reported_and_never_touched(live: Live, run: Run, statement: str, reported: str) -> None:
    live.sql(statement)
    before = live.rows()
    planned = run("plan", "--detailed-exitcode")
    assert planned.code == 0
    assert reported in planned.out
    assert run("apply", "--yes").code == 0
    assert live.rows() == before
    edit(live.project / TELESET, "given_name: Павел", "given_name: Пётр")
    assert run("apply", "--yes").code == 0
    assert run("plan", "--detailed-exitcode").code == 0
    assert {table: len(rows) for table, rows in live.rows().items()} == {table: len(rows) for table, rows in before.items()}


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE _.accounts SET manager = 'legacy-crm' WHERE account = 'petrov'", ["teleset/petrov", "legacy-crm"]),
        ("UPDATE _.organizations SET manager = 'legacy-crm'", ["teleset", "legacy-crm"]),
        ("UPDATE _.contacts SET manager = NULL WHERE account = 'petrov'", ["teleset/petrov/email"]),
        ("UPDATE _.subscriptions SET manager = 'legacy-crm' WHERE type = 'works'", ["teleset/ivanova/email", "legacy-crm"]),
    ],
)
def test_what_was_taken_over_is_refused(live: Live, run: Run, statement: str, named: list[str]) -> None:
    edit(live.project / TELESET, "given_name: Павел", "given_name: Пётр")
    live.sql(statement)
    before = live.rows()
    for arguments in (("plan",), ("apply", "--yes")):
        ended = run(*arguments)
        assert ended.code == 4
        assert all(name in ended.out for name in named)
    assert live.rows() == before


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("DELETE FROM _.subscriptions WHERE account = 'ivanova' AND type = 'works'", "works: off"),
        ("INSERT INTO _.subscriptions VALUES ('teleset', 'petrov', 'works', 'email', 'tests-7f3a')", "works: email"),
        ("UPDATE _.contacts SET address = 'other@teleset.example' WHERE account = 'petrov'", "o•••••@teleset.example -> p•••••@teleset.example"),
        ("UPDATE _.accounts SET quiet_from = '22:00' WHERE account = 'petrov'", "quiet hours: 22:00- -> none"),
        ("UPDATE _.organizations SET support = '{' WHERE organization = 'teleset'", "support"),
        ("UPDATE _.types SET mandatory = NOT mandatory WHERE type = 'works'", "type:works"),
        ("DELETE FROM _.contacts WHERE account = 'petrov'", "p•••••@teleset.example"),
        ("DELETE FROM _.accounts WHERE account = 'petrov'", "+ teleset/petrov"),
    ],
)
def test_an_edit_by_hand_shows_as_what_it_is_and_is_healed(live: Live, run: Run, statement: str, shown: str) -> None:
    live.level()
    before = live.rows()
    live.sql(statement)
    planned = run("plan", "--detailed-exitcode")
    assert planned.code == 2
    assert shown in planned.out
    assert run("show").code == 0
    assert run("apply", "--yes").code == 0
    assert run("plan", "--detailed-exitcode").code == 0
    live.level()
    assert live.rows() == before


def test_two_managers_share_a_database(live: Live, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    other = live.project.parent / "other"
    project = (live.project / "reconciler.yaml").read_text(encoding="utf-8").replace("tests-7f3a", "others-0001").replace("0b7e4d52", "1b7e4d52")
    write(other / "reconciler.yaml", project.replace("sqlite:///live", "sqlite:///../project/live"))
    write(other / "organizations/second.yaml", ORGANIZATION.replace("id: teleset", "id: second"))
    monkeypatch.chdir(other)
    assert run("apply", "--yes").code == 0
    assert run("plan", "--detailed-exitcode").code == 0
    seconds = live.sql("SELECT * FROM _.accounts WHERE organization = 'second' ORDER BY account")
    monkeypatch.chdir(live.project)
    assert "others-0001" in run("plan").out
    edit(live.project / TELESET, "given_name: Павел", "given_name: Пётр")
    assert run("apply", "--yes").code == 0
    assert live.sql("SELECT * FROM _.accounts WHERE organization = 'second' ORDER BY account") == seconds
    for directory in (live.project, other):
        monkeypatch.chdir(directory)
        assert run("plan", "--detailed-exitcode").code == 0


def test_one_line_is_one_change_and_one_block_one_deletion(live: Live, run: Run) -> None:
    text = (live.project / TELESET).read_text(encoding="utf-8")
    edit(live.project / TELESET, "{works: true}", "{works: true, orders: false}")
    assert "Plan: 0 to add, 1 to change, 0 to delete" in run("plan").out
    assert run("apply", "--yes").code == 0
    write(live.project / TELESET, text.partition("  petrov:")[0])
    assert "0 added, 1 changed, 1 deleted" in run("apply", "--yes").out
    assert live.sql("SELECT account FROM _.accounts") == [("ivanova",)]
    write(live.project / TELESET, text)
    assert run("apply", "--yes").code == 0
    assert run("plan", "--detailed-exitcode").code == 0


@pytest.mark.postgresql
def test_looking_needs_no_more_than_select(postgresql_url: str, postgresql_schema: str, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    role = f"looker_{postgresql_schema}"
    edit(project / "reconciler.yaml", 'url: "sqlite:///live/notifications.db"', f"url: {{env: {VARIABLE}}}, schema: {postgresql_schema}")
    monkeypatch.setenv(VARIABLE, postgresql_url)
    assert run("prepare").code == 0
    assert run("apply", "--yes").code == 0
    edit(project / TELESET, "given_name: Павел", "given_name: Пётр")
    with create_engine(postgresql_url, poolclass=NullPool).begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {postgresql_schema} TO {role}")
        connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {postgresql_schema} TO {role}")
    try:
        monkeypatch.setenv(VARIABLE, make_url(postgresql_url).set(username=role).render_as_string(hide_password=False))
        assert run("plan", "--detailed-exitcode").code == 2
        assert run("show").code == 0
        assert run("prepare", "--sql").code == 0
        refused = run("apply", "--yes")
        assert refused.code == 1
        assert "does not let us" in refused.err
    finally:
        with create_engine(postgresql_url, poolclass=NullPool).begin() as connection:
            connection.exec_driver_sql(f"DROP OWNED BY {role}")
            connection.exec_driver_sql(f"DROP ROLE {role}")


@pytest.mark.parametrize("verb", [("plan",), ("show",), ("explain", "teleset/ivanova"), ("prepare", "--sql"), ("validate",)], ids=" ".join)
def test_looking_opens_no_database_for_writing(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]) -> None:
    assert run("apply", "--yes").code == 0
    opened: list[str] = []
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def spy(database: str, **options: Any) -> sqlite3.Connection:
        opened.append(database)
        return connect(database, **options)

    monkeypatch.setattr("reconciler.database.engines.sqlite3.connect", spy)
    assert run(*verb).code == 0
    assert all(uri.endswith("?mode=ro") for uri in opened)
    with closing(connect(project / "live/notifications.db")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
