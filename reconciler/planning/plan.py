"""Two worlds → the plan that turns the live one into the desired one, as far as it is ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from reconciler.model.adoption import NOTHING, Adoption
from reconciler.model.backend import Scope
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.moved import Moved
from reconciler.model.plan import Guards, Plan, Refusal, Target
from reconciler.model.reach import People
from reconciler.model.resource import BUILTIN_MANAGER, Resource, State
from reconciler.planning.adoption import TakenOver, take_over
from reconciler.planning.beside import beside, effective
from reconciler.planning.diff import differences
from reconciler.planning.digest import changes_digest
from reconciler.planning.guards import Evidence, refusals
from reconciler.planning.impact import Interpret, impact
from reconciler.planning.moves import Relocated, relocate
from reconciler.planning.order import in_order
from reconciler.planning.ownership import Ownership, ownership, within
from reconciler.planning.reach import Observed
from reconciler.planning.unknown import assumed


def plan(
    desired: State,
    live: State,
    *,
    target: Target,
    scope: Scope,
    interpret: Interpret,
    guards: Guards,
    key: bytes,
    pending_migrations: tuple[str, ...] = (),
    moves: Iterable[Moved] = (),
    adoption: Adoption = NOTHING,
) -> Plan:
    """What has to be done, for whom it matters, and what speaks against it.

    `interpret` is the backend's; it is asked only about organizations and accounts that change. `key` is the installation key, for digests. The result
    does not depend on the order of `desired` and `live`. What is to be written carries its manager's mark; of what is live and carries none, `adoption` says what is taken
    over. Raises `ValueError` for a manager that would make nobody's objects ours.
    """
    if target.manager in ("", BUILTIN_MANAGER):
        msg = f"{target.manager!r} cannot be a manager"
        raise ValueError(msg)
    relocated = relocate(moves, desired, within(live, scope), target.manager)
    taken = take_over(adoption, desired, relocated.live, target.manager)
    live = taken.live
    desired = assumed(within(desired, scope), live)
    owned = ownership(desired, live, manager=target.manager, scope=scope)
    changes = _changes(owned, relocated, taken, target.manager)
    people, refused, foreseen = _consequences(changes, desired, live, Judges(interpret, guards, key, whole=scope.whole), target.manager)
    return Plan(
        target=target,
        changes=changes,
        unchanged=len(owned.both) - len({change.address for change in changes if isinstance(change, Move | Adopt | Update)}),
        people=people,
        conflicts=owned.conflicts,
        refusals=refused,
        foreign=owned.foreign,
        digest=changes_digest(key, changes),
        pending_migrations=pending_migrations,
        moved_done=relocated.done,
        ours_already=taken.already,
        foreseen=effective(desired, foreseen),
        beside=beside(desired, live, foreseen, target.manager),
    )


def _changes(owned: Ownership, relocated: Relocated, taken: TakenOver, manager: str) -> tuple[Change, ...]:
    """What is moved or taken over carries its value along; what differs beside its address or mark is an update of its own."""
    made: list[Change] = [Move(before, taken.live[address]) for address, before in relocated.moved.items()]
    made += [Adopt(taken.before[before.address], before) for before, _ in owned.both if before.address in taken.before]
    made += [Create(_marked(after, manager)) for after in owned.new]
    made += [
        Update(before, _marked(after, manager), fields)
        for before, after in owned.both
        if before.canonical != after.canonical and (fields := differences(before, after))
    ]
    return in_order([*made, *map(Delete, owned.gone)])


class Judges(NamedTuple):
    """What the consequences of changes are judged by."""

    interpret: Interpret
    guards: Guards
    key: bytes
    whole: bool


def _consequences(changes: Sequence[Change], desired: State, live: State, judges: Judges, manager: str) -> tuple[People, tuple[Refusal, ...], Observed]:
    """What the changes mean for people, what the guards say to that, and what will be observed of those who change."""
    if not changes:
        return People(), (), {}
    means = impact(changes, desired, live, judges.interpret)
    ours = {address: resource for address, resource in live.items() if resource.manager == manager}
    evidence = Evidence(changes, means, desired, ours, judges.whole, judges.interpret, judges.key)
    return means.people, refusals(evidence, judges.guards), means.expected


def _marked(after: Resource, manager: str) -> Resource:
    return after if after.manager else replace(after, manager=manager)
