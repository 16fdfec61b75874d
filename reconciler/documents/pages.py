"""One document's text, surveyed: spots → locations with excerpts that may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reconciler.documents.chunks import Chunk
from reconciler.documents.excerpts import excerpt, structure
from reconciler.documents.finding import Spot
from reconciler.documents.positions import Survey
from reconciler.documents.syntax import content_start
from reconciler.model.diagnostic import Location, Place
from reconciler.model.personal import Personal
from reconciler.model.values import Json, Pointer

if TYPE_CHECKING:
    from reconciler.documents.load import Sensitive


class Page:
    """One document's text, surveyed: makes locations in it."""

    def __init__(self, path: str, chunk: Chunk, data: Mapping[str, Json] | None, sensitive: Sensitive, found: Survey) -> None:
        self.path = path
        self.chunk = chunk
        self.data = data
        self.survey = found
        self._sensitive = sensitive
        self._lines = chunk.text.split("\n")

    def find(self, place: Place) -> Spot:
        """Where the place is; the document's start where it cannot be found."""
        return self.survey.spot(place.pointer, place.part) or content_start(self.chunk.text)

    def location(self, spot: Spot) -> Location:
        line = self._lines[spot.line] if spot.line < len(self._lines) else ""
        pieces = self.survey.pieces.get(spot.line, [])
        length = spot.length or next((p.end.column - spot.column for p in pieces if p.at(spot) and p.end.line == spot.line), 0) or self._rest(line, spot)
        caret = (spot.column, length)
        data = self.data
        if data is None or self.survey.refused:
            text, marked = structure(line, caret)
        else:
            text, marked = excerpt(line, caret, pieces, spot.line, lambda piece: self._sensitive(data, piece.pointer))
        return Location(self.path, self.chunk.line + spot.line + 1, spot.column + 1, text, marked)

    def written(self, pointer: Pointer) -> str | Personal:
        text = self.survey.written.get(pointer, "")
        return Personal(text) if text and (self.data is None or self._sensitive(self.data, pointer)) else text

    def _rest(self, line: str, spot: Spot) -> int:
        """Of what goes on over several lines, the first one; of a block collection, its first sign."""
        pieces = self.survey.pieces.get(spot.line, [])
        several = any(p.at(spot) and p.end.line > spot.line for p in pieces)
        return max(len(line.rstrip()) - spot.column, 1) if several else 1
