"""What passes add up to since the process began. Fed with what is true now, often enough that no pass goes by unseen."""

from __future__ import annotations

from collections import Counter
from typing import Final

from reconciler.model.watching import LOOKED, Ended, Pass, Status

BUCKETS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
"""Upper bounds of durations, in seconds."""

KINDS: Final = ("add", "change", "delete", "adopt", "move")


class Tally:
    """Not for several threads at once."""

    def __init__(self) -> None:
        self._seen: frozenset[str] = frozenset()
        self._refused: frozenset[tuple[str, str, str]] = frozenset()
        self.triggers: Counter[str] = Counter()
        self.changes: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.buckets: Counter[float] = Counter()
        self.passes = 0
        self.seconds = 0.0
        self.drift = 0

    def take(self, status: Status) -> None:
        for one in reversed(status.passes):
            if one.id not in self._seen:
                self._add(one)
        self._seen = frozenset(one.id for one in status.passes)

    def _add(self, one: Pass) -> None:
        self.triggers.update(trigger.value for trigger in one.triggers)
        if one.ended is Ended.STANDBY:
            return
        self.passes += 1
        self.seconds += one.seconds
        self.buckets.update(bound for bound in BUCKETS if one.seconds <= bound)
        self.changes.update({kind: getattr(one.counts, kind) for kind in KINDS})
        # What the pass before had left is no other drift.
        self.drift += one.drift - one.again
        if one.ended in LOOKED:
            refused = frozenset((refusal.guard, refusal.subject, refusal.digest) for refusal in one.refusals)
            self.refusals.update(guard for guard, *_ in refused - self._refused)
            self._refused = refused
