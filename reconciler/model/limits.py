"""How large an input may be: what keeps a hostile or damaged file from taking the machine with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOST_LEVELS: Final = 128
"""No project may allow more: at most so many calls inside one another are sure to fit on the smallest stack, one megabyte for the main thread on Windows."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`file_size` is in bytes and `documents` counts, both of one file; `depth` counts the mappings and lists inside one another in one document. `expansion` is what
    the aliases of one document may add to it once they are written out, in characters, each value and key counting 16 more than its text.
    """

    file_size: int = 64 << 20
    depth: int = 64
    expansion: int = 16 << 20
    documents: int = 10_000
