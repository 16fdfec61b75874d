"""A payload as plain data, whoever it is from: bounded, with every text and number one that JSON can say. What had to be changed for that is listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Final

from reconciler.model.values import Json, Pointer
from reconciler.schema.marked import LONGEST

_LEVELS: Final = 64
_VALUES: Final = 100_000
_BYTES: Final = 8 << 20
"""Of all texts and keys together."""
_SHOWN: Final = 1 << 10
"""So much of a text that is too long is judged otherwise."""
_WHOLE: Final = 1 << 63
"""From here on, no two programs agree about a whole number."""


@dataclass(slots=True)
class Scanned:
    """`data` is a copy that holds dicts, lists, texts of Unicode characters, finite numbers of 64 bits, booleans and None, and nothing else.

    `broken` are the texts with halves of characters in them, `long` those over 1 MB, `odd` the values JSON has no word for (None in the copy). `fault` is why there
    is no copy: `parse` for what is no mapping, has keys that are no text, or is too deep; `too-long` for too much of everything; "" otherwise.
    """

    data: dict[str, Json] = field(default_factory=dict)
    broken: set[Pointer] = field(default_factory=set)
    long: set[Pointer] = field(default_factory=set)
    odd: set[Pointer] = field(default_factory=set)
    fault: str = ""


class _Refused(Exception):
    """The whole cannot be taken: `args` are the fault."""


def scan(payload: object) -> Scanned:
    """Look at all of it, once. Never raises."""
    scanned = Scanned()
    if not isinstance(payload, Mapping):
        scanned.fault = "parse"
        return scanned
    try:
        scanned.data = _Scan(scanned).mapping(payload, ())
    except _Refused as refused:
        scanned.fault = refused.args[0]
    return scanned


class _Scan:
    def __init__(self, found: Scanned) -> None:
        self._found = found
        self._values = _VALUES
        self._bytes = _BYTES

    def mapping(self, value: Mapping[object, object], pointer: Pointer) -> dict[str, Json]:
        copy: dict[str, Json] = {}
        for key, item in value.items():
            if not isinstance(key, str) or not _is_unicode(key):
                raise _Refused("parse")
            self._weigh(key)
            copy[str(key)] = self._value(item, (*pointer, str(key)))
        return copy

    def _value(self, value: object, pointer: Pointer) -> Json:
        self._values -= 1
        if self._values < 0:
            raise _Refused("too-long")
        if isinstance(value, str):
            return self._text(str(value), pointer)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int) and -_WHOLE <= value < _WHOLE:
            return int(value)
        if isinstance(value, float) and isfinite(value):
            return float(value)
        if isinstance(value, Mapping | list | tuple):
            if len(pointer) >= _LEVELS:
                raise _Refused("parse")
            if isinstance(value, Mapping):
                return self.mapping(value, pointer)
            return [self._value(item, (*pointer, position)) for position, item in enumerate(value)]
        self._found.odd.add(pointer)
        return None

    def _text(self, text: str, pointer: Pointer) -> str:
        if not _is_unicode(text):
            self._found.broken.add(pointer)
            text = text.encode("utf-8", "replace").decode("utf-8")
        if self._weigh(text) > LONGEST:
            self._found.long.add(pointer)
            return text[:_SHOWN]
        return text

    def _weigh(self, text: str) -> int:
        size = len(text) if text.isascii() else len(text.encode("utf-8"))
        self._bytes -= size
        if self._bytes < 0:
            raise _Refused("too-long")
        return size


def _is_unicode(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
