"""Collects what is wrong, each finding once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reconciler.model.diagnostic import Argument, Diagnostic, Part, Place, Severity
from reconciler.model.personal import Personal
from reconciler.model.values import Pointer
from reconciler.model.words import as_id, as_word

# What people wrote where a name belongs may be anything, an address too: it is quoted only where it is made like a name.
_QUOTED: Final[dict[str, Callable[[str], str | Personal]]] = {
    "type": as_word,
    "other": as_word,
    **dict.fromkeys(("contact", "channel", "role", "parent", "organization", "timezone"), as_id),
}


class Findings:
    """Diagnostics in the making.

    With `complete=False` not everything is loaded, so a reference that leads nowhere is only a note. With `broken=True` some file could not be read whole: what is
    referred to may stand there, unless it looks like a slip of the pen.
    """

    def __init__(self, *, complete: bool, broken: bool = False) -> None:
        self.complete = complete
        self.broken = broken
        self.diagnostics: list[Diagnostic] = []
        self._seen: set[tuple[str, Place, object, object]] = set()

    def add(self, code: str, place: Place, severity: Severity = Severity.ERROR, *, hint: str = "", **arguments: Argument) -> None:
        """One finding. The same one at the same place is reported once: a default is read for each recipient."""
        identity = (code, place, arguments.get("type"), arguments.get("channel"))
        if identity not in self._seen:
            self._seen.add(identity)
            shown = {name: _QUOTED[name](value) if name in _QUOTED and isinstance(value, str) else value for name, value in arguments.items()}
            self.diagnostics.append(Diagnostic(code, severity, shown, place, hint=hint))

    def unresolved(self, code: str, place: Place, *, hint: str = "", **arguments: Argument) -> None:
        """A reference that leads nowhere."""
        certain = self.complete and (not self.broken or bool(hint))
        self.add(code, place, Severity.ERROR if certain else Severity.NOTE, hint=hint, **arguments)


def key(place: Place) -> Place:
    """The key of the entry at a place rather than its value."""
    return Place(place.document, place.pointer, Part.KEY)


def at(document: int, pointer: Pointer, part: Part = Part.VALUE) -> Place:
    return Place(document, pointer, part)


def inside(place: Place, *pointer: str | int) -> Place:
    """A part of what is at a place."""
    return Place(place.document, (*place.pointer, *pointer))
