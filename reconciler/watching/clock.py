"""The time of day, held against a clock that nobody can set: whether it was put forward or back, and what that means for what is remembered."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from reconciler.model.watching import Status

log = logging.getLogger(__name__)

JUMP: Final = 2.0
"""Seconds by which the two may part between two looks. Who keeps the time right goes far slower than that; a machine that slept is a jump as well."""


class Clock:
    """`wall` gives seconds since 1970, `steady` seconds that only grow. For any number of threads: each jump is told to one of them."""

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._steady, self._alone = wall, steady, threading.Lock()
        self._apart = wall() - steady()

    def now(self) -> float:
        return self._wall()

    def jumped(self) -> float:
        """By how many seconds the time of day was put forward (or, below 0, back) since the last look; 0.0 where it goes on as time does."""
        with self._alone:
            first, now, then = self._steady(), self._wall(), self._steady()
            if then - first > JUMP / 4:
                return 0.0  # it was kept from looking at both at once, and will look again
            before, self._apart = self._apart, now - first
            ahead = self._apart - before
        return ahead if abs(ahead) >= JUMP else 0.0


def moved_along(status: Status, ahead: float) -> Status:
    """What was five minutes ago still was, whatever the clock says by now: else the process would seem to be stuck for hours, or what is live not to be looked at."""
    times = {name: at + ahead for name in ("moved", "synced", "applied", "next", "fetched") if (at := getattr(status, name))}
    return replace(status, jumps=status.jumps + 1, **times)


def log_jump(ahead: float) -> None:
    log.warning("the clock was put %s by %.0f s", "forward" if ahead > 0 else "back", abs(ahead), extra={"event": "clock-jumped", "seconds": round(ahead, 3)})
