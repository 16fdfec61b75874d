"""How fast a watch goes."""

from __future__ import annotations

from dataclasses import dataclass

from reconciler.watching.files import AGAIN
from reconciler.watching.leader import LEASE_SECONDS


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two passes that nothing but time asks for, that the files must be quiet, that the lead lasts, of the first and the longest wait after a failure,
    and until the operating system is asked again to tell of changes.

    `jitter` is by which part of itself a wait is made longer or shorter, so that several watches do not ask at the same moment.
    """

    interval: float = 300.0
    quiet: float = 0.1
    poll: bool = False
    lease: int = LEASE_SECONDS
    backoff: float = 1.0
    longest: float = 300.0
    again: float = AGAIN
    jitter: float = 0.1
