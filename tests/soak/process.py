"""`reconciler watch` as it is installed, but that the database can ask which process is writing; and what the operating system knows of such a process."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LEASE = 2

_PRIVATE = re.compile(r"^Private_(?:Clean|Dirty): +(\d+) kB$", re.MULTILINE)


class Watching:
    """One process. Its log is a file of its own, which grows over restarts of the same name."""

    def __init__(self, project: Path, log: Path) -> None:
        self.log, self.port = log, _free_port()
        paced = ["--interval", "1s", "--debounce", "50ms", "--lease", f"{LEASE}s", "--log-format", "json", "--listen", f"127.0.0.1:{self.port}"]
        command = [sys.executable, "-m", "tests.soak.process", "watch", "--project", str(project), *paced]
        with log.open("ab") as stream:
            self._from = stream.tell()
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stream
            )

    @property
    def id(self) -> int:
        return self.process.pid

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        """What this process has logged. The last line of one that was killed may be half a line."""
        for line in self.log.read_bytes()[self._from :].splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue

    @property
    def last(self) -> str:
        """How its log ends, and whether it lives, for whoever has to find out what it was that went wrong."""
        return f"{self.process.poll()}: " + self.log.read_bytes()[self._from :].decode("utf-8", "replace")[-1500:]

    def says(self, **fields: str) -> int:
        """How many lines have these values."""
        return sum(fields.items() <= line.items() for line in self.lines)

    def send(self, number: int) -> None:
        os.kill(self.id, number)

    def end(self, number: int) -> int:
        """The exit code."""
        if self.process.poll() is None:
            self.send(number)
            self.send(signal.SIGCONT)
        return self.process.wait(20)

    def memory(self) -> int:
        """KiB that would be free if it ended: what it shares with others is not its own."""
        return sum(map(int, _PRIVATE.findall(Path(f"/proc/{self.id}/smaps_rollup").read_text(encoding="ascii"))))

    def files(self) -> int:
        """Open file descriptors."""
        return sum(1 for _ in Path(f"/proc/{self.id}/fd").iterdir())

    def metrics(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=10) as answer:
            return str(answer.read().decode())

    def passes(self) -> int:
        return round(sum(float(line.split()[-1]) for line in self.metrics().splitlines() if line.startswith("reconciler_passes_total{")))


def _free_port() -> int:
    """One that no connection of another program is given by chance before the watch listens there: below those that systems choose from."""
    while True:
        with socket.socket() as taken, suppress(OSError):
            taken.bind(("127.0.0.1", random.SystemRandom().randrange(10_000, 30_000)))
            return int(taken.getsockname()[1])


def wait_until(condition: Any, what: str, seconds: float = 60.0, every: float = 0.05, last: Callable[[], str] = str) -> None:
    """Raises `AssertionError` where it does not come to `what`; `last` is what to tell then."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"it did not come to this: {what}\n{last()}"
        time.sleep(every)


def main() -> None:
    """The command line, with a SQL function that says who writes."""
    import sqlite3

    from reconciler.cli.main import run
    from reconciler.database import engines

    whole = engines._connect

    def connect(uri: str, mode: engines.Mode) -> sqlite3.Connection:
        connection = whole(uri, mode)
        connection.create_function("writer", 0, os.getpid)
        return connection

    engines._connect = connect
    run()


if __name__ == "__main__":
    main()
