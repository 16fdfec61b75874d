"""One object on its way to what is live: how it can be written, and what each way leaves different."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reconciler.model.diagnostic import Diagnostic
from reconciler.model.resource import Resource
from reconciler.model.settings import Settings
from reconciler.model.values import Pointer

Data = dict[str, Any]


@dataclass(slots=True)
class Attempt:
    """One object on its way: the ways there are to write it (None: not at all), the one in use, and what each way leaves different. `taken` is what the ways are for."""

    document: int
    ways: list[Data | None]
    original: Data | None
    impossible: tuple[Pointer, ...] = ()
    taken: frozenset[Pointer] = frozenset()
    at: int = 0
    found: dict[int, tuple[Pointer, ...]] = field(default_factory=dict)
    done: bool = False
    reverted: bool = False

    def brings(self, fields: Iterable[Pointer]) -> bool:
        """Whether something differs that no way was made for: it came with another change, such as what is inherited from an organization that was changed.

        Where there are several ways, each of them is for all cells.
        """
        return not self.reverted and len(self.ways) == 1 and self.ways[0] is not None and not self.taken.issuperset(fields)

    def followed_by(self, after: Attempt) -> Attempt:
        """The attempt to take what has come on top of this one. Going back is to where this one began."""
        after.original = self.original
        after.taken |= self.taken
        return after


@dataclass(slots=True)
class Resolved:
    """What documents come to: the objects with the document of each, and the mistakes by address ("" for those in none)."""

    resources: dict[str, Resource]
    settings: Settings
    mistakes: list[tuple[str, Diagnostic]]
