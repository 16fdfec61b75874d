"""The order in which keys are usually written: that of the schemas. Only of keys that the schemas name; ids and types stand as their author has put them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from reconciler.schema import files
from reconciler.schema.files import Schema
from reconciler.schema.walk import Node, inside, nodes_at

_FIRST: Final = ("version", "kind", "manager", "id")
"""What every document begins with, as far as it has them."""

_CHOSEN: Final = frozenset({"lint"})
"""Keys of a root whose value has keys that the schema names, and people arrange all the same."""


class KeyOrder:
    """One position of a document: the `places` of its keys; {} where people choose them, and where there are none."""

    __slots__ = ("_known", "_nodes", "places")

    def __init__(self, nodes: tuple[Node, ...], names: tuple[str, ...], *, root: bool = False) -> None:
        self.places: Mapping[str, int] = {name: place for place, name in enumerate(names)}
        self._nodes = nodes
        self._known: dict[str | None, KeyOrder | None] = dict.fromkeys(_CHOSEN) if root else {}

    def inside(self, key: str | None) -> KeyOrder | None:
        """The value of a key, or (None) the items of a list; None where the schemas name nothing in there."""
        if key in self._known:
            return self._known[key]
        found = _order_of(tuple(inside(self._nodes, 0 if key is None else key)))
        if key is None or key in self.places:
            self._known[key] = found
        return found


@cache
def key_order(kind: str) -> KeyOrder | None:
    """That of a kind of document; None for one there is not."""
    if kind not in files.KINDS:
        return None
    nodes = tuple(nodes_at({"kind": kind}, ()))
    names = _names(nodes)
    return KeyOrder(nodes, (*(name for name in _FIRST if name in names), *(name for name in names if name not in _FIRST)), root=True)


@cache
def _order_of(nodes: tuple[Node, ...]) -> KeyOrder | None:
    """Branches that say the same are one position: an account's, whichever account it is."""
    return KeyOrder(nodes, _names(nodes)) if any(_KEYWORDS & node.schema.keys() for node in nodes) else None


_KEYWORDS: Final = {"properties", "patternProperties", "items", "additionalProperties"}


def _names(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for node in nodes if not _is_open(node.schema) for name in node.schema.get("properties", ())))


def _is_open(schema: Schema) -> bool:
    """Whether the named keys are only some of those that can be chosen: types, say, of which a project may have its own."""
    others = schema.get("additionalProperties")
    return isinstance(others, dict) and "$ref" in others and all(child.get("$ref") == others["$ref"] for child in schema.get("properties", {}).values())
