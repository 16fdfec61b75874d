"""Names of people: what may be one, and which part of a full name is which."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from reconciler.importing.texts import intruder

MAX_LENGTH: Final = 100
_USUAL: Final = re.compile(r"[А-ЯЁа-яё]+(?:[ -][А-ЯЁа-яё]+)*|[A-Za-z]+(?:[ -][A-Za-z]+)*")
_MARKS: Final = frozenset(" -'’‘ʼ`.,()‑–")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_PATRONYMIC: Final = re.compile(r".+(?:вич|вна|ична|инична)", re.IGNORECASE)
_TURKIC: Final = frozenset({"оглы", "оглу", "кызы", "гызы", "улы", "уулу", "заде"})
_INITIALS: Final = re.compile(r"(\w)\. ?(\w)\.")


class Problem(NamedTuple):
    """Why a text is no name: the code, hint and arguments of a diagnostic."""

    code: str
    hint: str = ""
    arguments: dict[str, str | int] = {}  # noqa: RUF012 - a tuple's default, never changed


class Name(NamedTuple):
    family: str
    given: str
    patronymic: str = ""


def problem_of(name: str) -> Problem | None:
    """Why `name` cannot be part of a name. Letters of any alphabet, but of one in each word (Unicode Technical Standard 39); hyphens, apostrophes, dots; no digits."""
    if len(name) > MAX_LENGTH:
        return Problem("import-name", "long", {"limit": MAX_LENGTH})
    if _USUAL.fullmatch(name):
        return None
    if (found := intruder(name)) is not None:
        return Problem("import-name", "invisible", {"position": found[0], "codepoint": found[1]})
    strange = next((character for character in name if not (character.isalpha() or character in _MARKS or unicodedata.category(character) == "Mn")), "")
    if strange:
        return Problem("import-name", "digit" if strange.isdigit() else "", {"letter": strange})
    if not any(map(str.isalpha, name)):
        return Problem("import-name")
    return next((problem for word in _WORDS.finditer(name) if (problem := _mixed(word)) is not None), None)


def _mixed(word: re.Match[str]) -> Problem | None:
    """The letter that belongs to another alphabet than most of its word: it may look exactly like one of this."""
    alphabets = [unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0] for letter in word.group()]
    if len(set(alphabets)) == 1:
        return None
    fewest = min(set(alphabets), key=lambda alphabet: (alphabets.count(alphabet), alphabet))
    at = alphabets.index(fewest)
    letter = word.group()[at]
    arguments: dict[str, str | int] = {
        "position": word.start() + at + 1,
        "letter": letter,
        "alphabet": fewest.capitalize(),
        "codepoint": f"U+{ord(letter):04X}",
    }
    return Problem("import-mixed-script", "", arguments)


def split(full: str) -> Name | Problem:
    """`Иванова Анна Петровна` → its parts. Only what is certain: the order is the Russian one, or the patronymic shows another; a comma stands behind the family name."""
    family, comma, rest = full.partition(",")
    if comma:
        words, family = rest.split(), " ".join(family.split())
        return Name(family, *_joined(words)) if family and 1 <= len(words) <= 3 else Problem("import-full-name", "words")
    words = _INITIALS.sub(r"\1. \2.", full).split()
    if len(words) < 2:
        return Problem("import-full-name", "one")
    if not any("а" <= letter <= "я" or letter == "ё" for letter in full.casefold()):
        return Problem("import-full-name", "latin")
    if len(words) == 3 and _PATRONYMIC.fullmatch(words[1]):
        if _PATRONYMIC.fullmatch(words[2]):
            return Problem("import-full-name", "order")
        return Name(words[2], words[0], words[1])
    if len(words) == 3 or len(words) == 2 or (len(words) == 4 and words[3].casefold() in _TURKIC):
        return Name(words[0], *_joined(words[1:]))
    return Problem("import-full-name", "words")


def _joined(words: list[str]) -> tuple[str, str]:
    return words[0], " ".join(words[1:])
