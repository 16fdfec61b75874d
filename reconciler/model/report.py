"""What happened to each change of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from reconciler.model.change import Change
from reconciler.model.errors import ReconcilerError


@dataclass(frozen=True, slots=True)
class Applied:
    change: Change


@dataclass(frozen=True, slots=True)
class Failed:
    change: Change
    error: ReconcilerError


@dataclass(frozen=True, slots=True)
class Skipped:
    """Not done. `reason` is `rolled-back`, `blocked` (needs a change that failed), `kept` (nothing is deleted or taken from anybody once something went wrong), `unreachable` (the backend
    had failed to answer too often), `stopped` (the ledger could not be written any more, or the lock is lost) or `interrupted`.
    """

    change: Change
    reason: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nobody knows whether it was done: neither an answer came nor could be looked. The next apply looks."""

    change: Change
    error: ReconcilerError


Outcome: TypeAlias = Applied | Failed | Skipped | Unanswered


@dataclass(frozen=True, slots=True)
class Report:
    """One outcome for each change of the plan, in the same order. `history` is the number of the row that records it, `seconds` how long it took.

    `interrupted`: somebody ended it before everything was tried, or before it was read back. `unrecorded` is why the ledger could not be told how it ended.
    """

    outcomes: tuple[Outcome, ...] = ()
    history: int | None = None
    seconds: float = 0.0
    interrupted: bool = False
    unrecorded: ReconcilerError | None = None

    @property
    def ok(self) -> bool:
        return all(isinstance(outcome, Applied) for outcome in self.outcomes)

    @property
    def partial(self) -> bool:
        """Some changes were made (or may have been) and some were not."""
        return not self.ok and any(isinstance(outcome, Applied | Unanswered) for outcome in self.outcomes)

    @property
    def error(self) -> ReconcilerError | None:
        """The first failure."""
        return next((outcome.error for outcome in self.outcomes if isinstance(outcome, Failed | Unanswered)), self.unrecorded)
