"""A plan → what is live, in one transaction or change by change with a journal; and what earlier applies left open."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace

from reconciler.engine.connect import Connection
from reconciler.engine.heartbeat import kept_alive
from reconciler.engine.identity import owner
from reconciler.model.address import organization_of
from reconciler.model.backend import Reader, Scope, Stepper, Writer
from reconciler.model.errors import BackendError, ReconcilerError
from reconciler.model.journal import DONE, NOT_DONE, UNCLEAR, Intent, Unfinished, counted
from reconciler.model.lead import Lead
from reconciler.model.ledger import UNFINISHED, Binding, HistoryEntry, Ledger, Lock
from reconciler.model.plan import Counts, Plan
from reconciler.model.report import Applied, Report, Unanswered
from reconciler.model.resource import Resource
from reconciler.model.saved import SavedChange
from reconciler.planning.saved import is_done, saved_change, tag

log = logging.getLogger(__name__)

Ending = Callable[[], AbstractContextManager[Callable[[], bool]]]
"""For the time of the work: says whether somebody wants it to end after what is in flight."""


@dataclass(frozen=True, slots=True)
class Books:
    """What the ledger is to remember of an apply that goes well: see `Lock.fence`."""

    entry: HistoryEntry
    bound: Binding | None = None
    tags: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def unending() -> Iterator[Callable[[], bool]]:
    """For programs that use the engine: an interrupt is an exception there."""
    yield lambda: False


def looked_at_again(lock: Lock, ledger: Ledger, reader: Reader, *, key: bytes, bound: Binding) -> tuple[Unfinished, ...]:
    """Write down what became of earlier applies, by what is live now; returns them with nothing but the changes that were in flight.

    Raises `BackendError` where it cannot be seen.
    """
    settled = tuple(_settled(one, reader, key) for one in ledger.unfinished(bound.manager, bound.environment))
    for one in settled:
        lock.resolve(one.entry, one.intents, bound)
        log.info("apply %d: %d changes were in flight", one.entry.number, len(one.intents))
    return settled


def resume(connection: Connection, key: bytes, bound: Binding, wait: float, *, operation: str = "apply", under: Lead | None = None) -> tuple[Unfinished, ...]:
    """Where there is nothing to change, there may still be an earlier apply of which it is not written down that it has done it all."""
    backend, ledger = connection.backend, connection.ledger
    if backend.capabilities.atomic or not ledger.unfinished(bound.manager, bound.environment):
        return ()
    with ledger.lock(operation, owner(), key=key, wait=wait, under=under) as lock:
        reader = backend.reader()
        try:
            return looked_at_again(lock, ledger, reader, key=key, bound=bound)
        finally:
            reader.close()


def carry_out(
    plan: Plan,
    writer: Writer | Stepper,
    ledger: Ledger,
    lock: Lock,
    books: Books,
    *,
    key: bytes,
    earlier: Sequence[Unfinished] = (),
    progress: Callable[[int], None] | None = None,
    ending: Ending = unending,
) -> Report:
    """Make the changes of a plan, and write down how it ended: `books.entry` as it is where all went well.

    Raises what `demand_fit` raises, and `BackendError` where the journal cannot be begun; then nothing was done. Every other failure is in the report.
    """
    # Planning may have taken a good part of the lease.
    lock.renew()
    if isinstance(writer, Stepper):
        return _by_steps(plan, writer, lock, books, key=key, earlier=earlier, progress=progress, ending=ending)
    from reconciler.applying.apply import apply

    report = apply(plan, writer, progress=progress)
    if report.ok and report.unrecorded is None:
        recorded = next(iter(ledger.history(1)), None)
        return replace(report, history=recorded.number if recorded is not None else None)
    if report.ok:
        return report
    if any(isinstance(outcome, Unanswered) for outcome in report.outcomes):
        # Where it was done, its own transaction has recorded that; what nobody knows is not recorded as a failure.
        return replace(report, unrecorded=report.error)
    try:
        ledger.record(replace(_ended(books.entry, report), seconds=report.seconds))
    except BackendError as error:
        return replace(report, unrecorded=error)
    return report


def _by_steps(
    plan: Plan,
    writer: Stepper,
    lock: Lock,
    books: Books,
    *,
    key: bytes,
    earlier: Sequence[Unfinished],
    progress: Callable[[int], None] | None,
    ending: Ending,
) -> Report:
    from reconciler.applying.apply import demand_fit
    from reconciler.applying.steps import Known, apply_steps
    from reconciler.planning.order import Taking, needs, taking

    demand_fit(plan)
    started = time.monotonic()
    journal = lock.journal(books.entry, books.bound, books.tags)
    known = Known(lambda change: saved_change(key, change), needs, _keys(earlier), lambda change: taking(change) is not Taking.NOTHING)
    with ending() as interrupted, kept_alive(lock):
        report = apply_steps(plan, writer, journal, known, interrupted=interrupted, progress=progress)
        report = replace(report, history=journal.number)
        if report.unrecorded is None:
            try:
                journal.finish(replace(_ended(books.entry, report), seconds=time.monotonic() - started))
            except BackendError as error:
                report = replace(report, unrecorded=error)
            except KeyboardInterrupt:
                report = replace(report, interrupted=True, unrecorded=ReconcilerError("run-interrupted"))
    return report


def _ended(entry: HistoryEntry, report: Report) -> HistoryEntry:
    """The history's row, by what happened."""
    if report.ok:
        return entry
    made = tuple(outcome.change for outcome in report.outcomes if isinstance(outcome, Applied))
    # Of what was never answered something may be live: that is more than an end before anything was made.
    outcome = "interrupted" if report.interrupted and (made or not report.partial) else "partial" if report.partial else "failed"
    return replace(entry, outcome=outcome, counts=Counts.of(made), error=report.error.code if report.error is not None else "")


def _keys(earlier: Sequence[Unfinished]) -> Mapping[SavedChange, str]:
    """A change that was tried before has its key still, in case the first try is on its way even now."""
    return {intent.change: intent.key for one in earlier for intent in one.intents if intent.outcome == NOT_DONE}


def _settled(one: Unfinished, reader: Reader, key: bytes) -> Unfinished:
    live = _live(reader, one.open)
    found = tuple(replace(intent, outcome=_outcome(intent.change, live, key, one.entry.manager)) for intent in one.open)
    made = counted([intent.change.action for intent in (*one.intents, *found) if intent.outcome == DONE])
    outcome = one.entry.outcome
    if outcome == UNFINISHED:
        outcome = one.entry.meant if made == one.entry.counts != Counts() else "interrupted"
    elif outcome == "failed" and made != Counts():
        outcome = "partial"
    elif outcome == "partial" and made == Counts() and all(intent.outcome == NOT_DONE for intent in found):
        outcome = "failed"
    return Unfinished(replace(one.entry, outcome=outcome, counts=made), found)


def _live(reader: Reader, intents: Sequence[Intent]) -> Mapping[str, Resource]:
    wanted = {address for intent in intents for address in (intent.change.address, intent.change.source) if address}
    if not wanted:
        return {}
    scope = Scope(frozenset(filter(None, map(organization_of, wanted))))
    return {resource.address: resource for resource in reader.observe(scope) if resource.address in wanted}


def _outcome(change: SavedChange, live: Mapping[str, Resource], key: bytes, manager: str) -> str:
    if is_done(change, live, key, manager):
        return DONE
    before = change.source or change.address
    return NOT_DONE if tag(key, live.get(before)) == change.before else UNCLEAR
