"""How many parts of an SMS a text takes, and texts that fit.

A part holds 160 characters of the GSM 7-bit alphabet (153 where there are several), those of its extension counting two. One character beside it, such as any Cyrillic
letter, makes the whole UCS-2: 70 characters (67), those beyond the basic plane counting two. A character that counts two is never split between parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MOST_PARTS: Final = 3

_BASIC: Final = frozenset("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")
_EXTENSION: Final = frozenset("\f^{}\\[~]|€")


def parts(text: str) -> int:
    """How many SMS `text` takes; 0 for no text."""
    if set(text) <= _BASIC | _EXTENSION:
        return _parts((2 if character in _EXTENSION else 1 for character in text), 160, 153)
    return _parts((2 if ord(character) > 0xFFFF else 1 for character in text), 70, 67)


def _parts(widths: Iterable[int], alone: int, each: int) -> int:
    count, used, total = 1, 0, 0
    for width in widths:
        total += width
        if used + width > each:
            count, used = count + 1, 0
        used += width
    return 0 if not total else 1 if total <= alone else count


def clipped(text: str, most: int) -> str:
    """`text` on one line and of at most `most` characters; what is cut off is cut at a word where one ends nearby, and an ellipsis says so."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: max(most - 1, 1)]
    words, _, _ = cut.rpartition(" ")
    return f"{(words if len(words) * 3 >= len(cut) * 2 else cut).rstrip(' ,.;:-–—«(')}…"
