"""The witness itself: what it lets pass, and what it does not."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reconciler.database import engines
from reconciler.engine.orders import Order
from reconciler.engine.watch import make_pass
from reconciler.model.watching import Ended, Trigger
from reconciler.watching.once import once
from tests.convergence.project import write_project
from tests.soak.audit import Audit, Tally
from tests.watching.watched import people


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One that was applied before anybody looked on, and has one more to apply."""
    project = write_project(tmp_path, [people("teleset", 2)])
    assert once(Order(project)).passed.ended is Ended.APPLIED
    Audit(project / "live.db").install()
    whole = engines._connect

    def connect(uri: str, mode: engines.Mode) -> sqlite3.Connection:
        connection = whole(uri, mode)
        connection.create_function("writer", 0, os.getpid)
        return connection

    monkeypatch.setattr(engines, "_connect", connect)
    return write_project(tmp_path, [people("teleset", 3)])


def test_a_pass_of_who_leads(project: Path) -> None:
    made = once(Order(project))
    found = Audit(project / "live.db").judge({made.passed.number: os.getpid()})
    assert found.writes > 3
    assert found == Tally(found.writes, 1, 1)


def test_a_write_while_another_one_leads(project: Path) -> None:
    with closing(sqlite3.connect(project / "live.db", isolation_level=None)) as connection:
        connection.execute("UPDATE reconciler_leases SET process = 1, expires = strftime('%s', 'now') + 60 WHERE name LIKE 'watch:%'")
    assert make_pass(Order(project), (Trigger.START,), id="1").passed.ended is Ended.APPLIED, "one that asks nobody"
    with pytest.raises(AssertionError, match="while 1 held the lead"):
        Audit(project / "live.db").judge({})


def test_a_write_that_is_not_in_the_history(project: Path) -> None:
    made = once(Order(project))
    with pytest.raises(AssertionError, match="who said that it wrote"):
        Audit(project / "live.db").judge({made.passed.number + 1: os.getpid()})
    with closing(sqlite3.connect(project / "live.db", isolation_level=None)) as connection:
        connection.execute("DELETE FROM audit WHERE place = 'history'")
    with pytest.raises(AssertionError, match="one row of history"):
        Audit(project / "live.db").judge({})
