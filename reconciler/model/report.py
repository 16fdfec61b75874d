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
    """Not done. `reason` is `rolled-back`, `blocked` (needs a change that failed) or `interrupted`."""

    change: Change
    reason: str


Outcome: TypeAlias = Applied | Failed | Skipped


@dataclass(frozen=True, slots=True)
class Report:
    """One outcome for each change of the plan, in the same order. `history` is the number of the row that records it, `seconds` how long it took."""

    outcomes: tuple[Outcome, ...] = ()
    history: int | None = None
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return all(isinstance(outcome, Applied) for outcome in self.outcomes)

    @property
    def partial(self) -> bool:
        """Some changes were made and some were not."""
        return not self.ok and any(isinstance(outcome, Applied) for outcome in self.outcomes)

    @property
    def error(self) -> ReconcilerError | None:
        """The first failure."""
        return next((outcome.error for outcome in self.outcomes if isinstance(outcome, Failed)), None)
