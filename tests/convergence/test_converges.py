"""Apply, plan again, expect nothing: for every declaration, and from every declaration to every other."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from reconciler.engine.plan import plan
from tests.convergence.project import applied, nothing_left, write_project
from tests.declarations import declarations

few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


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


@few
@given(declarations(), declarations())
def test_any_declaration_leads_to_any_other(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    """Guards aside, which count people and would rightly refuse most of these."""
    with tempfile.TemporaryDirectory() as directory:
        project = write_project(Path(directory), before)
        applied(project)
        write_project(project, after)
        made = plan(project).plan
        if made.refusals:
            return
        applied(project)
        nothing_left(project)
