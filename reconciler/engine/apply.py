"""The only verb that writes: what was shown and confirmed, under the lock, and nothing else."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.connect import LOCK_WAIT
from reconciler.engine.heartbeat import kept_alive
from reconciler.engine.identity import actor, owner
from reconciler.engine.permission import NO_OVERRIDES, Overrides, demand_permitted
from reconciler.engine.plan import Planned, look
from reconciler.engine.session import Session, open_session
from reconciler.model.adoption import NOTHING, Adoption
from reconciler.model.backend import Writer
from reconciler.model.change import Change, Create, Delete
from reconciler.model.errors import StalePlan, Unusable
from reconciler.model.ledger import Fence, HistoryEntry, Lock
from reconciler.model.plan import Plan
from reconciler.model.report import Report
from reconciler.model.resource import Resource
from reconciler.model.saved import SavedPlan
from reconciler.resources import not_at_hand

log = logging.getLogger(__name__)

NAMED = 5
"""How many addresses an error names."""

Confirm = Callable[[Planned], None]
"""Asks whether to go on; raises to cancel."""

Progress = Callable[[int, int], None]
"""Told how many of how many changes are made."""


@dataclass(frozen=True, slots=True)
class Completed:
    """An apply. `report` is None where nothing was tried: the plan is empty, refused or stale.

    `live` are the objects of the plan as read back, `differing` the addresses that are not as planned.
    """

    planned: Planned
    report: Report | None = None
    live: tuple[Resource, ...] = ()
    differing: tuple[str, ...] = ()

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
) -> Completed:
    """Plan, ask, take the lock, plan again, write exactly what was shown, read back.

    With an `approved` plan only its changes are made, each only where it still fits as approved; `digest` is that of the only plan that may be made. `approve` are
    digests of refusals that are passed in this run, `adopt` what is taken over of that which nobody manages. `only` narrows the plan to changes of one kind of cause.
    `overrides` is what whoever applies knows better, `wait` how many seconds to wait for another run that is writing.

    Raises what `plan` raises, and before anything is written: `Refused` for another place or environment
    than the manager is bound to, `Unusable` for secrets that are not set or a schema that is not prepared, `Locked`, `StalePlan` for a checkout older than what was
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
            _demand_same_target(session, approved)
        planned = look(session, approved)
        if digest and planned.plan.digest != digest:
            raise StalePlan("digest-differs", digest=digest, now=planned.plan.digest or "-")
        demand_permitted(session.connection, planned.checkout, overrides, changes=bool(planned.plan))
        if not planned.plan or planned.refused or (planned.fit is not None and planned.fit.stale):
            return Completed(planned)
        _demand_secrets(session)
        _demand_preparable(session, planned.plan)
        confirm(planned)
        _prepare(session)
        return _write(session, planned, approved, overrides, wait=wait, progress=progress)


def _write(session: Session, planned: Planned, approved: SavedPlan | None, overrides: Overrides, *, wait: float, progress: Progress | None) -> Completed:
    ledger = session.connection.ledger
    started = time.monotonic()
    with ledger.lock("apply", owner(), key=session.key, wait=wait) as lock:
        # Somebody else may have been first since the question was asked.
        bound = demand_permitted(session.connection, planned.checkout, overrides)
        session = _with_key(session, ledger.key())
        entry = _entry(session, planned, overrides, whole=approved is None)
        fence = lock.fence(entry, bound, _tags(session, planned.plan, whole=approved is None and not session.only))
        writer = session.connection.backend.writer(fence)
        try:
            with kept_alive(lock):
                again = session.compare(writer, approved=approved).plan
            _demand_same(planned.plan, again)
            report = _run(session, again, writer, lock, fence, progress)
            if not report.ok:
                ledger.record(replace(entry, outcome="partial" if report.partial else "failed", error=_code(report), seconds=time.monotonic() - started))
                return Completed(planned, replace(report, seconds=time.monotonic() - started))
            left, live, *_ = session.compare(writer, approved=approved)
        finally:
            writer.close()
        recorded = next(iter(ledger.history(1)), None)
    report = replace(report, history=recorded.number if recorded is not None else None, seconds=time.monotonic() - started)
    changed = dict.fromkeys(change.address for change in planned.plan.changes)
    return Completed(
        planned, report, tuple(live[address] for address in changed if address in live), tuple(dict.fromkeys(change.address for change in left.changes))
    )


def _run(session: Session, plan: Plan, writer: Writer, lock: Lock, fence: Fence, progress: Progress | None) -> Report:
    from reconciler.applying.apply import apply as apply_plan

    # Planning may have taken a good part of the lease.
    lock.renew()
    count = len(plan.changes)
    tell = None if progress is None else lambda done: progress(done, count)
    return apply_plan(plan, writer, fence, atomic=session.connection.backend.capabilities.atomic, progress=tell)


def _with_key(session: Session, key: bytes | None) -> Session:
    """The session under the installation key. It differs from the one planned with only where another first apply came in between, and then the plan is stale."""
    if key == session.key or key is None:
        return session
    raise StalePlan("plan-moved", hint="key", addresses=(), count=0)


def _demand_same_target(session: Session, approved: SavedPlan) -> None:
    """Raises `StalePlan` for a plan that was made for somewhere else."""
    target = session.connection.target
    for name, planned, here in (
        ("environment", approved.target.environment, target.environment),
        ("manager", approved.target.manager, target.manager),
        ("backend", approved.target.backend, target.backend),
    ):
        if planned != here:
            raise StalePlan("plan-elsewhere", hint=name, planned=planned or "-", here=here or "-")


def _demand_same(shown: Plan, again: Plan) -> None:
    """Raises `StalePlan` naming what moved, unless the plan made under the lock is the one that was shown."""
    # One object may be taken over or moved, and updated.
    before = {(change.address, type(change).__name__): _essence(change) for change in shown.changes}
    now = {(change.address, type(change).__name__): _essence(change) for change in again.changes}
    moved = sorted({key[0] for key in {*before, *now} if before.get(key) != now.get(key)})
    if again.conflicts or again.refusals:
        moved = sorted({*moved, *(conflict.address for conflict in again.conflicts), *(a for refusal in again.refusals for a in refusal.addresses)})
    if moved:
        raise StalePlan("plan-moved", addresses=tuple(moved[:NAMED]), count=len(moved))


def _essence(change: Change) -> tuple[object, ...]:
    """What of a change was shown: what it does, to what, from what to what. A version alone is not."""
    before = None if isinstance(change, Create) else (change.before.address, change.before.canonical, change.before.manager)
    after = None if isinstance(change, Delete) else (change.after.address, change.after.canonical, change.after.manager)
    return before, after


def _demand_secrets(session: Session) -> None:
    """Raises `Unusable` naming the secrets of what is declared that are not set here: who applies has them all, or cannot tell whether one was changed."""
    names = {name for resource in session.declared.state.values() if resource.unknown for name in not_at_hand(resource)}
    if names:
        raise Unusable("secret-unset", name=", ".join(sorted(names)))


def _demand_preparable(session: Session, plan: Plan) -> None:
    if plan.pending_migrations and not session.connection.prepares_itself:
        raise Unusable("not-prepared", backend=plan.target.backend)


def _prepare(session: Session) -> None:
    if session.connection.pending and (done := session.connection.prepare()):
        log.info("prepared: %s", ", ".join(done))


def _tags(session: Session, plan: Plan, *, whole: bool) -> Mapping[str, str]:
    """What the ledger is to remember of each object. One that remembers nothing yet is told of everything that was found as declared, too."""
    from reconciler.planning.causes import tags_after
    from reconciler.planning.saved import tag

    tags = tags_after(plan.changes, session.key)
    if whole and len(tags) < len(session.declared.state) and not session.connection.ledger.last_applied(plan.target.manager):
        return {address: tag(session.key, resource) for address, resource in session.declared.state.items()} | tags
    return tags


def _entry(session: Session, planned: Planned, overrides: Overrides, *, whole: bool) -> HistoryEntry:
    """`whole`: everything that was declared is applied by this."""
    plan, sources = planned.plan, session.sources
    return HistoryEntry(
        operation=overrides.operation(planned.organizations, only=session.only),
        manager=plan.target.manager,
        environment=plan.target.environment,
        actor=actor(),
        digest=planned.digest,
        counts=plan.counts,
        commit=planned.checkout.commit,
        dirty=planned.checkout.dirty,
        approvals=tuple(sorted({refusal.digest for refusal in planned.plan.approved})),
        files=sources.files if whole else "",
        catalogue=sources.catalogue if whole else "",
    )


def _code(report: Report) -> str:
    return report.error.code if report.error is not None else ""
