"""Whose is what: only what carries our manager's mark is ours to change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from reconciler.canonical import decode
from reconciler.model.address import TYPE_PREFIX, kind_of, organization_of, sort_key
from reconciler.model.backend import Scope
from reconciler.model.plan import Conflict, Foreign
from reconciler.model.resource import BUILTIN_MANAGER, Resource, State
from reconciler.planning.order import needs


@dataclass(frozen=True, slots=True)
class Ownership:
    """What may be changed: `new` is declared and not live, `both` (live, declared) is ours or built in, `gone` is ours and no longer declared.

    What somebody else holds is in `conflicts` where that stands in our way, else in `foreign`; both are sorted.
    """

    new: list[Resource]
    both: list[tuple[Resource, Resource]]
    gone: list[Resource]
    conflicts: tuple[Conflict, ...]
    foreign: tuple[Foreign, ...]


def within(resources: State, scope: Scope) -> State:
    """The resources that `scope` includes: all types, and its organizations with their accounts."""
    if scope.whole:
        return resources
    return State(resource for address, resource in resources.items() if scope.includes(organization_of(address)))


def ownership(desired: State, live: State, *, manager: str, scope: Scope) -> Ownership:
    """Settle what `manager` may create, update and delete. `desired` and `live` are already within `scope`.

    * Where others hold a contact or subscription that we declare in our account, that is the conflict, and the account is not changed.
    * Nothing inside an organization that is in conflict is changed; the organization's conflict stands for all of it.
    * An object of ours that is no longer declared stays, as a conflict, while something of others needs it or is inside it: their accounts and child
      organizations, their rows in our account, their subscriptions to our type.
    * Types are deleted only when everything is in scope: an account out of sight may still subscribe to them.
    """
    held = dict(live)
    new, both, conflicts = _declared(desired, held, manager)
    gone, others, rows = _undeclared(desired, held, manager)
    if not scope.whole:
        gone = [resource for resource in gone if organization_of(resource.address)]
    lost = {conflict.address for conflict in conflicts if kind_of(conflict.address) == "organization"}
    if lost:
        new = [resource for resource in new if organization_of(resource.address) not in lost]
        both = [pair for pair in both if organization_of(pair[1].address) not in lost]
        gone = [resource for resource in gone if organization_of(resource.address) not in lost]
        conflicts = [conflict for conflict in conflicts if conflict.address in lost or organization_of(conflict.address) not in lost]
    if rows:
        taken = {conflict: address for address, row in rows if (conflict := _taken(address, row, desired, manager)) and organization_of(address) not in lost}
        both = [pair for pair in both if pair[1].address not in taken.values()]
        rows = [(address, row) for address, row in rows if Conflict(row["address"], row["manager"]) not in taken]
        conflicts += taken
    if gone:
        occupied = list(_occupied(gone, others, rows))
        stays = {conflict.address for conflict in occupied}
        stays |= {organization_of(address) for address in stays}
        gone = [resource for resource in gone if resource.address not in stays]
        conflicts += occupied
    foreign = {Foreign(resource.address, resource.manager) for resource in others}
    foreign |= {Foreign(row["address"], row["manager"]) for _, row in rows}
    return Ownership(
        new,
        both,
        gone,
        tuple(sorted(conflicts, key=lambda conflict: (sort_key(conflict.address), conflict.owner))),
        tuple(sorted(foreign, key=lambda other: (sort_key(other.address), other.owner))),
    )


def _declared(desired: State, held: Mapping[str, Resource], manager: str) -> tuple[list[Resource], list[tuple[Resource, Resource]], list[Conflict]]:
    new: list[Resource] = []
    both: list[tuple[Resource, Resource]] = []
    conflicts: list[Conflict] = []
    for after in desired.values():
        before = held.get(after.address)
        if before is None:
            new.append(after)
        elif before.manager == manager or (before.manager == BUILTIN_MANAGER == after.manager):
            both.append((before, after))
        else:
            conflicts.append(Conflict(after.address, before.manager))
    return new, both, conflicts


Row = tuple[str, Mapping[str, str]]
"""The address of an object of ours, and a row of others inside it: `{"address": …, "manager": …}`, with `"type"` for a subscription."""


def _undeclared(desired: State, held: Mapping[str, Resource], manager: str) -> tuple[list[Resource], list[Resource], list[Row]]:
    gone: list[Resource] = []
    others: list[Resource] = []
    rows: list[Row] = []
    declared = frozenset(desired)
    for address, before in held.items():
        if before.manager == manager:
            if before.observed and "foreign" in before.observed:
                rows += [(address, row) for row in cast("list[dict[str, str]]", before.observed["foreign"])]
            if address not in declared:
                gone.append(before)
        elif before.manager != BUILTIN_MANAGER and address not in declared:
            others.append(before)
    return gone, others, rows


def _taken(address: str, row: Mapping[str, str], desired: State, manager: str) -> Conflict | None:
    """The conflict when `address` declares just what this row of others holds inside it.

    A row of ours is one where the object around it is only being taken over: it says something that nobody has seen, and would be ours unseen.
    """
    if (declared := desired.get(address)) is None:
        return None
    if row["manager"] == manager:
        return Conflict(row["address"], manager)
    spec = cast("Mapping[str, Any]", decode(declared.canonical))
    held = spec.get("types", {}).get(row["type"], ()) if "type" in row else spec.get("contacts", {})
    return Conflict(row["address"], row["manager"]) if row["address"].rpartition("/")[2] in held else None


def _occupied(gone: Iterable[Resource], others: Iterable[Resource], rows: Iterable[Row]) -> Iterator[Conflict]:
    """A conflict for each object that should go and each owner of something that needs it."""
    going = {resource.address for resource in gone}
    holds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for other in others:
        for need in going.intersection(needs(other)):
            holds[need, other.manager].add(other.address)
    for address, row in rows:
        for need in going.intersection((address, TYPE_PREFIX + row.get("type", ""))):
            holds[need, row["manager"]].add(row["address"])
    for (address, owner), held in holds.items():
        yield Conflict(address, owner, holds=tuple(sorted(held)))
