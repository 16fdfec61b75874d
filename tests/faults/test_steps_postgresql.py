"""A system without transactions whose ledger is in PostgreSQL: the same promises, and the books of another server."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.backends.memory import Fault
from reconciler.database.database import Database
from reconciler.database.revisions import REVISIONS
from reconciler.engine.plan import plan
from reconciler.engine.prepare import ddl, prepare
from reconciler.ledger.sql import SqlLedger
from reconciler.model.journal import DONE
from tests.faults.processes import killed_at_step
from tests.faults.steps import MANAGER, STEPS, applied, effects, program
from tests.faults.test_steps import POSIX
from tests.unit.engine.worlds import edit, make

pytestmark = pytest.mark.postgresql
FILE = "organizations/teleset.yaml"


@POSIX
def test_what_failed_what_was_killed_and_what_was_finished(
    tmp_path: Path, postgresql_url: str, postgresql_schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESTS_LEDGER", postgresql_url)
    there = f"{{type: sql, url: {{env: TESTS_LEDGER}}, schema: {postgresql_schema}}}"
    make(tmp_path, project=STEPS.replace("{type: sql, url: 'sqlite:///ledger.db'}", there))
    assert "CREATE TABLE" in ddl(tmp_path)
    assert prepare(tmp_path).migrations == REVISIONS
    assert ddl(tmp_path) == ""
    database = Database(postgresql_url, schema=postgresql_schema)
    ledger = SqlLedger(database)
    program(tmp_path, Fault("rejected", "create", "teleset/petrov"), Fault("lost", "create", "teleset/ivanova"))
    completed = applied(tmp_path)
    assert completed.report is not None
    assert completed.report.partial
    applied(tmp_path)
    edit(tmp_path / FILE, "Павел", "Пётр")
    edit(tmp_path / FILE, "Анна", "Инна")
    killed_at_step(applied, tmp_path, 2)
    (unfinished,) = ledger.unfinished(MANAGER, "")
    assert len(unfinished.open) == 1
    (found,) = applied(tmp_path).resumed
    assert [intent.outcome for intent in found.intents] == [DONE]
    assert not plan(tmp_path).plan
    assert len(effects(tmp_path)) == sum(entry.counts.add + entry.counts.change for entry in ledger.history())
    assert [entry.outcome for entry in reversed(ledger.history())] == ["partial", "applied", "interrupted", "applied"]
    assert ledger.unfinished(MANAGER, "") == ()
    with database.read() as connection:
        assert connection is not None
        held = str([connection.execute(table.select()).all() for table in database.tables.metadata.sorted_tables])
    assert not [word for word in ("teleset.example", "Инна", "Петров") if word in held]
    database.close()
