"""Two resources → the leaves that differ. One differ for every kind of resource and every backend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconciler.canonical import canonical, decode
from reconciler.model.change import FieldChange
from reconciler.model.resource import Resource
from reconciler.model.values import ABSENT, Absent, Json, Pointer


def differences(before: Resource, after: Resource) -> tuple[FieldChange, ...]:
    """What differs, sorted by pointer; () where the two say the same.

    Maps are descended into, lists and scalars are leaves; a map that is new or gone is told by its leaves. Values are compared as canonical JSON, so true
    is not 1 and null is not absent. What either side does not know (`Resource.unknown`) is not compared.
    """
    if before.canonical == after.canonical:
        return ()
    unknown = frozenset(before.unknown) | frozenset(after.unknown)
    return tuple(_walk((), decode(before.canonical), decode(after.canonical), unknown))


def _walk(pointer: Pointer, before: Json | Absent, after: Json | Absent, unknown: frozenset[Pointer]) -> Iterator[FieldChange]:
    if pointer in unknown:
        return
    if _descends(before, after):
        left = before if isinstance(before, Mapping) else {}
        right = after if isinstance(after, Mapping) else {}
        for key in sorted(left.keys() | right.keys()):
            yield from _walk((*pointer, key), left.get(key, ABSENT), right.get(key, ABSENT), unknown)
    elif not _same(before, after):
        yield FieldChange(pointer, before, after)


def _descends(before: Json | Absent, after: Json | Absent) -> bool:
    """Whether the difference is between entries. An empty map has none, so beside nothing at all it is itself the difference."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return True
    return (before is ABSENT and isinstance(after, Mapping) and bool(after)) or (after is ABSENT and isinstance(before, Mapping) and bool(before))


def _same(before: Json | Absent, after: Json | Absent) -> bool:
    if before is ABSENT or after is ABSENT:
        return before is after
    return canonical(before) == canonical(after)
