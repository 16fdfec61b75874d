"""What is live becomes files that mean the same: whatever was declared, importing it leaves nothing to do."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as limits

from reconciler.backends.memory import MemoryBackend, MemoryWriter
from reconciler.engine.connect import Connection
from reconciler.engine.fmt import fmt
from reconciler.engine.import_live import import_live, imported
from reconciler.engine.open import open_project
from reconciler.engine.plan import plan
from reconciler.engine.read import Reading
from reconciler.engine.session import Session, open_session, scope_of
from reconciler.engine.validate import validate
from reconciler.ledger.memory import MemoryLedger
from reconciler.model.adoption import EVERYTHING
from reconciler.model.change import Adopt
from reconciler.model.formatted import Status
from reconciler.model.imported import ImportedLive
from tests.conformance.live import Fence
from tests.convergence.project import applied, nothing_left, write_project
from tests.declarations import declarations
from tests.examples import examples

LIMITS = limits(max_examples=examples(15, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _emptied(project: Path) -> None:
    """A project that declares nothing any more."""
    for file in (project / "organizations").iterdir():
        file.unlink()


def _clean(project: Path, made: ImportedLive) -> None:
    assert made.left == ()
    assert made.differing == ()
    assert made.diagnostics == ()
    assert validate(directory=project).ok
    formatted = fmt(directory=project, write=False)
    assert formatted.diagnostics == ()
    assert not [file.path for file in formatted.files if file.status is Status.WOULD_CHANGE and file.path != "reconciler.yaml"]


@given(documents=declarations())
@LIMITS
def test_importing_what_was_applied_leaves_nothing_to_do(documents: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        project = write_project(Path(directory), documents, url="sqlite:///live.db")
        session = open_session(project, environment=None, organizations=())
        backend = MemoryBackend({}, project)
        writer = backend.writer(Fence())
        assert isinstance(writer, MemoryWriter)
        list(writer.apply(session.compare(writer).plan.changes))
        _emptied(project)
        reading = Reading()
        connection = Connection(open_project(reading, project, None), backend, MemoryLedger())
        made = imported(connection, reading, scope_of(()))
        _clean(project, made)
        again = open_session(project, environment=None, organizations=())
        reader = backend.reader()
        with closing(reader):
            left = Session(connection, again.declared, again.scope, again.key, again.installed).compare(reader).plan
        assert left.changes == ()
        assert left.conflicts == ()


@given(documents=declarations())
@limits(LIMITS, max_examples=6)
def test_importing_from_a_database_leaves_nothing_to_do(documents: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        project = write_project(Path(directory), documents)
        applied(project)
        _emptied(project)
        _clean(project, import_live(project))
        nothing_left(project)


@given(documents=declarations())
@limits(LIMITS, max_examples=6)
def test_importing_what_nobody_has_marked_leaves_nothing_to_do_but_marking_it(documents: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        project = write_project(Path(directory), documents)
        applied(project)
        with closing(sqlite3.connect(project / "live.db")) as connection:
            for table in ("organizations", "accounts", "contacts", "subscriptions", "types"):
                connection.execute(f"UPDATE reconciler_{table} SET manager = NULL WHERE manager IS NOT 'reconciler'")
            connection.commit()
        _emptied(project)
        made = import_live(project)
        _clean(project, made)
        assert made.unmanaged
        adopted = plan(project, adopt=EVERYTHING).plan
        assert {type(change) for change in adopted.changes} == {Adopt}
        assert {change.address for change in adopted.changes} == {*made.unmanaged}
        applied(project, adopt=EVERYTHING)
        nothing_left(project)
