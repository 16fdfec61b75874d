"""Execute a plan in one transaction: every change gets exactly one outcome, and what went wrong is in the report."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence

from reconciler.model.address import kind_of
from reconciler.model.backend import Writer
from reconciler.model.change import Adopt, Change, Create, Update
from reconciler.model.errors import BackendError, Refused, UnrecordedError, Unusable
from reconciler.model.plan import Conflict, Plan
from reconciler.model.report import Applied, Failed, Outcome, Report, Skipped
from reconciler.resources import not_at_hand


def apply(
    plan: Plan,
    writer: Writer,
    *,
    progress: Callable[[int], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Report:
    """Make the changes of `plan` through `writer`, in order. `progress` is told how many changes are written; `clock` gives seconds.

    The writer checks the fence and records history in its own transaction. A `BackendError` of the writer becomes the outcome `Failed` of the change it stopped at.
    Where only the ledger could not be told of what was made, the report is `unrecorded`.
    An interrupt ends the work and undoes it, and is told by `Skipped("interrupted")`.

    Raises `Refused` for a plan with conflicts or refusals, `Unusable` where a secret to be written is not at hand; then nothing was done. A plan without changes
    touches nothing.
    """
    demand_fit(plan)
    if not plan.changes:
        return Report()
    started = clock()
    outcomes: list[Outcome] = []
    try:
        _collect(writer, plan.changes, outcomes, progress)
    except UnrecordedError as told:
        made = tuple(Applied(change) for change in plan.changes)
        return Report(made, seconds=clock() - started, unrecorded=told.cause)
    except BackendError as error:
        outcomes = _stopped(plan.changes, outcomes, error)
    except KeyboardInterrupt:
        outcomes = [Skipped(change, "interrupted") for change in plan.changes]
        return Report(tuple(outcomes), seconds=clock() - started, interrupted=True)
    return Report(tuple(outcomes), seconds=clock() - started)


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


def demand_fit(plan: Plan) -> None:
    """Raises `Refused` for a plan that may not be carried out, `Unusable` where a secret to be written is not at hand."""
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


def _stopped(changes: Sequence[Change], outcomes: Sequence[Outcome], error: BackendError) -> list[Outcome]:
    """The outcomes when the writer gave up: what had been answered is undone."""
    culprit = min(len(outcomes), len(changes) - 1)
    return [Failed(change, error) if number == culprit else Skipped(change, "rolled-back") for number, change in enumerate(changes)]
