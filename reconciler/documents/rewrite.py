"""A document's text → the same text saying something else: only the lines of what differs are touched, in the style that is there, and comments stay.

What is replaced or removed in part leaves its comments above it; what is removed takes along those behind it and inside it. Line breaks are `\\n`; there is no byte order mark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from reconciler.documents.edits import Edit, apply
from reconciler.documents.finding import RefusedText
from reconciler.documents.grow import Grower
from reconciler.documents.outline import Entry, Spot, outline
from reconciler.documents.scanning import UnformattableText

Lines = Callable[[str, Any, int], list[str]]
"""(key, value, indentation) → the lines of an entry of a block mapping."""

Inline = Callable[[Any], str]
"""A value → its text on one line."""

Places = Callable[[tuple[str, ...]], Mapping[str, int]]
"""The way to a mapping → the usual places of its keys; {} where they come in the order of their authors."""

_COMMENT: Final = re.compile(r"[ \t]*(#[^\n]*)?(?=\n|\Z)")


class NotEditableError(Exception):
    """The text is written in a way in which this cannot be changed without touching something else: an alias, a merge, a key that is no text."""


def rewritten(text: str, before: Mapping[str, Any], after: Mapping[str, Any], *, lines: Lines, inline: Inline, places: Places) -> str:
    """The text of a document that says `before`, saying `after`. Raises `NotEditableError`. That it does say so is for the caller to look at."""
    try:
        root = outline(text)
    except (RefusedText, ValueError):
        raise NotEditableError from None
    rewriter = _Rewriter(text, lines, inline, places)
    rewriter.mapping(root, before, after, ())
    return apply(text, [*rewriter.edits, *rewriter.insertions()])


def comments(text: str) -> list[str]:
    """All comments, in order. Raises `NotEditableError` for a text that is written in a way nobody writes."""
    grower = Grower(text)
    try:
        for _ in grower.trees():
            pass
    except UnformattableText:
        raise NotEditableError from None
    return list(grower.comments)


class _Rewriter:
    def __init__(self, text: str, lines: Lines, inline: Inline, places: Places) -> None:
        self.edits: list[Edit] = []
        self._inserted: dict[int, list[str]] = {}
        self._text = text
        self._lines = lines
        self._inline = inline
        self._places = places

    def mapping(self, spot: Spot, before: Mapping[str, Any], after: Mapping[str, Any], at: tuple[str, ...]) -> None:
        names = [entry.name for entry in spot.entries]
        if not spot.mapping or "<<" in names or {*names} != {*before} or len(names) != len(before):
            raise NotEditableError
        gone = {name for name in names if name not in after}
        if any(entry.value.shared for entry in spot.entries if entry.name in gone):
            raise NotEditableError
        if len(gone) == len(names) and gone:
            # Nothing of it stays: whoever holds it writes it anew.
            raise _WholeError
        for entry in spot.entries:
            name = entry.name
            if name in after and before[name] != after[name]:
                self._change(entry, before[name], after[name], (*at, name), flow=spot.flow)
        places = self._places(at)
        added = sorted((name for name in after if name not in before), key=lambda name: places.get(name, len(places)))
        if spot.flow:
            self._flow(spot, gone, {name: after[name] for name in added})
            return
        for number, entry in enumerate(spot.entries):
            if entry.name in gone:
                self._cut(entry, named=at == ("accounts",), above=number > 0)
        for name in added:
            self._insert(spot, [entry for entry in spot.entries if entry.name not in gone], name, after[name], places)

    def insertions(self) -> Iterator[Edit]:
        """What is inserted where, in the order in which it was asked for."""
        for position, lines in self._inserted.items():
            text = "\n".join(lines)
            whole = not position or self._text[position - 1] == "\n"
            yield Edit(position, position, f"{text}\n" if whole else f"\n{text}")

    def _change(self, entry: Entry, before: Any, after: Any, at: tuple[str, ...], *, flow: bool) -> None:
        value = entry.value
        if isinstance(before, Mapping) and isinstance(after, Mapping) and before and after and value.mapping:
            made, inserted = len(self.edits), {position: list(lines) for position, lines in self._inserted.items()}
            try:
                self.mapping(value, before, after, at)
            except _WholeError:
                del self.edits[made:]
                self._inserted = inserted
            else:
                return
        if value.shared:
            raise NotEditableError
        source = self._text[value.start : value.end]
        if "\n" not in source and not (value.mapping or value.sequence) and value.style not in ("|", ">") and not isinstance(after, dict | list):
            self.edits.append(Edit(value.start, value.end, self._scalar(after, value.style)))
        elif flow or ("\n" not in source and value.start > entry.key.end and (value.flow or not (value.mapping or value.sequence)) and not _long(after)):
            if _has_comment(source):
                raise _WholeError
            self.edits.append(Edit(value.start, value.end, self._inline(after)))
        else:
            self._replace(entry, after)

    def _scalar(self, value: Any, style: str) -> str:
        written = self._inline(value)
        if isinstance(value, str) and value.isprintable():
            if style == '"' and written[:1] != '"':
                return json.dumps(value, ensure_ascii=False)
            if style == "'":
                return "'" + value.replace("'", "''") + "'"
        return written

    # Blocks

    def _replace(self, entry: Entry, after: Any) -> None:
        """The whole entry anew; the comments inside it come to stand above it."""
        start = self._line_start(entry.key.start)
        if self._text[start : entry.key.start].strip(" "):
            raise NotEditableError
        end = self._line_end(entry.value.end)
        indent = entry.key.column
        kept = [" " * indent + comment for comment in comments(self._text[start:end])]
        self.edits.append(Edit(start, end, "\n".join([*kept, *self._lines(entry.name, after, indent)]) + self._break(end)))

    def _cut(self, entry: Entry, *, named: bool, above: bool) -> None:
        """The entry. A `named` one, an account, goes with its comments, also that right `above` it (which the first one has not: there stands what is about all of them).
        Of any other the comments stay."""
        start, end = self._line_start(entry.key.start), self._line_end(entry.value.end)
        if self._text[start : entry.key.start].strip(" "):
            raise NotEditableError
        while start and named and above:
            higher = self._line_start(start - 1)
            line = self._text[higher : start - 1]
            if not (line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) == entry.key.column):
                break
            start = higher
        if not named:
            kept = "".join(f"{' ' * entry.key.column}{comment}\n" for comment in comments(self._text[start:end]))
            self.edits.append(Edit(start, end, kept))
            return
        if self._is_blank(self._line_start(start - 1)) and self._is_blank(end):
            end = self._text.index("\n", end) + 1
        self.edits.append(Edit(start, end, ""))

    def _insert(self, spot: Spot, kept: list[Entry], name: str, value: Any, places: Mapping[str, int]) -> None:
        """A new entry behind that which usually stands before it; else in front of the first one."""
        place = places.get(name)
        before = [entry for entry in kept if place is None or places.get(entry.name, -1) < place]
        if before:
            position = self._line_end(before[-1].value.end)
        else:
            first = spot.entries[0]
            position = self._line_start(first.key.start)
            if self._text[position : first.key.start].strip(" "):
                raise NotEditableError
        # Where entries are kept apart, so is a new one.
        apart = len(before) > 1 and not places and self._is_blank(self._line_start(self._line_start(before[-1].key.start) - 1))
        self._inserted.setdefault(position, []).extend([*([""] if apart else []), *self._lines(name, value, spot.column)])

    # Flow

    def _flow(self, spot: Spot, gone: set[str], added: Mapping[str, Any]) -> None:
        if gone and _has_comment(self._text[spot.start : spot.end]):
            raise _WholeError
        kept: Entry | None = None
        previous: Entry | None = None
        for entry, following in zip(spot.entries, [*spot.entries[1:], None], strict=True):
            if entry.name not in gone:
                kept = entry
            elif kept is not None and previous is not None:
                self.edits.append(Edit(previous.value.end, entry.value.end, ""))
            elif following is not None:
                self.edits.append(Edit(entry.key.start, following.key.start, ""))
            previous = entry
        if not added:
            return
        written = ", ".join(f"{self._inline(name)}: {self._inline(value)}" for name, value in added.items())
        if kept is not None:
            self.edits.append(Edit(kept.value.end, kept.value.end, f", {written}"))
        else:
            self.edits.append(Edit(spot.start + 1, spot.start + 1, written))

    # Lines

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """Behind the line break of the line on which something ends, with the comment that stands behind it."""
        found = _COMMENT.match(self._text, at)
        if found is None:
            raise NotEditableError
        return min(found.end() + 1, len(self._text))

    def _is_blank(self, start: int) -> bool:
        """Whether the line that begins here is there and holds nothing."""
        end = self._text.find("\n", start)
        return end >= 0 and not self._text[start:end].strip(" \t")

    def _break(self, end: int) -> str:
        return "\n" if self._text[end - 1 : end] == "\n" else ""


class _WholeError(NotEditableError):
    """This mapping has to be written anew as a whole."""


def _has_comment(source: str) -> bool:
    return "\n" in source and "#" in source


def _long(value: Any) -> bool:
    return isinstance(value, Mapping) and len(str(value)) > 100
