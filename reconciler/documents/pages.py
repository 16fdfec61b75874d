"""One document's text, surveyed: spots → locations with excerpts that may be shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reconciler.documents.characters import meant
from reconciler.documents.chunks import Chunk
from reconciler.documents.excerpts import excerpt, structure
from reconciler.documents.finding import Spot
from reconciler.documents.positions import AFTER, BEFORE, Piece, Survey
from reconciler.documents.syntax import content_start
from reconciler.model.diagnostic import Location, Place
from reconciler.model.personal import Personal
from reconciler.model.values import Json, Pointer

if TYPE_CHECKING:
    from reconciler.documents.load import Sensitive


_WORDS = frozenset({"", "~", "null", "true", "false"})


class Page:
    """One document's text, surveyed: makes locations in it."""

    def __init__(self, path: str, chunk: Chunk, data: Mapping[str, Json] | None, sensitive: Sensitive, found: Survey) -> None:
        self.path = path
        self.chunk = chunk
        self.data = data
        self.survey = found
        self._sensitive = sensitive
        self._known: dict[Pointer, bool] = {}
        self._lines = chunk.text.split("\n")

    def find(self, place: Place) -> Spot:
        """Where the place is; the document's start where it cannot be found."""
        return self.survey.spot(place.pointer, place.part) or content_start(self.chunk.text)

    def location(self, spot: Spot) -> Location:
        line = self._lines[spot.line] if spot.line < len(self._lines) else ""
        pieces = self._near(spot)
        length = spot.length or next((p.end.column - spot.column for p in pieces if p.at(spot) and p.end.line == spot.line), 0) or _rest(line, spot, pieces)
        caret = (spot.column, length)
        if self.data is None or self.survey.refused:
            text, marked = structure(line, caret)
        else:
            text, marked = excerpt(line, caret, pieces, spot.line, self._hides)
        return Location(self.path, self.chunk.line + spot.line + 1, spot.column + 1, text, marked, spot.column + 1 + length)

    def written(self, pointer: Pointer) -> str | Personal:
        text = self.survey.written.get(pointer, "")
        return Personal(text) if text and self._is_sensitive(pointer) else text

    def _hides(self, piece: Piece) -> bool:
        return self._is_other(piece) or self._is_sensitive(piece.pointer)

    def _is_other(self, piece: Piece) -> bool:
        """Whether a scalar is not the one that the data have there, as that of a key written twice: what may be shown of one says nothing about the other."""
        value: Json = self.data
        for step in piece.pointer:
            if isinstance(value, Mapping) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return False
        return not _says(piece, value)

    def _is_sensitive(self, pointer: Pointer) -> bool:
        """Asked once for each scalar: neighbours on one line show each other again and again."""
        known = self._known.get(pointer)
        if known is None:
            known = self._known[pointer] = self.data is None or self._sensitive(self.data, pointer)
        return known

    def _near(self, spot: Spot) -> list[Piece]:
        """The scalars on the spot's line that may be shown with it: a line may be the whole file, and hold a mistake in each of its thousands of entries."""
        pieces = self.survey.pieces.get(spot.line, [])
        first = bisect_left(pieces, (spot.line, spot.column - BEFORE), key=_start)
        return pieces[max(first - 1, 0) : bisect_right(pieces, (spot.line, spot.column + AFTER), key=_start)]


def _says(piece: Piece, value: Json) -> bool:
    """Whether a scalar can be what was read as `value`."""
    match value:
        case str():
            return value in (piece.value, meant(piece.value))
        case None | bool():
            return piece.value.lower() in _WORDS
        case int() | float():
            return _number(piece.value) == value
        case _:
            return False


def _number(text: str) -> float | None:
    for read in (float, lambda digits: int(digits, 0)):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _start(piece: Piece) -> tuple[int, int]:
    return piece.start.line, piece.start.column


def _rest(line: str, spot: Spot, pieces: list[Piece]) -> int:
    """Of what goes on over several lines, the first one; of a block collection, its first sign."""
    several = any(p.at(spot) and p.end.line > spot.line for p in pieces)
    return max(len(line.rstrip()) - spot.column, 1) if several else 1
