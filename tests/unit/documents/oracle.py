"""A second opinion on a text: PyYAML's pure-Python parser, and on top of it YAML 1.2's core schema, written anew and only for tests.

It shares nothing with what is tested but PyYAML's name: the program's data come from yaml-rs, its positions from PyYAML's other parser, which is libyaml's C code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import yaml

from reconciler.model.values import Pointer

_CORE = (
    (re.compile(r"|~|null|Null|NULL"), lambda text: None),
    (re.compile(r"true|True|TRUE"), lambda text: True),
    (re.compile(r"false|False|FALSE"), lambda text: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 0)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?(?:\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"), lambda text: float(text.lower().replace(".", "", 1))),
)
_END = re.compile(r"\s*(?:#.*\s*)*(?:\Z|---|\.\.\.)")
_STRING = "tag:yaml.org,2002:str"
_STANDARD = (None, "!", _STRING, "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
MOST_NODES, DEPTH = 20_000, 40
"""With all aliases written out; what is larger or deeper is not looked at here."""


class Unreadable(Exception):
    """The text is no YAML for this parser; `problem` is why, and while doing what."""

    def __init__(self, problem: str, context: str) -> None:
        super().__init__(problem, context)
        self.problem = f"{problem} / {context}"


class Unfit(Exception):
    """The text is YAML, but too large or too deep for a test."""


Spot = tuple[int, int]
"""Line and column, from 0."""


@dataclass
class Opinion:
    """One document. `objections` are the codes that its content earns whatever it means; `data` then lacks nothing, the first of two equal keys wins.

    `keys` and `values` are where what is under a pointer is written, `ends` where a scalar on one line ends; what an alias stands for is not among them. `loose` are blocks of text with which the document ends.
    """

    data: Any = None
    objections: set[str] = field(default_factory=set)
    keys: dict[Pointer, Spot] = field(default_factory=dict)
    values: dict[Pointer, Spot] = field(default_factory=dict)
    ends: dict[Pointer, int] = field(default_factory=dict)
    loose: set[Pointer] = field(default_factory=set)


def opinions(text: str) -> list[Opinion]:
    """What is in the text, document by document. Raises `Unreadable`, `Unfit`."""
    try:
        return _read(text, yaml.SafeLoader)
    except Unreadable as refusal:
        if "'\\t'" not in refusal.problem:
            raise
        # PyYAML's pure parser knows no tabs but those in texts; YAML 1.2 allows them between other things too.
        return _read(text, yaml.CSafeLoader)


def _read(text: str, loader: Any) -> list[Opinion]:
    found: list[Opinion] = []
    try:
        events = yaml.parse(text, Loader=loader)
        found += [_Reader(events, text).document() for event in events if isinstance(event, yaml.DocumentStartEvent)]
    except yaml.YAMLError as error:
        raise Unreadable(str(getattr(error, "problem", error)), str(getattr(error, "context", ""))) from None
    except RecursionError:
        raise Unfit from None
    return found


@dataclass
class _Made:
    """A node's value, and what an alias of it costs."""

    value: Any
    nodes: int = 1


class _Reader:
    def __init__(self, events: Iterator[Any], text: str) -> None:
        self._events = events
        self._text = text
        self._opinion = Opinion()
        self._anchors: dict[str, _Made | None] = {}
        self._nodes = 0

    def document(self) -> Opinion:
        self._opinion.data = self._node(next(self._events), (), located=True).value
        return self._opinion

    def _node(self, event: Any, pointer: Pointer, *, located: bool) -> _Made:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, pointer, located=located)
        self._keep(event, None)
        if len(pointer) >= DEPTH:
            raise Unfit
        if located:
            self._opinion.values.setdefault(pointer, (event.start_mark.line, event.start_mark.column))
        if isinstance(event, yaml.ScalarEvent):
            made = self._scalar(event, pointer, located=located)
        elif isinstance(event, yaml.SequenceStartEvent):
            made = self._sequence(pointer, located=located)
        else:
            made = self._mapping(pointer, located=located)
        if event.anchor:
            self._anchors[event.anchor] = made
        self._nodes += 1
        return made

    def _keep(self, event: Any, made: _Made | None) -> None:
        if event.tag not in _STANDARD:
            self._opinion.objections.add("custom-tag")
        if event.anchor:
            self._anchors[event.anchor] = made

    def _alias(self, event: Any, pointer: Pointer, *, located: bool) -> _Made:
        made = self._anchors.get(event.anchor)
        if made is None:
            self._opinion.objections.add("recursive-alias" if event.anchor in self._anchors else "unknown-alias")
            return _Made(None)
        if located:
            self._opinion.values.setdefault(pointer, (event.start_mark.line, event.start_mark.column))
        self._nodes += made.nodes
        if self._nodes > MOST_NODES:
            raise Unfit
        return made

    def _scalar(self, event: Any, pointer: Pointer, *, located: bool) -> _Made:
        if located and event.start_mark.line == event.end_mark.line:
            self._opinion.ends.setdefault(pointer, event.end_mark.column)
        if self._ends_the_document(event):
            self._opinion.loose.add(pointer)
        if event.style or event.tag is not None:
            return _Made(event.value)
        value = resolved(event.value)
        if isinstance(value, float) and not isfinite(value):
            self._opinion.objections.add("not-finite")
        if isinstance(value, int) and not isinstance(value, bool) and not -(1 << 63) <= value < 1 << 63:
            self._opinion.objections.add("integer-too-large")
        return _Made(value)

    def _ends_the_document(self, event: Any) -> bool:
        """Whether this is a block of text with nothing behind it."""
        return event.style in ("|", ">") and _END.match(self._text, event.end_mark.index) is not None

    def _sequence(self, pointer: Pointer, *, located: bool) -> _Made:
        made = _Made([])
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            item = self._node(event, (*pointer, len(made.value)), located=located)
            made.value.append(item.value)
            made.nodes += item.nodes
        return made

    def _mapping(self, pointer: Pointer, *, located: bool) -> _Made:
        made = _Made({})
        merged: list[Any] = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            first = key is not None and key not in made.value and not (key == "<<" and merged)
            if key is not None and first and located:
                self._opinion.keys[(*pointer, key)] = (event.start_mark.line, event.start_mark.column)
            value = self._node(next(self._events), (*pointer, key or ""), located=located and first)
            made.nodes += value.nodes + 1
            if key is None:
                continue
            if not first:
                self._opinion.objections.add("duplicate-key")
            elif key == "<<":
                merged.append(value.value)
            else:
                made.value[key] = value.value
        for source in merged:
            self._merge(made.value, source)
        return made

    def _key(self, event: Any) -> str | None:
        """The key, None where it is something else than text."""
        if not isinstance(event, yaml.ScalarEvent):
            self._opinion.objections.add("non-string-key")
            self._node(event, (), located=False)
            return None
        self._keep(event, _Made(event.value))
        if self._ends_the_document(event):
            self._opinion.loose.add((event.value,))
        if not event.style and event.tag is None and not isinstance(resolved(event.value), str):
            self._opinion.objections.add("non-string-key")
            return None
        return str(event.value)

    def _merge(self, into: dict[str, Any], source: Any) -> None:
        for mapping in [source] if isinstance(source, dict) else source if isinstance(source, list) else [None]:
            if not isinstance(mapping, dict):
                self._opinion.objections.add("bad-merge")
                return
            for key, value in mapping.items():
                into.setdefault(key, value)


def resolved(text: str) -> Any:
    """What an unquoted scalar is by the core schema (YAML 1.2.2, 10.3.2)."""
    for pattern, make in _CORE:
        if pattern.fullmatch(text):
            try:
                return make(text)
            except ValueError:  # Python makes no number of more than 4300 digits
                return 10**4300
    return text


def same(node: Any) -> Any:
    """A value that is equal only to one of the same type: 1 is not true, 1.0 is not 1."""
    if isinstance(node, dict):
        return {key: same(value) for key, value in node.items()}
    if isinstance(node, list):
        return [same(item) for item in node]
    return (type(node).__name__, repr(node))
