"""What the rules say of a text, through the whole way: files, schemas, settings, then the rules.

`lint(text)` gives the diagnostics, located and sorted, `codes(text)` only what they are and where. The text is one file of a directory, so the declaration is complete.
A text without `kind` is an organization, teleset: the keys it lacks are added below, and lines still count from its own first. `project` is what reconciler.yaml says beside
its version, kind and manager; its sources are then this file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from reconciler.engine.validate import validate
from reconciler.model.diagnostic import Diagnostic

HEAD = {"version": "1", "kind": "Organization", "id": "teleset", "name": "ООО «ТелеСеть»"}
LIVE = 'backend: {type: sql, url: "postgresql+psycopg://db.teleset.example/notify"}\n'
"""A project from which real people may be written to."""


class Lint(Protocol):
    def __call__(self, text: str, *, project: str = "") -> list[Diagnostic]: ...


class Codes(Protocol):
    def __call__(self, text: str, *, project: str = "") -> list[tuple[str, int, int]]: ...


@pytest.fixture
def lint(tmp_path: Path) -> Lint:
    def run(text: str, *, project: str = "") -> list[Diagnostic]:
        directory = tmp_path / "organizations"
        directory.mkdir(exist_ok=True)
        (directory / "teleset.yaml").write_text(_headed(text), encoding="utf-8")
        file = tmp_path / "reconciler.yaml"
        if project:
            file.write_text(f"version: 1\nkind: Project\nmanager: teleset-platform-7f3a\n{project}", encoding="utf-8")
            return list(validate(directory=tmp_path).diagnostics)
        file.unlink(missing_ok=True)
        return list(validate(["organizations"], directory=tmp_path, base=tmp_path).diagnostics)

    return run


@pytest.fixture
def codes(lint: Lint) -> Codes:
    def run(text: str, *, project: str = "") -> list[tuple[str, int, int]]:
        locations = [(found.code, found.location) for found in lint(text, project=project)]
        return [(code, where.line, where.column) if where is not None else (code, 0, 0) for code, where in locations]

    return run


def _headed(text: str) -> str:
    lines = text.splitlines()
    if any(line.startswith("kind:") for line in lines):
        return text
    missing = [f"{key}: {value}" for key, value in HEAD.items() if not any(line.startswith(f"{key}:") for line in lines)]
    return "\n".join([*lines, *missing, ""])
