"""Several applies at once: no mixture, no deadlock, each report true; and one that is frozen while it holds the lock writes nothing when it wakes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from reconciler.ledger.lease import LEASE_SECONDS
from reconciler.ledger.sql import SqlLedger
from tests.convergence.project import applied, nothing_left, write_project
from tests.faults.processes import Apply, context
from tests.faults.test_matrix import NEW, Place, organization, place

__all__ = ["place"]

pytestmark = [pytest.mark.skipif(os.name != "posix", reason="SIGSTOP is POSIX's"), pytest.mark.timeout(1200)]

HONEST = {"applied", "nothing", "plan-moved", "locked", "backend-locked", "live-changed", "live-exists", "live-gone"}
"""What an apply may say of itself when others write as well."""


def copies(place: Place, count: int) -> list[Place]:
    """Projects in directories of their own, applied to the same database under the same name."""
    made = []
    for number in range(count):
        directory = place.directory / f"copy-{number}"
        directory.mkdir()
        url = place.url if "schema" in place.options else f"sqlite:///{(place.directory / 'live.db').as_posix()}"
        made.append(Place(directory, place.options | ({} if "schema" in place.options else {"url": url}), url))
    return made


def declared(number: int) -> list[dict[str, Any]]:
    """No two of them agree about anybody."""
    types = ["payment", "orders", "works", "messages"]
    return organization(ivanova=[types[number % 4]], petrov=[types[(number + 1) % 4], "account-balance"], **{f"own-{number}": ["payment"]})


def run(places: list[Place]) -> list[str]:
    """All at once; what each says of itself."""
    barrier = context().Barrier(len(places))
    running = [Apply(place.directory, barrier=barrier) for place in places]
    return [one.end().says for one in running]


@pytest.mark.parametrize(("count", "rounds"), [(2, 3), (8, 2), pytest.param(2, 100, marks=pytest.mark.long), pytest.param(8, 100, marks=pytest.mark.long)])
def test_of_one_manager(place: Place, count: int, rounds: int) -> None:
    place.reset(empty=False)
    places = copies(place, count)
    ledger = SqlLedger(place.backend.database)
    for turn in range(rounds):
        for number, one in enumerate(places):
            one.declare(declared(turn + number))
        before = len(ledger.history(10_000))
        says = run(places)
        assert set(says) <= HONEST, says
        assert "applied" in says
        entries = ledger.history(10_000)
        assert [one.outcome for one in entries[: len(entries) - before]].count("applied") == says.count("applied")
        # Whoever was last has applied all of it, and nobody else's is mixed in.
        empty = []
        for number, one in enumerate(places):
            try:
                nothing_left(one.directory)
            except AssertionError:
                continue
            empty.append(number)
        assert len(empty) >= 1, "the live state is one of the declarations"
        assert all(says[number] in ("applied", "nothing") for number in empty)


@pytest.mark.parametrize(("count", "rounds"), [(2, 3), (8, 2), pytest.param(2, 100, marks=pytest.mark.long), pytest.param(8, 100, marks=pytest.mark.long)])
def test_of_different_managers(place: Place, count: int, rounds: int) -> None:
    place.reset(empty=False)
    places = copies(place, count)
    for turn in range(rounds):
        for number, one in enumerate(places):
            (document,) = declared(turn)
            write_project(one.directory, [{**document, "id": f"org-{number}"}], manager=f"manager-{number}", **one.options)
        says = run(places)
        for number, one in enumerate(places):
            if says[number] == "applied":
                nothing_left(one.directory)
            else:
                assert says[number] in HONEST, says
                applied(one.directory)
        for one in places:
            nothing_left(one.directory)
    nothing_left(place.directory)


def _wait_until_stopped(process: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "T":
            return
        time.sleep(0.05)
    pytest.fail("it did not stop")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="whether a process is stopped is asked of Linux")
def test_a_frozen_holder_writes_nothing_when_it_wakes(place: Place) -> None:
    """Frozen after it took the lock and before its transaction; its lease runs out, somebody else applies, it wakes."""
    place.reset(empty=False)
    ledger = SqlLedger(place.backend.database)
    frozen, other = copies(place, 2)
    frozen.declare(NEW)
    other.declare(organization(ivanova=["works"], petrov=["works"]))
    stopped = Apply(frozen.directory, stop=True)
    try:
        process = stopped.process.pid
        assert process is not None
        _wait_until_stopped(process)
        with place.backend.database.write() as connection:
            connection.execute(text(f"UPDATE {place.backend.database.name('leases')} SET expires = expires - {LEASE_SECONDS + 1}"))
        applied(other.directory)
        after = place.state()
    finally:
        os.kill(stopped.process.pid or 0, signal.SIGCONT)
    ended = stopped.end()
    assert ended.says in ("lock-lost", "plan-moved", "failed"), ended
    assert place.state() == after
    nothing_left(other.directory)
    assert [entry.outcome for entry in ledger.history(2)].count("applied") >= 1
