"""A plan of some changes alone: the declaration as if nothing else had moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from reconciler.model.cause import DECLARED, DRIFTED, Cause
from reconciler.model.change import Change, Create, Delete, Move
from reconciler.model.resource import BUILTIN_MANAGER, Resource, State
from reconciler.planning.order import needs


def chosen(changes: Sequence[Change], found: Mapping[str, Cause], only: str) -> frozenset[str]:
    """The addresses of the changes with a cause of one kind, `drift` or `declared`, and of what cannot stay behind: what must come for them, and what needs that which moves."""
    wanted = DRIFTED if only == "drift" else DECLARED
    addresses = {address for address, cause in found.items() if cause in wanted}
    coming = {change.address: change.after for change in changes if isinstance(change, Create | Move)}
    moving = {change.address: change.before.address for change in changes if isinstance(change, Move)}
    before = [(change.address, frozenset(needs(change.before))) for change in changes if not isinstance(change, Create)] if moving else []
    made = {change.address: change.after for change in changes if not isinstance(change, Delete)}
    looked: set[str] = set()
    while new := addresses - looked:
        looked |= new
        addresses |= {need for address in new if address in made for need in needs(made[address]) if need in coming}
        left = {moving[address] for address in new if address in moving}
        addresses |= {address for address, needed in before if needed & left}
    return frozenset(addresses)


def narrowed(desired: State, live: State, addresses: Collection[str], manager: str, *, changes: Iterable[Change] = ()) -> State:
    """The declaration as if only these addresses had changed: everything else is wanted as it is live, and so is left alone.

    `changes` are those of the whole plan: what one of them moves to one of `addresses` is not wanted where it was. What something that stays needs stays as well, so
    no organization goes from under an account of which nothing was said; and nothing comes, or changes, that needs what would not come with it.
    """
    left = {change.before.address for change in changes if isinstance(change, Move) and change.address in addresses}
    ours = {address: resource for address, resource in live.items() if resource.manager in (manager, BUILTIN_MANAGER)}
    wanted = {address: desired[address] for address in desired if address in addresses}
    wanted |= {address: resource for address, resource in ours.items() if address not in addresses and address not in left}
    wanted |= _kept(wanted, {address: resource for address, resource in ours.items() if address not in wanted})
    missing = {address for address in desired if address not in wanted and address not in live}
    while unready := {address for address in addresses if address in wanted and missing.intersection(needs(wanted[address]))}:
        missing |= unready - live.keys()
        wanted = {address: resource for address, resource in wanted.items() if address not in unready}
        wanted |= {address: ours[address] for address in unready if address in ours}
        addresses = frozenset(addresses) - unready
    return State(wanted.values())


def _kept(wanted: Mapping[str, Resource], gone: dict[str, Resource]) -> dict[str, Resource]:
    """Of what would be gone, that which something wanted needs."""
    kept: dict[str, Resource] = {}
    asking = list(wanted.values()) if gone else []
    while asking:
        asking = [gone.pop(need) for resource in asking for need in needs(resource) if need in gone]
        kept |= {resource.address: resource for resource in asking}
    return kept
