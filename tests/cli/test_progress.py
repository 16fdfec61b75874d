"""A bar for long work, where somebody watches, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

FILES = 210
ORGANIZATION = "version: 1\nkind: Organization\nid: org-{number}\nname: Организация\nform: company\ncontacts: {{email: office@org-{number}.example}}\nnotifications: {{types: [works]}}\n"
PROJECT = "version: 1\nkind: Project\nmanager: tests-0001\nsources: [organizations]\nbackend: {type: sql, url: 'sqlite:///live.db'}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "organizations").mkdir()
    (tmp_path / "reconciler.yaml").write_text(PROJECT, encoding="utf-8")
    for number in range(FILES):
        (tmp_path / f"organizations/{number}.yaml").write_text(ORGANIZATION.format(number=number), encoding="utf-8")
    return tmp_path


def watched(directory: Path, *words: str) -> str:
    """What a terminal shows of stderr."""
    import pty

    master, slave = pty.openpty()
    try:
        environment = {**os.environ, "RECONCILER_LANG": "en", "TERM": "xterm"}
        done = subprocess.run(
            [sys.executable, "-m", "reconciler", *words],
            cwd=directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=slave,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout
        os.close(slave)
        slave = -1
        shown = b""
        while chunk := _read(master):
            shown += chunk
    finally:
        os.close(master)
        if slave >= 0:
            os.close(slave)
    return shown.decode("utf-8")


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""


@pytest.mark.parametrize(("words", "label"), [(("validate",), "Reading"), (("plan",), "Reading"), (("apply", "--yes"), "Writing")])
def test_long_work_is_shown_to_a_terminal(project: Path, words: tuple[str, ...], label: str) -> None:
    shown = watched(project, *words)
    assert label in shown
    assert "100%" in shown


def test_nobody_else_sees_it(project: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "reconciler", "plan"], cwd=project, capture_output=True, timeout=60)
    assert done.returncode == 0
    assert done.stderr == b""
