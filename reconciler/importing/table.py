"""Bytes → a table: its header found and understood, its rows still to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple

from reconciler.importing.cells import Row, rows
from reconciler.importing.decoding import decode
from reconciler.importing.header import SEVERAL, USUAL, Field, Heading, field_of, understand
from reconciler.importing.sheet import Sheet
from reconciler.importing.unreadable import UnreadableTable
from reconciler.model.diagnostic import Argument, Diagnostic, Severity
from reconciler.model.words import as_word

DELIMITERS: Final = (";", ",", "\t")
_SEP: Final = re.compile(r'"?sep=(;|,|\t)"?\s*', re.IGNORECASE)
_HEADER_WITHIN: Final = 20
"""The first rows, among which the header must be: above it there may be a title or a date."""

_SAMPLE: Final = 1000
MAX_COLUMNS: Final = 200
_NAMES: Final = frozenset({Field.FULL, Field.FAMILY})


class Column(NamedTuple):
    """A column that is taken: `at` which place (from 0). `title` is its heading as written."""

    at: int
    title: str
    field: Field


@dataclass(slots=True)
class Table:
    """`rows` are those below the header. `findings` say what is not taken of the table as a whole."""

    sheet: Sheet
    encoding: str
    columns: dict[Field, list[Column]]
    width: int
    rows: list[Row]
    findings: list[Diagnostic] = field(default_factory=list)

    def first(self, wanted: Field) -> Column | None:
        return self.columns[wanted][0] if wanted in self.columns else None


def read_table(path: str, content: bytes) -> Table:
    """The table in `content`. Raises `UnreadableTable` where no header is found, or nothing can be taken for another reason that concerns all of it."""
    decoded = decode(content)
    lines = decoded.text.split("\n")
    mark = _SEP.fullmatch(lines[0])
    start = 1 if mark else 0
    delimiter, header = _header(lines, (mark[1],) if mark else DELIMITERS, start)
    sheet = Sheet(path, lines, delimiter)
    sheet.header = header
    table = Table(sheet, decoded.encoding, {}, len(_trimmed(header.values)), [])
    above = 0
    for row in rows(lines, delimiter, start):
        if row.line > header.line:
            table.rows.append(row)
        elif row.line < header.line:
            above += 1
    _understand(table, header)
    if above:
        table.findings.append(Diagnostic("import-lines-above", Severity.NOTE, {"count": above}, location=sheet.location(next(rows(lines, delimiter, start)))))
    _demand_people(table, header)
    _demand_delimiter(table)
    return table


def _header(lines: Sequence[str], delimiters: Sequence[str], start: int) -> tuple[str, Row]:
    """The delimiter and the row with the most known headings; the first of several."""
    best = (0, delimiters[0], Row(0, ()))
    for delimiter in delimiters:
        for row in islice(rows(lines, delimiter, start), _HEADER_WITHIN):
            known = len({field_of(value) for value in row.values[:MAX_COLUMNS]} - {None})
            if known > best[0]:
                best = (known, delimiter, row)
    if not best[0]:
        raise UnreadableTable("import-no-header", "" if any(line.strip() for line in lines) else "empty", known=tuple(USUAL.values()))
    return best[1], best[2]


def _understand(table: Table, header: Row) -> None:
    sheet = table.sheet
    if table.width > MAX_COLUMNS:
        raise UnreadableTable("import-unreadable", "wide", line=header.line + 1, limit=MAX_COLUMNS)
    headings = list(map(understand, header.values[: table.width]))
    has_family = any(heading.field is Field.FAMILY for heading in headings)
    for index, (title, heading) in enumerate(zip(header.values, headings, strict=False)):
        if has_family and title.strip().casefold() == "name":
            heading = Heading(Field.GIVEN)  # noqa: PLW2901 - beside a family name, a name is the other one
        found = heading.field
        if found is None:
            table.findings += _not_taken(table, index, title, heading)
        elif found in table.columns and found not in SEVERAL:
            arguments: dict[str, Argument] = {"column": _quoted(title), "other": table.columns[found][0].title}
            table.findings.append(Diagnostic("import-repeated-column", Severity.WARNING, arguments, location=sheet.location(header, index)))
        else:
            table.columns.setdefault(found, []).append(Column(index, " ".join(title.split()), found))


def _not_taken(table: Table, index: int, title: str, heading: Heading) -> Iterator[Diagnostic]:
    """A column that is not understood, or not to be taken; an empty one is nothing to speak of."""
    if not title.strip() and not any(len(row.values) > index and row.values[index].strip() for row in table.rows):
        return
    code, hint = ("import-private-column", "") if heading.private else ("import-unknown-column", "similar" if heading.suggestion else "")
    if not title.strip():
        hint = "unnamed"
    arguments: dict[str, Argument] = {"column": _quoted(title), "suggestion": heading.suggestion, "number": index + 1}
    assert table.sheet.header is not None  # noqa: S101 - it was found before its headings
    yield Diagnostic(code, Severity.WARNING, arguments, location=table.sheet.location(table.sheet.header, index), hint=hint)


def _quoted(title: str) -> Argument:
    return as_word(" ".join(title.split()))


def _trimmed(values: Sequence[str]) -> Sequence[str]:
    """Without empty cells at the end: spreadsheets write them for columns that were once used."""
    width = len(values)
    while width and not values[width - 1].strip():
        width -= 1
    return values[:width]


def _demand_people(table: Table, header: Row) -> None:
    named = _NAMES & table.columns.keys()
    line = header.line + 1
    if not named and not {Field.EXTERNAL, Field.AUDIENCE} & table.columns.keys():
        raise UnreadableTable("import-no-names", line=line)
    if named == {Field.FAMILY} and Field.GIVEN not in table.columns:
        raise UnreadableTable("import-no-names", "given", line=line)
    if not table.rows:
        raise UnreadableTable("import-no-rows", line=line)


def _demand_delimiter(table: Table) -> None:
    """That the rows are cut like the header: a header typed by hand above exported rows may not be."""
    sample = table.rows[:_SAMPLE]
    whole = [row for row in sample if len(_trimmed(row.values)) == 1]
    if table.width < 2 or 2 * len(whole) <= len(sample):
        return
    for other in DELIMITERS:
        lines = [table.sheet.lines[row.line] for row in whole]
        if other != table.sheet.delimiter and 2 * sum(line.count(other) >= table.width - 1 for line in lines) > len(lines):
            raise UnreadableTable("import-mixed-delimiters", line=sample[0].line + 1, header=named(table.sheet.delimiter), rows=named(other))


def named(delimiter: str) -> str:
    """A delimiter as people are told of it."""
    return "Tab" if delimiter == "\t" else delimiter
