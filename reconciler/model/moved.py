"""An object that has another address now, as a file says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.model.diagnostic import Place


@dataclass(frozen=True, slots=True)
class Moved:
    """`{from, to}` of a `moved` list: two addresses of organizations, or two of accounts. `place` is the entry."""

    source: str
    target: str
    place: Place


def destination(address: str, moves: Mapping[str, str]) -> tuple[str, int]:
    """Where what was at `address` belongs in the end, and by how many of `moves` (source → target).

    A chain is followed to its end; an account whose organization has moved goes along under its own id. Going round in a circle leads nowhere: ("", 0).
    """
    seen = {address}
    while True:
        organization, slash, account = address.partition("/")
        if address in moves:
            address = moves[address]
        elif slash and organization in moves:
            address = f"{moves[organization]}/{account}"
        else:
            return address, len(seen) - 1
        if address in seen:
            return "", 0
        seen.add(address)
