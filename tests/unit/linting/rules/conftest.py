"""What one rule finds in a text, whatever the others find."""

from __future__ import annotations

from typing import Protocol

import pytest

from reconciler.model.diagnostic import Diagnostic
from tests.unit.linting.conftest import Lint


class Found(Protocol):
    def __call__(self, code: str, text: str, *, project: str = "") -> list[Diagnostic]: ...


class Places(Protocol):
    def __call__(self, code: str, text: str, *, project: str = "") -> list[tuple[int, int]]: ...


@pytest.fixture
def found(lint: Lint) -> Found:
    """The findings of one code."""

    def run(code: str, text: str, *, project: str = "") -> list[Diagnostic]:
        return [each for each in lint(text, project=project) if each.code == code]

    return run


@pytest.fixture
def places(found: Found) -> Places:
    """Where one code is found: lines and columns."""

    def run(code: str, text: str, *, project: str = "") -> list[tuple[int, int]]:
        located = [each.location for each in found(code, text, project=project)]
        return [(where.line, where.column) if where is not None else (0, 0) for where in located]

    return run
