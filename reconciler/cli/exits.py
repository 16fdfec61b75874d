"""The exit codes: the one table, and which fault gets which."""

from __future__ import annotations

import enum

from reconciler.model.errors import (
    BackendError,
    ConflictError,
    InvalidInput,
    Locked,
    ReconcilerError,
    Refused,
    StalePlan,
    TransientError,
    Unusable,
)


class Exit(enum.IntEnum):
    """What the process says when it ends. Never a count. `docs/exit-codes.md` says the same to the reader."""

    DONE = 0
    FAILED = 1
    CHANGES = 2
    INVALID = 3
    REFUSED = 4
    STALE = 5
    LOCKED = 6
    PARTIAL = 7
    CHECKED = 8
    USAGE = 64
    BUG = 70
    UNREACHABLE = 75
    INTERRUPTED = 130
    TERMINATED = 143


_FAULTS: tuple[tuple[type[ReconcilerError], Exit], ...] = (
    (InvalidInput, Exit.INVALID),
    (StalePlan, Exit.STALE),
    # The live object moved between the look and the write: the plan was made for something else.
    (ConflictError, Exit.STALE),
    (Refused, Exit.REFUSED),
    (Locked, Exit.LOCKED),
    (TransientError, Exit.UNREACHABLE),
    (BackendError, Exit.FAILED),
    (Unusable, Exit.USAGE),
    (ReconcilerError, Exit.FAILED),
)
"""The first row that fits decides."""


def exit_of(fault: ReconcilerError) -> Exit:
    """The exit code of a fault."""
    return next(code for kind, code in _FAULTS if isinstance(fault, kind))
