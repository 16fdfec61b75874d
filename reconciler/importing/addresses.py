"""Cells with e-mail addresses and phone numbers → normalised addresses. Two in one cell are taken where both are certain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from reconciler.importing.known import Known, Refusal


class Found(NamedTuple):
    """`written` is what the file gets; `normal` is what two spellings have in common, by which duplicates are known."""

    channel: str
    written: str
    normal: str


_BRACKETS: Final = re.compile(r'(?:"?[^"<>@]*"? ?)<([^<>]+)>')
_EMAILS: Final = re.compile(r"[\s;,/|]+")
_PHONES: Final = re.compile(r"\s*[;,/|\n]\s*|\s+(?:и|или|and|or)\s+|\s+(?=\+)")
_AS_FLOAT: Final = re.compile(r"(\+?[0-9]{10,15})[.,]0+")
_EXPONENT: Final = re.compile(r"[0-9](?:[.,][0-9]+)?[EeЕе]\+?[0-9]{1,2}")
_CODES: Final[Mapping[str, str]] = {"bad-email": "import-email", "bad-phone": "import-phone"}


def emails(cell: str, known: Known) -> list[Found] | Refusal:
    """The addresses of a cell: `Анна <a@b.example>`, `mailto:`, several separated by spaces, commas, semicolons, slashes or line breaks."""
    bare = _BRACKETS.sub(r" \1 ", cell).strip().removeprefix("mailto:")
    if bare.count("@") < 2:
        return _one("email", bare, known)
    return _several("email", [part for part in _EMAILS.split(bare) if part], known)


def phones(cell: str, known: Known) -> list[Found] | Refusal:
    """The numbers of a cell. One that a spreadsheet took for a number (`79160000001,0`) is still whole; one it rounded (`7,916E+10`) is not."""
    number = _AS_FLOAT.fullmatch(cell)
    if number is not None:
        cell = number[1]
    if _EXPONENT.fullmatch(cell.replace(" ", "")):
        return Refusal("import-phone", "exponent", {})
    whole = _one("sms", cell, known)
    parts = [part for part in _PHONES.split(cell) if part]
    if isinstance(whole, Refusal) and len(parts) > 1:
        return _several("sms", parts, known)
    return whole


def _several(channel: str, parts: list[str], known: Known) -> list[Found] | Refusal:
    found: dict[str, Found] = {}
    for part in parts:
        one = _one(channel, part, known)
        if isinstance(one, Refusal):
            return one if one.code == "mixed-script-address" else Refusal(_CODES["bad-email" if channel == "email" else "bad-phone"], "several", {})
        found.setdefault(identity(one[0]), one[0])
    return list(found.values())


def _one(channel: str, text: str, known: Known) -> list[Found] | Refusal:
    normal = known.normalise(channel, text)
    if isinstance(normal, Refusal):
        return normal._replace(code=_CODES.get(normal.code, normal.code))
    return [Found(channel, _written(channel, text, normal, known), normal)]


def _written(channel: str, text: str, normal: str, known: Known) -> str:
    """A domain in national letters stays readable; everything else is written in its one form."""
    local, _, domain = text.rpartition("@")
    if channel != "email" or domain.isascii():
        return normal
    readable = f"{normal.rpartition('@')[0]}@{domain.lower()}"
    return readable if local and known.normalise(channel, readable) == normal else normal


def identity(found: Found) -> str:
    """What two addresses must not have in common. Mailboxes in practice do not tell capitals from small letters."""
    return f"{found.channel}:{found.normal.casefold()}"
