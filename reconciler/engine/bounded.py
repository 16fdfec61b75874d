"""A command of somebody else's, bounded in time: itself and whatever it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

TICK: Final = 0.1
"""Seconds between two looks at whether it is still wanted."""

GRACE: Final = 2.0
"""Seconds that a command has from being told to end to being ended."""

MOST_SAID: Final = 1 << 20
"""Bytes that are kept of what a command says."""


class Done(NamedTuple):
    """How a command ended: `code` (negative: the signal that ended it), None where it was ended for taking too long or for not being wanted any more. What it said is for our eyes only."""

    code: int | None
    output: str = ""
    complaint: str = ""


def ended(
    command: Sequence[str],
    *,
    directory: Path,
    environment: Mapping[str, str],
    timeout: float,
    stopping: Callable[[], bool] = lambda: False,
) -> Done:
    """Run it to its end, without anything to read from. Raises `OSError` where it cannot be started.

    It runs in a group of its own: Ctrl-C is for us, and what it has started ends with it.
    """
    apart: dict[str, Any] = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)} if os.name == "nt" else {"start_new_session": True}
    # Into files: a pipe would be held open by whatever it leaves behind.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaint:
        process = subprocess.Popen(  # noqa: S603 - a list of words, and no shell
            list(command), cwd=directory, env=dict(environment), stdin=subprocess.DEVNULL, stdout=output, stderr=complaint, **apart
        )
        try:
            code = _awaited(process, timeout, stopping)
        finally:
            _end(process)
        return Done(code, _text(output), _text(complaint))


def _awaited(process: subprocess.Popen[bytes], timeout: float, stopping: Callable[[], bool]) -> int | None:
    end = time.monotonic() + timeout
    while (left := end - time.monotonic()) > 0 and not stopping():
        with suppress(subprocess.TimeoutExpired):
            return process.wait(min(TICK, left))
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Itself, and its group: what it left behind has no business any more. Who still works may put things in order first."""
    if process.poll() is None and hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError, subprocess.TimeoutExpired):
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(GRACE)
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
        process.wait()


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(MOST_SAID).decode("utf-8", "replace")
