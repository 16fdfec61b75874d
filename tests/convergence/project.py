"""A project on disk for one generated or given declaration."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reconciler.engine.apply import Completed, apply
from reconciler.engine.plan import Planned, plan
from reconciler.linting import RULES


def write_project(
    directory: Path, documents: Iterable[dict[str, Any]], *, url: str | dict[str, str] = "sqlite:///live.db", manager: str = "tests-0001", **options: Any
) -> Path:
    """JSON is YAML: each document goes into a file of its own. Earlier files are replaced."""
    organizations = directory / "organizations"
    organizations.mkdir(parents=True, exist_ok=True)
    for old in organizations.iterdir():
        old.unlink()
    backend = {"type": "sql", "url": url, **options}
    # What is generated is meant to be applied, not to be advisable.
    lint = {rule.id: "off" for rule in RULES}
    project = {"version": 1, "kind": "Project", "manager": manager, "sources": ["organizations"], "backend": backend, "lint": lint}
    (directory / "reconciler.yaml").write_text(json.dumps(project, ensure_ascii=False), encoding="utf-8")
    for number, document in enumerate(documents):
        (organizations / f"{number}.yaml").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return directory


def agree(_: Planned) -> None:
    """Yes to every question."""


def applied(directory: Path, **options: Any) -> Completed:
    """Apply and expect that every change was made and reads back as planned."""
    completed = apply(directory, confirm=agree, **options)
    assert not completed.planned.refused, (completed.planned.plan.refusals, completed.planned.plan.conflicts)
    assert completed.report is None or completed.report.ok, completed.report
    assert completed.differing == ()
    return completed


def nothing_left(directory: Path) -> None:
    again = plan(directory).plan
    assert again.changes == (), again.changes
    assert again.conflicts == ()
