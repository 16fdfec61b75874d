"""The way back through git, for every shape of history there is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from reconciler.engine.because import way_back
from reconciler.engine.checkout import Checkout, checkout


def git(directory: Path, *words: str) -> str:
    identity = ("-c", "user.name=tests", "-c", "user.email=tests@teleset.example")
    done = subprocess.run(["git", *identity, *words], cwd=directory, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


class Repository:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        git(directory, "init", "-q", "-b", "main")

    def commit(self, text: str, name: str = "a.yaml") -> str:
        (self.directory / name).write_text(text, encoding="utf-8")
        git(self.directory, "add", ".")
        git(self.directory, "commit", "-q", "-m", text)
        return git(self.directory, "rev-parse", "HEAD")

    def merge(self, branch: str) -> str:
        git(self.directory, "merge", "-q", "--no-ff", "-m", "merge", branch)
        return git(self.directory, "rev-parse", "HEAD")

    def says(self) -> dict[str, str]:
        return {path.name: path.read_text(encoding="utf-8") for path in sorted(self.directory.glob("*.yaml"))}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def back(repository: Repository, before: str) -> str:
    return way_back(repository.directory, before, checkout(repository.directory))


def leads_back(repository: Repository, before: str, was: dict[str, str]) -> str:
    command = back(repository, before)
    assert command.startswith("git ")
    git(repository.directory, *command.split()[1:])
    assert repository.says() == was
    return command


def test_one_commit(repository: Repository) -> None:
    first = repository.commit("one")
    was = repository.says()
    repository.commit("two")
    assert leads_back(repository, first, was).startswith("git revert --no-edit ")


def test_several_commits(repository: Repository) -> None:
    first = repository.commit("one")
    was = repository.says()
    repository.commit("two")
    repository.commit("three", "b.yaml")
    assert f"{first[:7]}.." in leads_back(repository, first, was)


def test_a_merge(repository: Repository) -> None:
    first = repository.commit("one")
    was = repository.says()
    git(repository.directory, "checkout", "-q", "-b", "topic")
    repository.commit("two")
    repository.commit("three", "b.yaml")
    git(repository.directory, "checkout", "-q", "main")
    repository.merge("topic")
    assert "-m 1" in leads_back(repository, first, was)


def test_several_merges_are_gone_back_by_their_files(repository: Repository) -> None:
    first = repository.commit("one")
    was = repository.says()
    for number in range(2):
        git(repository.directory, "checkout", "-q", "-b", f"topic-{number}")
        repository.commit(f"two-{number}")
        git(repository.directory, "checkout", "-q", "main")
        repository.merge(f"topic-{number}")
    assert leads_back(repository, first, was) == f"git restore --source={first[:7]} -- ."


def test_where_there_is_none(repository: Repository) -> None:
    first = repository.commit("one")
    second = repository.commit("two")
    assert back(repository, second) == back(repository, "") == back(repository, "0" * 40) == ""
    git(repository.directory, "checkout", "-q", first)
    assert back(repository, second) == ""  # what is here is older than what was applied
    git(repository.directory, "checkout", "-q", "main")
    (repository.directory / "a.yaml").write_text("edited", encoding="utf-8")
    assert back(repository, first) == ""
    assert way_back(repository.directory.parent, first, Checkout(second)) == ""
