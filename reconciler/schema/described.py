"""What the JSON Schema of a payload says about its parts. Only what it says itself: references to elsewhere are not followed.

The schema may be of any shape that users come up with, and need not be a sound one; nothing in here raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import unquote

from reconciler.model.values import Json
from reconciler.schema.marked import FORMATS, STANDARD

Node: TypeAlias = Mapping[str, Json]

_ALWAYS = ("allOf",)
_PERHAPS = ("anyOf", "oneOf")
_BRANCHES = ("if", "then", "else")


class Described:
    """A payload schema. Parts of it are lists of nodes: all subschemas that speak about one place."""

    def __init__(self, schema: Node) -> None:
        self._root = schema

    def root(self, *, perhaps: bool = False) -> list[Node]:
        """What is said of the payload; with `perhaps` also by branches that may not be the ones taken."""
        return self.expanded([self._root], perhaps=perhaps)

    def at(self, nodes: Iterable[Node], step: str | int, *, perhaps: bool = False) -> list[Node]:
        """The same of what is one step further down."""
        return self.expanded((child for node in nodes for child in _children(node, step)), perhaps=perhaps)

    def expanded(self, nodes: Iterable[Json], *, perhaps: bool = False) -> list[Node]:
        """The nodes with those they refer to, each once."""
        found: dict[int, Node] = {}
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if not isinstance(node, Mapping) or id(node) in found:
                continue
            found[id(node)] = node
            if isinstance(reference := node.get("$ref"), str):
                waiting.append(self._referred(reference))
            for keyword in (*_ALWAYS, *(_PERHAPS if perhaps else ())):
                waiting += _items(node.get(keyword))
            if perhaps:
                waiting += (node.get(keyword) for keyword in _BRANCHES)
                waiting += _values(node.get("dependentSchemas"))
        return list(found.values())

    def fields(self) -> frozenset[str]:
        """The names of the fields it speaks of."""
        return frozenset(name for node in self.root(perhaps=True) for name in (*_keys(node.get("properties")), *_texts(node.get("required"))))

    def is_open(self) -> bool:
        """Whether it takes any field and means it."""
        nodes = self.root(perhaps=True)
        opens = ("patternProperties", "additionalProperties", "unevaluatedProperties", "propertyNames", "$dynamicRef")
        return not any("properties" in node for node in nodes) or any(node.get(keyword, False) is not False for node in nodes for keyword in opens)

    def all_names(self) -> frozenset[str]:
        """The names of all fields, at whatever depth: its author's words, which may be shown."""
        found: set[str] = set()
        waiting: list[Json] = [self._root]
        seen: set[int] = set()
        while waiting:
            part = waiting.pop()
            if id(part) in seen:
                continue
            seen.add(id(part))
            if isinstance(part, Mapping):
                found |= {*_keys(part.get("properties")), *_texts(part.get("required"))}
                waiting += part.values()
            else:
                waiting += _items(part)
        return frozenset(found)

    def pairs(self, keyword: str) -> Iterator[tuple[str, str]]:
        """What `x-order` and `x-differ` say: pairs of fields."""
        for node in self.root():
            for pair in _items(node.get(keyword)):
                names = [*_texts(pair)]
                if len(names) == 2:
                    yield names[0], names[1]

    def deadline(self) -> tuple[str, str]:
        """What `x-deadline` says: the field that holds the deadline, and the one that says how long it still is until then; "" for what there is not."""
        for node in self.root():
            if isinstance(said := node.get("x-deadline"), Mapping) and isinstance(field := said.get("field"), str):
                return field, left if isinstance(left := said.get("left"), str) else ""
        return "", ""

    def _referred(self, reference: str) -> Json:
        if not reference.startswith("#"):
            return None
        part: Json = self._root
        for step in reference[1:].split("/")[1:]:
            key = unquote(step).replace("~1", "/").replace("~0", "~")
            if isinstance(part, Mapping):
                part = part.get(key)
            else:
                items = _items(part)
                part = items[int(key)] if key.isdecimal() and len(key) < 9 and int(key) < len(items) else None
        return part


def format_of(nodes: Iterable[Node]) -> str:
    """What `x-format` says (or `format`, as far as it says the same); "" where it is just text."""
    for node in nodes:
        if isinstance(said := node.get("x-format"), str) and said in FORMATS:
            return said
        if isinstance(said := node.get("format"), str) and said in STANDARD:
            return STANDARD[said]
    return ""


def required(nodes: Iterable[Node]) -> frozenset[str]:
    """The fields that have to be there."""
    return frozenset(name for node in nodes for name in _texts(node.get("required")))


def _children(node: Node, step: str | int) -> Iterator[Json]:
    if isinstance(step, str):
        if isinstance(properties := node.get("properties"), Mapping) and step in properties:
            yield properties[step]
        elif "additionalProperties" in node:
            yield node["additionalProperties"]
        return
    first = _items(node.get("prefixItems"))
    yield first[step] if step < len(first) else node.get("items")


def _items(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _texts(value: Json) -> Iterator[str]:
    return (item for item in _items(value) if isinstance(item, str))


def _keys(value: Json) -> Iterable[str]:
    return value.keys() if isinstance(value, Mapping) else ()


def _values(value: Json) -> Iterable[Json]:
    return value.values() if isinstance(value, Mapping) else ()
