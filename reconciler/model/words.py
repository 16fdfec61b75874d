"""What may be quoted of keys and values that do not belong where they stand: anything may have got there by mistake, an address or a name too."""

from __future__ import annotations

import re

from reconciler.model.address import is_id
from reconciler.model.personal import Personal
from reconciler.model.values import Json

_NO_PHONE = r"(?![+]?[0-9 ()-]{10})"
_ID = re.compile(rf"{_NO_PHONE}[A-Za-z0-9_.:/ -]{{1,64}}")
_WORD = re.compile(rf"{_NO_PHONE}[A-Za-zА-Яа-яЁё0-9_.:/,%«»\"' -]{{1,64}}")
_NUMBER = re.compile(r"[0-9](?:[ ()-]*[0-9]){9}")
"""Ten digits, as in a phone without its country: somewhere in what is not even an id, they are no part of one."""
_FULL_NAME = re.compile("[A-ZА-ЯЁ][a-zа-яё]+[ .-].*?[A-ZА-ЯЁ][a-zа-яё]+")
"""Two words that begin with a capital letter, as a given name and a family name do, and hardly any word of the format."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def is_like_id(text: str) -> bool:
    """Whether a text is made like an id or a key, however badly spelt: in Latin letters, so that no personal name in Cyrillic passes for one."""
    plain = _INVISIBLE.sub("", text)
    return _ID.fullmatch(plain) is not None and (is_id(plain) or not _is_somebodys(plain))


def is_like_word(value: Json) -> bool:
    """The same for one of several given words, which may also be meant in Russian (`да`); a number counts as what it is written as."""
    if not isinstance(value, str | int | float):
        return True
    plain = _INVISIBLE.sub("", str(value))
    return _WORD.fullmatch(plain) is not None and (is_id(plain) or not _is_somebodys(plain))


def _is_somebodys(text: str) -> bool:
    """A telephone number, a full name, or a URL: its path may be a token."""
    return "://" in text or _NUMBER.search(text) is not None or _FULL_NAME.search(text) is not None


def as_id(text: str) -> str | Personal:
    """A key or id, for a sentence."""
    return text if is_like_id(text) else Personal(text)


def as_word(text: str) -> str | Personal:
    """A value that is none of the given words, for a sentence."""
    return text if is_like_word(text) else Personal(text)
