"""Something wrong with a text, at a spot of it: what becomes a `Diagnostic` once the file's name is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from reconciler.model.diagnostic import Severity
from reconciler.model.personal import Personal
from reconciler.model.values import Pointer


class Spot(NamedTuple):
    """A spot in a text: `line` and `column` count from 0, columns in code points; `length` 0 means up to the end of what stands there."""

    line: int
    column: int
    length: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """`other` is a second spot (where a duplicate was first written): it becomes the argument of that name. `entry` is what to leave out of the data
    because of it; where `meant` is set, that is to stand there instead, so that nothing else follows from the mistake."""

    code: str
    spot: Spot
    arguments: Mapping[str, str | int | Personal] = field(default_factory=dict)
    hint: str = ""
    other: Spot | None = None
    entry: Pointer = ()
    meant: str | None = None
    severity: Severity = Severity.ERROR


class RefusedText(Exception):
    """The C parser cannot read on: where, and what it says (for looking at, never for showing: it may quote the source)."""

    def __init__(self, spot: Spot, problem: str) -> None:
        super().__init__(problem)
        self.spot = spot
        self.problem = problem

    def is_at(self, text: str, signs: str) -> bool:
        """Whether one of these signs is what could not be read."""
        return "cannot start any token" in self.problem and text.split("\n")[self.spot.line][self.spot.column : self.spot.column + 1] in tuple(signs)
