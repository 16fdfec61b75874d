"""What is deleted was declared somewhere: in the commit that was applied last."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reconciler.cli.main import execute
from reconciler.engine.formerly import formerly, last_commit
from reconciler.model.ledger import HistoryEntry
from reconciler.model.plan import Counts

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

PROJECT = "version: 1\nkind: Project\nmanager: tests-0001\nsources: [organizations]\nbackend: {type: sql, url: 'sqlite:///live.db'}\n"
HEAD = "version: 1\nkind: Organization\nid: teleset\nname: ТелеСеть\nform: company\naccounts:\n"
ACCOUNT = "  {id}:\n    family_name: А\n    given_name: А\n    contacts: {{email: {id}@teleset.example}}\n    notifications: {{types: [works]}}\n"
MORE = "version: 1\nkind: Accounts\norganization: teleset\naccounts:\n"


def git(directory: Path, *words: str) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@teleset.example")
    return subprocess.run(["git", *identity, *words], cwd=directory, check=True, capture_output=True, text=True, encoding="utf-8").stdout.strip()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a subdirectory of a repository, applied at its first commit."""
    directory = tmp_path / "settings"
    (directory / "organizations").mkdir(parents=True)
    (directory / "reconciler.yaml").write_text(PROJECT, encoding="utf-8")
    (directory / ".gitignore").write_text("live.db\n", encoding="utf-8")
    (directory / "organizations/a.yaml").write_text(HEAD + ACCOUNT.format(id="anna"), encoding="utf-8")
    (directory / "organizations/b.yaml").write_text(MORE + ACCOUNT.format(id="boris") + ACCOUNT.format(id="vera"), encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    monkeypatch.chdir(directory)
    monkeypatch.setenv("RECONCILER_LANG", "en")
    assert execute(["apply", "--yes"]) == 0
    return directory


def test_a_deletion_names_its_last_file_line_and_commit(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit = git(project, "rev-parse", "HEAD")
    (project / "organizations/b.yaml").write_text(MORE + ACCOUNT.format(id="boris"), encoding="utf-8")
    git(project, "commit", "-q", "-a", "-m", "two")
    capsys.readouterr()
    assert execute(["plan"]) == 0
    said = capsys.readouterr().out
    assert f"- teleset/vera\n-   was at organizations/b.yaml:10 in {commit[:7]}\n-   contacts: email v•••••@teleset.example\n" in said
    assert git(project, "status", "--porcelain") == ""


def test_every_kind_of_address_is_found_and_nothing_else(project: Path) -> None:
    commit = git(project, "rev-parse", "HEAD")
    found = formerly(project, commit, ["teleset", "teleset/anna", "teleset/boris", "teleset/nobody", "type:works", "teleset-2/anna"])
    assert {address: str(location) for address, location in found.items()} == {
        "teleset": "organizations/a.yaml:3:1",
        "teleset/anna": "organizations/a.yaml:7:3",
        "teleset/boris": "organizations/b.yaml:5:3",
    }


@pytest.mark.parametrize("commit", ["", "HEAD", "--output=x", "0" * 40, "'; true"])
def test_what_is_no_commit_of_this_repository_says_nothing(project: Path, commit: str) -> None:
    assert formerly(project, commit, ["teleset"]) == {}


def test_outside_a_repository_nothing_is_said(tmp_path: Path) -> None:
    assert formerly(tmp_path, "0" * 40, ["teleset"]) == {}


def test_the_commit_is_that_of_this_manager_and_environment() -> None:
    def entry(commit: str, manager: str = "m", environment: str = "e", outcome: str = "applied") -> HistoryEntry:
        return HistoryEntry("apply", manager, environment, "user@host", "", Counts(), commit, outcome=outcome)

    history = [entry("failed", outcome="failed"), entry("others", manager="x"), entry("elsewhere", environment="x"), entry("right"), entry("older")]
    assert last_commit(history, manager="m", environment="e") == "right"
    assert last_commit(history[:3], manager="m", environment="e") == ""
