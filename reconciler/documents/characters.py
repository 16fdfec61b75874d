"""Characters that look like others or like nothing, and the ways they end up as syntax. They are always named by code point."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reconciler.documents.finding import Finding, Spot

# Not allowed in a YAML text (YAML 1.2.2, 5.1), or line breaks for one parser and not for the other; never meant, wherever they stand.
FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
# Spaces that are not YAML's space, and marks without width: harmless inside a value (a no-break space belongs into «г. Москва»), wrong where YAML reads its syntax.
INVISIBLE = "\u00a0\u00ad\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f\u2060-\u2064\u2066-\u2069\u3000"
QUOTES = "«»“”„‟‘’‚‹›"

_KINDS = (
    dict.fromkeys("\u00a0\u202f", "no-break-space")
    | dict.fromkeys("\u200b\u200c\u200d\u2060", "zero-width")
    | dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "direction")
    | {"\ufeff": "byte-order-mark"}
)
"""The variants of the hint for the characters that are met most."""

_CONTROL_BYTES = bytes(byte for byte in (*range(0x20), 0x7F) if byte not in b"\t\n\r")
_LEADS = (b"\xc2", b"\xe1\x9a\x80", b"\xe1\xa0\x8e", b"\xe2\x80", b"\xe2\x81", b"\xe3\x80\x80", b"\xef\xbb\xbf", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""How the characters of this file begin in UTF-8: searching bytes for them is much quicker than looking at each character."""

_SUSPECT = re.compile(f"[{FORBIDDEN}{INVISIBLE}{QUOTES}]")
_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_QUOTE = re.compile(f"[{QUOTES}]")
_INVISIBLE_SYNTAX = re.compile(rf"(?:^|[:\-,\[{{?]) *[{INVISIBLE}]|[{INVISIBLE}] *(?:$|[:,\]}}#])", re.MULTILINE)
_QUOTE_SYNTAX = re.compile(rf"(?:^|[:\-,\[{{?]) *[{QUOTES}]|[\"'][^\"'{QUOTES}\n]*[{QUOTES}] *(?:$|[:,\]}}#])", re.MULTILINE)
_INVISIBLE_IN_PLAIN = re.compile(f"^ *[{INVISIBLE}]|[{INVISIBLE}] *$|:[{INVISIBLE}]|[{INVISIBLE}]#", re.MULTILINE)
_BLANK_WITH_TABS = re.compile(r"^ *\t[ \t]*$", re.MULTILINE)
_TAB_IN_BLOCK = re.compile(r"([|>][-+0-9]{0,2}[ \t]*(?:#.*)?\n(?: *\n)* +)\t")
_BARE_COLON = re.compile(r"(?<=[^\s,\[{:?-]):(?=[,\]}])")
_LATIN = re.compile("[A-Za-z0-9_-]+")
_LETTERS = "zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA"
_ANCHOR = re.compile(r"(?<![^\s,\[\]{}:?-])[&*]([^\s,\[\]{}\\\"']*[^\s,\[\]{}\\\"':])")
_PAIRS = {"“": "”", "„": "“”", "‘": "’", "‚": "‘’", "‹": "›", "”": "”", "’": "’", "«": "»"}


def forbidden(text: str) -> Iterator[Finding]:
    """Each line's first character that may not be in a YAML text."""
    seen = -1
    for match in _FORBIDDEN.finditer(text):
        line = text.count("\n", 0, match.start())
        if line != seen:
            seen = line
            yield named(match.group(), Spot(line, match.start() - text.rfind("\n", 0, match.start()) - 1, 1))


def without_forbidden(text: str) -> str:
    """The same text, place by place, with spaces for what may not be in it: so that the rest can be read too."""
    return _FORBIDDEN.sub(" ", text)


def legible(text: str) -> str:
    """The same text, place by place, as the C parser can read it: it stops at some things that are good YAML 1.2. Those are the tabs of blank lines, a block of text
    whose first line begins with a tab, a key without a value before a bracket or comma (`{email:}`), and anchors whose names hold more than Latin letters and digits."""
    text = without_forbidden(text)
    if "&" in text:
        names: dict[str, str] = {}
        text = _ANCHOR.sub(lambda found: found[0][0] + _latin(found[1], names), text)
    if ":}" in text or ":," in text or ":]" in text:
        text = _BARE_COLON.sub(" ", text)
    if "\t" in text:
        text = _BLANK_WITH_TABS.sub(lambda found: " " * len(found[0]), text)
        text = _TAB_IN_BLOCK.sub(r"\1.", text)
    return text


def _latin(anchor: str, names: dict[str, str]) -> str:
    """Another name for an anchor, as long, the same each time, and like that of no other as long as there are enough."""
    if _LATIN.fullmatch(anchor):
        return anchor
    name = names.get(anchor)
    if name is None:
        number, name = len(names), ""
        while len(name) < len(anchor):
            number, digit = divmod(number, len(_LETTERS))
            name += _LETTERS[digit]
        names[anchor] = name
    return name


def need_a_look(text: str) -> bool:
    """Whether some character may not be there, or an invisible one or a typographic quote stands where YAML's own signs stand."""
    raw = text.encode()
    if len(raw.translate(None, _CONTROL_BYTES)) != len(raw):
        return True
    if not any(lead in raw for lead in _LEADS):
        return False
    return any(_is_suspicious(text, found.start()) for found in _SUSPECT.finditer(text))


def _is_suspicious(text: str, position: int) -> bool:
    character = text[position]
    before = text[max(position - 9, 0) : position].rstrip(" ")[-1:] or "\n"
    if character in QUOTES:  # they only matter where a value or key begins; «Ромашка» is a good name, «12:00» is no time
        return before in "\n:-,[{?" and (character != "«" or text[position + 1 : position + 2].isascii())
    after = text[position + 1 : position + 10].lstrip(" ")[:1] or "\n"
    return before in "\n:-,[{?" or after in "\n:,]}#" or unicodedata.category(character) != "Zs"


def in_plain_scalar(value: str, *, key: bool, spot: Spot) -> Finding | None:
    """What is wrong with an unquoted scalar (written on one line at `spot`): invisible characters at its ends or instead of the space after a colon, or typographic quotes around it."""
    if invisible := (_INVISIBLE if key else _INVISIBLE_IN_PLAIN).search(value):
        character = _INVISIBLE.search(invisible.group())
        at = invisible.start() + (character.start() if character else 0)
        return named(value[at], Spot(spot.line, spot.column + at, 1))
    if len(value) > 1 and value[-1] in _PAIRS.get(value[0], "") and (key or value[0] != "«" or value[1:-1].isascii()):
        return named(value[0], Spot(spot.line, spot.column, 1))
    return None


def meant(value: str) -> str:
    """What an unquoted scalar with such characters around it was meant to be."""
    value = value.strip(INVISIBLE + " ")
    return value[1:-1] if len(value) > 1 and value[-1] in _PAIRS.get(value[0], "") else value


def as_syntax(lines: list[str], line: int) -> Finding | None:
    """The invisible character or typographic quote that explains why the text cannot be read at this line, or at the one before."""
    # What begins with a straight quote that is never closed is broken where it begins, and not by the line before.
    unclosed = 0 <= line < len(lines) and any(lines[line].count(quote) % 2 for quote in "\"'")
    for number in (line,) if unclosed else (line, line - 1):
        if 0 <= number < len(lines):
            for pattern, single in ((_INVISIBLE_SYNTAX, _INVISIBLE), (_QUOTE_SYNTAX, _QUOTE)):
                if (found := pattern.search(lines[number])) and (character := single.search(found.group())):
                    return named(character.group(), Spot(number, found.start() + character.start(), 1))
    return None


def named(character: str, spot: Spot) -> Finding:
    """The finding for one character: its code point and Unicode name."""
    code_point = f"U+{ord(character):04X}"
    if character in QUOTES:
        return Finding("typographic-quote", spot, {"character": character, "code_point": code_point})
    category = unicodedata.category(character)
    hint = _KINDS.get(character) or ("space" if category == "Zs" else "control" if category == "Cc" else "")
    return Finding("invisible-character", spot, {"code_point": code_point, "name": unicodedata.name(character, "control character").lower()}, hint)
