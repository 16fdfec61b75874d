"""What is written down about each change of a backend that is not atomic: that it is about to be made, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from reconciler.model.ledger import FORGOTTEN, HistoryEntry
from reconciler.model.plan import Counts
from reconciler.model.saved import SavedChange

OPEN = ""
DONE = "done"
NOT_DONE = "not-done"
UNCLEAR = "unclear"
"""The object is neither as it was nor as the change would leave it: somebody else has changed it since."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One change in the journal. `key` is its idempotency key, `change` what it is about, with tags under the installation key for before and after.

    `outcome` is `OPEN` until it is known what became of it, then `DONE`, `NOT_DONE` or `UNCLEAR`; `error` the code of what went wrong. No personal data goes in.
    """

    key: str
    change: SavedChange
    outcome: str = OPEN
    error: str = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An apply that ended without saying how (`entry.outcome` is `unfinished`), or of which some change was never answered.

    `entry.counts` are of everything it meant to do, where it did not end, and of what it is known to have done, where it did. `intents` are its changes in the
    journal, in the order they were begun; those it never came to are not among them.
    """

    entry: HistoryEntry
    intents: tuple[Intent, ...]

    @property
    def open(self) -> tuple[Intent, ...]:
        """The changes that were in flight."""
        return tuple(intent for intent in self.intents if intent.outcome == OPEN)


class Journal(Protocol):
    """The ledger's hand beside the work of one apply. Every method checks that the lock is still held, and extends it."""

    @property
    def number(self) -> int:
        """Of the row of the history."""
        ...

    def check(self) -> None:
        """Raises `ConflictError` when the lock was lost."""
        ...

    def intend(self, intent: Intent) -> None:
        """Write down that a change is about to be made. Repeating it is harmless."""
        ...

    def settle(self, intent: Intent) -> None:
        """Write down what became of it. Repeating it is harmless."""
        ...

    def finish(self, entry: HistoryEntry) -> None:
        """Write down how the apply ended; with the outcome `applied` also the binding, and that the approvals are used up."""
        ...


def tags_of(intent: Intent, tags: Mapping[str, str]) -> Mapping[str, str]:
    """What is to be remembered as last applied once a change is made, by address; `tags` are those of the whole apply, as in `Lock.fence`."""
    change = intent.change
    gone = {change.source: ""} if change.source else {}
    return gone | {change.address: "" if tags.get(change.address) == "" else change.after}


def tags_left(entry: HistoryEntry, intents: Sequence[Intent]) -> Mapping[str, str]:
    """Those of an apply that cannot say any more which they were: what was given up is remembered no longer."""
    return {intent.change.address: "" for intent in intents} if entry.meant == FORGOTTEN else {}


def counted(actions: Sequence[str]) -> Counts:
    """Actions (`create`, …) by what they do."""
    return Counts(*(actions.count(action) for action in ("create", "update", "delete", "adopt", "move")))
