"""Live objects that have another address now: seen where they belong, so that the differ finds them there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reconciler.model.address import kind_of
from reconciler.model.moved import Moved, destination
from reconciler.model.resource import Resource, State
from reconciler.planning.order import needs


@dataclass(frozen=True, slots=True)
class Relocated:
    """The live side as it is after the moves, what was moved (by its new address, as it is now), and the moves that have nothing to move any more."""

    live: State
    moved: Mapping[str, Resource] = field(default_factory=dict)
    done: tuple[Moved, ...] = ()


def relocate(moves: Iterable[Moved], desired: State, live: State, manager: str) -> Relocated:
    """Carry out `moves` on paper.

    A move runs only where its target is not live, and its source is live, ours and not wanted any more. One that others hold something of stays where it is: its deletion is then
    refused like any other. Of several links of a chain that are live, the last one is moved.
    """
    moves = tuple(moves)
    if not moves:
        return Relocated(live)
    ways = {moved.source: moved.target for moved in moves}
    found: dict[str, tuple[int, Resource]] = {}
    for address, resource in live.items():
        target, steps = destination(address, ways)
        if steps and address not in desired and resource.manager == manager and target in desired and target not in live and _is_free(resource, live):
            known = found.get(target)
            if known is None or (steps, address) < (known[0], known[1].address):
                found[target] = (steps, resource)
    moved = {target: resource for target, (_, resource) in found.items()}
    sources = {resource.address for resource in moved.values()}
    resources = [resource for address, resource in live.items() if address not in sources]
    resources += [replace(resource, address=target) for target, resource in moved.items()]
    used = {link for resource in moved.values() for link in _links(resource.address, ways)}
    return Relocated(State(resources), moved, tuple(one for one in moves if one.source not in used))


def _is_free(resource: Resource, live: State) -> bool:
    """Whether nobody else holds anything inside."""
    if resource.observed.get("foreign"):
        return False
    return kind_of(resource.address) != "organization" or not any(
        other.manager != resource.manager and resource.address in needs(other) for other in live.values()
    )


def _links(address: str, ways: Mapping[str, str]) -> Iterable[str]:
    """The sources of the moves that lead on from an address."""
    while True:
        organization, slash, account = address.partition("/")
        if address in ways:
            yield address
            address = ways[address]
        elif slash and organization in ways:
            yield organization
            address = f"{ways[organization]}/{account}"
        else:
            return
