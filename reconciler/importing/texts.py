"""What a cell says: its text without what spreadsheets and clipboards add to it, or why it says nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

_EDGE: Final = "\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_EDGES: Final = re.compile(f"^[{_EDGE}]+|[{_EDGE}]+$")
_SPACES: Final = re.compile(r"[^\S\n]+")
_TEXT_FORMULA: Final = re.compile(r'="([^"]*)"')
_ERROR: Final = re.compile(r"#[A-ZА-Я/]{2,12}[!?0-9/A-ZА-Я]*")
_NOTHING: Final = frozenset({"-", "–", "—", "--", "нет", "н/д", "n/a", "отсутствует"})
"""What people write where there is nothing."""


class Text(NamedTuple):
    """`fault` is `formula` or `error` where a spreadsheet would compute the value, or could not; else "" and `value` is what was meant."""

    value: str
    fault: str = ""


def read(cell: str) -> Text:
    """A cell as text: edges without spaces and invisible marks, inner runs of spaces as one, line breaks kept. `="text"`, with which a spreadsheet is told that it is
    no number, is the text."""
    if "\x20" <= cell[:1] <= "~" and cell.isascii() and cell.isprintable() and "  " not in cell and cell[0] not in "=#'":
        return Text(cell.strip())
    value = _SPACES.sub(" ", _EDGES.sub("", cell))
    if value.startswith(("'+", "'=")):  # the sign by which a spreadsheet keeps a text a text
        value = value[1:]
    if (quoted := _TEXT_FORMULA.fullmatch(value)) is not None:
        return Text(_EDGES.sub("", quoted[1]))
    if value.startswith("=") and len(value) > 1:
        return Text("", "formula")
    if _ERROR.fullmatch(value) is not None:
        return Text("", "error")
    return Text(value)


def is_nothing(value: str) -> bool:
    """Whether a text says that there is nothing."""
    return not value or value.casefold() in _NOTHING


def folded(text: str) -> str:
    """What two spellings of the same words have in common: one case, ё as е, single spaces."""
    return " ".join(text.casefold().replace("ё", "е").split())


def intruder(text: str) -> tuple[int, str] | None:
    """The position (from 1) and code point of the first character that cannot be seen, if there is one."""
    if text.isprintable():
        return None
    for position, character in enumerate(text, 1):
        if not character.isprintable() and unicodedata.category(character) != "Zs":
            return position, f"U+{ord(character):04X}"
    return None
