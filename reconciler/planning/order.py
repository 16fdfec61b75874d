"""The order in which changes are made: whatever is needed exists first, and is deleted last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Any, Final, cast

from reconciler.canonical import decode
from reconciler.model.address import TYPE_PREFIX, kind_of, organization_of, sort_key
from reconciler.model.change import Adopt, Change, Delete, Move, Update
from reconciler.model.resource import Resource


class Taking(IntEnum):
    """What a change does to what its recipient receives, in the order it is made."""

    NOTHING = 0
    AND_GIVING = 1
    ALONE = 2


_RECEIVING: Final = frozenset({("types",), ("suspended",), ()})
"""Where in a specification it stands what somebody receives; () is the whole of it."""

_RANKS: Final[Mapping[str, int]] = {"type": 0, "scenario": 1, "organization": 2, "account": 3, "contact": 4}


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What is taken over first, since that needs nothing; types, organizations (parents before children), accounts; then what takes from somebody
    and gives them something too, what only takes, and last deletions, the other way round.

    So where one person receives in another's place, that other still receives until then, wherever the work is cut off. Ties go by address, but what moves does so first.

    The result does not depend on the order of `changes`.
    """
    making: list[Change] = []
    deleting: list[Change] = []
    for change in changes:
        (deleting if isinstance(change, Delete) else making).append(change)
    generations = _generations(change for change in making if not isinstance(change, Adopt))
    making.sort(
        key=lambda change: (
            not isinstance(change, Adopt),
            taking(change),
            _RANKS[kind_of(change.address)],
            generations.get(change.address, 0),
            not isinstance(change, Move),
            sort_key(change.address),
        )
    )
    generations = _generations(deleting)
    deleting.sort(key=lambda change: (-_RANKS[kind_of(change.address)], -generations.get(change.address, 0), sort_key(change.address)))
    return (*making, *deleting)


def taking(change: Change) -> Taking:
    """Whether a change takes something from its recipient that they receive now: a subscription, or what they receive it by."""
    if not isinstance(change, Update) or all(field.pointer[:1] not in _RECEIVING for field in change.fields):
        return Taking.NOTHING
    before, after = _cells(change.before), _cells(change.after)
    if before <= after:
        return Taking.NOTHING
    return Taking.ALONE if after < before else Taking.AND_GIVING


def _cells(resource: Resource) -> frozenset[tuple[str, str]]:
    """(type, contact) of everything that reaches this recipient."""
    spec = cast("Mapping[str, Any]", decode(resource.canonical))
    if spec.get("suspended"):
        return frozenset()
    return frozenset((type_, contact) for type_, contacts in spec.get("types", {}).items() for contact in contacts)


def needs(resource: Resource) -> Iterator[str]:
    """The addresses of what must exist for this resource to exist: its organization or parent, and the types it subscribes to."""
    kind = kind_of(resource.address)
    if kind not in ("organization", "account"):
        return
    spec = cast("Mapping[str, Any]", decode(resource.canonical))
    if kind == "account":
        yield organization_of(resource.address)
    elif parent := spec.get("parent"):
        yield parent
    for type_ in spec.get("types", ()):
        yield TYPE_PREFIX + type_


def _generations(changes: Iterable[Change]) -> dict[str, int]:
    """How many of its ancestors are among the changes, for each organization that changes."""
    parents = {change.address: _parent(change) for change in changes if kind_of(change.address) == "organization"}
    generations: dict[str, int] = {}
    for organization in sorted(parents):
        # Live state may have been edited into a circle; a dictionary remembers the way and ends it.
        way: dict[str, None] = {}
        at: str | None = organization
        while at is not None and at in parents and at not in generations and at not in way:
            way[at] = None
            at = parents[at]
        generation = generations.get(at, -1) if at is not None else -1
        for link in reversed(way):
            generation += 1
            generations[link] = generation
    return generations


def _parent(change: Change) -> str | None:
    resource = change.before if isinstance(change, Delete) else change.after
    spec = cast("Mapping[str, Any]", decode(resource.canonical))
    return spec.get("parent")
