"""Whether a process is alive, and whether it is of use: two questions that an orchestrator asks apart, since only the first one's no is a reason to end it."""

from __future__ import annotations

from typing import Final

from reconciler.model.watching import LOOKED, Ended, Status

BOUND: Final = 900.0
"""Seconds in which a controller moves, whatever it does."""

FAILING: Final = 3
"""After so many failed passes in a row it is not ready."""

_FIRST: Final = LOOKED | {Ended.INVALID, Ended.PAUSED}


def stuck(status: Status, now: float, *, bound: float = BOUND) -> bool:
    """Whether the controller has not moved within the bound. `now` is in seconds since 1970; a clock that was put back makes nobody stuck."""
    if status.moved:
        return now - status.moved > bound
    ended = max((one.started + one.seconds for one in status.passes[:1]), default=status.began)
    return now - max(ended, status.next) > bound


def unready(status: Status, now: float, *, bound: float = BOUND) -> str:
    """Why it is not ready, as a word: `ending`, `stuck`, `starting`, `failing`; "" where it is. A standby is ready: it has looked at the lease. Where nothing is to be written, nobody leads."""
    if status.ending:
        return "ending"
    if stuck(status, now, bound=bound):
        return "stuck"
    if status.failures >= FAILING:
        return "failing"
    if status.stands_by:
        return "" if status.holder is not None or status.total.get(Ended.STANDBY) else "starting"
    return "" if any(status.total.get(end) for end in _FIRST) else "starting"
