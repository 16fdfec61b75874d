"""A small project in a temporary directory, and the command line in this process."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import reconciler
from reconciler.cli.main import execute

PROJECT = """\
version: 1
kind: Project
manager: tests-7f3a
id: 0b7e4d52-5a0e-4a5e-9d5c-3f6f3a1c2b4d
sources: [organizations]
backend: {type: sql, url: "sqlite:///live/notifications.db"}
"""

ENVIRONMENTS = """\
version: 1
kind: Project
manager: tests-7f3a
sources: [organizations]
environments:
  staging: {backend: {type: sql, url: "sqlite:///live/staging.db"}}
  production: {backend: {type: sql, url: "sqlite:///live/production.db"}}
"""

ORGANIZATION = """\
version: 1
kind: Organization
id: teleset
name: ООО «ТелеСеть»
form: company
locale: ru
timezone: Europe/Moscow

notifications:
  types: [payment, orders]
  channels: [email]

accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    contacts: {email: ivanova@teleset.example}
    notifications: {types: {works: true}}
  petrov:
    family_name: Петров
    given_name: Павел
    contacts: {email: petrov@teleset.example}
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How one command line ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RECONCILER_ENV", "NO_COLOR", "CI", "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RECONCILER_LANG", "en")
    # Other processes run the program that is tested here, installed or not.
    monkeypatch.setenv("PYTHONPATH", str(Path(reconciler.__file__).parents[1]))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A valid project, nothing applied yet; the current directory."""
    directory = tmp_path / "project"
    write(directory / "reconciler.yaml", PROJECT)
    write(directory / "organizations" / "teleset.yaml", ORGANIZATION)
    monkeypatch.chdir(directory)
    return directory


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line; neither a traceback nor a mistake of ours is ever right."""

    def call(*arguments: str) -> Ended:
        capsys.readouterr()
        code = execute(arguments)
        streams = capsys.readouterr()
        assert "Traceback" not in streams.out + streams.err
        assert code != 70, streams.err
        return Ended(code, streams.out, streams.err)

    return call


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new))


_APPLIED: dict[str, Path] = {}
"""Copies of projects, by the text of their files, as they were after their first apply."""


def apply_first(project: Path, run: Run, factory: pytest.TempPathFactory) -> None:
    """`apply --yes` of a project that nobody has applied yet. What this leaves behind is copied for whoever applies the same again."""
    text = repr([(path.relative_to(project).as_posix(), path.read_bytes()) for path in sorted(project.rglob("*")) if path.is_file()])
    if text in _APPLIED:
        shutil.copytree(_APPLIED[text], project, dirs_exist_ok=True)
        return
    assert run("apply", "--yes").code == 0
    _APPLIED[text] = shutil.copytree(project, factory.mktemp("applied") / "project")


def fingerprint(directory: Path) -> dict[str, str]:
    """Every file below, and what is in it."""
    return {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "directory"
        for path in sorted(directory.rglob("*"))
    }
