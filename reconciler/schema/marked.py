"""What `x-format` says a text is, and whether it is: money, moments, dates, links, and text of one line or several.

Patterns cannot say all of it (29 February, 25 hours, a host in disguise), and types of users need not repeat them: the mark alone is asserted in full.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

LINK: Final = "link"
LINES: Final = "lines"
CODES: Final = {"money": "money", "balance": "money", "moment": "time", "date": "time", LINK: "link"}
"""The code of `model.event.REJECTIONS` that a text earns which is not what its mark says."""

FORMATS: Final = frozenset({*CODES, LINES})
"""All that `x-format` may say."""

STANDARD: Final = {"date-time": "moment", "date": "date"}
"""What JSON Schema's own `format` says that is also asserted."""

LONGEST: Final = 1 << 20
"""Bytes (UTF-8) of the longest text that is taken."""

_MONEY: Final = re.compile(r"(0|[1-9][0-9]{0,14})\.[0-9]{2}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:)([0-9]{2})(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})")
_YEARS: Final = range(2, 9999)
"""A moment of the years at the ends has no local time in some zones."""

_BIDI: Final = "\u202a-\u202e\u2066-\u2069"
_NO_TEXT: Final = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_CONTROL: Final = re.compile(f"[\u0000-\u001f\u007f-\u009f\u2028\u2029{_BIDI}{_NO_TEXT}]")
_CONTROL_IN_LINES: Final = re.compile(f"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029{_BIDI}{_NO_TEXT}]|\r(?!\n)")
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters that are letters or signs by their category, and are shown as nothing."""
_NOT_IN_LINKS: Final = re.compile(rf"[\s\\{_NO_TEXT}\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f{_BIDI}\u2028-\u202f\u2060-\u2064\ufeff]")
_HOST: Final = re.compile(r"[\w-]+(\.[\w-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")


def is_visible(text: str) -> bool:
    """Whether anything is to be seen of a text: not only spaces of any kind, zero-width characters and the like."""
    return any(unicodedata.category(character)[0] not in "ZC" and character not in _BLANK for character in text)


def has_control(text: str, format: str = "") -> bool:
    """Whether a text holds what may not be in a line: control characters, line breaks, marks that turn the direction of writing, halves of characters.

    In `lines` it may be broken (LF, CR LF) and tabulated.
    """
    return (_CONTROL_IN_LINES if format == LINES else _CONTROL).search(text) is not None


def fits(format: str, text: str, allowed: Callable[[str], bool] | None = None) -> bool:
    """Whether `text` is what its mark says. `allowed` says of a host whether links may lead there (None: to any)."""
    match format:
        case "money":
            return _MONEY.fullmatch(text) is not None
        case "balance":
            return _MONEY.fullmatch(text.removeprefix("-")) is not None
        case "moment":
            return moment_of(text) is not None
        case "date":
            return date_of(text) is not None
        case "link":
            return _is_link(text, allowed)
        case _:
            return True


def moment_of(text: str) -> datetime | None:
    """A moment as RFC 3339 writes it, with its offset; None where it is none. A leap second is the moment it ends with."""
    parts = _MOMENT.fullmatch(text)
    if parts is None:
        return None
    start, second, fraction, offset = parts.groups()
    leap = second == "60"
    try:
        moment = datetime.fromisoformat(f"{start}{'59' if leap else second}{(fraction or '')[:7]}{'+00:00' if offset == 'Z' else offset}")
        return moment + timedelta(seconds=leap) if moment.year in _YEARS else None
    except (ValueError, OverflowError):
        return None


def date_of(text: str) -> date | None:
    """A date, `YYYY-MM-DD`, that is in the calendar; None where it is not."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _is_link(text: str, allowed: Callable[[str], bool] | None) -> bool:
    """`https://host[:port][/…]`, nothing before the host and nothing in it that would show another one."""
    if not text.startswith("https://") or _NOT_IN_LINKS.search(text):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if "@" in parts.netloc or _HOST.fullmatch(host) is None:
        return False
    return allowed is None or allowed(host.rstrip("."))
