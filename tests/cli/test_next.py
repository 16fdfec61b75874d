"""What the program prints as the next thing to type can be typed: it is about the same project and environment, from wherever it was printed."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from reconciler.cli.exits import Exit
from tests.cli.conftest import ENVIRONMENTS, ORGANIZATION, Ended, Run, edit, write

COMMAND = re.compile(r"reconciler [a-z-]+(?: --?[\w-]+(?: (?:\"[^\"]*\"|[\w./:-]+))?| [\w./:-]+)*")
OPTIONS = ("--project", "deploy of all", "--env", "staging")
PLACE = '--project "deploy of all" --env staging'
PEOPLE = "".join(
    f"  person-{i:02}: {{family_name: Иванова, given_name: Анна, contacts: {{email: person-{i:02}@teleset.example}}, notifications: {{types: [payment]}}}}\n"
    for i in range(25)
)


def git(directory: Path, *arguments: str) -> None:
    names = ["-c", "user.name=x", "-c", "user.email=x@teleset.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *names, *arguments], cwd=directory, check=True, capture_output=True)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory beside which lies a project, in a repository of its own, with environments."""
    project = tmp_path / "deploy of all"
    write(project / "reconciler.yaml", ENVIRONMENTS)
    write(project / ".gitignore", "live/\n")
    write(project / "organizations/teleset.yaml", ORGANIZATION + PEOPLE)
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "first")
    monkeypatch.chdir(tmp_path)
    return project


def emptied(place: Path) -> None:
    text = (place / "organizations/teleset.yaml").read_text(encoding="utf-8")
    write(place / "organizations/teleset.yaml", text.replace(PEOPLE, ""))
    git(place, "commit", "-q", "-a", "-m", "second")


def typed(text: str) -> list[str]:
    """The commands in an output, as they would be pasted."""
    return [found.replace("…", "because") for line in text.replace("…", "because").splitlines() for found in COMMAND.findall(line)]


def paste(run: Run, command: str) -> Ended:
    program, *arguments = shlex.split(command)
    assert program == "reconciler"
    return run(*arguments, *(["--yes"] if arguments[0] == "apply" and "--yes" not in arguments else []))


def test_a_refusal_is_followed_to_its_end(place: Path, run: Run) -> None:
    assert run("apply", *OPTIONS, "--yes").code == 0
    emptied(place)
    refused = run("plan", *OPTIONS, "--out", "plan.json")
    assert refused.code == Exit.REFUSED
    shown, _, saved = refused.out.partition("Saved: plan.json")
    for command in typed(shown):
        assert PLACE in command, command
    looks = [command for command in typed(shown) if command.startswith("reconciler plan")]
    assert looks
    for command in looks:
        assert paste(run, command).code == Exit.REFUSED, command
    # Of a saved plan: approve, then apply exactly this.
    *approving, applying = typed(saved)
    assert approving
    assert all(command.startswith("reconciler approve ") for command in approving)
    assert paste(run, applying).code == Exit.REFUSED
    for command in approving:
        approved = paste(run, command)
        assert approved.code == 0, approved.err
        assert all(PLACE in one for one in typed(approved.out))
    assert paste(run, applying).code == 0


def test_the_way_back_is_about_the_repository_of_the_project(place: Path, run: Run) -> None:
    assert run("apply", *OPTIONS, "--yes").code == 0
    edit(place / "organizations/teleset.yaml", "types: [payment, orders]", "types: [payment]")
    git(place, "commit", "-q", "-a", "-m", "second")
    applied = run("apply", *OPTIONS, "--yes")
    assert 'git -C "deploy of all" revert' in applied.out
    shown = run("history", "show", "2", *OPTIONS)
    assert 'git -C "deploy of all" revert' in shown.out
    way = re.search(r'git (-C "deploy of all" revert [^,)]+)', shown.out)
    assert way
    git(place.parent, *shlex.split(way[1]))
    assert "types: [payment, orders]" in (place / "organizations/teleset.yaml").read_text(encoding="utf-8")


def test_a_pause_and_its_end(place: Path, run: Run) -> None:
    assert run("apply", *OPTIONS, "--yes").code == 0
    paused = run("pause", *OPTIONS, "--reason", "migration")
    assert f"reconciler resume {PLACE}" in paused.out
    edit(place / "organizations/teleset.yaml", "types: [payment, orders]", "types: [payment]")
    refused = run("apply", *OPTIONS, "--yes")
    assert refused.code == Exit.REFUSED
    (resume,) = {command for command in typed(refused.err) if command.startswith("reconciler resume")}
    assert PLACE in resume
    assert paste(run, resume).code == 0
    assert run("apply", *OPTIONS, "--yes").code == 0


def test_the_environment_of_the_variable_is_named_too(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECONCILER_ENV", "staging")
    assert run("apply", "--project", "deploy of all", "--yes").code == 0
    missing = run("history", "show", "99", "--project", "deploy of all")
    assert f"reconciler history {PLACE} lists them" in missing.err
    # What one run was about is not what the next is about.
    assert "--project" not in run("plan", "--project", "nowhere").out
    assert "deploy of all" not in run("codes", "no-such-entry").err
