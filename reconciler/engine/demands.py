"""What has to hold before the first write: the plan is for here, it is the one that was shown, and nothing that it takes is missing."""

from __future__ import annotations

from reconciler.engine.session import Session
from reconciler.model.change import Change, Create, Delete
from reconciler.model.errors import StalePlan, Unusable
from reconciler.model.plan import Plan
from reconciler.model.saved import SavedPlan
from reconciler.resources import not_at_hand

NAMED = 5
"""How many addresses an error names."""


def demand_same_target(session: Session, approved: SavedPlan) -> None:
    """Raises `StalePlan` for a plan that was made for somewhere else, or whose file is not as it was written."""
    target = session.connection.target
    for name, planned, here in (
        ("environment", approved.target.environment, target.environment),
        ("manager", approved.target.manager, target.manager),
        ("backend", approved.target.backend, target.backend),
    ):
        if planned != here:
            raise StalePlan("plan-elsewhere", hint=name, planned=planned or "-", here=here or "-")
    demand_unedited(session, approved)


def demand_unedited(session: Session, approved: SavedPlan) -> None:
    """Raises `StalePlan` for a plan whose file is not as it was written, or was written under another installation key."""
    from reconciler.planning.saved import seal

    if approved.seal != seal(session.key, approved):
        raise StalePlan("plan-edited")


def demand_same(shown: Plan, again: Plan) -> None:
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


def demand_writable(session: Session, plan: Plan) -> None:
    """Raises `Unusable` naming the secrets of what is declared that are not set here: who applies has them all, or cannot tell whether one was changed. Also where
    tables have still to be made that are not made unasked.
    """
    names = {name for resource in session.declared.state.values() if resource.unknown for name in not_at_hand(resource)}
    if names:
        raise Unusable("secret-unset", name=", ".join(sorted(names)))
    if plan.pending_migrations and not session.connection.prepares_itself:
        raise Unusable("not-prepared", backend=plan.target.backend)
