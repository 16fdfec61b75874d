"""One object a backend should hold or holds, and a whole world of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.model.values import Json, Pointer

BUILTIN_MANAGER = "reconciler"
"""The mark of what every installation brings by itself (the built-in types): nobody's own, updated by whoever is newer, deleted by nobody."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One object: a type, an organization, or an account with its contacts and subscriptions.

    `canonical` is its specification as canonical JSON (`reconciler.canonical`): sorted keys, no spaces, UTF-8. Two resources say the same exactly when these bytes are equal.
    `manager` is whose it is; "" for an object that carries no mark. `version` is the backend's own, compared at the write; "" for a desired resource.
    `document` is the number of the document that declares it (None for a live one). `unknown` are pointers into the specification that could not be computed here
    and so are not compared (a secret whose value is not set). `observed` is what the backend knows and nobody declares: verification, refusals, rows of others.
    """

    address: str
    canonical: bytes
    manager: str = ""
    version: str = ""
    document: int | None = None
    unknown: tuple[Pointer, ...] = ()
    observed: Mapping[str, Json] = field(default_factory=dict)

    @property
    def spec(self) -> Mapping[str, Json]:
        """The specification, decoded anew at every call."""
        spec: Mapping[str, Json] = json.loads(self.canonical)
        return spec


class State(Mapping[str, Resource]):
    """A whole world of resources by address; the same type on both sides of the diff."""

    __slots__ = ("_resources",)

    def __init__(self, resources: Iterable[Resource] = ()) -> None:
        self._resources = {resource.address: resource for resource in resources}

    def __getitem__(self, address: str) -> Resource:
        return self._resources[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._resources)

    def __len__(self) -> int:
        return len(self._resources)
