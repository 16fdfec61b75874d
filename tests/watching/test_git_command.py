"""The options of the verb, and its exit codes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit, project, run
from tests.watching.followed import Repository
from tests.watching.running import Running
from tests.watching.test_command import TELESET

__all__ = ["project", "run"]


@pytest.fixture
def repository(project: Path, tmp_path: Path) -> Repository:
    made = Repository(project, tmp_path / "base")
    file = project / "reconciler.yaml"
    text = file.read_text(encoding="utf-8")
    assert "sqlite:///live/notifications.db" in text
    file.write_text(text.replace("sqlite:///live/notifications.db", made.url), encoding="utf-8")
    made.commit()
    return made


def test_once(repository: Repository, run: Run, tmp_path: Path) -> None:
    words = ("watch", "--once", "--git", ".", "--state", str(tmp_path / "state"))
    applied = run(*words)
    assert (applied.code, "Applied:" in applied.out) == (0, True)
    edit(repository.project / TELESET, "petrov:\n", "petrov: [\n")
    unchanged = run(*words)
    assert (unchanged.code, "No changes." in unchanged.out) == (0, True), "only commits count"
    commit = repository.commit()
    refused = run(*words, "--verify", "git cat-file tree {commit}:none")
    assert (refused.code, f"{commit[:7]} is not let in: git ended with 128" in refused.err) == (4, True)
    assert run(*words).code == 3
    repository.git("branch", "--move", "trunk")
    repository.git("revert", "--no-edit", commit)
    assert run(*words, "--ref", "trunk").code == 0


def test_once_says_that_it_could_not_fetch(repository: Repository, run: Run, tmp_path: Path) -> None:
    words = ("watch", "--once", "--git", ".", "--state", str(tmp_path / "state"))
    assert run(*words, "--mode", "plan").code == 0
    repository.git("branch", "--move", "trunk")
    away = run(*words)
    assert (away.code, "Applied:" in away.out, "has no main" in away.err) == (75, True, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--ref", "main"], "--ref means something only together with --git"),
        (["--state", "x"], "--state means something only together with --git"),
        (["--verify", "true"], "--verify means something only together with --git"),
        (["--git", ".", "--ref=--upload-pack=x"], "cannot be the name of a branch"),
        (["--git", "ext::sh -c true"], "neither a directory nor a URL"),
        (["--git=--upload-pack=x"], "neither a directory nor a URL"),
        (["--git", ".", "--project", "../elsewhere"], "is a directory inside the repository"),
        (["--git", ".", "--verify", "git 'verify"], "--verify is not a command"),
        (["--git", ".", "--verify", " "], "--verify is not a command"),
        (["--git", ".", "--poll"], "--git and --poll exclude each other"),
        (["--git", ".", "--debounce", "100ms"], "--git and --debounce exclude each other"),
        (["--git", "", "--poll"], "--git and --poll exclude each other"),
        (["--listen", "127.0.0.1:0"], "--once and --listen exclude each other"),
        (["--behind-proxy"], "--once and --behind-proxy exclude each other"),
    ],
)
def test_what_cannot_be_meant(project: Path, run: Run, words: list[str], code: str) -> None:
    ended = run("watch", "--once", *words)
    assert (ended.code, code in ended.err) == (64, True), ended.err


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_hangup_makes_it_fetch(repository: Repository, tmp_path: Path, started: list[Running]) -> None:
    watch = Running(repository.project, "--git", ".", "--state", str(tmp_path / "state"))
    started.append(watch)
    watch.says("Applied: +")
    assert f"Watching {repository.directory.as_posix()} (main)" in watch.text
    edit(repository.project / TELESET, "ivanova@teleset.example", "ivanova2@teleset.example")
    repository.commit()
    watch.process.send_signal(signal.SIGHUP)
    watch.says("Applied: ~1")
    assert watch.ended(signal.SIGTERM) == 143
