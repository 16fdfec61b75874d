"""What somebody has decided not to be told about."""

from __future__ import annotations

from dataclasses import dataclass

from reconciler.model.diagnostic import Location


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment `# reconciler: ignore[rule-id, other-id] reason`, or `ignore-file[…]`.

    `line` is the line it speaks about, counted from 1: its own where something stands before it, else the next that is neither blank nor a comment; 0 for
    the whole file. `location` is where the comment itself stands.
    """

    codes: tuple[str, ...]
    reason: str
    line: int
    location: Location
