"""Collects what is wrong, each finding once."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
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


_LIKENED: Final = {"unknown-channel": "channel", "unknown-contact": "contact", "unknown-role": "role"}
"""Names of which there are a few known ones, `known`: the one that was perhaps meant is suggested."""


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
            hint = _likened(code, hint, arguments)
            shown = {name: _QUOTED[name](value) if name in _QUOTED and isinstance(value, str) else value for name, value in arguments.items()}
            self.diagnostics.append(Diagnostic(code, severity, shown, place, hint=hint))

    def unresolved(self, code: str, place: Place, *, hint: str = "", **arguments: Argument) -> None:
        """A reference that leads nowhere."""
        hint = _likened(code, hint, arguments)
        certain = self.complete and (not self.broken or bool(hint))
        self.add(code, place, Severity.ERROR if certain else Severity.NOTE, hint=hint, **arguments)


def _likened(code: str, hint: str, arguments: dict[str, Argument]) -> str:
    """The variant of the hint: that of a similar name, which is added to the arguments, or of no known name at all."""
    known, name = arguments.get("known"), arguments.get(_LIKENED.get(code, ""))
    if not isinstance(known, tuple) or not isinstance(name, str) or "suggestion" in arguments:
        return hint
    more = arguments.get("channels")
    candidates = sorted({*known, *(more if isinstance(more, tuple) else ())})
    if similar := get_close_matches(name.casefold(), candidates, n=1, cutoff=0.7):
        arguments["suggestion"] = similar[0]
        return f"similar-{hint}" if hint else "similar"
    return hint if known else "none"


def key(place: Place) -> Place:
    """The key of the entry at a place rather than its value."""
    return Place(place.document, place.pointer, Part.KEY)


def at(document: int, pointer: Pointer, part: Part = Part.VALUE) -> Place:
    return Place(document, pointer, part)


def inside(place: Place, *pointer: str | int) -> Place:
    """A part of what is at a place."""
    return Place(place.document, (*place.pointer, *pointer))
