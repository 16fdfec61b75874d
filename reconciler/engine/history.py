"""What was done: the applies and approvals of one manager in one environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reconciler.engine.because import way_back
from reconciler.engine.checkout import Checkout
from reconciler.engine.connect import connect
from reconciler.engine.formerly import last_commit
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.model.errors import Unusable
from reconciler.model.evidence import Delivered, TrialEntry
from reconciler.model.ledger import HistoryEntry
from reconciler.model.plan import Target

MOST = 1_000_000
"""Rows that are looked through for one entry."""


@dataclass(frozen=True, slots=True)
class Told:
    """Entries, the newest first, and where. `before` is the commit that was applied before the oldest of them, "" where none is known; `undo` is the git command that
    leads from one entry back to it.
    """

    target: Target
    entries: tuple[HistoryEntry, ...]
    before: str = ""
    undo: str = ""


def history(directory: Path, *, environment: str | None = None, limit: int = 20) -> Told:
    """The newest entries. Writes nothing."""
    target, entries = _all(directory, environment)
    return Told(target, entries[:limit], last_commit(entries[limit:], manager=target.manager, environment=target.environment))


def entry(directory: Path, number: int, *, environment: str | None = None) -> Told:
    """One entry. Raises `Unusable("no-such-entry")`."""
    target, entries = _all(directory, environment)
    for position, one in enumerate(entries):
        if one.number == number:
            before = last_commit(entries[position + 1 :], manager=target.manager, environment=target.environment)
            undo = (
                way_back(directory, before, Checkout(one.commit, one.dirty))
                if one.outcome == "applied" and "--allow-older" not in one.operation.split()
                else ""
            )
            return Told(target, (one,), before, undo)
    raise Unusable("no-such-entry", number=number, newest=entries[0].number if entries else 0, hint="" if entries else "none")


def _all(directory: Path, environment: str | None) -> tuple[Target, tuple[HistoryEntry, ...]]:
    connection = connect(open_project(Reading(), directory, environment))
    target = connection.target
    return target, tuple(connection.ledger.history(MOST, of=(target.manager, target.environment), confirmed=True))


@dataclass(frozen=True, slots=True)
class ToldDeliveries:
    """Test runs and deliveries, the newest first, and where."""

    target: Target
    runs: tuple[TrialEntry, ...]
    deliveries: tuple[Delivered, ...]


def deliveries(directory: Path, *, environment: str | None = None, limit: int = 20, run: int | None = None, recipient: str = "") -> ToldDeliveries:
    """What was tested, and what became of each message: of one run, or of one recipient (an organization: all of it). Writes nothing. Raises `Unusable("no-such-run")`."""
    connection = connect(open_project(Reading(), directory, environment))
    target, evidence = connection.target, connection.evidence
    runs = tuple(evidence.trials(target.manager, target.environment, limit if run is None else MOST))
    if run is not None:
        newest = runs[0].number if runs else 0
        runs = tuple(one for one in runs if one.number == run)
        if not runs:
            raise Unusable("no-such-run", number=run, newest=newest, hint="" if newest else "none")
    return ToldDeliveries(target, runs, tuple(evidence.deliveries(target.manager, target.environment, limit, trial=run, recipient=recipient)))
