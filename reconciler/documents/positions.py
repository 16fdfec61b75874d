"""Pointers → spots of a text, and the scalars on the lines that will be shown. One pass, whatever is asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from reconciler.documents.events import Role, Step, marks, start_of, steps
from reconciler.documents.finding import RefusedText, Spot
from reconciler.model.diagnostic import Part
from reconciler.model.values import Pointer

BEFORE, AFTER = 120, 240
"""How many characters before and after a spot may be shown with it, or be needed to tell what may be shown."""


class Piece(NamedTuple):
    """One scalar as it stands in the text: `end` is just behind it. `quoted` by one character on each side; `block`s are `|` and `>`."""

    start: Spot
    end: Spot
    pointer: Pointer
    role: Role
    value: str
    quoted: bool
    block: bool

    def at(self, spot: Spot) -> bool:
        return self.start.line == spot.line and self.start.column == spot.column

    def covers(self, line: int) -> bool:
        return self.start.line <= line <= self.end.line


@dataclass(slots=True)
class Survey:
    """What was found. `written` is the source text of wanted scalars, `pieces` the scalars on each shown line near what was found, from left to right; `refused` if the text could not be read to its end."""

    keys: dict[Pointer, Spot] = field(default_factory=dict)
    values: dict[Pointer, Spot] = field(default_factory=dict)
    written: dict[Pointer, str] = field(default_factory=dict)
    pieces: dict[int, list[Piece]] = field(default_factory=dict)
    refused: bool = False

    def spot(self, pointer: Pointer, part: Part) -> Spot | None:
        """Where this part is; of what does not exist, its nearest ancestor. None when not even the root was seen."""
        if part is Part.KEY and pointer in self.keys:
            return self.keys[pointer]
        for length in range(len(pointer), -1, -1):
            if (spot := self.values.get(pointer[:length])) is not None:
                missing = length < len(pointer)
                return self.keys.get(pointer[:length], spot) if missing else spot
        return None


def survey(text: str, pointers: Iterable[Pointer], lines: Iterable[int] = ()) -> Survey:
    """Find the pointers in the one document of `text`, and the pieces on their lines and on `lines` (from 0)."""
    wanted = {pointer[:length] for pointer in pointers for length in range(len(pointer) + 1)}
    lines = list(lines)
    surveyor = _Surveyor(text, wanted, lines)
    try:
        for step in steps(text, None if lines else wanted):
            surveyor.look(step)
    except RefusedText:
        surveyor.result.refused = True
    return surveyor.result


class _Surveyor:
    def __init__(self, text: str, wanted: set[Pointer], lines: Iterable[int]) -> None:
        self.text = text
        self.wanted = wanted
        self.result = Survey(pieces={line: [] for line in lines})
        self._line = -1
        self._recent: deque[Step] = deque(maxlen=BEFORE + 1)
        self._until: dict[int, int] = {}
        self._several = False

    def look(self, step: Step) -> None:
        node, pointer, role = step
        if isinstance(node, yaml.ScalarEvent):
            self._keep(step)
        if pointer not in self.wanted:
            return
        if role is Role.KEY:
            self._found(self.result.keys, pointer, start_of(node))
        elif role is Role.VALUE:
            self._value(step)
        elif isinstance(node, yaml.CollectionEndEvent):
            self._close(pointer, node)

    def _value(self, step: Step) -> None:
        node, pointer, _ = step
        key = self.result.keys.get(pointer)
        spot = start_of(node)
        start, end = marks(node)
        if isinstance(node, yaml.ScalarEvent):
            if pointer not in self.result.values:
                self.result.written[pointer] = self.text[start.index : end.index]
            if key and start.index == end.index:
                spot = key
        elif isinstance(node, yaml.CollectionStartEvent):
            spot = key if key and not node.flow_style else spot._replace(length=0)
        self._found(self.result.values, pointer, spot)

    def _close(self, pointer: Pointer, node: yaml.CollectionEndEvent) -> None:
        """A flow collection on one line is marked as a whole."""
        spot = self.result.values[pointer]
        _, end = marks(node)
        if spot.length == 0 and spot.line == end.line and end.column > spot.column:
            self.result.values[pointer] = spot._replace(length=end.column - spot.column)

    def _found(self, table: dict[Pointer, Spot], pointer: Pointer, spot: Spot) -> None:
        table.setdefault(pointer, spot)
        shown = self.result.pieces.setdefault(spot.line, [])
        last = shown[-1].start[:2] if shown else (-1, -1)
        missed: list[Piece] = []
        for step in reversed(self._recent):
            start, end = marks(step.node)
            if (start.line, start.column) <= last:
                break
            if end.line >= spot.line:
                missed.append(_piece(step))
        shown += reversed(missed)
        self._until[spot.line] = spot.column + AFTER

    def _keep(self, step: Step) -> None:
        """Remember the scalar while its surroundings may still turn out to be shown, and for good if they are. One line may hold millions."""
        start, end = marks(step.node)
        line = start.line
        if line != self._line:
            self._line = line
            over = [recent for recent in self._recent if marks(recent.node)[1].line >= line] if self._several else []
            self._recent.clear()
            self._recent += over
            self._several = bool(over)
        self._recent.append(step)
        pieces = self.result.pieces
        if line == end.line:
            if line in pieces and start.column <= self._until.get(line, start.column):
                pieces[line].append(_piece(step))
        else:
            self._several = True
            for covered in range(line, end.line + 1):
                if covered in pieces:
                    pieces[covered].append(_piece(step))


def _piece(step: Step) -> Piece:
    node, pointer, role = step
    start, end = marks(node)
    style, value = (node.style, node.value) if isinstance(node, yaml.ScalarEvent) else (None, "")
    return Piece(Spot(start.line, start.column), Spot(end.line, end.column), pointer, role, value, style in ("'", '"'), style in ("|", ">"))
