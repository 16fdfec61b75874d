"""Apply, plan again, expect nothing: for every declaration, and from every declaration to every other."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from reconciler.backends.sql import SqlBackend
from reconciler.engine.plan import plan
from tests.convergence.project import applied, nothing_left, write_project
from tests.declarations import declarations
from tests.examples import examples

few = settings(max_examples=examples(8, 40), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

VARIABLE = "TESTS_CONVERGENCE_URL"


@pytest.fixture(scope="module")
def shared(postgresql_url: str) -> Iterator[SqlBackend]:
    """Prepared tables in a schema of their own."""
    backend = SqlBackend({"url": postgresql_url, "schema": f"test_{uuid.uuid4().hex[:12]}"}, Path())
    backend.prepare()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, postgresql_url)
        yield backend
    with backend.database.write() as connection:
        connection.exec_driver_sql(f'DROP SCHEMA "{backend.database.schema}" CASCADE')
    backend.database.close()


def _emptied(shared: SqlBackend) -> dict[str, Any]:
    """What a project says to apply there; nobody has applied anything yet."""
    with shared.database.write() as connection:
        for table in shared.database.tables.metadata.sorted_tables:
            connection.execute(table.delete())
    return {"url": {"env": VARIABLE}, "schema": shared.database.schema}


@few
@given(declarations())
def test_apply_then_plan_is_empty_on_sqlite(documents: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        project = write_project(Path(directory), documents)
        first = plan(project).plan
        assert not (project / "live.db").exists(), "plan creates nothing"
        completed = applied(project)
        assert completed.planned.plan.changes == first.changes
        nothing_left(project)


@pytest.mark.postgresql
@few
@given(documents=declarations())
def test_apply_then_plan_is_empty_on_postgresql(shared: SqlBackend, documents: list[dict[str, Any]]) -> None:
    backend = _emptied(shared)
    with tempfile.TemporaryDirectory() as directory:
        project = write_project(Path(directory), documents, **backend)
        applied(project)
        nothing_left(project)


@few
@given(declarations(), declarations())
def test_any_declaration_leads_to_any_other_on_sqlite(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    _change(before, after)


@pytest.mark.postgresql
@few
@given(before=declarations(), after=declarations())
def test_any_declaration_leads_to_any_other_on_postgresql(shared: SqlBackend, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    _change(before, after, **_emptied(shared))


def _change(before: list[dict[str, Any]], after: list[dict[str, Any]], **backend: Any) -> None:
    """Guards aside, which count people and would rightly refuse most of these."""
    with tempfile.TemporaryDirectory() as directory:
        project = write_project(Path(directory), before, **backend)
        applied(project)
        write_project(project, after, **backend)
        made = plan(project).plan
        if made.refusals:
            return
        applied(project)
        nothing_left(project)
