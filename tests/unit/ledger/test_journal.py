"""What is about to be made and what became of it, in memory and in tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reconciler.ledger.memory import MemoryLedger
from reconciler.model.errors import ConflictError
from reconciler.model.journal import DONE, NOT_DONE, OPEN, Intent, Unfinished
from reconciler.model.ledger import Ledger
from reconciler.model.plan import Counts
from reconciler.model.saved import SavedChange
from tests.unit.ledger.test_ledger import APPROVAL, BINDING, ENTRY, HERE, KEY, THERE, expire, ledger

__all__ = ["expire", "ledger"]

FIRST = Intent("k1", SavedChange("teleset/ivanova", "update", "aa", "bb"))
SECOND = Intent("k2", SavedChange("alfa/petrov", "move", "cc", "cc", "teleset/petrov"))


def left(ledger: Ledger) -> list[Unfinished]:
    return list(ledger.unfinished("us", "production"))


def test_at_first_nothing_is_unfinished(ledger: Ledger) -> None:
    assert left(ledger) == []


def test_an_apply_that_ends_well_leaves_nothing_open(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        ledger.approve(replace(APPROVAL, digest="d1"))
        journal = lock.journal(replace(ENTRY, approvals=("d1",)), BINDING)
        assert ledger.history()[0].outcome == "unfinished"
        assert ledger.history()[0].number == journal.number == 2
        journal.check()
        for intent in (FIRST, SECOND):
            journal.intend(intent)
            journal.settle(replace(intent, outcome=DONE))
        assert ledger.binding("us") is None
        journal.finish(replace(ENTRY, approvals=("d1",), seconds=2.5))
    assert left(ledger) == []
    newest = ledger.history()[0]
    assert (newest.number, newest.outcome, newest.seconds) == (2, "applied", 2.5)
    assert newest.started.endswith("Z")
    assert ledger.binding("us") == BINDING
    assert list(ledger.approvals("us", "production")) == []


def test_an_apply_that_ends_otherwise_binds_nothing_and_uses_nothing_up(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        ledger.approve(replace(APPROVAL, digest="d1"))
        journal = lock.journal(ENTRY, BINDING)
        journal.intend(FIRST)
        journal.settle(replace(FIRST, outcome=NOT_DONE, error="backend-full"))
        journal.finish(replace(ENTRY, outcome="failed", error="backend-full", counts=Counts(), approvals=("d1",)))
    assert left(ledger) == []
    assert (ledger.history()[0].outcome, ledger.history()[0].counts) == ("failed", Counts())
    assert ledger.binding("us") is None
    assert len(ledger.approvals("us", "production")) == 1


def test_what_was_in_flight_is_found_and_written_down_by_the_next(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        journal = lock.journal(ENTRY, BINDING)
        journal.intend(SECOND)
        journal.settle(replace(SECOND, outcome=DONE))
        journal.intend(FIRST)
    (one,) = left(ledger)
    assert (one.entry.number, one.entry.outcome, one.entry.counts) == (1, "unfinished", ENTRY.counts)
    assert one.intents == (replace(SECOND, outcome=DONE), FIRST)
    assert one.open == (FIRST,)
    assert list(ledger.unfinished("them", "production")) == list(ledger.unfinished("us", "staging")) == []
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        lock.resolve(replace(one.entry, outcome="interrupted", counts=Counts(move=1)), [replace(FIRST, outcome=NOT_DONE)], BINDING)
        assert left(ledger) == []
        lock.journal(ENTRY, BINDING)
    newest, oldest = ledger.history()
    assert (oldest.outcome, oldest.counts, oldest.started) == ("interrupted", Counts(move=1), one.entry.started)
    assert newest.outcome == "unfinished"
    assert ledger.binding("us") is None


def test_an_apply_that_ended_with_a_change_unanswered_is_looked_at_again(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        journal = lock.journal(ENTRY, BINDING)
        journal.intend(FIRST)
        journal.finish(replace(ENTRY, outcome="partial", counts=Counts()))
        (one,) = left(ledger)
        assert one.entry.outcome == "partial"
        # A change of another manager stays open, whoever begins the next journal.
        lock.journal(replace(ENTRY, manager="them"), None).finish(replace(ENTRY, manager="them"))
        assert left(ledger) == [one]
        lock.resolve(replace(one.entry, outcome="applied", counts=Counts(change=1)), [replace(FIRST, outcome=DONE)], BINDING)
    assert left(ledger) == []
    assert ledger.binding("us") == BINDING


def test_what_is_settled_is_forgotten_when_the_next_begins(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        first = lock.journal(ENTRY, BINDING)
        first.intend(FIRST)
        first.settle(replace(FIRST, outcome=DONE))
        first.finish(ENTRY)
        second = lock.journal(ENTRY, BINDING)
        second.intend(SECOND)
        second.finish(replace(ENTRY, outcome="partial"))
        first.finish(replace(ENTRY, outcome="unfinished"))
    assert [one.intents for one in left(ledger)] == [(), (SECOND,)]


def test_writing_it_twice_is_harmless(ledger: Ledger) -> None:
    """The answer of the ledger's own database may be lost as well."""
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        journal = lock.journal(ENTRY, BINDING)
        for intent in (FIRST, SECOND, FIRST):
            journal.intend(intent)
        assert left(ledger)[0].intents == (FIRST, SECOND)
        for _ in range(2):
            journal.settle(replace(FIRST, outcome=DONE))
            journal.finish(ENTRY)
    assert [intent.outcome for intent in left(ledger)[0].intents] == [DONE, OPEN]


def test_without_the_lock_nothing_is_written(ledger: Ledger, expire: Callable[[], None]) -> None:
    with ledger.lock("apply", THERE, key=KEY, wait=0) as stalled:
        journal = stalled.journal(ENTRY, BINDING)
        expire()
        with ledger.lock("apply", HERE, key=KEY, wait=0):
            for attempt in (
                journal.check,
                lambda: journal.intend(FIRST),
                lambda: journal.settle(replace(FIRST, outcome=DONE)),
                lambda: journal.finish(ENTRY),
                lambda: stalled.journal(ENTRY, BINDING),
                lambda: stalled.resolve(replace(ENTRY, number=1), [FIRST], BINDING),
            ):
                with pytest.raises(ConflictError, match="lock-lost"):
                    attempt()
        (one,) = left(ledger)
        assert (one.entry.outcome, one.intents) == ("unfinished", ())
        assert ledger.binding("us") is None


def test_memory_is_tried_here_too() -> None:
    assert left(MemoryLedger()) == []
