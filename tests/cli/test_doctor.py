"""doctor: a broken world for each check, on real databases; it names what is wrong, says what to do, stops at nothing and writes nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from reconciler.engine.connect import connect
from reconciler.engine.doctor import live
from reconciler.engine.doctor.examine import CHECKS, examine, surroundings
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.model.journal import Intent
from reconciler.model.ledger import HistoryEntry, Owner
from reconciler.model.pause import Pause
from reconciler.model.plan import Counts
from reconciler.model.saved import SavedChange
from reconciler.reporting.doctor import doctor_document, render_doctor
from reconciler.reporting.machine import dumps
from reconciler.reporting.messages.doctor import TITLES
from tests.cli.conftest import ENVIRONMENTS, ORGANIZATION, Run, apply_first, edit, fingerprint, write

DATABASE = "live/notifications.db"

Checks = dict[str, dict[str, Any]]
Look = Callable[..., Checks]


@pytest.fixture
def look() -> Look:
    """What each check says, by its name; it is put into words in both languages on the way."""

    def call(directory: str = "", environment: str | None = None) -> Checks:
        examined = examine(Path(directory), environment=environment, around=surroundings("utf-8"))
        document = json.loads(dumps(doctor_document(examined.checks)))
        checks = {one["check"]: one for one in document["checks"]}
        assert list(checks) == list(CHECKS)
        assert document["summary"]["problems"] == sum(one["status"] == "problem" for one in checks.values())
        for language in ("en", "ru"):
            text = render_doctor(examined.checks, language=language)
            assert all(TITLES[check].say(language) in text for check in checks)
            assert "{" not in text, "something is not filled in"
        return checks

    return call


def git(directory: Path, *arguments: str) -> None:
    names = ["-c", "user.name=x", "-c", "user.email=x@teleset.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *names, *arguments], cwd=directory, check=True, capture_output=True)


@pytest.fixture
def committed(project: Path) -> Path:
    git(project, "init", "-q")
    write(project / ".gitignore", "live/\n")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "first")
    git(project, "remote", "add", "origin", "https://user:hunter2@git.teleset.example/team/settings.git")
    return project


def test_all_is_well(committed: Path, run: Run, look: Look) -> None:
    assert run("apply", "--yes").code == 0
    checks = look()
    assert {check: one["status"] for check, one in checks.items() if one["status"] != "ok"} == {}
    assert checks["remote"]["message"] == "git.teleset.example/team/settings"
    assert "number 1, " in checks["last"]["message"]
    assert "answered in" in checks["backend"]["message"]
    assert run("doctor").out.splitlines()[-1] == f"{len(CHECKS)} ok."


def test_nothing_is_written(committed: Path, run: Run, look: Look) -> None:
    before = fingerprint(committed)
    look()
    assert fingerprint(committed) == before
    assert run("apply", "--yes").code == 0
    before = fingerprint(committed)
    look()
    assert fingerprint(committed) == before


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_exit_code_says_whether_there_is_a_problem(language: str, project: Path, run: Run, look: Look) -> None:
    ended = run("doctor", "--lang", language)
    assert (ended.code, ended.err) == (0, "")
    assert all(TITLES[check].say(language) in ended.out for check in CHECKS)
    edit(project / "organizations/teleset.yaml", "form: company", "form: compani")
    ended = run("doctor", "--lang", language)
    assert (ended.code, ended.err) == (1, "")
    assert "[files-invalid]" in ended.out
    told = run("doctor", "--lang", language, "--format", "json")
    assert (told.code, told.err) == (1, "")
    assert {one["check"]: one["status"] for one in json.loads(told.out)["checks"]} == {check: one["status"] for check, one in look().items()}


def test_without_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look: Look) -> None:
    monkeypatch.chdir(tmp_path)
    checks = look()
    assert checks["project"]["code"] == "no-project"
    assert checks["backend"]["status"] == "not-checked"
    assert checks["python"]["status"] == "ok"


def test_a_directory_that_is_not_there(project: Path, look: Look) -> None:
    assert look("nowhere")["project"]["code"] == "no-project"


def test_the_options_to_be_typed_lead_to_the_same_place(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project / "organizations/teleset.yaml", "form: company", "form: compani")
    monkeypatch.chdir(project.parent)
    told = run("doctor", "--project", "project", "--format", "json")
    assert {one["check"]: one for one in json.loads(told.out)["checks"]}["files"]["remedy"] == "reconciler validate --project project"


# Git


def test_git_is_not_there(project: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    checks = look()
    assert checks["git"]["code"] == "git-missing"
    assert checks["git"]["status"] == "warning"
    assert {checks[check]["status"] for check in ("repository", "changes", "depth", "remote")} == {"not-checked"}


def test_no_repository_and_then_no_commit(project: Path, look: Look) -> None:
    assert look()["repository"]["code"] == "no-repository"
    git(project, "init", "-q")
    checks = look()
    assert checks["repository"]["code"] == "no-commit"
    assert checks["changes"]["status"] == "not-checked"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_somebody_else(committed: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for path in (committed, committed / ".git"):
        os.chown(path, 4711, 4711)
    checks = look()
    assert checks["repository"]["code"] == "git-refuses"
    assert "safe.directory" in checks["repository"]["remedy"]


def test_a_dirty_and_shallow_checkout_without_a_remote(committed: Path, look: Look, tmp_path: Path) -> None:
    git(committed, "commit", "-q", "--allow-empty", "-m", "second")
    git(tmp_path, "clone", "-q", "--depth", "1", committed.as_uri(), "copy")
    copy = tmp_path / "copy"
    git(copy, "remote", "remove", "origin")
    edit(copy / "reconciler.yaml", "id: 0b7e4d52-5a0e-4a5e-9d5c-3f6f3a1c2b4d\n", "")
    write(copy / "organizations/more.yaml", ORGANIZATION.replace("id: teleset", "id: more"))
    checks = look(str(copy))
    assert (checks["changes"]["code"], checks["changes"]["arguments"]["count"]) == ("checkout-dirty", 2)
    assert checks["depth"]["code"] == "checkout-shallow"
    assert checks["remote"]["code"] == "remote-missing"


# Files


def test_a_project_file_with_mistakes(project: Path, look: Look) -> None:
    edit(project / "reconciler.yaml", "manager:", "manger:")
    checks = look()
    assert checks["project"]["code"] == "project-file-invalid"
    assert checks["files"]["code"] == "files-invalid"
    assert checks["backend"]["status"] == "not-checked"


def test_a_project_file_that_is_no_yaml(project: Path, look: Look) -> None:
    write(project / "reconciler.yaml", "version: [1\n  hunter2: {")
    assert look()["project"]["code"] == "project-file-invalid"


def test_sources_that_are_not_there(project: Path, look: Look) -> None:
    edit(project / "reconciler.yaml", "[organizations]", "[organizations, nowhere]")
    checks = look()
    assert checks["sources"]["code"] == "no-such-file"
    assert checks["backend"]["status"] == "ok"


def test_files_with_mistakes(project: Path, look: Look) -> None:
    edit(project / "organizations/teleset.yaml", "form: company", "form: compani")
    checks = look()
    assert (checks["files"]["code"], checks["files"]["arguments"]["count"]) == ("files-invalid", 1)
    assert checks["backend"]["status"] == "ok"


def test_environments(project: Path, look: Look) -> None:
    write(project / "reconciler.yaml", ENVIRONMENTS)
    checks = look()
    assert checks["environment"]["status"] == "not-checked"
    assert "reconciler doctor --env staging" in checks["environment"]["message"]
    assert checks["files"]["status"] == "ok"
    assert checks["backend"]["status"] == "not-checked"
    assert look(environment="staging")["backend"]["status"] == "ok"
    assert look(environment="stagin")["environment"]["code"] == "unknown-environment"


def test_references_that_are_not_set(project: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project / "reconciler.yaml", 'url: "sqlite:///live/notifications.db"', "url: {env: TELESET_URL}, key: {file: secrets/key}")
    checks = look()
    assert checks["references"]["code"] == "references-unset"
    assert checks["references"]["arguments"]["names"] == ["TELESET_URL", "secrets/key"]
    assert checks["backend"]["status"] == "not-checked"
    edit(project / "reconciler.yaml", ", key: {file: secrets/key}", "")
    monkeypatch.setenv("TELESET_URL", "sqlite:///live/notifications.db")
    checks = look()
    assert (checks["references"]["status"], checks["backend"]["status"]) == ("ok", "ok")


def test_secrets_that_files_refer_to(project: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project / "reconciler.yaml", "sources:", "secrets: {env: [TELESET_*]}\nsources:")
    edit(
        project / "organizations/teleset.yaml",
        "notifications:\n  types",
        "contacts:\n  bus: {channel: webhook, address: https://bus.teleset.example/, secret: {env: TELESET_BUS}}\nnotifications:\n  types",
    )
    checks = look()
    assert (checks["references"]["code"], checks["references"]["status"]) == ("secrets-unset", "warning")
    assert checks["references"]["arguments"]["names"] == ["TELESET_BUS"]
    monkeypatch.setenv("TELESET_BUS", "hunter2")
    assert look()["references"]["status"] == "ok"


# The live system


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("{type: sqll, url: 'sqlite:///x.db'}", "unknown-backend"),
        ("{type: sql, url: 'oracle://x/y'}", "backend-url"),
        ("{type: sql, url: 'sqlite:///x.db', colour: red}", "backend-options"),
        ("{type: sql, url: 'postgresql://127.0.0.1:1/notify'}", "backend-unreachable"),
    ],
)
def test_a_backend_that_is_none(options: str, code: str, project: Path, look: Look) -> None:
    edit(project / "reconciler.yaml", '{type: sql, url: "sqlite:///live/notifications.db"}', options)
    checks = look()
    assert checks["backend"]["code"] == code
    assert checks["tables"]["status"] == "not-checked"
    assert checks["files"]["status"] == "ok"


def test_a_file_that_is_no_database(project: Path, look: Look) -> None:
    write(project / DATABASE, "no database at all\n" * 100)
    assert look()["backend"]["code"] == "not-a-database"


def sql(project: Path, statement: str) -> None:
    with closing(sqlite3.connect(project / DATABASE)) as live_, live_:
        live_.execute(statement)


@pytest.fixture
def applied(project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    apply_first(project, run, tmp_path_factory)
    return project


@pytest.mark.parametrize(
    ("statement", "check", "code"),
    [
        ("update reconciler_schema_revision set version_num = '9999'", "tables", "newer-schema"),
        ("drop table reconciler_schema_revision", "tables", "tables-incomplete"),
        ("drop table reconciler_leases", "lock", "tables-incomplete"),
        ("update reconciler_installation set key = 'xyz'", "key", "key-unreadable"),
        ("update reconciler_bindings set source = 'git:elsewhere/settings:'", "binding", "other-source"),
        ("update reconciler_bindings set environment = 'production'", "binding", "other-environment"),
    ],
)
def test_tables_and_ledger(statement: str, check: str, code: str, applied: Path, look: Look) -> None:
    sql(applied, statement)
    checks = look()
    assert (checks[check]["code"], checks[check]["status"]) == (code, "problem")
    assert checks["backend"]["status"] == "ok"


def test_older_tables_of_an_embedded_database(applied: Path, look: Look) -> None:
    sql(applied, "update reconciler_schema_revision set version_num = '0002'")
    assert look()["tables"]["code"] == "tables-by-apply"


def test_somebody_holds_the_lock(applied: Path, look: Look) -> None:
    sql(applied, "update reconciler_leases set expires = 99999999999, host = 'elsewhere', holder = 'ci', process = 4711")
    checks = look()
    assert checks["lock"]["code"] == "lock-held"
    assert "ci@elsewhere, process 4711" in checks["lock"]["message"]


@pytest.mark.skipif(not Path("/proc/sys/kernel/random/boot_id").exists(), reason="only here a dead process is told from a living one")
def test_who_held_the_lock_has_died(applied: Path, look: Look) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    sql(applied, f"update reconciler_leases set expires = 99999999999, process = {gone.pid}")
    assert look()["lock"]["code"] == "lock-dead"


def test_an_apply_that_failed(applied: Path, look: Look) -> None:
    sql(applied, "update reconciler_history set outcome = 'failed'")
    checks = look()
    assert (checks["last"]["code"], checks["last"]["status"]) == ("last-apply-failed", "warning")
    assert checks["last"]["remedy"].startswith("reconciler history show 1, ")
    sql(applied, "update reconciler_history set outcome = 'partial'")
    assert "apply finishes it" in look()["last"]["remedy"]
    sql(applied, "update reconciler_history set outcome = 'unfinished'")
    assert "apply finishes it" in look()["last"]["remedy"]
    sql(applied, "update reconciler_leases set expires = 99999999999, host = 'elsewhere'")
    assert look()["last"]["code"] == "at-work"


def test_an_earlier_apply_was_never_answered(applied: Path, look: Look) -> None:
    ledger = connect(open_project(Reading(), Path(), None)).ledger
    entry = HistoryEntry("apply", "tests-7f3a", "", "x@y", "", Counts(1))
    with ledger.lock("apply", Owner("x", "y", 1), key=b"x" * 32, wait=0) as lock:
        lock.journal(entry, None).intend(Intent("1", SavedChange("teleset/ivanova", "update", "aa", "bb")))
    assert look()["last"]["code"] == "last-apply-failed"
    ledger.record(entry)
    assert (look()["last"]["code"], look()["last"]["arguments"]["count"]) == ("apply-unfinished", 1)


def test_approvals_that_wait(applied: Path, look: Look) -> None:
    assert look()["approvals"]["message"] == "none pending"
    with closing(sqlite3.connect(applied / DATABASE)) as live_, live_:
        live_.execute(
            "insert into reconciler_approvals (digest, granted, manager, environment, guard) select 'd', cast(strftime('%s','now') as integer), 'tests-7f3a', '', 'loss'"
        )
    assert look()["approvals"]["message"] == "1 can still be used"


def test_pauses(applied: Path, look: Look) -> None:
    assert look()["pauses"]["code"] == "no-pauses"
    ledger = connect(open_project(Reading(), Path(), None)).ledger
    entry = HistoryEntry("pause", "tests-7f3a", "", "x@y", "", Counts(), outcome="paused")
    ledger.pause([Pause("tests-7f3a", "", "teleset", "x@y", "Иванова asked")], entry, seconds=600)
    checks = look()
    assert (checks["pauses"]["code"], checks["pauses"]["arguments"]["paused"]) == ("applies-paused", ["teleset"])
    assert "Иванова" not in checks["pauses"]["message"]
    ledger.pause([Pause("tests-7f3a", "", "", "x@y", "all")], entry, seconds=600)
    assert "nothing at all is applied" in look()["pauses"]["remedy"]


WRITER = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA cache_spill = 1")
connection.execute("BEGIN IMMEDIATE")
connection.executemany("insert into reconciler_refusals (organization, channel, address, type) values ('x', 'sms', ?, '')", [(str(n),) for n in range(5000)])
connection.execute("update reconciler_accounts set manager = 'x'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nobody can be killed like that")
def test_a_writer_was_killed(applied: Path, look: Look, run: Run) -> None:
    """To look into the database would be to play its journal back, which is a write."""
    subprocess.run([sys.executable, "-c", WRITER, DATABASE], check=False)
    assert (applied / f"{DATABASE}-journal").exists()
    before = fingerprint(applied)
    checks = look()
    assert (checks["storage"]["code"], checks["storage"]["status"]) == ("journal-left", "warning")
    assert checks["backend"]["status"] == "not-checked"
    assert fingerprint(applied) == before
    assert run("plan", "--detailed-exitcode").code == 0
    assert look()["storage"]["status"] == "ok"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_database_that_cannot_be_written(applied: Path, look: Look) -> None:
    (applied / DATABASE).chmod(0o400)
    assert look()["storage"]["code"] == "storage-unwritable"
    (applied / DATABASE).chmod(0o600)
    (applied / "live").chmod(0o500)
    assert look()["storage"]["arguments"]["path"].endswith("/live")
    (applied / "live").chmod(0o700)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
def test_what_another_user_may_not_write(tmp_path: Path) -> None:
    """Also where they may not even look: asked whether something is there, Python raises then."""
    closed = Path(tempfile.mkdtemp())
    look = "import os, sys, pathlib; from reconciler.engine.doctor import live; os.setuid(65534); print(live._unwritable(pathlib.Path(sys.argv[1])))"

    def unwritable(path: Path) -> str:
        return subprocess.run([sys.executable, "-c", look, str(path)], check=True, capture_output=True, encoding="utf-8").stdout.strip()

    try:
        assert unwritable(closed / "deeper/x.db") == str(closed)
        closed.chmod(0o755)
        assert unwritable(closed / "deeper/x.db") == str(closed)
        write(closed / "x.db", "").chmod(0o644)
        assert unwritable(closed / "x.db") == str(closed / "x.db")
        closed.chmod(0o777)
        assert unwritable(closed / "y.db") == "None"
    finally:
        shutil.rmtree(closed)


def test_a_place_where_nobody_may_write(project: Path, look: Look) -> None:
    edit(project / "reconciler.yaml", "sqlite:///live/notifications.db", "sqlite:///reconciler.yaml/x.db")
    checks = look()
    assert (checks["storage"]["code"], checks["storage"]["status"]) == ("storage-unwritable", "problem")
    assert checks["storage"]["arguments"]["path"].endswith("/reconciler.yaml")


def test_a_full_disk(project: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LOW", (shutil.disk_usage(project).free >> 20) * 2)
    assert look()["disk"]["code"] == "disk-low"


def test_a_check_that_trips_stops_no_other(project: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(_: object) -> None:
        raise KeyError("ivanova@teleset.example")

    for check in CHECKS:
        monkeypatch.setitem(CHECKS, check, trip)
    checks = look()
    assert {(one["code"], one["status"]) for one in checks.values()} == {("check-failed", "problem")}
    assert "ivanova" not in json.dumps(checks)


def test_jobs(project: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    assert look()["ci"]["code"] == "no-ci"
    monkeypatch.setenv("CI", "true")
    assert look()["ci"]["code"] == "ci"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert look()["ci"]["message"].startswith("a job of GitHub Actions")


# PostgreSQL


@pytest.fixture
def shared(project: Path, postgresql_url: str, postgresql_schema: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    monkeypatch.setenv("TESTS_URL", postgresql_url)
    edit(project / "reconciler.yaml", 'url: "sqlite:///live/notifications.db"', f"url: {{env: TESTS_URL}}, schema: {postgresql_schema}")
    engine = create_engine(postgresql_url, poolclass=NullPool)

    def execute(statement: str) -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql(statement.replace("_.", f'"{postgresql_schema}".'))

    yield execute
    engine.dispose()


@pytest.mark.postgresql
def test_a_shared_database(shared: Callable[[str], None], run: Run, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = look()
    assert (checks["tables"]["code"], checks["tables"]["remedy"].split(";")[0]) == ("tables-pending", "reconciler prepare")
    assert checks["storage"]["code"] == "no-storage"
    assert run("prepare").code == 0
    assert run("apply", "--yes").code == 0
    checks = look()
    assert {checks[check]["status"] for check in ("backend", "tables", "key", "binding", "lock", "last", "clock")} == {"ok"}
    assert checks["clock"]["code"] == "clock"
    monkeypatch.setattr("reconciler.engine.doctor.live.time.time", lambda: 1_000_000_000.0)
    assert look()["clock"]["code"] == "clock-differs"


@pytest.mark.postgresql
def test_a_password_that_is_wrong_is_shown_nowhere(project: Path, run: Run, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTS_URL", "postgresql+psycopg://somebody:hunter2@127.0.0.1:1/notify")
    edit(project / "reconciler.yaml", '"sqlite:///live/notifications.db"', "{env: TESTS_URL}")
    checks = look()
    assert checks["backend"]["code"] == "backend-unreachable"
    assert "127.0.0.1:1/notify" in checks["backend"]["message"]
    assert "hunter2" not in run("doctor").out + json.dumps(checks)
    assert "somebody" not in run("doctor").out
