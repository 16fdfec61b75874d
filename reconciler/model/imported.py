"""What became of a table of people, or of a live state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reconciler.model.diagnostic import Diagnostic
from reconciler.model.plan import Foreign, Target

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


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file made of the live state: one organization with this many accounts, or a notification type. `read`: it lies where the project reads files."""

    path: str
    address: str
    accounts: int = 0
    read: bool = True


@dataclass(frozen=True, slots=True)
class ImportedLive:
    """What became of a live state. `looked` is where it was looked at; `left` are addresses that are not in the files although nobody else holds them, `unmanaged` those that
    are in them and carry nobody's mark, `differing` those that the files do not say completely, `foreign` what others hold."""

    looked: Target
    files: tuple[MadeFile, ...]
    left: tuple[str, ...]
    unmanaged: tuple[str, ...]
    differing: tuple[str, ...]
    foreign: tuple[Foreign, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class UpdatedFile:
    """A file that was brought up to date, or (`written` False) would be. `changed`, `added` and `removed` are addresses; `comments` counts those that went with what was removed;
    `difference` are the lines of a unified diff without its head, as they may be shown."""

    path: str
    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    comments: int = 0
    difference: tuple[str, ...] = ()
    written: bool = True


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of files that were to say what is live. `left` are addresses of which something still differs; `diagnostics` say what and why. `waiting` are
    those that only the files have changed since the last apply: they were left as they are declared.
    """

    looked: Target
    files: tuple[UpdatedFile, ...]
    left: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    new: ImportedLive | None = None
    waiting: tuple[str, ...] = ()
