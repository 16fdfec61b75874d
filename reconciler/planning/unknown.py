"""What a declaration refers to and is not at hand: taken to be as it is live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from reconciler.canonical import canonical, decode
from reconciler.model.resource import Resource, State
from reconciler.model.values import Pointer


def assumed(desired: State, live: State) -> State:
    """`desired` with what its resources do not know (`Resource.unknown`) filled in from `live`, where it is there.

    So nothing that is said about people rests on a value nobody has looked at. The resources still name what they do not know: it must not be written.
    """
    if not any(resource.unknown for resource in desired.values()):
        return desired
    return State(_filled(resource, live[address]) if resource.unknown and address in live else resource for address, resource in desired.items())


def _filled(after: Resource, before: Resource) -> Resource:
    spec, known = cast("dict[str, Any]", decode(after.canonical)), decode(before.canonical)
    for pointer in after.unknown:
        _fill(spec, known, pointer)
    return replace(after, canonical=canonical(spec))


def _fill(spec: dict[str, Any], known: Any, pointer: Pointer) -> None:
    """Copy one leaf, unless something on the way to it is on one side only."""
    part: Any = spec
    for key in pointer[:-1]:
        part = part[key]
        known = known.get(key) if isinstance(known, Mapping) else None
    if isinstance(known, Mapping) and pointer[-1] in known:
        part[pointer[-1]] = known[pointer[-1]]
