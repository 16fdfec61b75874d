"""The text as PyYAML's C parser sees it: every node with its pointer and its marks. Slow beside yaml-rs, and only used where a position is wanted or a construct needs a closer look."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from enum import Enum
from typing import Any, NamedTuple, Protocol, TypeAlias

import yaml

from reconciler.documents.characters import legible, without_forbidden
from reconciler.documents.finding import RefusedText, Spot
from reconciler.model.limits import MOST_LEVELS
from reconciler.model.values import Pointer

_IN_QUOTES = ("escape", "hexdecimal")
"""What the parser says of a mistake between quotes that is at its own place."""

_TOO_DEEP = "nesting depth"
"""What the parser says of levels that are too many for itself: libyaml stops at a thousand since 0.2.6 (PyYAML 6.0.4)."""


class Mark(Protocol):
    """A place in a text, counted from 0: `index` in all, `column` in its line, both in code points."""

    index: int
    line: int
    column: int


Node: TypeAlias = "yaml.ScalarEvent | yaml.AliasEvent | yaml.CollectionStartEvent | yaml.CollectionEndEvent"


class Role(Enum):
    KEY = "key"
    VALUE = "value"
    END = "end"


class Step(NamedTuple):
    """One node of the text. `pointer` is that of the entry, also for its key; an `END` closes the collection with the same pointer."""

    node: Node
    pointer: Pointer
    role: Role


def steps(text: str, within: Container[Pointer] | None = None, *, depth: int = MOST_LEVELS) -> Iterator[Step]:
    """The nodes of a text that holds one document, in order. Raises `RefusedText`, with the problem "depth" for more than `depth` levels.

    With `within`, what is inside a block collection whose pointer is not among these is read but not told, but for what stands on the line it begins on.
    """
    loader = yaml.CSafeLoader(_readable(text))
    try:
        yield from _walk(loader, within, depth)
    except yaml.MarkedYAMLError as error:
        context = error.context or ""
        problem = error.problem or ""
        if _TOO_DEEP in problem and error.problem_mark:
            raise _too_deep(text, error.problem_mark, depth) from None
        # An unclosed quote is missed far behind its beginning, the colon of a key on the next line.
        begun = ("quoted scalar" in context and not any(word in problem for word in _IN_QUOTES)) or "simple key" in context
        mark = error.context_mark if begun else error.problem_mark
        raise RefusedText(Spot(mark.line, mark.column) if mark else Spot(0, 0), f"{problem} {context}") from None
    except yaml.YAMLError:
        raise RefusedText(Spot(0, 0), "") from None
    finally:
        loader.dispose()


def _too_deep(text: str, mark: Mark, depth: int) -> RefusedText:
    """Where the level after `depth` begins in a text whose levels are too many for the parser itself, as met at `mark`.

    Its scanner runs ahead: on one line it meets the last level that it takes before it tells of the second. So what is before that level is read again.
    """
    loader = yaml.CSafeLoader(_readable(text)[: mark.index])
    try:
        for _ in _walk(loader, None, depth):
            pass
    except RefusedText as refused:
        return refused
    except yaml.YAMLError:
        pass  # the text ends in the middle
    finally:
        loader.dispose()
    return RefusedText(Spot(mark.line, mark.column), "depth")


def _readable(text: str) -> str:
    """The text, or its legible form where the C parser would stop at something that is good YAML."""
    text = without_forbidden(text)
    form = legible(text)
    if form == text:
        return text
    loader = yaml.CSafeLoader(text)
    try:
        while not isinstance(loader.get_event(), yaml.StreamEndEvent):
            pass
    except yaml.YAMLError:
        return form
    finally:
        loader.dispose()
    return text


def _walk(loader: yaml.CSafeLoader, within: Container[Pointer] | None, depth: int) -> Iterator[Step]:
    """One loop without calls: it runs for every node of files of many megabytes."""
    next_event = loader.get_event
    outer: list[tuple[Pointer, int]] = []  # the open collections around this one: each with its pointer, and the position reached (-1 in a mapping)
    at: Pointer = ()
    index = -2  # the position in a sequence; -1 in a mapping, -2 outside the document
    key: str | None = None  # set between a key and its value
    keys: list[str | None] = []
    line = -1  # where a collection began that nobody asks about; -1 outside of such
    while True:
        event: Any = next_event()
        kind = type(event)
        if line >= 0 and event.start_mark.line > line:
            # The rest of it is on lines of its own: only its end matters.
            line = -1
            event = _end_of(next_event, event, depth - len(outer))
            kind = type(event)
        if kind is yaml.ScalarEvent or kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent or kind is yaml.AliasEvent:
            role = Role.VALUE
            if index == -1:
                if key is None:
                    key = event.value if kind is yaml.ScalarEvent else ""
                    pointer: Pointer = (*at, key)
                    role = Role.KEY
                else:
                    pointer = (*at, key)
                    key = None
            elif index == -2:
                pointer = ()
            else:
                pointer = (*at, index)
                index += 1
            yield Step(event, pointer, role)
            if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if len(outer) == depth:
                    raise RefusedText(start_of(event), "depth")
                outer.append((at, index))
                keys.append(key)
                at, index, key = pointer, (-1 if kind is yaml.MappingStartEvent else 0), None
                if within is not None and not event.flow_style and at not in within:
                    line = event.start_mark.line
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            yield Step(event, at, Role.END)
            at, index = outer.pop()
            key = keys.pop()
        elif kind is yaml.StreamEndEvent:
            return


def _end_of(next_event: Callable[[], Any], event: Any, levels: int) -> Any:
    """The event that closes the collection in which `event` stands. Raises `RefusedText` for more than `levels` inside it."""
    depth = 0
    while True:
        kind = type(event)
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            depth += 1
            if depth > levels:
                raise RefusedText(start_of(event), "depth")
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            if depth == 0:
                return event
            depth -= 1
        event = next_event()


def start_of(event: Node) -> Spot:
    """Where a node starts, up to its end when it stays on one line."""
    start, end = marks(event)
    return Spot(start.line, start.column, end.column - start.column if end.line == start.line else 0)


def marks(event: Node) -> tuple[Mark, Mark]:
    """Where a node starts, and the place just behind it."""
    return event.start_mark, event.end_mark  # type: ignore[return-value]  # the stubs allow for events made by hand, without marks
