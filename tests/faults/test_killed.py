"""kill -9 at any statement: what is live is the old or the new, and the next run finishes the work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.backends.sql import SqlBackend
from reconciler.database.revisions import REVISIONS
from tests.conformance.live import SqlDoor, System, plan
from tests.conformance.worlds import AFTER, BEFORE

ROOT = Path(__file__).parents[2]

LONG = pytest.mark.long
pytestmark = [pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's"), pytest.mark.usefixtures("migrations_in_earnest")]


def _run(verb: str, url: str, schema: str, number: int) -> bool:
    """Whether it came to its end."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.faults.victim", verb, url, schema, str(number)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert ended.returncode in {0, -9}, ended.stderr
    return ended.returncode == 0


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path.as_posix()}/n.db", "-"
    else:
        yield request.getfixturevalue("postgresql_url"), request.getfixturevalue("postgresql_schema")


def _backend(place: tuple[str, str]) -> SqlBackend:
    return SqlBackend({"type": "sql", "url": place[0]} | ({"schema": place[1]} if place[1] != "-" else {}), Path())


@pytest.mark.parametrize("number", [pytest.param(2, marks=LONG), 9, 15, pytest.param(21, marks=LONG)])
def test_killed_while_applying(place: tuple[str, str], number: int) -> None:
    backend = _backend(place)
    backend.prepare()
    system = System(backend, SqlDoor(backend))
    system.become(BEFORE)
    old = system.observe()
    ended = _run("apply", *place, number)
    live = system.observe()
    assert (plan(system.desired(AFTER), live) == []) if ended else (live == old)
    system.become(AFTER)
    assert plan(system.desired(AFTER), system.observe()) == []
    backend.database.close()


@pytest.mark.parametrize("number", [pytest.param(2, marks=LONG), 7, pytest.param(14, marks=LONG), 17])
def test_killed_while_migrating(place: tuple[str, str], number: int) -> None:
    backend = _backend(place)
    ended = _run("prepare", *place, number)
    assert backend.pending() == (() if ended else REVISIONS)
    assert backend.prepare() == (() if ended else REVISIONS)
    system = System(backend, SqlDoor(backend))
    system.become(BEFORE)
    assert plan(system.desired(BEFORE), system.observe()) == []
    backend.database.close()


def test_a_big_transaction_that_was_killed_is_undone_for_readers_too(tmp_path: Path) -> None:
    """A killed writer leaves a journal that must be played back before anyone can read; a reader may not write, and must manage all the same."""
    place = f"sqlite:///{tmp_path.as_posix()}/n.db", "-"
    backend = _backend(place)
    backend.prepare()
    system = System(backend, SqlDoor(backend))
    system.become(BEFORE)
    old = system.observe()
    script = (
        "import os, signal, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "c.execute('DELETE FROM reconciler_accounts')\n"
        "c.executemany('INSERT INTO reconciler_verifications VALUES (?, ?)', [('email', f'{n:0200}') for n in range(2000)])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "n.db")], timeout=60)
    assert (tmp_path / "n.db-journal").exists()
    assert system.observe() == old
