"""The verb: one pass with its exit code, and a process that ends as it is told to."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from reconciler.database.database import Database
from reconciler.ledger.sql import SqlLedger
from reconciler.model.ledger import Owner
from tests.cli.conftest import Run, edit, project, run
from tests.watching.running import Running

__all__ = ["project", "run"]

TELESET = "organizations/teleset.yaml"
NAME = "watch:tests-7f3a"

posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")


def ledger(project: Path) -> SqlLedger:
    return SqlLedger(Database("sqlite:///live/notifications.db", directory=project))


def test_once(project: Path, run: Run) -> None:
    looked = run("watch", "--once", "--mode", "plan")
    assert (looked.code, "to add" in looked.out) == (0, True)
    assert not (project / "live").exists()
    applied = run("watch", "--once")
    assert (applied.code, "Applied:" in applied.out) == (0, True)
    again = run("watch", "--once")
    assert (again.code, "No changes." in again.out) == (0, True)
    assert [entry.operation for entry in ledger(project).history()] == ["watch"]
    assert ledger(project).leader(NAME, Owner("x", "y", 1)) is None
    edit(project / TELESET, "petrov:\n", "petrov: [\n")
    assert run("watch", "--once").code == 3


def test_once_beside_another_watch(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    ledger(project).lead(NAME, Owner("ci", "elsewhere", 1, "boot"), seconds=60)
    other = run("watch", "--once")
    assert (other.code, "another watch leads: ci@elsewhere, process 1, since " in other.err) == (6, True)
    assert "--lock-timeout" not in other.err


def test_once_says_what_a_guard_holds(project: Path, run: Run) -> None:
    assert run("watch", "--once").code == 0
    text = (project / TELESET).read_text(encoding="utf-8")
    (project / TELESET).write_text(text.partition("\naccounts:")[0] + "\n", encoding="utf-8")
    held = run("watch", "--once")
    assert (held.code, "reconciler approve" in held.out) == (4, True)


@pytest.mark.parametrize(("words", "name"), [(["--interval", "5"], "--interval"), (["--debounce", "5h"], "--debounce"), (["--lease", "1s"], "--lease")])
def test_lengths_have_bounds(project: Path, run: Run, words: list[str], name: str) -> None:
    ended = run("watch", *words)
    assert ended.code == 64
    assert name in ended.err


@posix
@pytest.mark.parametrize(("number", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_it_ends_on_a_signal_and_gives_the_lead_back(project: Path, started: list[Running], number: str, code: int) -> None:
    watch = Running(project)
    started.append(watch)
    watch.says("Applied: +")
    assert ledger(project).leader(NAME, Owner("x", "y", 1)) is not None
    assert watch.ended(getattr(signal, number)) == code
    assert ledger(project).leader(NAME, Owner("x", "y", 1)) is None
    assert "Ended; the leases are given back." in watch.text
    assert "The ledger is a SQLite file" in watch.text


@posix
def test_its_log_is_json_lines_with_the_pass_and_no_address(project: Path, started: list[Running]) -> None:
    watch = Running(project, "-v", "--log-format", "json")
    started.append(watch)
    watch.says('"ended": "applied"')
    observed = watch.text.count("observed")
    watch.process.send_signal(signal.SIGHUP)
    watch.says("observed", observed + 1)
    edit(project / TELESET, "ivanova@teleset.example", "ivanova@")
    watch.says('"ended": "invalid"')
    assert watch.ended(signal.SIGTERM) == 143
    lines = [json.loads(line) for line in watch.text.splitlines()]
    assert all([*line][:4] == ["time", "level", "logger", "message"] for line in lines)
    assert [line["message"] for line in lines if line.get("event") == "ending"] == ["ending"]
    passes = [line for line in lines if line.get("event") == "pass"]
    assert {line["pass"] for line in passes} <= {line["pass"] for line in lines if "read" in line["message"]} | {passes[-1]["pass"]}
    assert passes[-1]["error"] == "bad-email"
    assert "@" not in watch.text
    assert watch.out.read_bytes() == b""


STUCK = """
import sys, time
from reconciler.cli import watching
from reconciler.engine import watch
watching.PATIENCE, watching.BOUND = 0.5, {bound}
def look(session):
    print("stuck", file=sys.stderr, flush=True)
    while True:
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            if {gives_in}:
                raise
watch.look = look
from reconciler.cli.main import run
run()
"""


@posix
@pytest.mark.parametrize("gives_in", [True, False])
def test_whatever_it_is_stuck_in_it_ends_within_the_bound(project: Path, started: list[Running], gives_in: bool) -> None:
    watch = Running(project, code=STUCK.format(bound=60 if gives_in else 1.5, gives_in=gives_in))
    started.append(watch)
    watch.says("stuck")
    began = time.monotonic()
    assert watch.ended(signal.SIGTERM) == 143
    assert time.monotonic() - began >= 0.5


@posix
def test_a_second_signal_ends_it_at_once(project: Path, started: list[Running]) -> None:
    watch = Running(project, code=STUCK.format(bound=60, gives_in=True).replace("0.5,", "60,"))
    started.append(watch)
    watch.says("stuck")
    watch.process.send_signal(signal.SIGTERM)
    watch.says("Once more")
    assert watch.ended(signal.SIGTERM) == 143
