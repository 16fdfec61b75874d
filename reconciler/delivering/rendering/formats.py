"""How dates, times, amounts and lengths of time are written: as people of the language write them, in the recipient's zone.

Everything here takes the text of a payload and gives text back; what cannot be read as what it ought to be is given back as it came.
"""

from __future__ import annotations

import functools
import re
import zoneinfo
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Final

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from reconciler.delivering.rendering.languages import ENGLISH, RUSSIAN, Two, say

NBSP: Final = "\u00a0"

_MOSCOW: Final = "Europe/Moscow"
_MOSCOW_TIME: Final[Two] = ("МСК", "Moscow time")
_DATE: Final = {RUSSIAN: "dd.MM.y", ENGLISH: "d MMMM y"}
_AMOUNT: Final = re.compile(r"-?[0-9]{1,15}\.[0-9]{2}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})")
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_PART: Final = re.compile(r"([0-9]{1,9}) ?(d|h|m|д|ч|мин)")
_LENGTH: Final = re.compile(rf"{_PART.pattern}(?: {_PART.pattern})*")
_PERIOD: Final = re.compile(r"P(?:(?P<d>[0-9]{1,9})D)?(?:T(?:(?P<h>[0-9]{1,9})H)?(?:(?P<m>[0-9]{1,9})M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?")

_LETTERS: Final = {"д": "d", "ч": "h", "мин": "m"}
_UNITS: Final = {
    RUSSIAN: {
        "d": {"one": "день", "few": "дня", "many": "дней"},
        "h": {"one": "час", "few": "часа", "many": "часов"},
        "m": {"one": "минута", "few": "минуты", "many": "минут"},
    },
    ENGLISH: {
        "d": {"one": "day", "other": "days"},
        "h": {"one": "hour", "other": "hours"},
        "m": {"one": "minute", "other": "minutes"},
    },
}


def day(text: str, language: str) -> str:
    """`24.11.2026`, in English `24 November 2026`."""
    if not _DAY.fullmatch(text):
        return text
    try:
        return _day(date.fromisoformat(text), language)
    except ValueError:
        return text


def moment(text: str, language: str, timezone: str) -> str:
    """`24.11.2026, 14:30 МСК`, in English `24 November 2026, 14:30 Moscow time`; `UTC+7` where the zone is not that of Moscow."""
    if not _MOMENT.fullmatch(text):
        return text
    try:
        # A leap second is no second that Python knows.
        return written(datetime.fromisoformat(text.upper().replace(":60", ":59")), language, timezone)
    except (ValueError, OverflowError):
        return text


def written(when: datetime, language: str, timezone: str) -> str:
    """An aware moment, as `moment` writes it."""
    local = when.astimezone(_zone(timezone))
    return f"{_day(local, language)}, {format_datetime(local, 'HH:mm', locale=_locale(language))} {_zone_name(local, language, timezone)}"


def money(text: str, language: str) -> str:
    """`1 234,50 ₽` with spaces that do not break, in English `RUB 1,234.50`."""
    if not _AMOUNT.fullmatch(text):
        return text
    try:
        amount = format_decimal(Decimal(text), "#,##0.00", locale=_locale(language)).replace("\u202f", NBSP)
    except InvalidOperation:
        return text
    return f"{amount}{NBSP}₽" if language == RUSSIAN else f"RUB{NBSP}{amount}"


def days(text: str, language: str) -> str:
    """`7` → `7 дней`, `7 days`."""
    return _counted(int(text), "d", language) if _COUNT.fullmatch(text) else length(text, language)


def length(text: str, language: str) -> str:
    """`3d`, `2d 4h`, `12 ч`, `P3DT4H` → `3 дня`, `2 дня 4 часа`, `12 часов`, `3 дня 4 часа`."""
    if _LENGTH.fullmatch(text):
        return " ".join(_counted(int(count), _LETTERS.get(unit, unit), language) for count, unit in _PART.findall(text))
    period = _PERIOD.fullmatch(text)
    parts = {unit: int(count) for unit, count in period.groupdict().items() if count} if period else {}
    return " ".join(_counted(count, unit, language) for unit, count in parts.items()) or text


def _counted(count: int, unit: str, language: str) -> str:
    forms = _UNITS[language][unit]
    return f"{count} {forms.get(_locale(language).plural_form(count), forms.get('many', forms.get('other', '')))}"


def _day(when: date, language: str) -> str:
    return format_date(when, _DATE[language], locale=_locale(language))


def _zone_name(local: datetime, language: str, timezone: str) -> str:
    if timezone == _MOSCOW:
        return say(_MOSCOW_TIME, language)
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "-"
    return "UTC" if not minutes else f"UTC{sign}{hours}:{rest:02d}" if rest else f"UTC{sign}{hours}"


@functools.cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@functools.lru_cache(maxsize=1024)
def _zone(name: str) -> tzinfo:
    """UTC where there is no such zone: the offset is written beside the time, so that nobody is misled."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
