"""What became of files that were to be put in canonical order and style."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from reconciler.model.diagnostic import Diagnostic
from reconciler.model.personal import Personal


class Status(enum.Enum):
    """What became of one file. LEFT: it was left alone, and a diagnostic says why."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    WOULD_CHANGE = "would-change"
    LEFT = "left-alone"


@dataclass(frozen=True, slots=True)
class Fix:
    """Something that was written as it should be.

    `kind` is one of quote, phone, domain, title, boolean, version, typographic-quote, invisible-character; `code` that of the diagnostic it answers, "" where there is
    none. Line and column count from 1, in the text as it was. `before` and `after` are without the quotes around them; of a hidden character they are its code point
    and what took its place.
    """

    kind: str
    code: str
    line: int
    column: int
    before: str | Personal
    after: str | Personal


@dataclass(frozen=True, slots=True)
class FormattedFile:
    """One file. `fixes` and `difference` are those of a file that changes: the lines of a unified diff without its head, as they may be shown. `content` is what a text from stdin has become."""

    path: str
    status: Status
    fixes: tuple[Fix, ...] = ()
    difference: tuple[str, ...] = ()
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Formatted:
    """What was done. `diagnostics` say what could not be found, read, formatted or written."""

    files: tuple[FormattedFile, ...]
    diagnostics: tuple[Diagnostic, ...]

    def count(self, status: Status) -> int:
        return sum(file.status is status for file in self.files)
