"""What the schema says about one position in a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from reconciler.model.values import Json, Pointer
from reconciler.schema import files
from reconciler.schema.files import Schema


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A subschema, with the file its references start from."""

    file: str
    schema: Schema


def nodes_at(data: Mapping[str, Json], pointer: Pointer) -> list[Node]:
    """Every subschema that speaks about the position, whichever branch it is in; none where the schema does not know the position.

    Branches are not judged, except that a document's kind chooses its schema.
    """
    kind = data.get("kind")
    name = files.KINDS.get(kind, "document") if isinstance(kind, str) else "document"
    nodes = _expanded(Node(name, files.schema(name)))
    for step in pointer:
        nodes = inside(nodes, step)
    return nodes


def inside(nodes: Iterable[Node], step: str | int) -> list[Node]:
    """The same, one step further down: a mapping's key, or a list's position."""
    return [inner for node in nodes for child in _children(node, step) for inner in _expanded(child)]


_EXPANSIONS: dict[int, list[Node]] = {}
"""By the identity of a subschema: they live as long as the program does."""


def _expanded(node: Node) -> list[Node]:
    known = _EXPANSIONS.get(id(node.schema))
    if known is None:
        known = _EXPANSIONS[id(node.schema)] = _expand(node)
    return known


def _expand(node: Node) -> list[Node]:
    """The subschema, those it refers to, and those of its branches. `if` and `not` say nothing about what may stand here."""
    found = [node]
    if isinstance(reference := node.schema.get("$ref"), str):
        found += _expanded(_referred(node.file, reference))
    for keyword in ("anyOf", "oneOf", "allOf"):
        for branch in node.schema.get(keyword, ()):
            # document.json chooses by kind; its branches were chosen by `nodes_at`
            if "if" not in branch:
                found += _expanded(Node(node.file, branch))
    for keyword in ("then", "else"):
        if keyword in node.schema:
            found += _expanded(Node(node.file, node.schema[keyword]))
    return found


@cache
def _referred(file: str, reference: str) -> Node:
    address, _, fragment = reference.partition("#")
    name = address.removesuffix(".json") or file
    return Node(name, files.subschema(f"{name}.json#{fragment}/") if fragment else files.schema(name))


def _children(node: Node, step: str | int) -> Iterator[Node]:
    schema = node.schema
    if isinstance(step, int):
        if "items" in schema:
            yield Node(node.file, schema["items"])
        return
    patterns: Mapping[str, Schema] = schema.get("patternProperties", {})
    matching = [child for pattern, child in patterns.items() if re.search(pattern, step)]
    if step in schema.get("properties", {}):
        matching.append(schema["properties"][step])
    if not matching:
        others = schema.get("additionalProperties")
        if others is False:
            # A key that should have been an id: what is under it is still an account, a contact and so on.
            matching = list(patterns.values())
        elif isinstance(others, dict):
            matching = [others]
        elif others is True:
            matching = [OPEN]
    for child in matching:
        yield Node(node.file, child)


OPEN: Schema = {"additionalProperties": True, "items": {"additionalProperties": True}}
"""A part the schema leaves open on purpose: it speaks about every position inside, and says nothing."""
OPEN["items"] = OPEN


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a position takes: JSON types, and the values it lists. `text` is true where any text will do (as far as its type goes)."""

    types: frozenset[str]
    choices: tuple[Json, ...]
    text: bool


def accepted(nodes: Iterable[Node]) -> Accepted:
    types: set[str] = set()
    choices: list[Json] = []
    text = False
    for node in nodes:
        schema = node.schema
        if "const" in schema or "enum" in schema:
            choices += [schema["const"]] if "const" in schema else schema["enum"]
            continue
        declared = schema.get("type", ())
        here = {declared} if isinstance(declared, str) else set(declared)
        types |= here
        text = text or "string" in here
    return Accepted(frozenset(types), tuple(choices), text)


def annotation(nodes: Iterable[Node], keyword: str) -> Json:
    """The value of the first of them that has the annotation, or None."""
    return next((node.schema[keyword] for node in nodes if keyword in node.schema), None)
