"""A lock between processes of one machine, held on an open file: it ends with its process, however that ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

TICK: Final = 0.1
"""Seconds between two tries."""


class FileLock:
    """`take` and `release`; the file stays."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self, wait: float = 0.0, stopping: Callable[[], bool] = lambda: False) -> bool:
        """Whether it was to be had within `wait` seconds. Raises `OSError` where the file cannot be made."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        end = time.monotonic() + wait
        while not _taken(file):
            if time.monotonic() >= end or stopping():
                os.close(file)
                return False
            time.sleep(TICK)
        self._file = file
        return True

    def release(self) -> None:
        if self._file is not None:
            # Closing it unlocks it, on Windows a moment later.
            os.close(self._file)
            self._file = None


def _taken(file: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
