"""What is said of the rows of a table, as it is read. An error is a row that was not taken, a warning a part of a row that was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.importing.cells import Row
from reconciler.importing.header import Field
from reconciler.importing.sheet import Sheet
from reconciler.importing.table import Column
from reconciler.importing.words import Unknown
from reconciler.model.diagnostic import Argument, Diagnostic, Location, Severity
from reconciler.model.personal import Personal
from reconciler.model.words import is_like_id


@dataclass(slots=True)
class _Word:
    """A word that nobody knows: where it stands first, and in which rows (by their lines) it stands."""

    location: Location
    column: Column
    unknown: Unknown
    lines: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Report:
    """`refused` and `incomplete` are the first lines (from 0) of rows that were not taken, or not as a whole; `declared` those of people who are declared already,
    with the ids they have."""

    sheet: Sheet
    refused: set[int] = field(default_factory=set)
    incomplete: set[int] = field(default_factory=set)
    declared: dict[int, str] = field(default_factory=dict)
    _found: list[Diagnostic] = field(default_factory=list)
    _words: dict[tuple[Field, str], _Word] = field(default_factory=dict)
    _counted: dict[str, list[Row]] = field(default_factory=dict)

    def refuse(self, row: Row, code: str, column: int = 0, hint: str = "", arguments: Mapping[str, Argument] | None = None) -> None:
        """The row is not taken."""
        self.refused.add(row.line)
        self._add(row, code, Severity.ERROR, column, hint, arguments)

    def omit(self, row: Row, code: str, column: int = 0, hint: str = "", arguments: Mapping[str, Argument] | None = None) -> None:
        """The row is taken without this."""
        self.incomplete.add(row.line)
        self._add(row, code, Severity.WARNING, column, hint, arguments)

    def word(self, row: Row, column: Column, unknown: Unknown) -> None:
        """A word means nothing here, and is left out. Each is reported once, with the number of its rows."""
        self.incomplete.add(row.line)
        key = (column.field, unknown.word.casefold())
        if key not in self._words:
            self._words[key] = _Word(self.sheet.location(row, column.at), column, unknown)
        self._words[key].lines.add(row.line)

    def count(self, row: Row, code: str) -> None:
        """Something of which the number is enough."""
        self._counted.setdefault(code, []).append(row)

    def known(self, row: Row, id: str) -> None:
        """The person of this row is declared already."""
        self.declared[row.line] = id
        self.count(row, "import-declared")

    def withdraw(self, row: Row, found: Diagnostic, column: int, *, whole: bool) -> None:
        """What the finished file was told it may not say, at the place where the table says it."""
        (self.refused if whole else self.incomplete).add(row.line)
        severity = Severity.ERROR if whole else Severity.WARNING
        location = self.sheet.location(row, column)
        self._found.append(Diagnostic(found.code, severity, found.arguments, location=location, hint=found.hint))

    def diagnostics(self) -> list[Diagnostic]:
        """Everything that was said, in no order."""
        words = [_unknown(word) for word in self._words.values()]
        counted = [Diagnostic(code, Severity.NOTE, {"count": len(rows)}, location=self.sheet.location(rows[0])) for code, rows in self._counted.items()]
        return [*self._found, *words, *counted]

    def _add(self, row: Row, code: str, severity: Severity, column: int, hint: str, arguments: Mapping[str, Argument] | None) -> None:
        self._found.append(Diagnostic(code, severity, arguments or {}, location=self.sheet.location(row, column), hint=hint))


def _unknown(word: _Word) -> Diagnostic:
    shown = word.unknown.word if word.unknown.suggestion or is_like_id(word.unknown.word) else Personal(word.unknown.word)
    arguments: dict[str, Argument] = {"value": shown, "column": word.column.title, "suggestion": word.unknown.suggestion, "count": len(word.lines)}
    hint = "similar" if word.unknown.suggestion else word.column.field.value.replace("_", "-")
    return Diagnostic("import-unknown-word", Severity.WARNING, arguments, location=word.location, hint=hint)
