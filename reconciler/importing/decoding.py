"""Bytes → text, in the encodings in which spreadsheets write tables: UTF-8, UTF-16 with its mark ("Unicode text"), Windows-1251.

No table says what it is encoded in. What is not UTF-8 is read as Windows-1251 only where its letters then are those that Russian uses most; what looks like another
encoding is named and not read, because a name read wrongly is another name.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reconciler.importing.unreadable import UnreadableTable


class Decoded(NamedTuple):
    """The text, with `\\n` as its only line break, and what it was encoded in."""

    text: str
    encoding: str


_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", ""),
    (b"\x00\x00\xfe\xff", ""),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks, the longer ones first; "" where the encoding is not read."""

_NOT_TEXT: Final = (
    (b"PK\x03\x04", "workbook"),
    (b"\xd0\xcf\x11\xe0", "workbook"),
    (b"%PDF", "document"),
    (b"{\\rtf", "document"),
)
_WEB: Final = (b"<!doctype", b"<html", b"<table", b"<?xml")

_SAMPLE: Final = 1 << 20
_OTHERS: Final = {"cp866": "cp866", "koi8_r": "koi8-r"}
_FREQUENT: Final = frozenset("оеаинтсрвлкмдпуяОЕАИНТСРВЛКМДПУЯ")
"""The letters that make up most of a Russian text. Read in a wrong encoding, they become rare ones or none."""

_CERTAIN: Final = 0.3
"""By how much more a text must look Russian in another encoding, for a few unusual names not to decide."""

_WORD: Final = re.compile(r"[^\W\d_]+")


def decode(content: bytes) -> Decoded:
    """The text of a table. Raises `UnreadableTable` for what is no text, is damaged, or is in an encoding that is not read."""
    _demand_text(content)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding, "utf-16" if "16" in encoding else encoding)
    if content[:4096].count(0) * 8 > len(content[:4096]):
        raise UnreadableTable("import-unreadable", "utf-16")
    try:
        return Decoded(_lines(content.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, error.start)


def _demand_text(content: bytes) -> None:
    for signature, hint in _NOT_TEXT:
        if content.startswith(signature):
            raise UnreadableTable("import-unreadable", hint)
    if content[:256].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_WEB):
        raise UnreadableTable("import-unreadable", "web")


def _decoded(content: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(_lines(content.decode(encoding)), name)
    except LookupError:
        raise UnreadableTable("import-unreadable", "utf-16") from None
    except UnicodeDecodeError as error:
        raise _damaged(content, error.start, encoding) from None


def _not_utf8(content: bytes, position: int) -> Decoded:
    # Around the byte that is not UTF-8: that there are such letters at all is known only there.
    sample = content[max(0, position - _SAMPLE // 2) : position + _SAMPLE // 2]
    lenient = sample.decode("utf-8", "ignore")
    letters = sum(not character.isascii() for character in lenient)
    stray = sum(byte >= 0x80 for byte in sample) - sum(len(character.encode()) for character in lenient if not character.isascii())
    if letters > 2 * stray:  # Windows-1251 is hardly ever UTF-8 by accident: this is UTF-8 with something broken in it
        raise _damaged(content, position, "utf-8")
    likelihood = _likelihood(sample, "cp1251")
    for codec, name in _OTHERS.items():
        if _likelihood(sample, codec) > likelihood + _CERTAIN:
            raise UnreadableTable("import-unreadable", "encoding", encoding=name)
    return _decoded(content, "cp1251", "windows-1251")


def _likelihood(sample: bytes, codec: str) -> float:
    """How Russian a text looks: by the share of frequent letters, and by that of letters in words with capitals at most where they begin, or throughout. 0 to 2."""
    text = sample.decode(codec, "replace")
    high = sum(not character.isascii() for character in text)
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    cased = sum(len(word) for word in words if word[1:].islower() or word.isupper() or len(word) == 1)
    return (sum(character in _FREQUENT for character in text) + min(cased, high)) / high


def _damaged(content: bytes, position: int, encoding: str) -> UnreadableTable:
    before = _lines(content[:position].decode(encoding, "replace"))
    line_start = before.rfind("\n") + 1
    return UnreadableTable("import-unreadable", "damaged", line=before.count("\n") + 1, column=len(before) - line_start + 1)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
