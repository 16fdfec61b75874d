"""Which entry each comment of a text belongs to, by where it stands: written independently of the program, from the events of a parser."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple, TypeAlias

import yaml

from reconciler.model.values import Pointer

Home: TypeAlias = "tuple[str, int, Pointer] | None"
"""("above" or "behind", the number of the document, the entry); None for a comment that touches nothing, or that with which a document begins."""

_FIRST: Final = (("version",), ("kind",))
_NUMBERED = re.compile(r"(?:^|(?<=[ \t]))# ([0-9]+)\.")
"""What `tests.written` writes; no scalar there holds such a thing."""


def homes(text: str) -> dict[int, Home]:
    """The comments by their numbers."""
    nodes = _nodes(text)
    lines = text.split("\n")
    found: dict[int, Home] = {}
    for number, line in enumerate(lines):
        if (comment := _NUMBERED.search(line)) is not None:
            alone = line.lstrip().startswith("#")
            found[int(comment[1])] = _below(number, lines, nodes) if alone else _before(number, nodes)
    return found


def _below(number: int, lines: list[str], nodes: list[_Node]) -> Home:
    """What begins on the next line that is no comment, unless that is blank, or further out than the comment."""
    below = next((at for at in range(number, len(lines)) if not lines[at].lstrip().startswith("#")), len(lines))
    starting = [node for node in nodes if node.start[0] == below]
    if not starting or _indent(lines[below]) < _indent(lines[number]):
        return None
    first = min(starting)
    return None if first.pointer in _FIRST else ("above", first.document, first.pointer)


def _before(number: int, nodes: list[_Node]) -> Home:
    """The last thing on the line itself."""
    here = [(node.end if node.end[0] == number else node.start, node) for node in nodes if number in (node.start[0], node.end[0])]
    if not here:
        return None
    last = max(here)[1]
    return "behind", last.document, last.pointer


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


class _Node(NamedTuple):
    """A scalar, a flow collection or its end: where it starts and ends (line, column), and which entry of which document it is."""

    start: tuple[int, int]
    end: tuple[int, int]
    document: int
    pointer: Pointer


class _Walk:
    """The way of the events through the documents. `path` holds, for each open collection, a key, a position, or (between the entries of a mapping) None."""

    def __init__(self) -> None:
        self.nodes: list[_Node] = []
        self.path: list[str | int | None] = []
        self.document = -1

    def step(self, event: Any) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.document += 1
            case yaml.ScalarEvent() if self.path and self.path[-1] is None:
                self.path[-1] = event.value
                self._found(event)
            case yaml.ScalarEvent() | yaml.AliasEvent():
                self._enter()
                self._found(event)
                self._leave()
            case yaml.CollectionStartEvent():
                self._enter()
                if event.flow_style:
                    self._found(event)
                self.path.append(None if isinstance(event, yaml.MappingStartEvent) else -1)
            case yaml.CollectionEndEvent():
                self.path.pop()
                self._found(event)
                self._leave()
            case _:
                pass

    def _found(self, event: Any) -> None:
        start, end = ((mark.line, mark.column) for mark in (event.start_mark, event.end_mark))
        if start != end:
            self.nodes.append(_Node(start, end, self.document, tuple(part for part in self.path if part is not None)))

    def _enter(self) -> None:
        if self.path and isinstance(self.path[-1], int):
            self.path[-1] += 1

    def _leave(self) -> None:
        if self.path and isinstance(self.path[-1], str):
            self.path[-1] = None


def _nodes(text: str) -> list[_Node]:
    walk = _Walk()
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        walk.step(event)
    return walk.nodes
