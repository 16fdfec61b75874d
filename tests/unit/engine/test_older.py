"""Which entry of the history says what commit is in force."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.engine.checkout import Checkout
from reconciler.engine.older import standing
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
