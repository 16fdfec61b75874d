"""Whole lines of a document as they may be shown: what is sensitive is masked by where it stands, and of comments only that they are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from reconciler.documents.events import Role
from reconciler.documents.excerpts import shown_key
from reconciler.documents.positions import Piece, survey
from reconciler.model.personal import DOTS, mask
from reconciler.model.values import Pointer

_COMMENT = re.compile(r"(?:^|(?<=[^!-~]))#.*")


def masked_lines(text: str, wanted: Iterable[int], is_sensitive: Callable[[Pointer], bool]) -> dict[int, str]:
    """The wanted lines (from 0) of the one document in `text`, which can be read."""
    lines = text.split("\n")
    known: dict[Pointer, bool] = {}

    def hidden(piece: Piece) -> bool:
        if piece.role is Role.KEY:
            return shown_key(piece.value) != piece.value
        if piece.pointer not in known:
            known[piece.pointer] = is_sensitive(piece.pointer)
        return known[piece.pointer]

    found = survey(text, (), wanted)
    return {
        number: _masked(lines[number], number, [(piece, hidden(piece)) for piece in pieces]) for number, pieces in found.pieces.items() if number < len(lines)
    }


def _masked(line: str, number: int, pieces: list[tuple[Piece, bool]]) -> str:
    shown = ""
    position = 0
    for piece, hide in pieces:
        start, end = _extent(piece, line, number)
        if start < position or end <= start:
            continue
        shown += line[position:start] + (_mask(piece, line[start:end]) if hide else line[start:end])
        position = end
    return shown + without_comment(line[position:])


def without_comment(line: str) -> str:
    """What stands outside of scalars, without the words of a comment: anything may be in one."""
    return _COMMENT.sub(f"# {DOTS}", line)


def _extent(piece: Piece, line: str, number: int) -> tuple[int, int]:
    """The part of a line that is the piece's; of a block scalar, not its header."""
    start = piece.start.column if piece.start.line == number else len(line) - len(line.lstrip())
    end = piece.end.column if piece.end.line == number else len(line)
    return (start, start) if piece.block and piece.start.line == number else (start, end)


def _mask(piece: Piece, written: str) -> str:
    if piece.start.line != piece.end.line:
        return DOTS
    masked = shown_key(piece.value) if piece.role is Role.KEY else mask(piece.value)
    return f"{written[0]}{masked}{written[-1]}" if piece.quoted else masked
