"""A moment, or how long, as somebody types it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from reconciler.model.errors import Unusable

_LENGTH: Final = re.compile(r"([1-9][0-9]{0,4})([mhd])")
_SECONDS: Final = {"m": 60, "h": 3_600, "d": 86_400}
_RFC3339: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def until(text: str) -> tuple[int, str]:
    """(seconds, "") for a length (`30m`, `2h`, `3d`), (0, the moment as RFC 3339 in UTC) for a moment. Raises `Unusable("bad-until")` for anything else."""
    if match := _LENGTH.fullmatch(text):
        return int(match[1]) * _SECONDS[match[2]], ""
    try:
        if _RFC3339.fullmatch(text) is None:
            raise ValueError
        return 0, datetime.fromisoformat(text.upper()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        raise Unusable("bad-until", until=text) from None
