"""Runs a command and says what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process: `wall` and `cpu` (user and system) in seconds, `memory` (largest resident set) in bytes, and its exit code."""

    wall: float
    cpu: float
    memory: int
    code: int


def run(command: list[str], directory: Path, *, accept: tuple[int, ...] = (0,)) -> Cost:
    """Run once, output thrown away. Raises `RuntimeError` with what the command said when it ends with a code that is not in `accept`."""
    path = os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "RECONCILER_LANG": "en", "NO_COLOR": "1"}
    for name in ("RECONCILER_ENV", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    log = directory / ".benchmark.log"
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=directory, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accept:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        message = f"{' '.join(command)} ended with {process.returncode}:\n{said}"
        raise RuntimeError(message)
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, process.returncode)


def best(command: list[str], directory: Path, runs: int, *, accept: tuple[int, ...] = (0,)) -> Cost:
    """The run with the least processor time; other processes can only make one slower."""
    return min((run(command, directory, accept=accept) for _ in range(runs)), key=lambda cost: cost.cpu)
