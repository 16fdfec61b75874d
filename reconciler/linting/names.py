"""Whether Latin letters spell a name: Russian names as passports, standards and people transliterate them.

There is no one transliteration: Щербакова is shcherbakova, scherbakova, sherbakova. So a name becomes, letter by letter, the ways its letters are spelt (ГОСТ 7.79, ISO 9,
ICAO Doc 9303 as in passports since 2014 and their predecessors, BGN/PCGN, habit), and a word is compared with all of them at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

_WAYS: Final = {
    "а": "a", "б": "b", "в": "v w f", "г": "g h gh", "ґ": "g", "д": "d", "е": "e ye je ie o yo jo io", "ё": "e ye je ie o yo jo io", "є": "ie ye e je",
    "ж": "zh j z g", "з": "z s", "и": "i y j ee", "і": "i y", "ї": "yi i ji", "й": "i y j _", "к": "k c ck q", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t th", "у": "u ou oo w", "ў": "u w", "ф": "f ph", "х": "kh h x ch", "ц": "ts tz c cz tc", "ч": "ch tch c cz tsch", "ш": "sh sch s sz",
    "щ": "shch sch sh shh sc schtsch", "ъ": "_ ie y j i", "ы": "y i ui yi", "ь": "_ y j i", "э": "e eh", "ю": "yu ju iu u you", "я": "ya ja ia a",
    "кс": "ks x kc cs", "др": "dr der", "дж": "dzh dj j g dz",
    "ä": "a ae", "ö": "o oe", "ü": "u ue", "ß": "ss s", "'": "_", "’": "_", "ʼ": "_", "`": "_",
}  # fmt: skip
"""By letter, or by two that are also spelt as one; `_` is nothing."""

_LETTERS: Final = {letters: tuple("" if way == "_" else way for way in ways.split()) for letters, ways in _WAYS.items()}
_GAPS: Final = re.compile(r"[\s-]+")


class Spelling(NamedTuple):
    """The ways to spell one part of a name, letter by letter; the length of the shortest, and the letters it may begin and end with."""

    letters: tuple[tuple[str, ...], ...]
    least: int
    first: frozenset[str]
    last: frozenset[str]


@lru_cache(maxsize=8192)
def spellings(name: str) -> tuple[Spelling, ...]:
    """How the parts of a name may be spelt: two for Мамин-Сибиряк. A part that is an initial, or has a letter nobody knows here, is left out."""
    return tuple(made for part in _GAPS.split(unicodedata.normalize("NFC", name).lower()) if (made := _spelling(part)) is not None)


def _spelling(part: str) -> Spelling | None:
    letters: list[tuple[str, ...]] = []
    position = 0
    while position < len(part):
        pair = part[position : position + 2]
        ways = _LETTERS.get(pair) or _LETTERS.get(part[position]) or _latin(part[position])
        if ways is None:
            return None
        # A doubled letter is spelt once or twice.
        letters.append((*ways, "") if position and part[position] == part[position - 1] else ways)
        position += 2 if pair in _LETTERS else 1
    if len(part) < 2:
        return None
    return Spelling(tuple(letters), sum(min(map(len, ways)) for ways in letters), _edge(letters, 0), _edge(letters[::-1], -1))


def _edge(letters: list[tuple[str, ...]], index: int) -> frozenset[str]:
    """The Latin letters that may stand at the edge, which the first letter that must be spelt decides at the latest."""
    found: set[str] = set()
    for ways in letters:
        found.update(way[index] for way in ways if way)
        if "" not in ways:
            break
    return frozenset(found)


def _latin(letter: str) -> tuple[str] | None:
    plain = unicodedata.normalize("NFD", letter)[0]
    return (plain,) if "a" <= plain <= "z" else None


def ends(spelling: Spelling, word: str, starts: Iterable[int]) -> set[int]:
    """Where in a word the name may end that begins at one of `starts`; any letter may be doubled."""
    positions = set(starts)
    for ways in spelling.letters:
        after = {position + len(way) for position in positions for way in ways if word.startswith(way, position)}
        positions = after | {position + 1 for position in after if 0 < position < len(word) and word[position] == word[position - 1]}
        if not positions:
            break
    return positions


def within(word: str, name: tuple[Spelling, ...]) -> bool:
    """Whether a word begins or ends with a part of the name: what `spells` and `joined` need, and quickly told."""
    for spelling in name:
        last = len(word) - spelling.least
        if last >= 0 and word[:1] in spelling.first and ends(spelling, word, (0,)):
            return True
        if last >= 0 and word[-1:] in spelling.last and len(word) in ends(spelling, word, range(last + 1)):
            return True
    return False


def spells(word: str, name: tuple[Spelling, ...]) -> bool:
    """Whether a word is a part of the name. One letter is an initial, and ids may hold those."""
    return len(word) > 1 and any(spelling.least <= len(word) in ends(spelling, word, (0,)) for spelling in name)


def joined(word: str, first: tuple[Spelling, ...], second: tuple[Spelling, ...]) -> int:
    """Where the second name begins in a word that is the first followed by the second; 0 where it is not."""
    for one in first:
        for other in second:
            if one.least + other.least <= len(word):
                for middle in sorted(ends(one, word, (0,))):
                    if 1 < middle < len(word) - 1 and len(word) in ends(other, word, (middle,)):
                        return middle
    return 0
