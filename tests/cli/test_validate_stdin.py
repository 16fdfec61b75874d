"""validate -: one file from stdin."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ORGANIZATION, PROJECT, Ended, Run, edit


class Typed(io.TextIOWrapper):
    """Somebody at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def feed(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `validate -` with a text on stdin."""

    def call(*arguments: str) -> Ended:
        text, *rest = arguments
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogateescape")), encoding="ascii"))
        return run("validate", "-", *rest)

    return call


def test_a_file(project: Path, feed: Run) -> None:
    assert feed(ORGANIZATION).out.startswith("No errors in 1 file.")
    ended = feed(ORGANIZATION.replace("form:", "from:"))
    assert ended.code == 3
    assert ended.out.startswith("<stdin>:5:1: error[unknown-key]")
    assert "1 error in 1 of 1 file." in ended.out


def test_its_name_is_in_the_messages(project: Path, feed: Run) -> None:
    ended = feed(ORGANIZATION.replace("form:", "from:"), "--stdin-name", "organizations/teleset.yaml")
    assert ended.out.startswith("organizations/teleset.yaml:5:1: error[unknown-key]")
    (project / ".git").mkdir()
    (entry,) = json.loads(feed("frob", "--stdin-name", "organizations/x.yaml", "--format", "gitlab").out)
    assert entry["location"]["path"] == "organizations/x.yaml"


def test_it_need_not_be_all_there_is(project: Path, feed: Run) -> None:
    ended = feed(ORGANIZATION.replace("locale: ru", "parent: holding"))
    assert ended.code == 0
    assert "note[unknown-parent]" in ended.out


def test_the_project_says_what_is_allowed(project: Path, feed: Run) -> None:
    text = ORGANIZATION.replace("{email: petrov@teleset.example}", "{pager: '17'}")
    assert "error[unknown-channel]" in feed(text).out
    edit(project / "reconciler.yaml", "sources:", "channels: [pager]\nsources:")
    assert feed(text).code == 0


def test_the_project_file_is_known_by_its_name(project: Path, feed: Run) -> None:
    assert feed(PROJECT).out.startswith("<stdin>:2:7: error[misplaced-project]")
    assert feed(PROJECT, "--stdin-name", "reconciler.yaml").out.startswith("No errors in 1 file.")
    assert feed(PROJECT, "--stdin-name", "sub\\reconciler.yaml").out.startswith("No errors in 1 file.")
    ended = feed(PROJECT.replace("manager:", "manger:"), "--stdin-name", "reconciler.yaml")
    assert ended.code == 3
    assert "reconciler.yaml:3:1: error[unknown-key]" in ended.out
    assert "[no-project-document]" in feed("", "--stdin-name", "reconciler.yaml").out
    assert "[not-a-project]" in feed(ORGANIZATION, "--stdin-name", "reconciler.yaml").out


def test_the_project_file_on_disk_is_not_looked_at_then(project: Path, feed: Run) -> None:
    edit(project / "reconciler.yaml", "manager:", "manger:")
    assert feed(PROJECT, "--stdin-name", "reconciler.yaml").code == 0
    assert feed(ORGANIZATION).code == 3


def test_no_project_is_needed(project: Path, feed: Run) -> None:
    (project / "reconciler.yaml").unlink()
    assert feed(ORGANIZATION).code == 0


@pytest.mark.parametrize("text", ["\x00\x01\x02", "\udcff\udcfe\udc80", "", "\ufeff", "- [", "%PDF-1.7\n\udcd0\udcc4"])
def test_garbage_is_fine(project: Path, feed: Run, text: str) -> None:
    ended = feed(text)
    assert ended.code in (0, 3)
    assert ended.out.startswith("<stdin>:")


def test_too_much_is_not_read(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project / "reconciler.yaml", "sources:", "limits: {max_file_size: 1KiB}\nsources:")
    stream = io.BytesIO(b"#" * 100_000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream, encoding="utf-8"))
    assert "<stdin>:1:1: error[file-too-large]" in run("validate", "-").out
    assert stream.tell() < 20_000


def test_nothing_else_beside_it(project: Path, run: Run, feed: Run) -> None:
    for arguments in (("-", "organizations"), ("-", "-"), ("organizations", "-")):
        ended = run("validate", *arguments)
        assert ended.code == 64
        assert "checked alone" in ended.err
    ended = run("validate", "organizations", "--stdin-name", "x.yaml")
    assert ended.code == 64
    assert "leave out" in ended.err


def test_a_terminal_is_told_what_is_expected(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Typed(io.BytesIO(ORGANIZATION.encode()), encoding="utf-8"))
    ended = run("validate", "-")
    assert ended.code == 0
    assert "Type or paste YAML" in ended.err
    assert "Type" not in ended.out


def test_without_a_stdin_there_is_nothing_to_read(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "[empty-file]" in run("validate", "-").out


def test_a_real_pipe(project: Path) -> None:
    environ = os.environ | {"PYTHONIOENCODING": "cp866", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "reconciler", "validate", "-", "--stdin-name", "organizations/teleset.yaml"]
    done = subprocess.run(command, input=ORGANIZATION.encode(), capture_output=True, env=environ, timeout=60)
    assert done.stdout.decode("cp866").startswith("No errors in 1 file.")
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="/dev/zero")
def test_what_never_ends_ends(project: Path) -> None:
    edit(project / "reconciler.yaml", "sources:", "limits: {max_file_size: 1MiB}\nsources:")
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run([sys.executable, "-m", "reconciler", "validate", "-"], stdin=endless, capture_output=True, timeout=60)
    assert b"[file-too-large]" in done.stdout
