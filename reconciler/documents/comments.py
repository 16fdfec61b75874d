"""Comments that speak to the program: `# reconciler: ignore[rule-id] reason`. Only real comments do: a `#` inside a scalar, or glued to a word, is text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import groupby
from typing import Final, NamedTuple

from reconciler.documents.characters import legible
from reconciler.documents.chunks import split
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.personal import DOTS
from reconciler.model.suppression import Suppression

_QUICK: Final = re.compile(rb"#[ \t]*(?i:reconciler)")
_MARK: Final = re.compile(r"#+[ \t]*reconciler(?=[ \t]*:|[ \t]+ignore(?:[-_ ]?file)?[ \t]*\[)", re.IGNORECASE)
_READABLE: Final = re.compile(r"#+[ \t]*reconciler[ \t]*:?[ \t]*ignore(?P<file>[-_ ]?file)?[ \t]*\[(?P<codes>[^\]\[\n#]*)\]", re.IGNORECASE)
_OTHER: Final = re.compile(r"#+[ \t]*reconciler[ \t]*:[ \t]*(?P<word>[^\W\d_][\w-]*)(?=(?P<bracket>[ \t]*\[)|$|[\s:,;.!()=])", re.IGNORECASE)
_CONTENT: Final = re.compile(r"^[ \t]*[^ \t\n#]", re.MULTILINE)
_SEPARATOR: Final = re.compile(r"[,;\s]+")
_ADDRESS: Final = re.compile(r"[^\s@,;<>()]+@[\w.-]*\w|[+(]?\d(?:[ ()-]{0,2}\d){9,}")
_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")

_WORDS: Final = ("ignore", "ignore-file")
_ELSEWHERE: Final = ("allow", "disable", "noqa", "nolint", "off", "skip", "suppress", "игнорировать", "отключить", "подавить")
"""How other programs say it, and how somebody might guess it."""


class Remarks(NamedTuple):
    """What the comments of one file say. `unreadable` are warnings about those that look like a suppression and cannot be read as one."""

    suppressions: list[Suppression]
    unreadable: list[Diagnostic]


def may_hold_remarks(content: bytes) -> bool:
    """Whether it is worth looking for any: one search, which nearly every file ends with."""
    return _QUICK.search(content) is not None


def remarks(path: str, text: str) -> Remarks:
    """The suppressions in the comments of a file, in order. Never raises.

    Where a document cannot be read to its end, comments on lines of their own still count behind that place; behind something else nobody can tell them from text.
    """
    return _Reader(path, text).read()


class _Reader:
    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._result = Remarks([], [])
        self._spoken = 0  # the line, counted from 1, that the last comment on a line of its own spoke about

    def read(self) -> Remarks:
        text = self._text
        marks = [found.start() for found in _MARK.finditer(text) if found.start() == 0 or text[found.start() - 1] in " \t\n"]
        lines = {line: list(positions) for line, positions in groupby(marks, self._line)}
        heads = {line: self._head(line) for line in lines}
        comments = set(self._comments(sorted({*marks, *(head for head in heads.values() if text[head] == "#")})))
        for line, positions in lines.items():
            found = [position for position in positions if position in comments]
            alone = heads[line] in comments
            # On a line of its own it stands at the beginning, or behind another one: else it belongs to a line that was commented out.
            if found and (not alone or found[0] == heads[line]):
                for start, end in zip(found, [*found[1:], self._end(line)], strict=True):
                    self._take(start, end, line, alone=alone)
        return self._result

    def _take(self, start: int, end: int, line: int, *, alone: bool) -> None:
        if (found := _READABLE.match(self._text, start, end)) is None:
            self._object(start, end, line, alone=alone)
            return
        codes = tuple(dict.fromkeys(code.strip("'\"`").lower() for code in _SEPARATOR.split(found["codes"]) if code.strip("'\"`")))
        if not codes:
            self._object(start, end, line, alone=alone, hint="empty")
            return
        shown = found[0] if all(map(_CODE.fullmatch, codes)) else f"{found[0].partition('[')[0]}[{DOTS}]"
        location = self._location(start, shown, len(found[0]), line, alone=alone)
        about = 0 if found["file"] else self._next(line) if alone else line + 1
        self._result.suppressions.append(Suppression(codes, _reason(self._text[found.end() : end]), about, location))

    def _object(self, start: int, end: int, line: int, *, alone: bool, hint: str = "") -> None:
        """Warn of what somebody will have meant for a suppression. Other comments that happen to begin with our name are none of our business."""
        found = _OTHER.match(self._text, start, end)
        word = found["word"].lower() if found else ""
        if found and (found["bracket"] or get_close_matches(word, (*_WORDS, *_ELSEWHERE), n=1, cutoff=0.75)):
            shown = found[0] if word.isascii() else f"{found[0][: found.start('word') - start]}{DOTS}"
            location = self._location(start, shown, len(found[0]), line, alone=alone)
            self._result.unreadable.append(Diagnostic("malformed-suppression", Severity.WARNING, location=location, hint=hint))

    def _location(self, start: int, shown: str, length: int, line: int, *, alone: bool) -> Location:
        """Nothing is shown of the line but the comment up to its bracket: anything may stand before and behind."""
        column = start - self._starts[line] + 1
        before = "" if alone else "… "
        return Location(self._path, line + 1, column, before + shown.replace("\t", " "), (len(before), len(shown)), column + length)

    def _comments(self, positions: Sequence[int]) -> Iterator[int]:
        """Those of the ascending positions, each of a `#` that could begin a comment, at which none of the scalars is."""
        reached = 0
        for chunk in split(self._text):
            begin = self._starts[chunk.line]
            if self._text.startswith("...", begin) and not chunk.text.startswith("..."):
                begin += 3
            first, last = bisect_right(positions, begin - 1), bisect_right(positions, begin + len(chunk.text) - 1)
            yield from positions[reached:first]
            reached = last
            if first < last:
                for position in _outside_scalars(chunk.text, [position - begin for position in positions[first:last]]):
                    yield begin + position
        yield from positions[reached:]

    def _line(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def _head(self, line: int) -> int:
        """Where the first sign of a line stands that is not blank."""
        start, end = self._starts[line], self._end(line)
        return start + len(self._text[start:end]) - len(self._text[start:end].lstrip(" \t"))

    def _end(self, line: int) -> int:
        return self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self._text)

    def _next(self, line: int) -> int:
        """The line (from 1) behind this one (from 0) that is neither blank nor a comment; its own where none follows."""
        if self._spoken <= line + 1:
            found = _CONTENT.search(self._text, self._end(line))
            self._spoken = self._line(found.end() - 1) + 1 if found else len(self._starts) + 1
        return self._spoken if self._spoken <= len(self._starts) else line + 1


def _outside_scalars(text: str, positions: Sequence[int]) -> list[int]:
    """Those of the ascending positions that are in no scalar of the one document in `text`; behind the place where it cannot be read, those that begin a line."""
    found, refused = _scanned(text, positions)
    if refused and (form := legible(text)) != text:
        found, _ = _scanned(form, positions)
    return found


def _scanned(text: str, positions: Sequence[int]) -> tuple[list[int], bool]:
    """(the positions outside of scalars, whether the C parser stopped before it had decided about all of them)."""
    import yaml  # only where a file has such a comment

    found: list[int] = []
    at, last = 0, len(positions)
    loader = None
    try:
        loader = yaml.CSafeLoader(text)
        # Tokens, not events: an event begins with the anchor of its scalar, and behind that may stand a comment.
        while at < last and (token := loader.get_token()) is not None:
            if isinstance(token, yaml.ScalarToken):
                start, end = token.start_mark.index, token.end_mark.index
                if token.style in ("|", ">"):
                    line_end = text.find("\n", start, end)  # behind the sign of a block may stand a comment
                    start = end if line_end < 0 else line_end
                while at < last and positions[at] < start:
                    found.append(positions[at])
                    at += 1
                while at < last and positions[at] < end:
                    at += 1
        return found + list(positions[at:]), False
    except yaml.YAMLError:
        return found + [position for position in positions[at:] if not text[text.rfind("\n", 0, position) + 1 : position].strip(" \t")], True
    finally:
        if loader is not None:
            loader.dispose()


def _reason(text: str) -> str:
    """Why, in the author's words, which reports for programs quote. What is made like an address in them is left out: nobody's e-mail or number belongs into a report."""
    return _ADDRESS.sub(DOTS, text.strip().lstrip(":,;.-–— \t").strip())
