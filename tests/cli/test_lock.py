"""Who is writing, and taking the lock away."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit


@pytest.fixture
def locked(project: Path, run: Run) -> Path:
    """Somebody on another machine holds the lock, and never comes back."""
    assert run("apply", "--yes").code == 0
    with closing(sqlite3.connect(project / "live/notifications.db")) as live, live:
        live.execute("update reconciler_leases set expires = 99999999999, host = 'elsewhere', holder = 'ci', process = 4711")
    edit(project / "organizations/teleset.yaml", "works: true", "works: false")
    return project


def test_nobody_holds_it(project: Path, run: Run) -> None:
    assert "Nobody is writing here." in run("lock", "show").out
    assert run("lock", "release", "--yes").code == 64
    assert not (project / "live").exists()


def test_who_holds_it_and_taking_it_away(locked: Path, run: Run) -> None:
    shown = run("lock", "show")
    assert "Locked by:      ci@elsewhere, process 4711" in shown.out
    assert run("apply", "--yes", "--lock-timeout", "0").code == 6
    assert run("lock", "release").code == 64, "asks on a terminal, and needs --yes elsewhere"
    released = run("lock", "release", "--yes", "--reason", "the runner was shut down")
    assert released.code == 0
    assert "ci@elsewhere, process 4711 cannot write any more" in released.out
    assert run("apply", "--yes", "--lock-timeout", "0").code == 0
    listed = run("history").out
    assert "lock released" in listed


def test_as_json(locked: Path, run: Run) -> None:
    lock = json.loads(run("lock", "show", "--format", "json").out)["lock"]
    assert (lock["holder"], lock["dead"]) == ("ci@elsewhere, process 4711", False)
    released = run("lock", "release", "--yes", "--format", "json")
    assert json.loads(released.out)["released"]["operation"] == "apply"
    assert json.loads(run("lock", "show", "--format", "json").out)["lock"] is None


@pytest.mark.parametrize("words", [[], ["shut"], ["show", "x"], ["release", "--yes", "--reason", "x" * 501]])
def test_what_makes_no_sense(words: list[str], locked: Path, run: Run) -> None:
    assert run("lock", *words).code == 64
    assert run("apply", "--yes", "--lock-timeout", "0").code == 6
