"""Who did what, and the way back."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit

TELESET = "organizations/teleset.yaml"


def _git(project: Path, *arguments: str) -> str:
    names = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@teleset.example", "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@teleset.example"}
    done = subprocess.run(["git", *arguments], cwd=project, env={**os.environ, **names}, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


@pytest.fixture
def commits(project: Path, run: Run) -> list[str]:
    """Two applies, each from a commit of its own."""
    _git(project, "init", "-q")
    (project / ".gitignore").write_text("live/\n", encoding="utf-8")
    found = []
    for number in range(2):
        if number:
            edit(project / TELESET, "{works: true}", "{works: true, account-balance: true}")
        _git(project, "add", ".")
        _git(project, "commit", "-q", "-m", f"change {number}")
        found.append(_git(project, "rev-parse", "HEAD"))
        assert run("apply", "--yes").code == 0
    return found


def test_the_list_and_one_of_it(commits: list[str], run: Run) -> None:
    listed = run("history").out.splitlines()
    assert [line.split()[0] for line in listed if line[:1].isdigit()] == ["2", "1"]
    assert commits[1][:7] in listed[3]
    shown = run("history", "show", "2").out
    assert f"Commit before: {commits[0]}" in shown
    assert f"git revert --no-edit {commits[1][:7]}" in shown
    assert "git revert" not in run("history", "show", "1").out


def test_the_way_back_leads_back(commits: list[str], project: Path, run: Run) -> None:
    live = run("show").out
    command = run("history", "show", "2").out.rpartition("To go back to before: ")[2].partition(", then apply.")[0]
    _git(project, *command.split()[1:])
    assert "account-balance" in live
    assert run("apply", "--yes").code == 0
    assert "account-balance" not in run("show").out


def test_as_json(commits: list[str], run: Run) -> None:
    document = json.loads(run("history", "--limit", "1", "--format", "json").out)
    assert document["before"] == commits[0]
    (entry,) = document["history"]
    assert (entry["number"], entry["commit"], entry["outcome"], entry["counts"]["change"]) == (2, commits[1], "applied", 1)


def test_nothing_yet(project: Path, run: Run) -> None:
    assert "Nothing was applied here yet." in run("history").out
    assert run("history", "show", "1").code == 64
    assert not (project / "live").exists()


@pytest.mark.parametrize("words", [["show"], ["show", "x"], ["show", "-1"], ["show", "99"], ["list"], ["show", "1", "2"], ["show", "9" * 40]])
def test_what_makes_no_sense(words: list[str], commits: list[str], run: Run) -> None:
    assert run("history", *words).code == 64


def test_an_approval_is_in_it(commits: list[str], project: Path, run: Run) -> None:
    text = (project / TELESET).read_text(encoding="utf-8")
    (project / TELESET).write_text(text.partition("accounts:")[0], encoding="utf-8")
    refusals = json.loads(run("plan", "--format", "json").out)["refusals"]
    for refusal in refusals:
        assert run("approve", refusal["digest"], "--reason", "everybody has left").code == 0
    assert run("apply", "--yes").code == 0
    listed = run("history").out
    assert listed.count("approved") == len(refusals)
    shown = run("history", "show", str(2 + 1)).out
    assert "everybody has left" in shown
    assert refusals[0]["digest"] in run("history", "show", str(2 + len(refusals) + 1)).out
