"""A source line as it may be shown: personal values masked by where they stand, comments left out, long lines cut around the caret."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from reconciler.documents import characters
from reconciler.documents.events import Role
from reconciler.documents.positions import AFTER, BEFORE, Piece
from reconciler.model.personal import DOTS, mask
from reconciler.model.values import Pointer

WIDTH = 120

_PUBLIC_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]{0,127}|[-+.]?[0-9A-Za-z_]{1,6}(?:\.[0-9]{0,6})?|[a-z0-9-]*[a-z][a-z0-9-]*|<<|~")
_TOKEN = re.compile(
    r"(?P<key>(?:(?<=[{,\[])|^)[ \t]*(?:[-?][ \t]+)*(?:<<|[A-Za-z_][A-Za-z0-9_-]*)[ \t]*:(?=[ \t\u00a0\u202f]|$))"
    r"|(?P<comment>(?:^|(?<=[ \t]))#.*)"
    r"|(?P<sign>[][{},:\"'«»“”„|>\- \t])"
    r"|(?P<other>[^][{},:\"'«»“”„|>\- \t]+)"
)
"""The parts of a line nobody could parse: keys and punctuation are shown, the rest is not. What could be a key only stands where keys stand."""

_PROPERTY = re.compile(r"(?<![^\s,\[\]{}:?-])[&*!]([^\s,\[\]{}]+)")
"""An anchor, an alias or a tag. Before a scalar it is where the scalar begins."""
_COMMENT = re.compile(r"(?:^|[^!-~])#")
_UNSHOWABLE = re.compile(f"[{characters.FORBIDDEN}{characters.INVISIBLE}]")

Edit = tuple[int, int, str]
"""A part of a line, from and to, and what is shown for it."""


def shown_key(key: str) -> str:
    """A key as it may be shown: ids and the schema's words are public, anything else may be an address or a name in the wrong place."""
    if _PUBLIC_KEY.fullmatch(key):
        return key
    return f"{key[:1]}{DOTS}" if any(character.isspace() for character in key) else mask(key)


def shown_pointer(pointer: Pointer) -> Pointer:
    """The keys of a pointer as they may be shown."""
    return tuple(part if isinstance(part, int) else shown_key(part) for part in pointer)


def excerpt(line: str, caret: tuple[int, int], pieces: Iterable[Piece], number: int, is_sensitive: Callable[[Piece], bool]) -> tuple[str, tuple[int, int]]:
    """What is shown of a line of a document that could be read, and the caret (start, length) in it. `pieces` are the scalars on it, at least those near the caret; `number` is the line's, from 0."""
    low, high = _window(line, caret)
    edits: list[Edit] = []
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        start, end = _extent(piece, line, number)
        if low < end and start < min(end, high):
            spans.append((start, end))
            if _hidden(piece, is_sensitive):
                edits.append((max(start, low), min(end, high), _shown(piece, line, start, end)))
    if (comment := _comment_start(line, spans, low, high)) is not None:
        high = comment
    return _render(line, low, high, sorted([*edits, *_properties(line, low, high, edits, spans)]), caret)


def _properties(line: str, low: int, high: int, edits: list[Edit], spans: list[tuple[int, int]]) -> Iterable[Edit]:
    """The names of anchors, aliases and tags, masked: those between the scalars, and those with which one begins that is shown itself."""
    begins = {start for start, _ in spans}
    for found in _PROPERTY.finditer(line, low, high):
        start, end = found.span(1)
        name = found[1].removeprefix("!")  # a tag of YAML's own begins with two
        inside = any(first < start < last for first, last in spans)
        if found.start() in begins or not inside:
            begins.add(end + len(line[end:]) - len(line[end:].lstrip()))
            if shown_key(name) != name and not any(first < end and start < last for first, last, _ in edits):
                yield start, end, shown_key(name)


def structure(line: str, caret: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """What is shown of a line of a document that could not be read: keys and punctuation only."""
    low, high = _window(line, caret)
    edits: list[Edit] = []
    for token in _TOKEN.finditer(line, low, high):
        if token["other"]:
            edits.append((*token.span(), DOTS))
        elif token["comment"]:
            high = token.start()
    return _render(line, low, high, edits, caret)


def _window(line: str, caret: tuple[int, int]) -> tuple[int, int]:
    return max(0, caret[0] - BEFORE), min(len(line), caret[0] + AFTER)


def _extent(piece: Piece, line: str, number: int) -> tuple[int, int]:
    """The part of a line that belongs to the piece; of a block scalar, not its header."""
    start = piece.start.column if piece.start.line == number else len(line) - len(line.lstrip())
    end = piece.end.column if piece.end.line == number else len(line)
    if piece.block and piece.start.line == number:
        return start, start
    return start, end


def _hidden(piece: Piece, is_sensitive: Callable[[Piece], bool]) -> bool:
    if piece.role is Role.KEY:
        return shown_key(piece.value) != piece.value
    return is_sensitive(piece)


def _shown(piece: Piece, line: str, start: int, end: int) -> str:
    if piece.start.line != piece.end.line:
        return DOTS
    masked = shown_key(piece.value) if piece.role is Role.KEY else mask(piece.value)
    return f"{line[start]}{masked}{line[end - 1]}" if piece.quoted else masked


def _comment_start(line: str, spans: list[tuple[int, int]], low: int, high: int) -> int | None:
    for found in _COMMENT.finditer(line, low, high):
        position = found.end() - 1
        if not any(start <= position < end for start, end in spans):
            return found.start()
    return None


def _render(line: str, low: int, high: int, edits: list[Edit], caret: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """Apply the edits between `low` and `high`, and carry the caret over; one that touches an edited part takes it whole."""
    shown = ""
    position = low
    first, last = caret[0], caret[0] + max(caret[1], 1)
    begin = end = -1
    for start, stop, text in [*edits, (high, high, "")]:
        if begin < 0 and first < start:
            begin = len(shown) + max(first - position, 0)
        if end < 0 and last <= start:
            end = len(shown) + max(last - position, 0)
        shown += line[position:start]
        if begin < 0 and first < stop:
            begin = len(shown)
        shown += text
        if end < 0 and last <= stop:
            end = len(shown)
        position = stop
    begin = len(shown) if begin < 0 else begin
    end = len(shown) if end < 0 else end
    shown = _UNSHOWABLE.sub(_visible, shown.replace("\t", " ")).rstrip()
    return _cut(shown, min(begin, len(shown)), max(end - begin, 1), cut=low > 0)


def _visible(match: re.Match[str]) -> str:
    return " " if match.group().isspace() and match.group() not in "\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x1f" else "·"


def _cut(shown: str, start: int, length: int, *, cut: bool) -> tuple[str, tuple[int, int]]:
    if len(shown) > WIDTH or cut:
        low = max(0, min(start - WIDTH // 3, len(shown) - WIDTH))
        high = low + WIDTH
        before, after = ("…" if low or cut else ""), ("…" if high < len(shown) else "")
        shown, start = f"{before}{shown[low:high]}{after}", start - low + len(before)
    return shown, (start, max(1, min(length, len(shown) - start)))
