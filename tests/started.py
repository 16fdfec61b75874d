"""The program in a process of its own that was not started anew but forked from one that has everything loaded: a tenth of the cost, with signals, streams and an environment of its own.

What the interpreter does only when it starts (seeds of hashes, imports, UTF-8 mode) needs `python -m reconciler`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import TracebackType

from tests.faults.processes import context

SECONDS = 60


def _open_streams(stdin: str, stdout: str, stderr: str, environment: Mapping[str, str]) -> None:
    """As the interpreter opens them, over the files of these names (a terminal is one)."""
    encoding = environment.get("PYTHONIOENCODING") or "utf-8"
    for number, (name, flags) in enumerate(((stdin, os.O_RDWR if stdin == stdout else os.O_RDONLY), (stdout, os.O_RDWR), (stderr, os.O_RDWR))):
        file = os.open(name, flags | os.O_NOCTTY)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, encoding=encoding, closefd=False)  # noqa: SIM115 - the process ends with them
    sys.stdout = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding=encoding, errors="backslashreplace", closefd=False)  # noqa: SIM115


def _run(arguments: tuple[str, ...], directory: str, environment: Mapping[str, str], streams: tuple[str, str, str]) -> None:
    from reconciler.cli.main import run

    os.setsid()
    os.chdir(directory)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _open_streams(*streams, environment)
    sys.argv = ["reconciler", *arguments]
    run()


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Raises `AssertionError` where it does not come to that in time."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.01)


class Started:
    """`reconciler ARGUMENTS`, running. Used as `subprocess.Popen` is."""

    def __init__(self, directory: Path, *arguments: str, environment: Mapping[str, str] | None = None, terminal: str = "") -> None:
        """Its streams are a terminal, where one is named; else nothing is to be read, and what is written is kept."""
        self._kept = tempfile.TemporaryDirectory()
        files = [Path(self._kept.name, name) for name in ("out", "err")]
        for file in files:
            file.touch()
        streams = (terminal,) * 3 if terminal else (os.devnull, *map(str, files))
        self._files = files
        environment = dict(os.environ if environment is None else environment)
        self._process: ForkServerProcess = context().Process(target=_run, args=(arguments, str(directory), environment, streams), daemon=True)
        self._process.start()

    def __enter__(self) -> Started:
        return self

    def __exit__(self, type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None:
            self._process.kill()
        self.wait()
        self._kept.cleanup()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def wait(self, timeout: float = SECONDS) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            self._process.kill()
            raise subprocess.TimeoutExpired("reconciler", timeout)
        return self._process.exitcode

    @property
    def told(self) -> str:
        """What it has said on stderr so far."""
        return self._files[1].read_text(encoding="utf-8")

    def written(self, timeout: float = SECONDS) -> tuple[bytes, bytes]:
        """stdout and stderr, once it has ended."""
        self.wait(timeout)
        out, err = (file.read_bytes() for file in self._files)
        return out, err

    def communicate(self, timeout: float = SECONDS) -> tuple[str, str]:
        out, err = self.written(timeout)
        return out.decode("utf-8"), err.decode("utf-8")


def ended(directory: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """`reconciler ARGUMENTS` with no input, to its end. Where nothing can be forked, it is started."""
    if sys.platform == "win32":
        return subprocess.run([sys.executable, "-m", "reconciler", *arguments], cwd=directory, env=environment, capture_output=True, timeout=SECONDS)
    with Started(directory, *arguments, environment=environment) as process:
        out, err = process.written()
        return subprocess.CompletedProcess(arguments, process.wait(), out, err)
