"""Live objects that carry no manager's mark and are taken over: seen as ours, so that the differ finds what differs in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reconciler.model.adoption import Adoption
from reconciler.model.resource import Resource, State


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The live side as it is once the marks are set, what was taken over (by address, as it is now), and what was asked for and is ours already, sorted."""

    live: State
    before: Mapping[str, Resource] = field(default_factory=dict)
    already: tuple[str, ...] = ()


def take_over(adoption: Adoption, desired: State, live: State, manager: str) -> TakenOver:
    """Set the mark on paper, on what is declared, live, and carries none. What carries another manager's mark is never touched.

    An organization does not bring its accounts along: each is named, or all are.
    """
    if not adoption:
        return TakenOver(live)
    before = {address: found for address in desired if adoption.includes(address) and (found := live.get(address)) is not None and not found.manager}
    already = tuple(
        sorted(
            address
            for address in adoption.addresses
            if address in desired and address in live and live[address].manager == (desired[address].manager or manager)
        )
    )
    if not before:
        return TakenOver(live, already=already)
    marked = {address: replace(found, manager=desired[address].manager or manager) for address, found in before.items()}
    return TakenOver(State(marked.get(address, found) for address, found in live.items()), before, already)
