"""Bytes → text. Strictly UTF-8: guessing an encoding would turn a name into another name; naming it helps to mend the file."""

from __future__ import annotations

from reconciler.documents.finding import Finding, Spot

_BOM = b"\xef\xbb\xbf"
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_RUSSIAN = {"cp1251": "windows-1251", "koi8_r": "koi8-r", "cp866": "cp866"}
_ENOUGH = 4
"""The least number of bytes beyond ASCII to judge an encoding by."""


def decode(content: bytes) -> tuple[str, Finding | None]:
    """The text without its byte order mark and with `\\n` as the only line break, or "" and what is wrong with it."""
    if content.startswith(_UTF32):
        return "", Finding("not-utf-8", Spot(0, 0), {"encoding": "UTF-32"}, "utf-16")
    if content.startswith(_UTF16) or (content[:64].count(0) * 4 > len(content[:64]) > 3):
        return "", Finding("not-utf-8", Spot(0, 0), {"encoding": "UTF-16"}, "utf-16")
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        return "", _not_utf8(content.removeprefix(_BOM), error.start)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, None


def _not_utf8(content: bytes, position: int) -> Finding:
    before = content[:position].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    line_start = before.rfind("\n") + 1
    spot = Spot(before.count("\n"), len(before) - line_start, 1)
    encoding = "" if not before.isascii() else _russian_encoding(content)  # what begins as UTF-8 is damaged UTF-8
    arguments: dict[str, str | int] = {"byte": f"0x{content[position]:02X}", "encoding": encoding}
    return Finding("not-utf-8", spot, arguments, encoding)


def _russian_encoding(content: bytes) -> str:
    """The Russian encoding in which the bytes beyond ASCII read as mostly small Cyrillic letters; "" when none does."""
    high = bytes(byte for byte in content[: 1 << 20] if byte >= 0x80)
    if len(high) < _ENOUGH:
        return ""
    shares = {name: _share_of_small_letters(high.decode(name, "replace")) for name in _RUSSIAN}
    best = max(shares, key=lambda name: shares[name])
    return _RUSSIAN[best] if shares[best] > 0.5 else ""


def _share_of_small_letters(text: str) -> float:
    return sum("а" <= character <= "я" or character == "ё" for character in text) / len(text)
