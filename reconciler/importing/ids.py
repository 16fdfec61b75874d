"""Ids for people: public names made of a family name, never of a whole name, and the same for the same table every time."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from reconciler.model.address import is_id

_LONGEST: Final = 48
"""Characters of an id before what makes it unique."""

_OTHER_LETTERS: Final = str.maketrans("іїєґўәғқңөұүһңҗ", "iieguagknouuhnj")
"""Cyrillic letters that Russian does not have."""

EMPLOYEE: Final = "account"
EXTERNAL: Final = "client"
"""For people of whom there is no name an id could be made of."""


class Ids:
    """The ids of one organization. `spell` makes an id of a word."""

    def __init__(self, spell: Callable[[str], str], taken: Iterable[str]) -> None:
        self._spell = spell
        self._taken = set(taken)
        self._next: Counter[str] = Counter()

    def claim(self, id: str) -> bool:
        """Take an id; False where somebody has it."""
        if id in self._taken:
            return False
        self._taken.add(id)
        return True

    def make(self, family: str, given: str, *, external: bool = False) -> str:
        """An id nobody has: `ivanova`, then `ivanova-a` with the initial, then `ivanova-2`. Of a family name of several words the longest."""
        longest = max(family.split(), key=len, default="")
        base = self.spelt(longest)[:_LONGEST].strip("-") or (EXTERNAL if external else EMPLOYEE)
        initial = self.spelt(given[:1])
        for candidate in (base, f"{base}-{initial}" if initial and longest else base):
            if self.claim(candidate):
                return candidate
        while True:
            self._next[base] = max(2, self._next[base] + 1)
            if self.claim(candidate := f"{base}-{self._next[base]}"):
                return candidate

    def spelt(self, word: str) -> str:
        """A word in Latin letters; "" where there is no way to write it."""
        lower = word.lower().translate(_OTHER_LETTERS)
        kept = lower if lower.isascii() or all("а" <= letter <= "я" or letter == "ё" for letter in lower) else _without_marks(lower)
        return kept if is_id(kept) else self._spell(kept)


def _without_marks(word: str) -> str:
    """`müller` → `muller`. Marks that make another Cyrillic letter (й, ё) stay."""
    return "".join(letter if "а" <= letter <= "ё" else unicodedata.normalize("NFKD", letter)[0] for letter in word)
