"""What can go wrong between us and a live system, as data: so that a fault is something a test writes down, and no mock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reconciler.model.errors import BackendError, ConflictError, RejectedError, TransientError

BEFORE: Final = "before"
"""Nothing is done, and the system cannot be reached."""

LIMITED: Final = "limited"
"""Nothing is done: too many requests, again after `seconds`."""

REJECTED: Final = "rejected"
"""Nothing is done: the system does not want this."""

CONFLICT: Final = "conflict"
"""Nothing is done: the system says that the object is not what it was."""

AFTER: Final = "after"
"""It is done, and the system says that it failed."""

LOST: Final = "lost"
"""It is done, and the answer never comes."""

SLOW: Final = "slow"
"""It is done, after `seconds`."""

PARTIAL: Final = "partial"
"""Of an observation: half of it comes, then nothing more."""

KINDS: Final = (BEFORE, LIMITED, REJECTED, CONFLICT, AFTER, LOST, SLOW, PARTIAL)


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong.

    It meets calls of `operation` (`create`, `update`, `delete`, `adopt`, `move`, `observe`; "" for any of them but `observe`) about `address` ("" for any), from the `nth` of
    them on (counted from 1), `times` in a row. `seen` is how many there were.
    """

    kind: str
    operation: str = ""
    address: str = ""
    nth: int = 1
    times: int = 1
    seconds: float = 0.0
    seen: int = 0

    def fits(self, operation: str, address: str) -> bool:
        asked = self.operation == operation if self.operation else operation != "observe"
        return asked and self.address in ("", address)

    @property
    def due(self) -> bool:
        """Whether the call counted last is one of those it meets."""
        return self.nth <= self.seen < self.nth + self.times

    def error(self, address: str, label: str) -> BackendError:
        """What the caller is told."""
        match self.kind:
            case "limited":
                return TransientError("backend-limited", retry_after=self.seconds, backend=label)
            case "rejected" | "after":
                return RejectedError("backend-failed", backend=label, detail=self.kind)
            case "conflict":
                return ConflictError("live-changed", address=address)
            case _:
                return TransientError("backend-unreachable", backend=label)
