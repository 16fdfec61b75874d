"""What became of a table of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reconciler.model.diagnostic import Diagnostic

ORGANIZATION: Final = "Organization"
ACCOUNTS: Final = "Accounts"


@dataclass(frozen=True, slots=True)
class Imported:
    """`kind` is that of the document made: `Organization`, or `Accounts` where the project declares the organization already. `text` is its YAML, "" where nobody could be
    taken; `file` where it was written, "" where it was not, and `in_sources` says that the project reads that file.

    `columns` are the headings that were understood, and what as. `rows` counts the rows of the table; `taken` are account ids by the first line of their rows (from 1),
    `declared` the same for people whom the project declares already, and `incomplete` the lines of rows that were taken without some cell.
    """

    path: str
    encoding: str
    delimiter: str
    columns: tuple[tuple[str, str], ...]
    kind: str
    organization: str
    rows: int
    taken: Mapping[int, str]
    declared: Mapping[int, str]
    incomplete: frozenset[int]
    diagnostics: tuple[Diagnostic, ...]
    text: str
    file: str = ""
    in_sources: bool = False

    @property
    def refused(self) -> int:
        """How many rows were not taken."""
        return self.rows - len(self.taken) - len(self.declared)
