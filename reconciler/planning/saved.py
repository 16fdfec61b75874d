"""A saved plan against the world of now. Nothing of the file is carried out: it only says which changes of a new plan were approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reconciler.canonical import canonical, keyed_digest
from reconciler.model.change import Change, Create, Delete, Move
from reconciler.model.resource import Resource
from reconciler.model.saved import Fit, SavedChange, SavedPlan

TAG_LENGTH = 24
"""Hexadecimal digits of a tag: it is compared, never typed."""


def saved_change(key: bytes, change: Change, shown: tuple[str, ...] = ()) -> SavedChange:
    """A change as a file may say it: tags under the installation key stand for what it is about."""
    before = None if isinstance(change, Create) else change.before
    after = None if isinstance(change, Delete) else change.after
    source = change.before.address if isinstance(change, Move) else ""
    return SavedChange(change.address, action(change), tag(key, before), tag(key, after), source, shown)


def seal(key: bytes, plan: SavedPlan) -> str:
    """A tag of what a plan is applied by: nothing may have been added to its file, taken out of it, or changed."""
    changes = sorted([one.address, one.action, one.before, one.after, one.source] for one in plan.changes)
    place = [plan.target.environment, plan.target.manager, plan.target.backend, list(plan.organizations)]
    return keyed_digest(key, canonical([place, plan.digest, plan.made, plan.commit, changes]))[:TAG_LENGTH]


def action(change: Change) -> str:
    """`create`, `update`, `delete`, `adopt` or `move`."""
    return type(change).__name__.lower()


def tag(key: bytes, resource: Resource | None) -> str:
    """What a resource says and whose it is, wherever it is."""
    if resource is None:
        return ""
    return keyed_digest(key, canonical([resource.manager, resource.canonical.decode("utf-8")]))[:TAG_LENGTH]


def fit(
    saved: Iterable[SavedChange], now: Iterable[Change], live: Mapping[str, Resource], *, everything: Iterable[Change], key: bytes, manager: str = ""
) -> Fit:
    """How the changes of a file fit: `now` is the plan narrowed to their addresses, `everything` the whole plan, `manager` the one they are for.

    One that is in the new plan just the same fits. One whose outcome is live already is done. Any other is stale, and so is one beside which the same object would now
    be changed in a way that nobody has approved.
    """
    saved = tuple(saved)
    planned = {(change.address, action(change)): saved_change(key, change) for change in now}
    approved = {(one.address, one.action) for one in saved}
    unapproved = {address for address, what in planned if (address, what) not in approved}
    fits, done, stale = [], [], []
    for one in saved:
        new = planned.get((one.address, one.action))
        if new is not None and _same(one, new) and one.address not in unapproved:
            fits.append(one)
        elif new is None and one.address not in unapproved and is_done(one, live, key, manager):
            done.append(one)
        else:
            stale.append(one)
    known = {one.address for one in saved}
    return Fit(tuple(fits), tuple(done), tuple(stale), tuple(sorted({change.address for change in everything} - known)))


def _same(one: SavedChange, other: SavedChange) -> bool:
    return (one.before, one.after, one.source) == (other.before, other.after, other.source)


def is_done(one: SavedChange, live: Mapping[str, Resource], key: bytes, manager: str) -> bool:
    """Whether the world is as the change would leave it. Of a move only its place is asked, of what is taken over its mark, since an update may have followed."""
    if one.action == "delete":
        return one.address not in live
    if one.action == "move":
        return one.address in live and one.source not in live
    if one.action == "adopt" and one.address in live and live[one.address].manager == manager:
        return True
    return tag(key, live.get(one.address)) == one.after
