"""A ledger that cannot be written while the backend can: on a full disk of its own, or behind a connection that hangs."""

from __future__ import annotations

import select
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection, make_url

from reconciler.database.database import Database
from reconciler.engine.apply import Completed, apply
from reconciler.engine.heartbeat import kept_alive
from reconciler.engine.plan import plan
from reconciler.ledger.sql import SqlLedger
from reconciler.model.errors import RejectedError
from reconciler.model.ledger import HistoryEntry, Owner
from reconciler.model.report import Applied
from tests.faults import steps
from tests.unit.engine.worlds import PROJECT, edit, make

FILE = "organizations/teleset.yaml"
ELSEWHERE = PROJECT + "ledger: {type: sql, url: 'sqlite:///ledger.db'}\n"


class Disk:
    """Where the ledger's file lies: full from a moment on, as SQLite finds out."""

    def __init__(self, when: Callable[[str], bool]) -> None:
        self._when = when
        self.full = False

    @contextmanager
    def laid(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        original = Database.engine

        def engine(database: Database, mode: str) -> object:
            made = original(database, mode)  # type: ignore[arg-type]
            if database.path is not None and database.path.name == "ledger.db" and not event.contains(made, "before_cursor_execute", self._asked):
                event.listen(made, "before_cursor_execute", self._asked)
            return made

        with monkeypatch.context() as patched:
            patched.setattr(Database, "engine", engine)
            yield

    def _asked(self, connection: Connection, cursor: object, statement: str, *_: object) -> None:
        self.full = self.full or self._when(statement)
        if self.full and statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA max_page_count = 1").close()
            # Nothing is free inside the file either.
            driver.execute("CREATE TABLE fill AS SELECT randomblob(100000) AS filling").close()


def changed(directory: Path, project: str) -> None:
    make(directory, project=project)
    assert apply(directory, confirm=steps.agree).report is not None
    edit(directory / FILE, "types: [payment", "types: [works, payment")


def applied(directory: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Completed:
    with disk.laid(monkeypatch):
        return apply(directory, confirm=steps.agree)


def history(directory: Path) -> list[HistoryEntry]:
    return list(reversed(SqlLedger(Database("sqlite:///ledger.db", directory=directory)).history()))


@pytest.mark.parametrize("project", [ELSEWHERE, steps.STEPS], ids=["sql", "steps"])
def test_full_before_the_lock(project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(tmp_path, project)
    with pytest.raises(RejectedError, match="backend-full"):
        applied(tmp_path, Disk(lambda _: True), monkeypatch)
    assert [entry.outcome for entry in history(tmp_path)] == ["applied"]
    assert plan(tmp_path).plan, "nothing was changed"
    done = apply(tmp_path, confirm=steps.agree)
    assert done.report is not None
    assert done.report.ok


def test_full_after_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made is not called a failure, and not called recorded either."""
    changed(tmp_path, ELSEWHERE)
    done = applied(tmp_path, Disk(lambda statement: statement.startswith("INSERT INTO reconciler_history")), monkeypatch)
    assert done.report is not None
    assert done.report.ok
    assert done.report.unrecorded is not None
    assert done.report.unrecorded.code == "backend-full"
    assert done.report.history is None
    assert not done.differing
    assert [entry.outcome for entry in history(tmp_path)] == ["applied"]
    assert not plan(tmp_path).plan


def test_full_when_the_outcome_of_a_change_is_to_be_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(tmp_path, steps.STEPS)
    edit(tmp_path / FILE, "accounts:\n", "accounts:\n  sokolov: {family_name: Соколов, given_name: Пётр, contacts: {email: s@teleset.example}}\n")
    asked: list[str] = []

    def when(statement: str) -> bool:
        """The journal looks for its row when a change is intended, and again when it is settled."""
        if statement.startswith("UPDATE reconciler_journal"):
            asked.append(statement)
        return len(asked) == 2

    done = applied(tmp_path, Disk(when), monkeypatch)
    assert done.report is not None
    assert done.report.unrecorded is not None
    # One change was made and could not be written down; nothing was begun behind it.
    made = [outcome for outcome in done.report.outcomes if isinstance(outcome, Applied)]
    assert len(made) == 1
    assert [entry.outcome for entry in history(tmp_path)] == ["applied", "unfinished"]
    # Nor could the lock be given back, and this process lives on: whoever is next waits for the lease, which is over here at once.
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection, connection:
        connection.execute("UPDATE reconciler_leases SET expires = 0")
    again = apply(tmp_path, confirm=steps.agree)
    assert again.report is not None
    assert again.report.ok
    assert [intent.outcome for one in again.resumed for intent in one.intents] == ["done"]
    assert not plan(tmp_path).plan
    assert len(steps.effects(tmp_path)) == len({*steps.effects(tmp_path)}), "no change was made twice"


class Wire:
    """A proxy before a server, which can stop passing anything on without ending a connection."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self.frozen = threading.Event()
        self._ended = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def end(self) -> None:
        self._ended.set()
        self._server.close()

    def _serve(self) -> None:
        self._server.settimeout(0.1)
        while not self._ended.is_set():
            try:
                one, _ = self._server.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(one,), daemon=True).start()

    def _pass_on(self, one: socket.socket) -> None:
        with closing(one), closing(socket.create_connection(self._target)) as other:
            while not self._ended.is_set():
                ready, _, _ = select.select([one, other], [], [], 0.05)
                if self.frozen.is_set():
                    time.sleep(0.05)
                    continue
                for source in ready:
                    if not (data := source.recv(65536)):
                        return
                    (other if source is one else one).sendall(data)


def test_a_beat_behind_a_connection_that_hangs(postgresql_url: str, postgresql_schema: str, tmp_path: Path) -> None:
    """The block ends all the same, and the lease does by itself."""
    url = make_url(postgresql_url)
    if not url.host or url.host.startswith("/") or dict(url.query).get("host"):
        pytest.skip("the server is not reached by TCP")
    from reconciler.database.prepare import prepare

    prepare(Database(postgresql_url, schema=postgresql_schema, directory=tmp_path))
    wire = Wire(url.host, url.port or 5432)
    through = url.set(host="127.0.0.1", port=wire.port).render_as_string(hide_password=False)
    ledger = SqlLedger(Database(through, schema=postgresql_schema, directory=tmp_path))
    try:
        lock = ledger.lock("apply", Owner("somebody", "elsewhere", 1, "boot"), key=b"k" * 32, wait=5)
        held = lock.__enter__()
        beats = 0

        class Counted:
            def renew(self) -> None:
                nonlocal beats
                held.renew()
                beats += 1

        with kept_alive(Counted(), interval=0.05, grace=0.3):
            until = time.monotonic() + 20
            while beats < 2 and time.monotonic() < until:
                time.sleep(0.02)
            assert beats >= 2
            wire.frozen.set()
            before = beats
            time.sleep(0.5)
            assert beats <= before + 1
            began = time.monotonic()
        assert time.monotonic() - began < 5
    finally:
        wire.end()
    holder = SqlLedger(Database(postgresql_url, schema=postgresql_schema, directory=tmp_path)).holder(Owner("another", "here", 2, "boot"))
    assert holder is not None
    assert holder.operation == "apply"


def test_a_server_that_is_gone_is_noticed_within_half_a_lease(postgresql_url: str, postgresql_schema: str, tmp_path: Path) -> None:
    with Database(postgresql_url, schema=postgresql_schema, directory=tmp_path).read() as connection:
        assert connection is not None
        driver = connection.connection.driver_connection
        assert driver is not None
        used = driver.info.get_parameters()
    assert int(used["tcp_user_timeout"]) <= 30_000
    assert int(used["keepalives_idle"]) + int(used["keepalives_interval"]) * int(used["keepalives_count"]) <= 30
