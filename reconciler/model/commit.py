"""The names of commits."""

from __future__ import annotations

import re
from typing import Final

SHORT: Final = 7
"""Digits of a commit that people are shown."""

_COMMIT: Final = re.compile(r"[0-9a-f]{7,64}")


def is_commit(text: str) -> bool:
    """Whether a text is made like the name of a commit. What the ledger holds reaches git's command line: only what is made like that may."""
    return _COMMIT.fullmatch(text) is not None
