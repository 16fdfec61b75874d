"""Databases that cannot do it: each says so by a code of ours, tells no secret, and what is live stays what it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from reconciler.backends.sql import SqlBackend
from reconciler.database import engines
from reconciler.model.backend import Scope
from reconciler.model.change import Create
from reconciler.model.errors import BackendError, ReconcilerError, RejectedError, TransientError
from reconciler.model.report import Failed, Outcome
from tests.conformance.live import Fence, SqlDoor, System, plan
from tests.conformance.worlds import AFTER, BEFORE, NOTHING

pytestmark = pytest.mark.usefixtures("migrations_in_earnest")

FILE = "n.db"


@pytest.fixture
def system(tmp_path: Path) -> System:
    backend = SqlBackend({"url": f"sqlite:///{FILE}"}, tmp_path)
    backend.prepare()
    return System(backend, SqlDoor(backend))


@contextmanager
def pragma(system: System, statement: str) -> Iterator[None]:
    """Every writing connection starts with a pragma."""
    assert isinstance(system.backend, SqlBackend)
    engine = system.backend.database.engine("write")

    def connected(connection: Any, _: Any) -> None:
        connection.execute(statement)

    event.listen(engine, "connect", connected)
    yield
    event.remove(engine, "connect", connected)


def fault(system: System, changes: list[Any]) -> ReconcilerError:
    """The error of an apply that must fail, raised or reported."""
    old = system.observe()
    try:
        outcomes: list[Outcome] = system.write(changes)
    except BackendError as error:
        failure: ReconcilerError = error
    else:
        (failure,) = (outcome.error for outcome in outcomes if isinstance(outcome, Failed))
    assert system.observe() == old
    assert "teleset.example" not in str(failure)
    return failure


def test_full(system: System) -> None:
    system.become(BEFORE)
    resources = [Create(resource) for resource in system.desired(AFTER).values()]
    many = [Create(type(change.after)(f"big/{n:04}", resources[-1].after.canonical, "us")) for n in range(400) for change in resources[-1:]]
    with pragma(system, "PRAGMA max_page_count = 1"):
        error = fault(system, many)
    assert isinstance(error, RejectedError)
    assert error.code == "backend-full"


def test_read_only(system: System) -> None:
    with pragma(system, "PRAGMA query_only = ON"):
        error = fault(system, plan(system.desired(BEFORE), {}))
    assert isinstance(error, RejectedError)
    assert error.code == "backend-read-only"


def test_locked_by_another_writer(system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        error = fault(system, plan(system.desired(BEFORE), {}))
    assert isinstance(error, TransientError)
    assert error.code == "backend-locked"


def test_locked_by_another_reader_at_the_commit(system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM reconciler_types").fetchall()
        error = fault(system, plan(system.desired(BEFORE), {}))
    assert error.code == "backend-locked"
    system.become(BEFORE)


@pytest.mark.parametrize("content", [b"version: 1\nkind: Organization\n" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_not_a_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    backend = SqlBackend({"url": f"sqlite:///{FILE}"}, tmp_path)
    for action in (backend.pending, backend.prepare, lambda: list(backend.reader().observe(Scope()))):
        with pytest.raises(RejectedError) as raised:
            action()
        assert raised.value.code == "not-a-database"
    assert (tmp_path / FILE).read_bytes() == content


def test_a_directory_in_its_place(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(RejectedError, match="backend-unreadable"):
        list(SqlBackend({"url": f"sqlite:///{FILE}"}, tmp_path).reader().observe(Scope()))
    with pytest.raises(RejectedError, match="backend-permission"):
        SqlBackend({"url": f"sqlite:///{FILE}/deeper/{FILE}"}, Path(__file__)).prepare()


def test_reading_what_is_not_there_creates_nothing(tmp_path: Path) -> None:
    backend = SqlBackend({"url": f"sqlite:///state/{FILE}"}, tmp_path)
    assert list(backend.reader().observe(Scope())) == []
    assert backend.pending()
    assert backend.ddl()
    assert list(backend.route("teleset", "payment")) == []
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(RejectedError, match="not-prepared"):
        backend.writer(Fence()).apply([])
    assert list(tmp_path.iterdir()) == []


def test_reading_writes_nothing(system: System, tmp_path: Path) -> None:
    system.become(BEFORE)
    before = (tmp_path / FILE).read_bytes()
    system.observe()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert (tmp_path / FILE).read_bytes() == before


def test_an_empty_file_is_an_empty_world(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    backend = SqlBackend({"url": f"sqlite:///{FILE}"}, tmp_path)
    assert list(backend.reader().observe(Scope())) == []
    with pytest.raises(RejectedError, match="not-prepared"):
        backend.writer(Fence()).apply([])


def test_tables_of_a_newer_version(system: System, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("UPDATE reconciler_schema_revision SET version_num = '9999'")
        other.commit()
    assert isinstance(system.backend, SqlBackend)
    for action in (system.backend.pending, system.backend.prepare, system.observe):
        with pytest.raises(RejectedError, match="newer-schema"):
            action()


def test_a_missing_table(system: System, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("DROP VIEW reconciler_recipients")
        other.execute("DROP TABLE reconciler_contacts")
    with pytest.raises(RejectedError, match="tables-incomplete"):
        system.observe()


@pytest.mark.parametrize("statement", ["DROP TABLE reconciler_schema_revision", "DELETE FROM reconciler_schema_revision"])
def test_tables_without_a_version_are_not_an_empty_world(system: System, tmp_path: Path, statement: str) -> None:
    system.become(BEFORE)
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute(statement)
        other.commit()
    assert isinstance(system.backend, SqlBackend)
    before = (tmp_path / FILE).read_bytes()
    for action in (system.backend.pending, system.backend.prepare, system.observe, lambda: system.write([])):
        with pytest.raises(RejectedError, match="tables-incomplete"):
            action()
    assert (tmp_path / FILE).read_bytes() == before


PASSWORD = "s3cret-in-url"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"host": "127.0.0.1", "port": 1, "query": {}}, "backend-unreachable"),
        ({"host": "no-such-host.invalid", "query": {}}, "backend-unreachable"),
        ({"database": "no_such_database"}, "database-missing"),
        ({"username": "nobody"}, None),
    ],
)
@pytest.mark.postgresql
def test_postgresql_that_is_not_there(postgresql_url: str, tmp_path: Path, change: dict[str, Any], code: str | None) -> None:
    url = make_url(postgresql_url).set(password=PASSWORD, **change).render_as_string(hide_password=False)
    backend = SqlBackend({"url": url}, tmp_path)
    assert PASSWORD not in backend.label
    with pytest.raises(BackendError) as raised:
        list(backend.reader().observe(Scope()))
    assert code is None or raised.value.code == code
    assert isinstance(raised.value, TransientError) == (raised.value.code == "backend-unreachable")
    assert PASSWORD not in str(raised.value)


@pytest.fixture
def shared(postgresql_url: str, postgresql_schema: str, tmp_path: Path) -> Iterator[System]:
    backend = SqlBackend({"url": postgresql_url, "schema": postgresql_schema}, tmp_path)
    backend.prepare()
    yield System(backend, SqlDoor(backend))
    backend.database.close()


def _sql(system: System, statement: str) -> None:
    assert isinstance(system.backend, SqlBackend)
    with system.backend.database.write() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.postgresql
def test_postgresql_reader_cannot_write(shared: System) -> None:
    assert isinstance(shared.backend, SqlBackend)
    database = shared.backend.database
    with pytest.raises(RejectedError, match="backend-read-only"), database.read() as connection:
        assert connection is not None
        connection.execute(database.tables.verifications.insert(), {"channel": "email", "address": "x"})


@pytest.mark.postgresql
@pytest.mark.parametrize("statement", ["DROP TABLE {}", "DELETE FROM {}"])
def test_postgresql_tables_without_a_version_are_not_an_empty_world(shared: System, statement: str) -> None:
    assert isinstance(shared.backend, SqlBackend)
    _sql(shared, statement.format(shared.backend.database.name("schema_revision")))
    for action in (shared.backend.pending, shared.backend.prepare, shared.observe, lambda: shared.write([])):
        with pytest.raises(RejectedError, match="tables-incomplete"):
            action()


@pytest.mark.postgresql
def test_postgresql_without_rights(shared: System, postgresql_url: str, postgresql_schema: str, tmp_path: Path) -> None:
    role = f"weak_{postgresql_schema}"
    _sql(shared, f"CREATE ROLE {role} LOGIN")
    try:
        url = make_url(postgresql_url).set(username=role).render_as_string(hide_password=False)
        weak = SqlBackend({"url": url, "schema": postgresql_schema}, tmp_path)
        with pytest.raises(RejectedError, match="backend-permission"):
            list(weak.reader().observe(Scope()))
        with pytest.raises(RejectedError, match="backend-permission"):
            SqlBackend({"url": url, "schema": f"{postgresql_schema}_no"}, tmp_path).prepare()
        weak.database.close()
    finally:
        _sql(shared, f"DROP ROLE {role}")


@pytest.mark.postgresql
def test_postgresql_table_locked_by_another(shared: System, postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(shared.backend, SqlBackend)
    shared.become(BEFORE)
    other = SqlBackend({"url": postgresql_url, "schema": shared.backend.database.schema}, Path())
    monkeypatch.setattr(engines, "WRITING", "SET lock_timeout = '200ms'")
    shared.backend.database.close()
    changes = plan(shared.desired(NOTHING), shared.observe())
    with other.database.write() as connection:
        connection.execute(text(f"LOCK TABLE {other.database.name('subscriptions')} IN ROW EXCLUSIVE MODE"))
        connection.execute(text(f"SELECT * FROM {other.database.name('accounts')} FOR UPDATE"))
        (failed,) = (outcome for outcome in shared.write(changes) if isinstance(outcome, Failed))
    assert isinstance(failed.error, TransientError)
    assert failed.error.code == "backend-locked"
    other.database.close()


@pytest.mark.postgresql
def test_postgresql_connection_ended_by_the_server(shared: System) -> None:
    class Ending(Fence):
        def record(self, transaction: Any) -> None:
            transaction.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(TransientError, match="backend-unreachable"):
        shared.write(plan(shared.desired(BEFORE), {}), Ending())
    assert shared.observe() == {}
    shared.become(BEFORE)


@pytest.mark.postgresql
def test_postgresql_edit_in_the_same_moment_is_looked_at_again(shared: System, postgresql_url: str) -> None:
    """Another transaction changes the row after ours looked: ours is undone, repeated, and then sees the conflict."""
    assert isinstance(shared.backend, SqlBackend)
    shared.become(BEFORE)
    other = SqlDoor(SqlBackend({"url": postgresql_url, "schema": shared.backend.database.schema}, Path()))

    class Editing(Fence):
        tries = 0

        def check(self, transaction: Any) -> None:
            self.tries += 1
            transaction.exec_driver_sql("SELECT 1")
            if self.tries == 1:
                other.edit("teleset/ivanova")

    fence = Editing()
    outcomes = shared.write(plan(shared.desired(AFTER), shared.observe()), fence)
    assert fence.tries == 2
    assert [outcome.error.code for outcome in outcomes if isinstance(outcome, Failed)] == ["live-changed"]
