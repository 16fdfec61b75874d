"""The live side as far as it has drifted: what the files have changed since the last apply is seen as the files want it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from reconciler.engine.connect import Connection
from reconciler.model.address import organization_of
from reconciler.model.backend import Scope
from reconciler.model.resource import BUILTIN_MANAGER, Resource, State
from reconciler.planning.saved import tag


class Drifted(NamedTuple):
    """`live` is what the files should say. `waiting` are addresses where only the files have changed, `both` those where both sides have: there somebody has to decide."""

    live: State
    waiting: tuple[str, ...] = ()
    both: tuple[str, ...] = ()


def drifted(connection: Connection, desired: State, seen: State, scope: Scope, former: Mapping[str, str]) -> Drifted:
    """Told by the tags of what was last applied. Where there is none for an object that is live, it is taken as it is live.

    `seen` has what moves under its new address already, and `former` its former one.
    """
    key, manager = connection.ledger.key(), connection.target.manager
    if key is None:
        return Drifted(seen)
    wanted = {address: replace(one, manager=one.manager or manager) for address, one in desired.items() if scope.includes(organization_of(address))}
    ours = {address: one for address, one in seen.items() if one.manager == manager}
    differing = sorted(
        address for address in {*wanted, *ours} if not _same(wanted.get(address), ours.get(address)) and not _of_others(address, wanted, seen, manager)
    )
    applied = connection.ledger.last_applied(manager, [former.get(address, address) for address in differing])
    result: dict[str, Resource] = dict(seen)
    waiting: list[str] = []
    both: list[str] = []
    for address in differing:
        last, mine, live = applied.get(former.get(address, address), ""), tag(key, wanted.get(address)), tag(key, ours.get(address))
        if last == mine or (not last and live):
            continue
        (waiting if last == live else both).append(address)
        if address in wanted:
            result[address] = wanted[address]
        else:
            del result[address]
    return Drifted(State(result.values()), tuple(waiting), tuple(both))


def _same(one: Resource | None, other: Resource | None) -> bool:
    return one is not None and other is not None and one.canonical == other.canonical


def _of_others(address: str, wanted: dict[str, Resource], seen: State, manager: str) -> bool:
    """What is not ours is judged elsewhere, and the built-in types are nobody's to declare."""
    live = seen.get(address)
    return (live is not None and live.manager != manager) or (address in wanted and wanted[address].manager == BUILTIN_MANAGER)
