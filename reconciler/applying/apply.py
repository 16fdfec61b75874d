"""Execute a plan: every change gets exactly one outcome, and what went wrong is in the report."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence

from reconciler.model.address import kind_of
from reconciler.model.backend import Writer
from reconciler.model.change import Adopt, Change, Create, Update
from reconciler.model.errors import BackendError, Refused, Unusable
from reconciler.model.ledger import Fence
from reconciler.model.plan import Conflict, Plan
from reconciler.model.report import Failed, Outcome, Report, Skipped
from reconciler.resources import not_at_hand


def apply(
    plan: Plan,
    writer: Writer,
    fence: Fence,
    *,
    atomic: bool,
    progress: Callable[[int], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Report:
    """Make the changes of `plan` through `writer`, in order. `progress` is told how many changes are written; `clock` gives seconds.

    An atomic writer checks the fence and records history in its own transaction; for any other this checks before the first change and records after the last
    one, if all were made. A `BackendError` of the writer becomes the outcome `Failed` of the change it stopped at. An interrupt ends the
    work and is told by `Skipped("interrupted")`: of the changes not yet answered, or of all of them where the transaction was abandoned.

    Raises `Refused` for a plan with conflicts or refusals, `Unusable` where a secret to be written is not at hand; then nothing was done. A plan without changes
    touches nothing. A `BackendError` of the last step, recording the history of a non-atomic backend, is raised: every change is made by then.
    """
    _may_run(plan)
    if not plan.changes:
        return Report()
    started = clock()
    outcomes: list[Outcome] = []
    try:
        if not atomic:
            fence.check(None)
        _collect(writer, plan.changes, outcomes, progress)
    except BackendError as error:
        outcomes = _stopped(plan.changes, outcomes, error, atomic=atomic)
    except KeyboardInterrupt:
        known = [] if atomic else outcomes
        outcomes = [*known, *(Skipped(change, "interrupted") for change in plan.changes[len(known) :])]
    report = Report(tuple(outcomes), seconds=clock() - started)
    if not atomic and report.ok:
        fence.record(None)
    return report


def refusal(plan: Plan) -> Refused | None:
    """Why a plan may not be carried out: the first conflict of ownership, else the guards; None where nothing speaks against it."""
    if plan.conflicts:
        first, count = plan.conflicts[0], len(plan.conflicts)
        if first.holds:
            return Refused("deletion-blocked", address=first.address, owner=first.owner, holds=first.holds[0], count=count)
        return Refused("ownership-conflict", hint=_whose(first, plan.target.manager), address=first.address, owner=first.owner, count=count)
    if plan.refusals:
        return Refused("guard-refused", count=len(plan.refusals), refusals=tuple(f"{refused.guard} {refused.digest}" for refused in plan.refusals))
    return None


def _whose(conflict: Conflict, manager: str) -> str:
    """Which hint helps. The rows inside an object cannot be taken over one by one."""
    if conflict.owner:
        return "half" if conflict.owner == manager else ""
    return "unmarked-row" if kind_of(conflict.address) == "contact" else "unmarked"


def _may_run(plan: Plan) -> None:
    if (refused := refusal(plan)) is not None:
        raise refused
    for change in plan.changes:
        if isinstance(change, Create | Update | Adopt) and change.after.unknown:
            raise Unusable("secret-unset", name=", ".join(sorted(set(not_at_hand(change.after)))))


def _collect(writer: Writer, changes: Sequence[Change], outcomes: list[Outcome], progress: Callable[[int], None] | None) -> None:
    """Append the writer's answers to `outcomes` as they come. A generator is closed whatever happens: its transaction must not outlive an interrupt."""
    told = 0

    def tell(count: int) -> None:
        """A writer that answers at the end tells before; one that answers as it goes need not."""
        nonlocal told
        if progress is not None and count > told:
            told = count
            progress(count)

    answers = writer.apply(changes, tell)
    try:
        for outcome in answers:
            outcomes.append(outcome)
            tell(len(outcomes))
    finally:
        if isinstance(answers, Generator):
            answers.close()
    if len(outcomes) != len(changes):
        msg = f"the backend answered {len(outcomes)} of {len(changes)} changes"
        raise RuntimeError(msg)


def _stopped(changes: Sequence[Change], outcomes: Sequence[Outcome], error: BackendError, *, atomic: bool) -> list[Outcome]:
    """The outcomes when the writer gave up: in a transaction, what had been answered is undone."""
    culprit = min(len(outcomes), len(changes) - 1)
    before: list[Outcome] = [Skipped(change, "rolled-back") for change in changes[:culprit]] if atomic else list(outcomes[:culprit])
    reason = "rolled-back" if atomic else "blocked"
    return [*before, Failed(changes[culprit], error), *(Skipped(change, reason) for change in changes[culprit + 1 :])]
