"""Plain data, and paths into it."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
"""What JSON can say. A `str` is also a sequence: test for it first."""

Pointer: TypeAlias = "tuple[str | int, ...]"
"""The way from a document's root to one of its parts: mapping keys and list positions. `()` is the root itself."""


class Absent(enum.Enum):
    """There is nothing here. Null is a value; absent is not."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


def pointer_text(pointer: Pointer) -> str:
    """A pointer as people read it: `accounts.ivanova.contacts.email`."""
    return ".".join(str(part) for part in pointer)
