"""One pass of `watch`: look at everything, and make what may be made, by the same steps as `plan` and `apply`."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from reconciler.engine.apply import Completed, Manner, apply_planned
from reconciler.engine.collector import paused
from reconciler.engine.connect import Connection, connect
from reconciler.engine.found import claims, drifted, left, seen, wrote
from reconciler.engine.open import open_project
from reconciler.engine.orders import Hands, Made, Order
from reconciler.engine.part import Known, session_of_part
from reconciler.engine.pausing import check, left_out, pauses_of
from reconciler.engine.permission import NO_OVERRIDES
from reconciler.engine.plan import Planned, look
from reconciler.engine.read import Reading
from reconciler.engine.session import Session, scope_of, session_of
from reconciler.engine.texts import Texts, texts_of
from reconciler.model.address import organization_of
from reconciler.model.errors import ConflictError, InvalidInput, Locked, ReconcilerError, Refused, StalePlan, Unusable
from reconciler.model.plan import Conflict, Plan, Refusal
from reconciler.model.watching import Ended, Pass, Trigger
from reconciler.project import Project

log = logging.getLogger(__name__)

OPERATION: Final = "watch"
"""What the history calls what a pass writes."""

TRIES, PATIENCE = 5, 0.2
"""How often one pass begins anew because the files (or the live objects) moved under its hands, and the seconds between."""

_MOVING: Final = frozenset({"files-moving", "plan-moved"})
_OLDER: Final = frozenset({"checkout-older", "checkout-unknown"})


def make_pass(order: Order, triggers: tuple[Trigger, ...], *, id: str, known: Known | None = None, hands: Hands | None = None, partly: bool = False) -> Made:
    """Read, plan, hold back what guards refuse, apply the rest. Raises no `ReconcilerError`: how it ended is in what is returned.

    What is `known` was declared before. Where it was also found to be live, `partly` allows to look at nothing but what was changed in the files since; in every case that is not plain
    everything is looked at nevertheless.
    """
    started, clock = time.time(), time.monotonic()
    one = _One(order, hands or Hands(), known, partly=partly)
    try:
        with paused():
            made = one.run(Pass(id, triggers, started, 0.0, Ended.CLEAN))
    finally:
        one.close()
    return made._replace(passed=replace(made.passed, seconds=time.monotonic() - clock))


class _Everything(Exception):
    """A part is not enough."""


class _One:
    """One pass at work: what is known by now, for whatever way it ends."""

    def __init__(self, order: Order, hands: Hands, known: Known | None, *, partly: bool = False) -> None:
        self.order, self.hands, self.before, self.partly = order, hands, known, partly and known is not None
        self.known = known
        self.connection: Connection | None = None
        self.session: Session | None = None
        self.planned: Planned | None = None
        self.texts: Texts | None = None
        self.completed: Completed | None = None

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()

    def run(self, passed: Pass) -> Made:
        tries = 0
        while True:
            tries += 1
            try:
                return self._run(passed)
            except _Everything:
                self.partly = False
                self.close()
                continue
            except ReconcilerError as error:
                if error.code not in _MOVING or tries == TRIES or self.hands.stopping():
                    return self.failed(passed, error)
                log.info("%s: the pass begins anew", error.code)
            self.close()
            time.sleep(PATIENCE)

    def _run(self, passed: Pass) -> Made:
        self.session = self.planned = self.completed = None
        session = self.session = self._open()
        self._demand_going_on()
        whole = self.planned = self._look(session)
        passed = replace(seen(passed, whole), part=tuple(sorted(session.scope.organizations or ())))
        session, planned, refusals, conflicts = self._held_back(session, whole)
        held = tuple(sorted(left_out(session.held, session.declared.moves)))
        passed = replace(passed, held=held, refusals=refusals, claims=claims(conflicts))
        if self.order.mode != "apply":
            return self._made(passed, Ended.HELD if whole.refused else Ended.PLANNED if whole.plan else Ended.CLEAN, whole.plan)
        check(session.pauses, session.scope)
        if planned is None:
            return self._made(passed, Ended.HELD, whole.plan)
        return self._apply(passed, session, planned)

    def _open(self) -> Session:
        reading = Reading()
        project = open_project(reading, self.order.directory, self.order.environment)
        self.connection = connection = connect(project)
        before, self.known = self.before, self.before
        if self.partly and before is not None:
            texts = self.texts = texts_of(project, before.texts)
            if (found := session_of_part(connection, before, texts)) is not None:
                self._demand_still(project)
                session, self.known = found
                return session
            self.partly = False
        texts = self.texts = texts_of(project)
        if before is not None and before.declared.texts_only and before.texts.digest == texts.digest and connection.ledger.key() == before.key:
            return Session(connection, before.declared, scope_of(()), before.key, installed=True, only=self.order.only, pauses=pauses_of(connection))
        session = session_of(reading, connection, scope_of(()), only=self.order.only)
        self._demand_still(project)
        self.known = Known(texts, session.key, session.declared)
        return session

    def _look(self, session: Session) -> Planned:
        """The plan. Raises `_Everything` where that of a part is not plain."""
        if not session.part:
            return look(session)
        try:
            planned = look(session)
            check(session.pauses, session.scope)
        except (InvalidInput, Unusable, Refused):
            raise _Everything from None
        if planned.refused or planned.plan.left_out or planned.bound is not None:
            raise _Everything
        return planned

    def _held_back(self, session: Session, planned: Planned) -> tuple[Session, Planned | None, tuple[Refusal, ...], list[Conflict]]:
        """The session without the organizations that are refused, and its plan (None where that is everything); and what is behind it."""
        refusals: list[Refusal] = []
        conflicts: list[Conflict] = []
        while planned.refused:
            refusals += planned.plan.refusals
            conflicts += planned.plan.conflicts
            concerned = {refusal.subject for refusal in planned.plan.refusals} | {organization_of(one.address) for one in planned.plan.conflicts}
            if "" in concerned or concerned <= session.held:
                return session, None, tuple(refusals), conflicts
            session = replace(session, held=session.held | concerned)
            planned = look(session)
        return session, planned, tuple(refusals), conflicts

    def _apply(self, passed: Pass, session: Session, planned: Planned) -> Made:
        project = session.connection.project

        def demand() -> None:
            self._demand_going_on()
            self._demand_still(project)

        manner = Manner(NO_OVERRIDES, self.hands.wait, ending=self._ending, verb=OPERATION, lead=self.hands.lead, demand=demand)
        completed = self.completed = apply_planned(session, planned, manner, confirm=lambda _: None)
        report = completed.report
        passed = wrote(passed, completed)
        if report is not None and (not report.ok or completed.differing):
            error = report.error or ReconcilerError("run-interrupted" if report.interrupted else "not-as-planned", count=len(completed.differing))
            return self.failed(passed, error)._replace(planned=planned)
        if not session.held:
            nothing = replace(planned.plan, changes=(), digest="", causes={}, approved=(), foreseen={})
            ended = Ended.APPLIED if report is not None else Ended.CLEAN
            return self._made(passed, ended, nothing)._replace(planned=planned, completed=completed)
        # What is left is told by a plan of what is live now.
        rest = look(replace(session, held=frozenset(), pauses=pauses_of(session.connection)))
        return self._made(passed, Ended.HELD, rest.plan)._replace(planned=rest, completed=completed)

    def _made(self, passed: Pass, ended: Ended, plan: Plan | None) -> Made:
        session = self.session
        target, pauses = (session.connection.target, session.pauses) if session is not None else (None, None)
        project = self.connection.project if self.connection is not None else None
        passed = replace(passed, ended=ended)
        if plan is not None:
            passed = replace(passed, left=plan.counts, others=len(plan.outside))
        found = drifted(self.planned.plan) if self.planned is not None else frozenset()
        return Made(passed, plan, target, self.texts, self.known, pauses, self.planned, project=project, drifted=found)

    def failed(self, passed: Pass, error: ReconcilerError) -> Made:
        looked, completed = self.planned, self.completed
        passed, plan = (seen(passed, looked), looked.plan) if looked is not None else (passed, None)
        if completed is not None and plan is not None:
            # It may have come as far as to make some of it, or all, before it failed.
            passed, plan = wrote(passed, completed), left(plan, completed)
        code, arguments = error.code, error.arguments
        if isinstance(error, InvalidInput) and (gravest := error.gravest) is not None:
            code, arguments = gravest.code, dict(gravest.arguments)
        passed = replace(passed, error=code, arguments=arguments)
        return self._made(passed, self._end_of(error), plan)._replace(completed=completed, error=error)

    def _end_of(self, error: ReconcilerError) -> Ended:
        match error:
            case InvalidInput():
                return Ended.INVALID
            case Unusable() if self.session is None:
                # What is wrong is what the project says, or that it is not there.
                return Ended.INVALID
            case Locked() if error.code == "watch-leads":
                return Ended.STANDBY
            case Locked():
                return Ended.LOCKED
            case Refused():
                return Ended.PAUSED if error.code in ("paused", "organization-paused") else Ended.HELD
            case StalePlan() if error.code in _OLDER:
                return Ended.HELD
            case StalePlan() if error.code == "files-moving":
                return Ended.INVALID
            case ConflictError() if error.code == "lead-lost":
                return Ended.STANDBY
            case _:
                return Ended.FAILED

    def _demand_going_on(self) -> None:
        if self.hands.stopping():
            raise ReconcilerError("run-interrupted")

    def _demand_still(self, project: Project) -> None:
        """Raises `StalePlan` where the files are not those that were read: somebody is in the middle of writing them."""
        texts = self.texts
        if texts is not None and texts_of(project, texts if self.partly else None).digest != texts.digest:
            raise StalePlan("files-moving")

    @contextmanager
    def _ending(self) -> Iterator[Callable[[], bool]]:
        yield self.hands.stopping


def not_made(order: Order, triggers: tuple[Trigger, ...], error: ReconcilerError, *, id: str) -> Made:
    """A pass that `error` kept from beginning."""
    return _One(order, Hands(), None).failed(Pass(id, triggers, time.time(), 0.0, Ended.FAILED), error)
