"""The verb and its server are one process: what it prints is where it answers, and it ends with it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import reconciler
from tests.cli.conftest import ORGANIZATION, PROJECT, write


def answer(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as found:  # noqa: S310 - of this machine
            return found.status, found.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.skipif(sys.platform == "win32", reason="it is ended by SIGTERM")
def test_watch_serves_while_it_runs_and_ends_on_a_signal(tmp_path: Path) -> None:
    write(tmp_path / "reconciler.yaml", PROJECT)
    write(tmp_path / "organizations" / "teleset.yaml", ORGANIZATION)
    environment = {"PATH": "", "PYTHONPATH": str(Path(reconciler.__file__).parents[1]), "RECONCILER_LANG": "en", "PYTHONUTF8": "1"}
    words = [sys.executable, "-m", "reconciler", "watch", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(words, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, encoding="utf-8") as process:
        try:
            assert process.stderr is not None
            served = next(line for line in process.stderr if "http://" in line)
            url = "http://" + served.rpartition("http://")[2].split('"')[0].strip()
            ends = time.monotonic() + 60
            while answer(f"{url}/readyz")[0] != 200:
                assert time.monotonic() < ends
                time.sleep(0.1)
            assert answer(f"{url}/healthz")[0] == 200
            assert 'reconciler_passes_total{end="applied"} 1.0' in answer(f"{url}/metrics")[1]
            status, page = answer(f"{url}/")
            assert status == 200
            assert "tests-7f3a" in page
            assert "ivanova@" not in page
            process.send_signal(signal.SIGTERM)
            process.stderr.read()
            assert process.wait(20) == 143
        finally:
            process.kill()
