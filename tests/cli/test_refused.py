"""What a guard refuses, told with what is behind it and what can be done: a file that vanished, and a bulk update of the live side."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run, write

PERSON = "  {id}:\n    family_name: Иванова\n    given_name: Анна\n    contacts: {{email: {id}@{organization}.example}}\n"
HEAD = "version: 1\nkind: Organization\nid: {id}\nname: {id}\nform: company\nlocale: ru\ntimezone: Europe/Moscow\nnotifications: {{types: [payment, orders], channels: [email]}}\naccounts:\n"


def _git(directory: Path, *words: str) -> str:
    identity = ("-c", "user.name=tests", "-c", "user.email=tests@teleset.example")
    return subprocess.run(["git", *identity, *words], cwd=directory, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def _people(organization: str, letter: str, count: int) -> str:
    return "".join(PERSON.format(id=f"{letter}-{number:03}", organization=organization) for number in range(count))


@pytest.fixture
def estate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """Two organizations, applied from a commit: one of them in two files."""
    directory = tmp_path / "project"
    write(directory / "reconciler.yaml", PROJECT)
    write(directory / ".gitignore", "live/\n")
    for organization in ("alfa", "teleset"):
        write(directory / f"organizations/{organization}.yaml", HEAD.format(id=organization) + _people(organization, "op", 30))
    write(directory / "organizations/more.yaml", "version: 1\nkind: Accounts\norganization: teleset\naccounts:\n" + _people("teleset", "sp", 25))
    monkeypatch.chdir(directory)
    _git(directory, "init", "-q")
    _git(directory, "add", ".")
    _git(directory, "commit", "-q", "-m", "one")
    assert run("apply", "--yes").code == 0
    return directory


def _drift(directory: Path) -> None:
    live = sqlite3.connect(directory / "live/notifications.db")
    try:
        with live:
            live.execute("update reconciler_contacts set address = 'x' || address where organization = 'alfa'")
    finally:
        live.close()


def test_a_file_that_vanished_and_a_bulk_update(estate: Path, run: Run) -> None:
    (estate / "organizations/more.yaml").unlink()
    _git(estate, "commit", "-qam", "two")
    commit = _git(estate, "rev-parse", "--short=7", "HEAD")
    _drift(estate)
    before = (estate / "live/notifications.db").read_bytes()
    for words in (("plan",), ("apply", "--yes")):
        ended = run(*words)
        assert ended.code == 4
        assert f"organizations/more.yaml, where all 25 were declared, is gone since {commit}" in ended.out
        assert "because: the backend changed, not the files\n" in ended.out
        assert "such as: alfa/op-000 contact email: x•••••@alfa.example -> o•••••@alfa.example and 29 more" in ended.out
        assert "mind:    a restored backup" in ended.out
        assert f"git revert --no-edit {commit}   nothing was deleted" in ended.out
        assert "reconciler plan --only drift" in ended.out
        assert "op-000@alfa" not in ended.out + ended.err
    assert (estate / "live/notifications.db").read_bytes() == before
    told = {refusal["guard"]: refusal["because"] for refusal in json.loads(run("plan", "--format", "json").out)["refusals"]}
    assert (told["loss"]["cause"], told["loss"]["gone"], told["loss"]["since"]) == ("files", True, commit)
    assert (told["readdress"]["cause"], told["readdress"]["undo"]) == ("drift", "")


def test_one_of_the_two_can_be_meant_and_applied_alone(estate: Path, run: Run) -> None:
    (estate / "organizations/more.yaml").unlink()
    _git(estate, "commit", "-qam", "two")
    _drift(estate)
    digest = next(refusal["digest"] for refusal in json.loads(run("plan", "--format", "json").out)["refusals"] if refusal["guard"] == "loss")
    assert run("approve", digest, "--reason", "the department was closed").code == 0
    assert run("apply", "--yes").code == 4
    applied = run("apply", "--yes", "--only", "declared")
    assert applied.code == 0, applied.out
    assert "25 deleted" in applied.out
    left = run("plan")
    assert left.code == 4
    assert "0 to add, 30 to change, 0 to delete" in left.out


def test_accounts_taken_out_of_a_file_that_is_still_there(estate: Path, run: Run) -> None:
    path = estate / "organizations/more.yaml"
    path.write_text("version: 1\nkind: Accounts\norganization: teleset\naccounts:\n" + _people("teleset", "sp", 1), encoding="utf-8")
    ended = run("plan")
    assert "organizations/more.yaml, where all 24 were declared, does not declare them any more" in ended.out
    # What is not committed has no way back that git could name.
    assert "put the declarations back" in ended.out


def test_without_git_nothing_is_made_up(estate: Path, run: Run) -> None:
    (estate / "organizations/more.yaml").unlink()
    for path in sorted((estate / ".git").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (estate / ".git").rmdir()
    ended = run("plan")
    assert ended.code == 4
    assert "because: the files have changed, not the backend" in ended.out
    assert "git revert" not in ended.out


def _emptied(directory: Path) -> None:
    for path in (directory / "organizations").iterdir():
        path.unlink()


def _everybody_gone(directory: Path) -> None:
    """The files are there, and declare nobody."""
    for path in (directory / "organizations").iterdir():
        path.write_text("# nobody\n", encoding="utf-8")


def _restored(directory: Path) -> None:
    """A backup of the live system from before everybody got another address."""
    for name in ("alfa", "teleset"):
        path = directory / f"organizations/{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("@", "@new."), encoding="utf-8")


DISASTERS = {
    "an emptied directory": (_emptied, (), 3, ""),
    "files that declare nobody": (_everybody_gone, (), 4, "empty: "),
    "a file that vanished": (lambda directory: (directory / "organizations/more.yaml").unlink(), (), 4, "loss: 25 of 55 people"),
    "a glob that matches nothing": (
        lambda directory: write(directory / "reconciler.yaml", PROJECT.replace("[organizations]", "[organization/*.yaml]")),
        (),
        3,
        "",
    ),
    "a glob that matches half": (
        lambda directory: write(directory / "reconciler.yaml", PROJECT.replace("[organizations]", "[organizations/alfa.yaml]")),
        (),
        4,
        "would stop receiving everything",
    ),
    "a restored backup": (_restored, (), 4, "readdress: 60 of 85 people"),
    "another environment": (
        lambda directory: write(directory / "reconciler.yaml", PROJECT + "environments: {staging: {}, production: {}}\n"),
        ("--env", "staging"),
        4,
        "is bound to",
    ),
}
"""What happens to a declaration or a live system, how the verbs are asked, how they end, and a word of the message."""


@pytest.mark.parametrize("disaster", DISASTERS)
def test_disasters_are_refused_before_any_write(disaster: str, estate: Path, run: Run) -> None:
    happens, words, code, said = DISASTERS[disaster]
    happens(estate)
    before = (estate / "live/notifications.db").read_bytes()
    for verb in (("plan",), ("apply", "--yes")):
        ended = run(*verb, *words)
        if verb == ("plan",) and disaster == "another environment":
            assert "Bound:       to the environment -; apply will refuse until" in ended.out
            continue
        assert ended.code == code, (verb, ended)
        assert said in ended.out + ended.err or code == 3, ended
    assert (estate / "live/notifications.db").read_bytes() == before


@pytest.mark.parametrize("table", ["accounts", "contacts", "types"])
def test_an_observation_that_fails_deletes_nothing(table: str, estate: Path, run: Run) -> None:
    live = sqlite3.connect(estate / "live/notifications.db")
    try:
        with live:
            live.execute(f"alter table reconciler_{table} rename to somewhere_else")
    finally:
        live.close()
    (estate / "organizations/more.yaml").unlink()
    before = (estate / "live/notifications.db").read_bytes()
    for verb in (("plan",), ("apply", "--yes")):
        assert run(*verb).code in (1, 75)
    assert (estate / "live/notifications.db").read_bytes() == before
