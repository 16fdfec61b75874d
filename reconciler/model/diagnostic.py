"""What the reader should know about their files: data, collected from everywhere, sorted, rendered late."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from reconciler.model.personal import Personal
from reconciler.model.values import Pointer


class Severity(enum.IntEnum):
    """How much a finding matters. Only an ERROR stops a verb."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


class Part(enum.Enum):
    """Which part of a mapping's entry is meant."""

    KEY = "key"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the loaded documents, not yet found in the text.

    `document` is `Document.number`; a pointer that does not exist is located at its nearest ancestor that does.
    """

    document: int
    pointer: Pointer = ()
    part: Part = Part.VALUE


@dataclass(frozen=True, slots=True)
class Location:
    """Somewhere in the text of a file. Lines and columns count from 1, columns in code points.

    `end_column` is just behind what is meant, on the same line; 0 where only the beginning is known.
    `excerpt` is the source line as it may be shown (personal values masked, tabs as spaces); `caret` is the 0-based start and the length of the
    marked part within `excerpt`. Both are empty when there is nothing to show. `keys` is the way from the document's root, as far as it may be shown: it
    stays what it is when lines move.
    """

    path: str
    line: int = 1
    column: int = 1
    excerpt: str = ""
    caret: tuple[int, int] = (0, 0)
    end_column: int = 0
    keys: Pointer = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


Argument: TypeAlias = "str | int | Personal | Place | Location | tuple[str, ...]"
"""What a message may name. A `Place` has become a `Location` by the time it is rendered."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `code` is stable, in kebab-case, and has a row in `reporting.messages`; `arguments` fill its sentences; `hint` chooses among its hints ("" is the usual one).
    Exactly one of `place` and `location` is set until the engine locates it; `location` alone afterwards.
    """

    code: str
    severity: Severity = Severity.ERROR
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    place: Place | None = None
    location: Location | None = None
    hint: str = ""


def worst(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> Severity | None:
    """The highest severity among them, or None where there are none."""
    return max((d.severity for d in diagnostics), default=None)
