"""A moment, or how long, as somebody types it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from reconciler.model.errors import Unusable

_LENGTH: Final = re.compile(r"([1-9][0-9]{0,4})([mhd])")
_SECONDS: Final = {"m": 60, "h": 3_600, "d": 86_400}
_SPAN: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)(ms|s|m|h)", re.ASCII)
_SPANS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3_600.0}
_RFC3339: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def until(text: str) -> tuple[int, str]:
    """(seconds, "") for a length (`30m`, `2h`, `3d`), (0, the moment as RFC 3339 in UTC) for a moment. Raises `Unusable("bad-until")` for anything else."""
    if match := _LENGTH.fullmatch(text):
        return int(match[1]) * _SECONDS[match[2]], ""
    try:
        return 0, _parsed(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        raise Unusable("bad-until", until=text) from None


def length(text: str, *, argument: str, least: str, most: str) -> float:
    """Seconds of `200ms`, `30s`, `5m` or `2h`. Raises `Unusable("bad-argument")` for anything else, and for what is not between `least` and `most`."""
    found = _seconds_of(text)
    if found is None or not (_seconds_of(least) or 0) <= found <= (_seconds_of(most) or 0):
        raise Unusable("bad-argument", hint="length", argument=argument, least=least, most=most)
    return found


def _seconds_of(text: str) -> float | None:
    match = _SPAN.fullmatch(text)
    return float(match[1]) * _SPANS[match[2]] if match else None


def moment(text: str) -> datetime:
    """A moment as RFC 3339 writes it, with its offset. Raises `Unusable("bad-now")` for anything else."""
    try:
        found = _parsed(text)
        found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unusable("bad-now", now=text) from None
    return found


def _parsed(text: str) -> datetime:
    """Raises `ValueError`."""
    if _RFC3339.fullmatch(text) is None:
        raise ValueError
    return datetime.fromisoformat(text.upper())
