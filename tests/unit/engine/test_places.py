"""Where a backend lives decides which ledger guards it; where a project is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from reconciler.backends.memory import MemoryBackend
from reconciler.engine import connect as connecting
from reconciler.engine.open import has_project
from reconciler.ledger.sql import SqlLedger
from reconciler.model.backend import Capabilities
from reconciler.model.errors import Unusable
from reconciler.project import Project, load_project


class OnMachine(MemoryBackend):
    capabilities: Capabilities = Capabilities(lives="machine")


class Elsewhere(MemoryBackend):
    capabilities: Capabilities = Capabilities()


def project(directory: Path, **more: object) -> Project:
    data: Mapping[str, object] = {"version": 1, "kind": "Project", "manager": "tests-0001", "backend": {"type": "memory"}, **more}
    return load_project(data, directory=directory, environment=None)  # type: ignore[arg-type]  # plain JSON


@pytest.mark.parametrize(("backend", "code"), [(OnMachine, None), (Elsewhere, "file-ledger")])
def test_a_file_ledger_guards_only_what_lives_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: type[MemoryBackend], code: str | None
) -> None:
    monkeypatch.setattr(connecting, "backend_class", lambda _: backend)
    settings = project(tmp_path, ledger={"type": "sql", "url": "sqlite:///ledger.db"})
    if code is None:
        assert isinstance(connecting.connect(settings).ledger, SqlLedger)
        return
    with pytest.raises(Unusable) as caught:
        connecting.connect(settings)
    assert caught.value.code == code


@pytest.mark.parametrize("backend", [OnMachine, Elsewhere])
def test_what_outlives_the_process_needs_a_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: type[MemoryBackend]) -> None:
    monkeypatch.setattr(connecting, "backend_class", lambda _: backend)
    with pytest.raises(Unusable) as caught:
        connecting.connect(project(tmp_path))
    assert caught.value.code == "ledger-required"


def test_a_directory_that_nobody_lets_us_enter_holds_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "is_file", refuse)
    assert not has_project(tmp_path)
