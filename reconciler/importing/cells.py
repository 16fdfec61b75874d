"""Lines → rows of cells (RFC 4180, and what spreadsheets make of it), and where each cell stands.

A row without quotes is cut at the delimiter; only the others are read character by character. Where the cells of a row stand is found out again when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

QUOTE: Final = '"'
MAX_LINES: Final = 100
"""Lines of one row. A quote that is not closed would otherwise swallow the rest of the table."""


class Row(NamedTuple):
    """`line` is its first physical line, from 0. `fault` says what is wrong with its quotes: `unclosed`, `text-behind`, or nothing."""

    line: int
    values: Sequence[str]
    fault: str = ""


class Cell(NamedTuple):
    """Where a cell stands, quotes included: from `start` in `line` to just before `end` in `last`, lines and columns from 0."""

    value: str
    line: int
    start: int
    last: int
    end: int


def rows(lines: Sequence[str], delimiter: str, first: int = 0) -> Iterator[Row]:
    """The rows from line `first` on that have anything in them."""
    number = first
    while number < len(lines):
        line = lines[number]
        if QUOTE not in line:
            if line.strip(f" {delimiter}\t\u00a0"):
                yield Row(number, line.split(delimiter))
            number += 1
            continue
        found, fault = _scan(lines, number, delimiter)
        values = [cell.value for cell in found]
        if fault or any(value.strip() for value in values):
            yield Row(number, values, fault)
        number = found[-1].last + 1


def cells(lines: Sequence[str], row: Row, delimiter: str) -> list[Cell]:
    """The cells of a row with their places."""
    return _scan(lines, row.line, delimiter)[0]


def _scan(lines: Sequence[str], number: int, delimiter: str) -> tuple[list[Cell], str]:
    found: list[Cell] = []
    fault = ""
    line, at = number, 0
    while True:
        text = lines[line]
        quote = at
        while quote < len(text) and text[quote] == " " != delimiter:
            quote += 1
        if text[quote : quote + 1] == QUOTE:
            read = _quoted(lines, line, quote, number)
            end = _end(lines[read[1]], read[2], delimiter) if read is not None else 0
            behind = read is not None and bool(lines[read[1]][read[2] : end].strip())
            if read is None or (behind and read[1] > number):
                # Perhaps the quote means nothing: then the line is a row by itself, so that those below it are not lost with it.
                return _cut(lines[number], number, delimiter), "unclosed"
            value, last, _ = read
            if behind:
                fault = "text-behind"
            found.append(Cell(value, line, at, last, end))
        else:
            last, end = line, _end(text, at, delimiter)
            found.append(Cell(text[at:end], line, at, last, end))
        if end == len(lines[last]):
            return found, fault
        line, at = last, end + 1


def _quoted(lines: Sequence[str], line: int, quote: int, first: int) -> tuple[str, int, int] | None:
    """What stands between quotes, the line of the closing one, and the column just behind it; None where there is none."""
    parts: list[str] = []
    at = quote + 1
    while True:
        text = lines[line]
        close = text.find(QUOTE, at)
        if close < 0:
            parts += [text[at:], "\n"]
            line, at = line + 1, 0
            if line == len(lines) or line - first >= MAX_LINES:
                return None
            continue
        parts.append(text[at:close])
        if text[close + 1 : close + 2] != QUOTE:
            return "".join(parts), line, close + 1
        parts.append(QUOTE)
        at = close + 2


def _end(text: str, at: int, delimiter: str) -> int:
    end = text.find(delimiter, at)
    return len(text) if end < 0 else end


def _cut(text: str, line: int, delimiter: str) -> list[Cell]:
    found: list[Cell] = []
    at = 0
    for value in text.split(delimiter):
        found.append(Cell(value, line, at, line, at + len(value)))
        at += len(value) + 1
    return found
