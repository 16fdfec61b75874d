"""Where a cell stands in its file, and its line as it may be shown: everything in a table of people is masked but its headings, since cells may be shifted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reconciler.importing.cells import Cell, Row, cells
from reconciler.importing.header import field_of
from reconciler.model.diagnostic import Location
from reconciler.model.personal import mask
from reconciler.model.words import is_like_word

_AROUND: Final = 12
"""Cells shown on either side of the marked one."""


class Sheet:
    """The lines of a table. Until its header is found every row may be one of people."""

    def __init__(self, path: str, lines: Sequence[str], delimiter: str) -> None:
        self.path = path
        self.lines = lines
        self.delimiter = delimiter
        self.header: Row | None = None

    def location(self, row: Row, index: int = 0) -> Location:
        """The cell `index` (from 0) of a row; just behind the row where it has no such cell."""
        found = cells(self.lines, row, self.delimiter)
        if index >= len(found):
            end = found[-1].end
            missing = Cell("", found[-1].last, end, found[-1].last, end)
            return self._location(row, [*found, missing], len(found))
        return self._location(row, found, index)

    def _location(self, row: Row, found: list[Cell], index: int) -> Location:
        cell = found[index]
        text = self.lines[cell.line]
        end = cell.end if cell.last == cell.line else len(text)
        start = min(cell.start + len(text[cell.start : end]) - len(text[cell.start : end].lstrip()), end)
        shown, caret = self._excerpt(row, found, index)
        return Location(self.path, cell.line + 1, start + 1, shown, caret, end + 1 if end > start else 0)

    def _excerpt(self, row: Row, found: list[Cell], index: int) -> tuple[str, tuple[int, int]]:
        line = found[index].line
        low, high = max(0, index - _AROUND), index + _AROUND + 1
        parts: list[str] = ["…"] if low else []
        marked = (0, 1)
        for number, cell in enumerate(found[low:high], low):
            if cell.line <= line <= cell.last:
                if number == index:
                    marked = (sum(map(len, parts)) + len(parts), len(self._shown(row, cell)))
                parts.append(self._shown(row, cell))
        text = (" " if self.delimiter == "\t" else self.delimiter).join(parts)
        return text, (marked[0], max(1, marked[1]))

    def _shown(self, row: Row, cell: Cell) -> str:
        value = " ".join(cell.value.split())
        is_heading = row is self.header and (is_like_word(value) or field_of(value) is not None)
        return value if is_heading else mask(value)
