"""Which entry of the history says what commit is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from reconciler.engine.checkout import Checkout
from reconciler.engine.older import FEW, standing
from reconciler.ledger.memory import MemoryLedger
from reconciler.model.ledger import HistoryEntry
from reconciler.model.plan import Counts, Target

TARGET = Target("", "memory", "us")
OLD, NEW = "1" * 40, "2" * 40
ENTRY = HistoryEntry("apply", "us", "", "ivanova@host", "d1", Counts(add=1), commit=NEW)


@pytest.mark.parametrize(
    ("entry", "commit"),
    [
        (ENTRY, NEW),
        (replace(ENTRY, outcome="partial"), NEW),
        (replace(ENTRY, outcome="interrupted"), NEW),
        (replace(ENTRY, outcome="unfinished"), NEW),
        (replace(ENTRY, outcome="interrupted", counts=Counts()), OLD),
        (replace(ENTRY, outcome="failed", counts=Counts()), OLD),
        (replace(ENTRY, operation="forget teleset/petrov", outcome="forgotten"), OLD),
        (replace(ENTRY, operation="forget teleset/petrov", outcome="partial"), OLD),
        (replace(ENTRY, operation="apply --allow-older --only drift", outcome="interrupted"), OLD),
    ],
    ids=lambda one: f"{one.operation} {one.outcome} {one.counts.add}" if isinstance(one, HistoryEntry) else "",
)
def test_what_may_have_left_something_live_counts(entry: HistoryEntry, commit: str) -> None:
    ledger = MemoryLedger()
    ledger.record(replace(ENTRY, commit=OLD))
    ledger.record(entry)
    assert standing(ledger, TARGET, Checkout()).commit == commit


def test_a_long_history_without_commits_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no git, every pass of a watch would read all that it ever did."""
    ledger = MemoryLedger()
    for _ in range(FEW + 10):
        ledger.record(replace(ENTRY, commit=""))
    read: list[HistoryEntry] = []
    whole = ledger.history

    def counted(*arguments: Any, **named: Any) -> Sequence[HistoryEntry]:
        found = whole(*arguments, **named)
        read.extend(found)
        return found

    monkeypatch.setattr(ledger, "history", counted)
    assert standing(ledger, TARGET, Checkout()).commit == ""
    assert read == []
