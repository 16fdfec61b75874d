"""The only verb that writes: what was shown and confirmed, under the lock, and nothing else."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reconciler.engine.asking import ask_of_apply, asks_by_itself
from reconciler.engine.collector import paused
from reconciler.engine.connect import LOCK_WAIT, Connection
from reconciler.engine.demands import demand_same, demand_same_target, demand_writable
from reconciler.engine.heartbeat import kept_alive
from reconciler.engine.identity import actor, owner
from reconciler.engine.pausing import check, pauses_of
from reconciler.engine.permission import NO_OVERRIDES, Overrides, demand_permitted
from reconciler.engine.plan import Planned, look
from reconciler.engine.session import Session, open_session
from reconciler.engine.steps import Books, Ending, carry_out, looked_at_again, resume, unending
from reconciler.model.address import organization_of
from reconciler.model.adoption import NOTHING, Adoption
from reconciler.model.backend import Stepper
from reconciler.model.contacts import AskedThem
from reconciler.model.errors import BackendError, ReconcilerError, RejectedError, StalePlan
from reconciler.model.journal import Unfinished
from reconciler.model.lead import Lead
from reconciler.model.ledger import DAY, HistoryEntry
from reconciler.model.plan import Plan
from reconciler.model.report import Report
from reconciler.model.resource import Resource
from reconciler.model.saved import SavedPlan

log = logging.getLogger(__name__)

Confirm = Callable[[Planned], None]
"""Asks whether to go on; raises to cancel."""

Progress = Callable[[int, int], None]
"""Told how many of how many changes are made."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How an apply goes about it. `overrides` is what whoever applies knows better, `wait` how many seconds to wait for another run that is writing; for `ending` see
    `engine.steps`. The history calls it by its `verb`. `lead` is the right without which it must not write, and `demand` is asked once the lock is held, and raises to cancel.
    """

    overrides: Overrides = NO_OVERRIDES
    wait: float = LOCK_WAIT
    progress: Progress | None = None
    ending: Ending = unending
    verb: str = "apply"
    lead: Lead | None = None
    demand: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Completed:
    """An apply. `report` is None where nothing was tried: the plan is empty, refused or stale.

    `live` are the objects of the plan as read back, `differing` the addresses that are not as planned. `resumed` are earlier applies that were cut off, each with
    the changes that were in flight and what became of them; `unread` is why nothing could be read back. `asked` are those who were asked to confirm addresses, where the
    project wants that of each apply, `unasked` is why they could not be.
    """

    planned: Planned
    report: Report | None = None
    live: tuple[Resource, ...] = ()
    differing: tuple[str, ...] = ()
    resumed: tuple[Unfinished, ...] = ()
    unread: ReconcilerError | None = None
    asked: AskedThem | None = None
    unasked: ReconcilerError | None = None

    @property
    def stale(self) -> bool:
        """Whether a plan that was approved no longer fits."""
        return self.planned.fit is not None and bool(self.planned.fit.stale)


def apply(
    directory: Path,
    *,
    environment: str | None = None,
    organizations: Iterable[str] = (),
    confirm: Confirm,
    overrides: Overrides = NO_OVERRIDES,
    approved: SavedPlan | None = None,
    digest: str = "",
    approve: Iterable[str] = (),
    adopt: Adoption = NOTHING,
    only: str = "",
    wait: float = LOCK_WAIT,
    progress: Progress | None = None,
    ending: Ending = unending,
) -> Completed:
    """Plan, ask, take the lock, plan again, write exactly what was shown, read back.

    With an `approved` plan only its changes are made, each only where it still fits as approved; `digest` is that of the only plan that may be made. `approve` are
    digests of refusals that are passed in this run, `adopt` what is taken over of that which nobody manages. `only` narrows the plan to changes of one kind of cause.
    `overrides` is what whoever applies knows better, `wait` how many seconds to wait for another run that is writing; for `ending` see `engine.steps`.

    Raises what `plan` raises, and before anything is written: `Refused` for another place or environment
    than the manager is bound to and while it is paused, `Unusable` for secrets that are not set or a schema that is not prepared, `Locked`, `StalePlan` for a checkout older than what was
    applied, or when the live state moved while the question stood. A failure while writing is in the report.
    """
    with paused():
        session = open_session(
            directory,
            environment=environment,
            organizations=approved.organizations if approved is not None else organizations,
            approve=approve,
            adopt=adopt,
            only=only,
        )
        if approved is not None:
            demand_same_target(session, approved)
        planned = look(session, approved)
        if digest and planned.plan.digest != digest:
            raise StalePlan("digest-differs", digest=digest, now=planned.plan.digest or "-")
        return apply_planned(session, planned, Manner(overrides, wait, progress, ending), approved=approved, confirm=confirm)


def apply_planned(session: Session, planned: Planned, manner: Manner, *, approved: SavedPlan | None = None, confirm: Confirm) -> Completed:
    """What `apply` does once it has planned, and raises then."""
    bound = demand_permitted(session.connection, planned.checkout, manner.overrides, changes=bool(planned.plan))
    _demand_unpaused(session, approved)
    if planned.refused or (planned.fit is not None and planned.fit.stale):
        return Completed(planned)
    if not planned.plan:
        return Completed(planned, resumed=resume(session.connection, session.key, bound, manner.wait, operation=manner.verb, under=manner.lead))
    demand_writable(session, planned.plan)
    confirm(planned)
    _prepare(session, manner.lead)
    return _asked(session, _write(session, planned, approved, manner), manner.wait)


def _asked(session: Session, completed: Completed, wait: float) -> Completed:
    """Everything is made by now, whatever becomes of the asking."""
    if completed.report is None or not completed.report.ok or not asks_by_itself(session.connection.project):
        return completed
    try:
        return replace(completed, asked=ask_of_apply(session.connection, completed.live, wait))
    except ReconcilerError as error:
        return replace(completed, unasked=error)


def _write(session: Session, planned: Planned, approved: SavedPlan | None, manner: Manner) -> Completed:
    ledger, progress = session.connection.ledger, manner.progress
    started = time.monotonic()
    with ledger.lock(manner.verb, owner(), key=session.key, wait=manner.wait, under=manner.lead) as lock:
        # Somebody else may have been first since the question was asked.
        manner.demand()
        bound = demand_permitted(session.connection, planned.checkout, manner.overrides)
        session = replace(session, pauses=pauses_of(session.connection))
        _demand_unpaused(session, approved)
        session = _with_key(session, ledger.key())
        entry = _entry(session, planned, manner, whole=approved is None)
        tags = _tags(session, planned.plan, whole=approved is None and not (session.only or session.pauses or session.held or session.part))
        books = Books(entry, bound, tags)
        writer = session.connection.backend.writer(lock.fence(entry, bound, tags, retention=session.connection.project.retention_removed * DAY))
        try:
            with kept_alive(lock):
                resumed = looked_at_again(lock, ledger, writer, key=session.key, bound=bound) if isinstance(writer, Stepper) else ()
                again = session.compare(writer, approved=approved).plan
            demand_same(planned.plan, again)
            count = len(again.changes)
            tell = None if progress is None else lambda done: progress(done, count)
            report = carry_out(again, writer, ledger, lock, books, key=session.key, earlier=resumed, progress=tell, ending=manner.ending)
            report = replace(report, seconds=time.monotonic() - started)
            if not report.ok:
                return Completed(planned, report, resumed=resumed)
            try:
                left, live, *_ = session.compare(writer, approved=approved)
            except (BackendError, KeyboardInterrupt) as error:
                # Everything is made all the same, and that is worth more telling.
                return _unread(planned, report, resumed, error)
        finally:
            writer.close()
    changed = dict.fromkeys(change.address for change in planned.plan.changes)
    read = tuple(live[address] for address in changed if address in live)
    return Completed(planned, report, read, tuple(dict.fromkeys(change.address for change in left.changes)), resumed)


def _unread(planned: Planned, report: Report, resumed: tuple[Unfinished, ...], error: BackendError | KeyboardInterrupt) -> Completed:
    if isinstance(error, BackendError):
        return Completed(planned, report, resumed=resumed, unread=error)
    return Completed(planned, replace(report, interrupted=True), resumed=resumed, unread=ReconcilerError("run-interrupted"))


def _with_key(session: Session, key: bytes | None) -> Session:
    """The session under the installation key. It differs from the one planned with only where another first apply came in between, and then the plan is stale."""
    if key == session.key or key is None:
        return session
    raise StalePlan("plan-moved", hint="key", addresses=(), count=0)


def _demand_unpaused(session: Session, approved: SavedPlan | None) -> None:
    """Raises `Refused` where a pause stops all of it. What was named one by one is not left out: it is made as it was meant, or not at all."""
    named = {*session.adopt.addresses, *(address for one in (approved.changes if approved is not None else ()) for address in (one.address, one.source))}
    check(session.pauses, session.scope, touched={organization_of(address) for address in named} - {""})


def _prepare(session: Session, lead: Lead | None) -> None:
    connection = session.connection
    # What was there when the plan was made, or when the lead was taken, is not made anew: an empty one would have forgotten who was told what, and who has confirmed.
    if ((session.installed or lead is not None) and connection.gone) or (lead is not None and _lost(connection)):
        raise RejectedError("database-gone", backend=connection.target.backend)
    if lead is not None and connection.ledger_database is None:
        return  # the lead is in it
    if connection.pending and (done := connection.prepare()):
        log.info("prepared: %s", ", ".join(done))


def _lost(connection: Connection) -> bool:
    """Whether the live side is in a file of its own that is not there, and the ledger remembers what was made in it."""
    database = connection.backend_database
    return database is not None and database.is_missing() and bool(connection.ledger.last_applied(connection.target.manager))


def _tags(session: Session, plan: Plan, *, whole: bool) -> Mapping[str, str]:
    """What the ledger is to remember of each object. One that remembers nothing yet is told of everything that was found as declared, too."""
    from reconciler.planning.causes import tags_after
    from reconciler.planning.saved import tag

    tags = tags_after(plan.changes, session.key)
    if whole and len(tags) < len(session.declared.state) and not session.connection.ledger.last_applied(plan.target.manager):
        return {address: tag(session.key, resource) for address, resource in session.declared.state.items()} | tags
    return tags


def _entry(session: Session, planned: Planned, manner: Manner, *, whole: bool) -> HistoryEntry:
    """`whole`: everything that was declared is applied by this."""
    plan, sources = planned.plan, session.sources
    return HistoryEntry(
        operation=manner.overrides.operation(planned.organizations, only=session.only, verb=manner.verb),
        manager=plan.target.manager,
        environment=plan.target.environment,
        actor=actor(),
        digest=planned.digest,
        counts=plan.counts,
        commit=planned.source.commit,
        dirty=planned.source.dirty,
        approvals=tuple(sorted({refusal.digest for refusal in planned.plan.approved})),
        files=sources.files if whole else "",
        catalogue=sources.catalogue if whole else "",
    )
