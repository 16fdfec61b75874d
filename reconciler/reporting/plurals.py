"""Which form of a word goes with a number (the plural rules of Unicode CLDR for English and Russian)."""

from __future__ import annotations

from collections.abc import Sequence


def plural(count: int, forms: Sequence[str], language: str) -> str:
    """The form that agrees with `count`. English takes two forms (error, errors), Russian three (ошибка, ошибки, ошибок); missing ones fall back to the last."""
    index = _russian(abs(count)) if language == "ru" else _english(abs(count))
    return forms[min(index, len(forms) - 1)]


def _english(count: int) -> int:
    return 0 if count == 1 else 1


def _russian(count: int) -> int:
    tens, ones = count % 100, count % 10
    if ones == 1 and tens != 11:
        return 0
    return 1 if 2 <= ones <= 4 and not 12 <= tens <= 14 else 2
