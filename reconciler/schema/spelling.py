"""What is wrong with the spelling of a text that has to follow a pattern: alphabets that look alike, quotes, invisible characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from reconciler.model.address import is_id
from reconciler.model.diagnostic import Argument
from reconciler.model.words import is_like_word

LOOK_ALIKE = dict(zip("асеорухіјѕАВСЕНІЈКМОРЅТХУ", "aceopyxijsABCEHIJKMOPSTXY", strict=False))
"""Cyrillic letters and the Latin letters they are taken for."""

_TRANSLITERATION = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia".replace("_", "-").split(),
            strict=True,
        )
    )
    | {"ь": ""}
)
_QUOTES = "“”„‟‘’‚«»"

Hint = tuple[str, Mapping[str, Argument]]
"""The variant of a hint, and the arguments it needs beside the usual ones."""


def of_text(text: str) -> Hint:
    """Why a text that looks right does not fit its pattern; `("", {})` where nothing special is to be seen."""
    for position, character in enumerate(text, 1):
        if character in _QUOTES:
            return "quotes", {"position": position, "letter": character}
        if character != " " and (character.isspace() or unicodedata.category(character) in ("Cf", "Cc")):
            return "invisible", {"position": position, "codepoint": _codepoint(character)}
        if (latin := LOOK_ALIKE.get(character)) is not None and text.isascii() is False and _mostly_ascii(text):
            return "cyrillic", {"position": position, "letter": character, "codepoint": _codepoint(character), "latin": latin}
    return "", {}


def of_name(text: str) -> Hint:
    """The same for a text that may hold anything that can be shown."""
    for position, character in enumerate(text, 1):
        if not character.isprintable() and unicodedata.category(character) != "Zs":
            return "invisible", {"position": position, "codepoint": _codepoint(character)}
    return "", {}


def of_id(text: str) -> Hint:
    """Why a text is not an id, and what might be one in its place. Nothing is suggested for what may not even be shown, such as an address, a phone or a secret."""
    variant, arguments = of_text(text)
    if variant:
        return variant, arguments
    if "@" in text or not is_like_word(text[:64]):
        return "", {}
    suggestion = suggested_id(text)
    return ("similar", {"suggestion": suggestion}) if suggestion else ("", {})


def suggested_id(text: str) -> str:
    """`text` as an id (Cyrillic by the rules of Russian passports, ICAO Doc 9303), or "" where nothing is left of it."""
    plain = "".join(character if character.isascii() and character.isalnum() else "-" for character in text.lower().translate(_TRANSLITERATION))
    joined = "-".join(part for part in plain.split("-") if part)[:63].strip("-")
    return joined if is_id(joined) and joined != text else ""


def _mostly_ascii(text: str) -> bool:
    foreign = [character for character in text if not character.isascii()]
    return len(foreign) * 2 <= len(text) and all(character in LOOK_ALIKE for character in foreign)


def _codepoint(character: str) -> str:
    return f"U+{ord(character):04X}"
