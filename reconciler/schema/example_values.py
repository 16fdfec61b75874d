"""Values made up for the parts of a schema: the first of what is at hand that the schema takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from math import ceil, floor
from typing import Any, Final

from reconciler.model.values import Json
from reconciler.schema import example_words as words
from reconciler.schema.described import Described, Node, format_of, required
from reconciler.schema.events import COMMON
from reconciler.schema.marked import is_visible

_LEVELS: Final = 4
_ITEMS: Final = 50
_LENGTH: Final = 10_000
_VALUES: Final = 2_000
"""So many values are tried for one payload."""
_OF_THE_WHOLE: Final = frozenset({"$ref", "$id", "allOf", "anyOf", "oneOf", "if", "unevaluatedProperties", "unevaluatedItems"})
"""What a subschema says with others: the others are looked at by themselves, and the whole in the end."""
_CARD: Final = "/cabinet/orders/A-{number}?from=notification&view=card&section=%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7%D1%8B&back=%2Fcabinet%2Forders%3Fpage%3D2"
"""A link as long as real ones, with the signs that are lost where one is escaped twice or not at all."""


class NoneFits(Exception):
    """Nothing that is known here is what the schema asks for."""


class Values:
    """The values of one payload. With `optional` also of what may be left out. Every method may raise `NoneFits`."""

    def __init__(self, described: Described, now: datetime, russian: bool, host: str, *, optional: bool) -> None:  # noqa: FBT001
        self._described = described
        self._now = now
        self._russian = russian
        self._host = host
        self._optional = optional
        self._left = _VALUES

    def fields(self, nodes: list[Node], level: int, seed: int) -> dict[str, Json]:
        """Those that every event has are left to the caller where none of theirs is found."""
        demanded = required(nodes)
        names = dict.fromkeys(name for node in nodes if isinstance(fields := node.get("properties"), Mapping) for name in fields)
        common = {} if level else {name: (node,) for name, node in COMMON.items()}
        made: dict[str, Json] = {}
        for name in (*names, *sorted(demanded - names.keys())):
            if name in demanded or self._optional:
                try:
                    made[name] = self.value(name, [*common.get(name, ()), *self._described.at(nodes, name)], level + 1, seed)
                except NoneFits:
                    if name in demanded and name not in common:
                        raise
        return made

    def value(self, name: str, nodes: list[Node], level: int, seed: int) -> Json:
        """The first of the candidates that its own schema takes."""
        self._left -= 1
        if level > _LEVELS or self._left < 0:
            raise NoneFits
        for candidate in self._candidates(name, nodes, level, seed):
            if all(self._is_taken(candidate, node) for node in nodes):
                return candidate
        raise NoneFits

    def _is_taken(self, value: Json, node: Node) -> bool:
        from jsonschema_rs import Draft202012Validator, ReferencingError, ValidationError

        alone: dict[str, Any] = {keyword: said for keyword, said in node.items() if keyword not in _OF_THE_WHOLE}
        try:
            return Draft202012Validator(alone, offline=True).is_valid(value)
        except (ValidationError, ReferencingError, ValueError):
            return True  # it refers to what is elsewhere in the whole, which is judged in the end

    def _candidates(self, name: str, nodes: list[Node], level: int, seed: int) -> Iterator[Json]:
        for node in nodes:
            if "const" in node:
                yield node["const"]
            for keyword in ("examples", "enum"):
                if isinstance(said := node.get(keyword), list) and said:
                    yield from (said[(seed + position) % len(said)] for position in range(len(said)))
            if "default" in node:
                yield node["default"]
        for branches in (node[keyword] for node in nodes for keyword in ("anyOf", "oneOf") if isinstance(node.get(keyword), list)):
            for branch in branches:  # type: ignore[union-attr]
                try:
                    yield self.value(name, self._described.expanded([branch, *(_without(node) for node in nodes)]), level + 1, seed)
                except NoneFits:
                    continue
        types = [type for node in nodes for type in _types(node)] or (["object"] if any("properties" in node for node in nodes) else ["string"])
        for type in types:
            yield from self._of_type(type, name, nodes, level, seed)

    def _of_type(self, type: str, name: str, nodes: list[Node], level: int, seed: int) -> Iterator[Json]:
        match type:
            case "string":
                yield from self._texts(name, nodes, seed)
            case "integer" | "number":
                yield from _numbers(nodes, seed, whole=type == "integer")
            case "boolean":
                yield from (True, False)
            case "null":
                yield None
            case "object":
                yield self.fields(nodes, level, seed)
            case "array":
                yield self._array(name, nodes, level, seed)
            case _:  # no sound schema says anything else
                return

    def _array(self, name: str, nodes: list[Node], level: int, seed: int) -> list[Json]:
        least = max((_number(node, "minItems", 0) for node in nodes), default=0)
        most = min((_number(node, "maxItems", _ITEMS) for node in nodes), default=_ITEMS)
        if least > _ITEMS:
            raise NoneFits
        places = range(int(max(least, min(1, most))))
        return [self.value(name, self._described.at(nodes, position), level + 1, seed + position) for position in places]

    def _texts(self, name: str, nodes: list[Node], seed: int) -> Iterator[str]:
        said = [format for node in nodes if isinstance(format := node.get("format"), str)]
        natural = self.text(name, nodes, seed)
        least = int(max((_number(node, "minLength", 0) for node in nodes), default=0))
        most = int(min((_number(node, "maxLength", _LENGTH) for node in nodes), default=_LENGTH))
        for candidate in (natural, *(words.FORMATTED[format] for format in said if format in words.FORMATTED), *words.CANDIDATES):
            yield candidate
            if least <= _LENGTH and is_visible(candidate) and not least <= len(candidate) <= most:
                yield (candidate + " " + candidate * (least // len(candidate) + 1))[: max(least, 1)] if len(candidate) < least else candidate[:most].strip()
        yield "1" * min(least, _LENGTH)

    def text(self, name: str, nodes: list[Node], seed: int) -> str:
        """What a text of this name says, if its schema does not ask for anything beside its mark."""
        number = 17 + seed
        match format_of(nodes):
            case "money":
                return f"{1234 + seed}.50"
            case "balance":
                return f"-{90 + seed}.05" if name.startswith("old_") else f"{1234 + seed}.50"
            case "moment":
                return written(self._now)
            case "date":
                return self._now.date().isoformat()
            case "link":
                return f"https://{self._host}{_CARD.format(number=number)}"
            case _ if name.endswith("_id"):
                return f"A-{number}"
            case _:
                return words.WORDS.get(name, words.ANYTHING)[0 if self._russian else 1].replace("{number}", str(number))


def _numbers(nodes: list[Node], seed: int, *, whole: bool) -> Iterator[int | float]:
    low = max((_number(node, "minimum", _number(node, "exclusiveMinimum", -1e9)) for node in nodes), default=-1e9)
    high = min((_number(node, "maximum", _number(node, "exclusiveMaximum", 1e9)) for node in nodes), default=1e9)
    step = max((_number(node, "multipleOf", 1) for node in nodes), default=1) or 1
    near = [
        17 + seed,
        1,
        0,
        low,
        low + 1,
        high,
        high - 1,
        (low + high) / 2,
        ceil(low / step) * step,
        (floor(low / step) + 1) * step,
        floor(high / step) * step,
    ]
    for value in near:
        yield int(value) if whole or value == int(value) else value


def _without(node: Node) -> Node:
    """The same without its branches."""
    return {keyword: said for keyword, said in node.items() if keyword not in _OF_THE_WHOLE}


def _types(node: Node) -> list[str]:
    said = node.get("type")
    return [said] if isinstance(said, str) else [type for type in said if isinstance(type, str)] if isinstance(said, list) else []


def _number(node: Node, keyword: str, otherwise: float) -> float:
    return value if isinstance(value := node.get(keyword), int | float) and not isinstance(value, bool) else otherwise


def written(moment: datetime) -> str:
    """As RFC 3339 writes it."""
    return moment.isoformat(timespec="seconds")
