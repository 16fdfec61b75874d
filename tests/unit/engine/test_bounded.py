"""A command of somebody else's ends in time, with whatever it has started."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from reconciler.engine.bounded import ended
from tests.watching.watched import wait_until


def run(code: str, directory: Path, timeout: float = 20.0, **how: object) -> object:
    return ended([sys.executable, "-c", code], directory=directory, environment=os.environ, timeout=timeout, **how)  # type: ignore[arg-type]


def test_what_it_says_and_how_it_ends(tmp_path: Path) -> None:
    assert run("import sys; print('a', end=''); print('b', end='', file=sys.stderr); raise SystemExit(3)", tmp_path) == (3, "a", "b")


def test_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert run("print(input())", tmp_path)[0] == 1  # type: ignore[index]


def test_it_cannot_be_started(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="reconciler-no-such-command"):
        ended(["reconciler-no-such-command"], directory=tmp_path, environment=os.environ, timeout=1)


LEAVES = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open("child", "w", encoding="utf-8").write(str(child.pid))
{then}
"""


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked at as Linux shows them")
@pytest.mark.parametrize("then", ["time.sleep(600)", ""])
def test_what_it_started_ends_with_it(tmp_path: Path, then: str) -> None:
    done = ended(
        [sys.executable, "-c", LEAVES.format(then=then)],
        directory=tmp_path,
        environment=os.environ,
        timeout=60,
        stopping=lambda: bool(then) and (tmp_path / "child").exists() and (tmp_path / "child").stat().st_size > 0,
    )
    assert done.code == (None if then else 0)
    wait_until(lambda: not _lives(int((tmp_path / "child").read_text(encoding="utf-8"))))


def test_it_has_so_long(tmp_path: Path) -> None:
    began = time.monotonic()
    assert run("import time; time.sleep(600)", tmp_path, 0.2) == (None, "", "")
    assert time.monotonic() - began >= 0.2
