"""What an id gives away about a person: a phone number, a СНИЛС, an ИНН, an e-mail address, a full name.

A false alarm stops an apply, so only what is certain counts. СНИЛС as it is printed (112-233-445-95) is one whatever its check digits; bare digits only where they are right, and
not where they are padded with zeros as running numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from reconciler.linting.names import Spelling, joined, spellings, spells, within
from reconciler.linting.numbers import is_checked_snils, is_inn

_LONG: Final = re.compile(r"[0-9](?<![0-9].)[0-9-]{10}")
_PHONE: Final = re.compile(r"(?<![0-9])[78]-?9[0-9]{2}-?[0-9]{3}-?[0-9]{2}-?[0-9]{2}(?![0-9])")
_PRINTED_SNILS: Final = re.compile(r"(?<![0-9])[0-9]{3}-[0-9]{3}-[0-9]{3}-[0-9]{2}(?![0-9])")
_SNILS: Final = re.compile(r"(?<![0-9])[0-9]{9}-?[0-9]{2}(?![0-9])")
_INN: Final = re.compile(r"(?<![0-9])(?!00)[0-9]{12}(?![0-9])")
_AT: Final = re.compile(r"[a-z0-9]-at-(?:[a-z0-9-]+-(?:ru|su|rf|com|net|org|by|kz)|mail|gmail|yandex|rambler|outlook|hotmail|icloud|yahoo)$")
_PROVIDER: Final = re.compile(
    r"-(?:(?:mail|bk|inbox|list|internet|xmail|yandex|ya|rambler|lenta|vk)-ru|(?:yandex|gmail|hotmail|outlook|icloud|yahoo|vk|mail|proton)-(?:com|me|by|kz))$"
)
_SQUEEZED: Final = str.maketrans("", "", "@._-+")
_DIGITS: Final = "0123456789"

ID_LENGTH: Final = 63

NUMBER_LENGTH: Final = 11
"""No shorter id holds a number that anybody could be certain of."""


def may_hold_number(text: str) -> bool:
    """Whether there are digits and hyphens enough in a row for what `number_in` looks for; `text` may be many ids, one on each line."""
    return _LONG.search(text) is not None


def number_in(id: str) -> str | None:
    """`phone`, `snils` or `inn`: what number an id contains."""
    if len(id) < NUMBER_LENGTH or not may_hold_number(id):
        return None
    if _PHONE.search(id):
        return "phone"
    if _PRINTED_SNILS.search(id) or any(is_checked_snils(found.group().replace("-", "")) for found in _SNILS.finditer(id)):
        return "snils"
    return "inn" if any(is_inn(found.group()) for found in _INN.finditer(id)) else None


def spells_an_address(id: str) -> bool:
    """Whether an id is an e-mail address with words for its signs: anna-at-mail-ru."""
    return "-at-" in id and _AT.search(id) is not None


def is_address_of(id: str, emails: Iterable[str], names: Iterable[str | None]) -> bool:
    """Whether an id is an e-mail address of this person without its signs: one that is known, or one of their names at a public provider (ivanova-mail-ru)."""
    for email in emails:
        # The last letters differ nearly always, and cost nothing.
        if email[-2:] == id[-2:] and id.replace("-", "").endswith(email.lower().translate(_SQUEEZED)):
            return True
    provider = _PROVIDER.search(id) if id[-2:] in ("ru", "om", "me", "by", "kz") else None
    if provider is None:
        return False
    words = id[: provider.start()].split("-")
    return any(spells(word.strip(_DIGITS), spellings(name)) for name in names if name for word in words)


def without_full_name(id: str, family: str, given: str, patronymic: str | None = None) -> str | None:
    """None for an id that does not contain both names, as words of their own or as one word; else what to write instead: ivanova-a for anna-ivanova."""
    givens = spellings(given)
    words = id.split("-")
    bare = [word.strip(_DIGITS) for word in words]
    # There are few given names and many family names: nearly always this is all there is to do.
    if not any(within(word, givens) for word in bare):
        return None
    families = spellings(family)
    for index, word in enumerate(bare):
        short = _shortened(word, families, givens)
        if short:
            return _joined_words(words, {index: short}, bare, patronymic)
    if len(words) < 2:
        return None
    second = next((index for index, word in enumerate(bare) if spells(word, givens)), None)
    first = next((index for index, word in enumerate(bare) if index != second and spells(word, families)), None) if second is not None else None
    if first is None or second is None:
        return None
    return _joined_words(words, {min(first, second): f"{bare[first]}-{bare[second][0]}", max(first, second): ""}, bare, patronymic)


def shortest(name: str) -> int:
    """In how few letters a name, or a part of it, can be spelt; more than any id has where nobody knows how."""
    return min((spelling.least for spelling in spellings(name)), default=ID_LENGTH + 1)


def _shortened(word: str, families: tuple[Spelling, ...], givens: tuple[Spelling, ...]) -> str:
    """`ivanova-a` for ivanovaanna and annaivanova; "" for other words."""
    if middle := joined(word, families, givens):
        return f"{word[:middle]}-{word[middle]}"
    if middle := joined(word, givens, families):
        return f"{word[middle:]}-{word[0]}"
    return ""


def _joined_words(words: list[str], instead: dict[int, str], bare: list[str], patronymic: str | None) -> str:
    """The words of an id, some replaced, and without the patronymic."""
    left_out = spellings(patronymic) if patronymic else ()
    kept = [instead.get(index, "" if spells(bare[index], left_out) else word) for index, word in enumerate(words)]
    return "-".join(word for word in kept if word)
