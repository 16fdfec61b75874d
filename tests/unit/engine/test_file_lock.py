"""One holder at a time, until it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reconciler.engine.file_lock import FileLock
from tests.watching.watched import wait_until


def test_one_at_a_time(tmp_path: Path) -> None:
    one, two = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert one.take()
    assert not two.take(0.15)
    assert not two.take(60, stopping=lambda: True)
    one.release()
    one.release()
    assert two.take()
    two.release()


def test_it_ends_with_its_process(tmp_path: Path) -> None:
    code = "import sys, time; from pathlib import Path; from reconciler.engine.file_lock import FileLock; lock = FileLock(Path(sys.argv[1])); print(lock.take(), flush=True); time.sleep(600)"
    lock = FileLock(tmp_path / "lock")
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "lock")], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"True"
        assert not lock.take()
        other.kill()
    wait_until(lock.take)
    lock.release()
