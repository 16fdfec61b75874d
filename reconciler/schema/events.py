"""A payload → why it is not accepted: everything that is wrong with it at once, each with its field and code, and never with what the field holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

from reconciler.canonical import canonical, decode
from reconciler.model.event import Rejection
from reconciler.model.values import Json, Pointer, pointer_text
from reconciler.model.words import as_id
from reconciler.schema.described import Described, Node, format_of, required
from reconciler.schema.marked import CODES, LINK, date_of, fits, has_control, is_visible, moment_of
from reconciler.schema.scan import Scanned, scan

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError, Validator

COMMON: Final[Mapping[str, Node]] = {
    "event_id": {"type": "string"},
    "occurred_at": {"type": "string", "x-format": "moment"},
    "link": {"type": "string", "x-format": LINK},
}
"""The fields that every event has, and what they are, whatever its schema says beside."""

MOST: Final = 100
"""So many rejections of one event are told: who sends more mistakes than that has one, and it is another."""

_PRECEDENCE: Final = ("required", "too-long", "link", "money", "time", "enum", "control", "invalid", "order")
"""A field has one code: the first of these that holds."""
_EMPTYING: Final = frozenset({"type", "minLength", "minItems", "minProperties", "pattern", "enum", "const", "anyOf", "oneOf", "format"})
"""Keywords by which a schema says that something must be there."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`rejections` are sorted by field; with any of them the event is not accepted. `ignored` are fields nobody knows, sorted, as they may be shown. `payload` is what the
    schema knows of the payload, as plain data: {} where there is no such thing."""

    rejections: tuple[Rejection, ...] = ()
    ignored: tuple[str, ...] = ()
    payload: Mapping[str, Json] = field(default_factory=dict, repr=False)


def judge(payload: object, schema: Json, *, allowed: Callable[[str], bool] | None = None) -> Judgement:
    """Hold a payload against the JSON Schema of its event. `allowed` says of a host whether links may lead there (None: to any). Never raises, and ends soon."""
    scanned = scan(payload)
    if scanned.fault:
        return Judgement((Rejection("", scanned.fault),))
    try:
        built = _built(canonical(schema if isinstance(schema, Mapping) else {}))
    except TypeError:  # what JSON cannot say is no schema
        built = None
    return Judgement((Rejection("", "invalid"),)) if built is None else _Case(scanned, built, allowed).judgement()


@dataclass(frozen=True, slots=True)
class _Built:
    validator: Validator
    described: Described
    fields: frozenset[str]
    open: bool
    names: frozenset[str]


@lru_cache(maxsize=256)
def _built(schema: bytes) -> _Built | None:
    """What is needed of a schema, made once; None where it is no sound one."""
    from jsonschema_rs import Draft202012Validator, ReferencingError, ValidationError

    data: dict[str, Any] = {**cast("dict[str, Any]", decode(schema)), "$schema": "https://json-schema.org/draft/2020-12/schema"}
    described = Described(data)
    try:
        validator = Draft202012Validator(data, offline=True)
    except (ValidationError, ReferencingError, ValueError):
        return None
    return _Built(validator, described, described.fields(), described.is_open(), described.all_names() | COMMON.keys())


class _Case:
    """One payload before its judge. `_found` is what is wrong, by place: the rejections whose field is still to be named."""

    def __init__(self, scanned: Scanned, built: _Built, allowed: Callable[[str], bool] | None) -> None:
        self._scanned = scanned
        self._data = scanned.data
        self._built = built
        self._described = built.described
        self._allowed = allowed
        self._found: dict[Pointer, Rejection] = {}

    def judgement(self) -> Judgement:
        unknown = set() if self._built.open else self._data.keys() - self._built.fields - COMMON.keys()
        self._walk(self._data, (), self._described.root(), unknown)
        refused = self._ask_schema()
        for keyword, wrong in (("x-order", self._is_disordered), ("x-differ", self._is_same)):
            for first, second in self._described.pairs(keyword):
                if self._sound(first) and self._sound(second) and wrong(first, second):
                    self._add((second,), "order")
        ignored = unknown - refused
        rejections = sorted({rejection for pointer, rejection in self._found.items() if not pointer or pointer[0] not in ignored})
        known = {name: value for name, value in self._data.items() if name not in ignored}
        return Judgement(tuple(rejections[:MOST]), tuple(sorted({self._name((name,)) for name in ignored})), known)

    def _add(self, pointer: Pointer, code: str, known: tuple[str, ...] = (), suggestion: str = "") -> None:
        before = self._found.get(pointer)
        if before is None or _PRECEDENCE.index(code) < _PRECEDENCE.index(before.code):
            self._found[pointer] = Rejection(self._name(pointer), code, known, suggestion)

    def _name(self, pointer: Pointer) -> str:
        """How a place is called. Names that are not the schema's own are shown only where they are made like a key: they may be anything."""
        return pointer_text(tuple(step if isinstance(step, int) or step in self._built.names else str(as_id(step)) for step in pointer))

    def _nodes(self, pointer: Pointer) -> list[Node]:
        nodes = self._described.root(perhaps=True)
        for step in pointer:
            nodes = self._described.at(nodes, step, perhaps=True)
        return nodes

    def _format(self, pointer: Pointer, nodes: Iterable[Node]) -> str:
        return format_of([COMMON[pointer[0]]] if len(pointer) == 1 and pointer[0] in COMMON else nodes)  # type: ignore[index]

    def _missing(self, pointer: Pointer, nodes: Iterable[Node]) -> None:
        self._add(pointer, "link" if self._format(pointer, nodes) == LINK else "required")

    # What is asserted beside the schema

    def _walk(self, value: Json, pointer: Pointer, nodes: list[Node], skipped: Iterable[str] = ()) -> None:
        if isinstance(value, str):
            self._look(value, pointer, nodes)
        elif pointer in self._scanned.odd or self._is_no_text(value, pointer, nodes):
            self._object(pointer, value, nodes)
        elif isinstance(value, Mapping):
            demanded = required(nodes) | (COMMON.keys() if not pointer else frozenset())
            for name in demanded:
                if name not in value or (isinstance(held := value[name], str) and _is_empty(held)):
                    self._missing((*pointer, name), self._described.at(nodes, name))
            for name, item in value.items():
                if name not in skipped:
                    self._walk(item, (*pointer, name), self._described.at(nodes, name))
        elif isinstance(value, list):
            for position, item in enumerate(value):
                self._walk(item, (*pointer, position), self._described.at(nodes, position))

    def _is_no_text(self, value: Json, pointer: Pointer, nodes: list[Node]) -> bool:
        """Whether something else stands where a text has to be. Null is none where the schema lets it be."""
        if len(pointer) == 1 and pointer[0] in COMMON:
            return True
        return value is not None and self._format(pointer, nodes) in CODES

    def _look(self, text: str, pointer: Pointer, nodes: list[Node]) -> None:
        format = self._format(pointer, nodes)
        if pointer in self._scanned.long:
            self._add(pointer, "too-long")
        elif format in CODES:
            if pointer in self._scanned.broken or not fits(format, text, self._allowed):
                self._object(pointer, text, nodes)
        elif pointer in self._scanned.broken or has_control(text, format):
            self._add(pointer, "control")

    def _object(self, pointer: Pointer, value: Json, nodes: Iterable[Node]) -> None:
        """The value is not what its field holds."""
        if _is_empty(value) and pointer not in self._scanned.odd:
            self._missing(pointer, nodes)
        else:
            self._add(pointer, CODES.get(self._format(pointer, nodes), "invalid"))

    def _sound(self, name: str) -> bool:
        return name in self._data and not any(pointer[:1] == (name,) for pointer in self._found)

    def _is_disordered(self, first: str, second: str) -> bool:
        """Whether the first is not before the second. Of days, and of a day and a moment, it may be the same."""
        early, late = str(self._data[first]), str(self._data[second])
        moments = moment_of(early), moment_of(late)
        if moments[0] is not None and moments[1] is not None:
            return moments[0] >= moments[1]
        days = date_of(early[:10]), date_of(late[:10])
        return days[0] is not None and days[1] is not None and days[0] > days[1]

    def _is_same(self, first: str, second: str) -> bool:
        return canonical(self._data[first]) == canonical(self._data[second])

    # What the schema says

    def _ask_schema(self) -> set[str]:
        """Add what it objects to; returns the fields it does not want."""
        refused: set[str] = set()
        # Its author need not have known of the fields that every event has.
        data = {name: value for name, value in self._data.items() if name in self._built.fields or name not in COMMON}
        for error in islice(self._built.validator.iter_errors(data), 10 * MOST):
            pointer: Pointer = tuple(error.instance_path)
            keyword = error.kind.name
            if keyword in ("additionalProperties", "unevaluatedProperties"):
                unwanted = list(error.kind.unexpected)  # type: ignore[attr-defined]
                refused |= set() if pointer else set(unwanted)
                for name in unwanted[: 2 * MOST]:
                    self._add((*pointer, name), "invalid")
            elif keyword == "required":
                name = error.kind.property  # type: ignore[attr-defined]
                self._missing((*pointer, name), self._nodes((*pointer, name)))
            elif not any(len(odd) > len(pointer) and odd[: len(pointer)] == pointer for odd in self._scanned.odd):
                self._add_error(pointer, keyword, error)
        return refused

    def _add_error(self, pointer: Pointer, keyword: str, error: ValidationError) -> None:
        nodes = self._nodes(pointer)
        value = _at(self._data, pointer)
        if pointer in self._scanned.odd or (keyword in _EMPTYING and _is_empty(value)):
            self._object(pointer, value, nodes)
        elif choices := _choices(error):
            known = tuple(dict.fromkeys(choice if isinstance(choice, str) else canonical(choice).decode() for choice in choices))
            self._add(pointer, "enum", known, _similar(value, known))
        elif keyword == "maxLength":
            self._add(pointer, "too-long")
        else:
            self._add(pointer, CODES.get(self._format(pointer, nodes), "invalid"))


def _choices(error: ValidationError) -> list[Json]:
    """The values of which it has to be one; [] where that is not what is wrong."""
    match error.kind.name:
        case "enum":
            return list(error.kind.options)  # type: ignore[attr-defined]
        case "const":
            return [error.kind.expected_value]  # type: ignore[attr-defined]
        case "anyOf" | "oneOf":
            branches = [[choice for inner in errors for choice in _choices(inner)] for errors in getattr(error.kind, "context", ())]
            return [choice for branch in branches for choice in branch] if all(branches) else []
        case _:
            return []


def _similar(value: Json, known: tuple[str, ...]) -> str:
    if not isinstance(value, str):
        return ""
    plain = {choice.casefold(): choice for choice in reversed(known)}
    return next((plain[similar] for similar in get_close_matches(value[:64].strip().casefold(), plain, n=1, cutoff=0.7)), "")


def _is_empty(value: Json) -> bool:
    return value is None or (not is_visible(value) if isinstance(value, str) else isinstance(value, Mapping | list) and not value)


def _at(data: Json, pointer: Pointer) -> Json:
    for step in pointer:
        data = data[step]  # type: ignore[index]
    return data
