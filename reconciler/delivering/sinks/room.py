"""Opens the process of the sinks, tells it what to do, and reads what it took."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from reconciler.delivering.sinks.faults import Fault
from reconciler.delivering.sinks.spool import Reader, read
from reconciler.model.delivery import Received
from reconciler.model.errors import BackendError

_CODE: Final = (
    "import sys; from pathlib import Path; sys.path.append(sys.argv[1]); from reconciler.delivering.sinks.process import main, streams; "
    "main(Path(sys.argv[2]), *streams())"
)
_ENDING: Final = 5.0
"""Seconds the process has to end by itself."""


class LoopbackSinks:
    """Sinks that are open. What they took is in their file, and kept by nobody."""

    def __init__(self, process: subprocess.Popen[bytes], path: Path, ports: dict[str, int]) -> None:
        self._process, self._path, self._ports = process, path, ports
        self._reader = Reader(path)

    @property
    def smtp(self) -> tuple[str, int]:
        return "127.0.0.1", self._ports["smtp"]

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self._ports['http']}"

    @property
    def pid(self) -> int:
        """The process they live in."""
        return self._process.pid

    def received(self) -> tuple[Received, ...]:
        return tuple(self.stream())

    def fresh(self) -> tuple[Received, ...]:
        """Raises `BackendError("sinks-failed")` where their process has ended: nothing that is sent now can arrive."""
        found = tuple(self._reader.fresh())
        if self._process.poll() is not None:
            raise BackendError("sinks-failed")
        return found

    def stream(self) -> Iterator[Received]:
        """The same, one after another: what is looked at once need not be held."""
        return read(self._path)

    def set(self, address: str, fault: Fault | None) -> None:
        """What to do from now on with messages to an address ("" for all that have nothing of their own); None: take them again."""
        line = json.dumps({"address": address, "fault": None if fault is None else fault.plain()})
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None  # noqa: S101 - both are pipes
        try:
            stdin.write(line.encode("ascii") + b"\n")
            stdin.flush()
            answered = stdout.readline()
        except OSError:
            answered = b""
        if not answered:
            raise BackendError("sinks-failed")


@contextmanager
def opened() -> Iterator[LoopbackSinks]:
    """Raises `BackendError("sinks-failed")` where the process does not start, or may not listen."""
    with tempfile.TemporaryDirectory(prefix="reconciler-sinks-", ignore_cleanup_errors=True) as directory:
        path = Path(directory) / "received"
        process = _start(path)
        try:
            yield LoopbackSinks(process, path, _ports(process))
        finally:
            _end(process)


def _start(path: Path) -> subprocess.Popen[bytes]:
    """An interpreter that sees this package and the standard library, and nothing of the directory we are in."""
    root = Path(__file__).parents[3]
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _CODE, str(root), str(path)]
    # Ctrl-C is for us: the sinks end when we do. (0x200 is CREATE_NEW_PROCESS_GROUP, which only Windows knows by name.)
    apart: dict[str, Any] = {"creationflags": 0x200} if sys.platform == "win32" else {"start_new_session": True}
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **apart)  # noqa: S603 - our own interpreter and code
    except OSError:
        raise BackendError("sinks-failed") from None


def _ports(process: subprocess.Popen[bytes]) -> dict[str, int]:
    assert process.stdout is not None  # noqa: S101 - a pipe
    try:
        ports: dict[str, int] = json.loads(process.stdout.readline())
    except ValueError:
        raise BackendError("sinks-failed") from None
    return ports


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    ends = time.monotonic() + _ENDING
    try:
        process.wait(max(0.0, ends - time.monotonic()))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
