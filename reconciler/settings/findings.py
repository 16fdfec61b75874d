"""Collects what is wrong, each finding once."""

from __future__ import annotations

from reconciler.model.diagnostic import Argument, Diagnostic, Part, Place, Severity
from reconciler.model.values import Pointer


class Findings:
    """Diagnostics in the making. With `complete=False` not everything is loaded, so a reference that leads nowhere is only a note."""

    def __init__(self, *, complete: bool) -> None:
        self.complete = complete
        self.diagnostics: list[Diagnostic] = []
        self._seen: set[tuple[str, Place, object, object]] = set()

    def add(self, code: str, place: Place, severity: Severity = Severity.ERROR, *, hint: str = "", **arguments: Argument) -> None:
        """One finding. The same one at the same place is reported once: a default is read for each recipient."""
        identity = (code, place, arguments.get("type"), arguments.get("channel"))
        if identity not in self._seen:
            self._seen.add(identity)
            self.diagnostics.append(Diagnostic(code, severity, arguments, place, hint=hint))

    def unresolved(self, code: str, place: Place, *, hint: str = "", **arguments: Argument) -> None:
        """A reference that leads nowhere."""
        self.add(code, place, Severity.ERROR if self.complete else Severity.NOTE, hint=hint, **arguments)


def key(place: Place) -> Place:
    """The key of the entry at a place rather than its value."""
    return Place(place.document, place.pointer, Part.KEY)


def at(document: int, pointer: Pointer, part: Part = Part.VALUE) -> Place:
    return Place(document, pointer, part)
