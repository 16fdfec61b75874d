"""How fast a watch goes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from reconciler.watching.files import AGAIN
from reconciler.watching.leader import LEASE_SECONDS

LOCKED_SECONDS: Final = 5.0
"""Where another run is writing, so long at most: it ends when it ends, and one that froze holds the lock for a minute."""


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

    def wait(self, failures: int, *, locked: bool = False) -> float:
        """Seconds until the next pass, after so many in a row that came to nothing; `locked` says that the last one did because another run was writing."""
        if not failures:
            seconds = self.interval
        else:
            longest = min(self.longest, LOCKED_SECONDS) if locked else self.longest
            seconds = min(self.backoff * 2 ** min(failures - 1, 20), longest, max(self.interval, self.backoff))
        return seconds * random.uniform(1 - self.jitter, 1 + self.jitter)  # noqa: S311 - no secret
