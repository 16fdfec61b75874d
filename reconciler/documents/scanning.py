"""A text as the C scanner sees it, token by token, and everything that stands between two tokens: blanks, line breaks and comments."""

from __future__ import annotations

from typing import Any, NoReturn

import yaml
from yaml import tokens

from reconciler.documents.characters import legible
from reconciler.documents.tree import BLANK, Bit, Comment, Leaf, Line, Part


class UnformattableText(Exception):
    """A text that cannot be taken apart, or put together again, without a doubt. `reason` chooses the words, `line` counts from 0."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class Scanner:
    """Hands out tokens one after the other.

    What was met so far: `comments`, and the columns of those that stand behind something, by line. `lines` are those read and not yet given to anything.
    """

    def __init__(self, text: str) -> None:
        self.comments: list[str] = []
        self.columns: dict[int, int] = {}
        self.lines: list[Line] = []
        self._text = text
        self._loader: Any = yaml.CSafeLoader(legible(text))
        self._token: Any = None
        self._kind: type = tokens.StreamStartToken
        self._start = 0  # of the token
        self._end = 0  # of what was taken last
        self._broken = False  # a line break came before the token
        self._last: Leaf | Bit | Part | None = None  # whose comment stands behind what was taken last

    def _advance(self) -> None:
        self._token = token = self._loader.get_token()
        self._kind = type(token)
        self._start = start = token.start_mark.index
        if start > self._end:
            gap = self._text[self._end : start]
            if gap != " ":
                self._between(gap)
            self._end = start

    def _take(self, holder: Leaf | Bit | Part | None) -> str:
        """The text of the token; a comment behind it belongs to `holder`."""
        if self.lines:
            if any(line.text for line in self.lines):
                self._refuse()
            self.lines = []
        self._last = holder
        self._broken = False
        self._end = end = self._token.end_mark.index
        text = self._text[self._start : end]
        self._advance()
        return text

    def _claim(self) -> list[Line]:
        lines = self.lines
        if lines:
            self.lines = []
            return lines
        return []

    def _refuse(self) -> NoReturn:
        raise UnformattableText("shape", self._token.start_mark.line)

    def _between(self, gap: str) -> None:
        first, *others = gap.split("\n")
        if self._end and self._text[self._end - 1] != "\n":
            if first and (bare := first.strip(" \t")):
                self._behind(first, bare)
            self._broken = bool(others)
        else:
            others.insert(0, first)
            self._broken = True
        if others and not others[-1].strip(" \t"):  # the indentation of the token
            del others[-1]
        for line in others:
            self._own(line)

    def _behind(self, gap: str, bare: str) -> None:
        width = len(gap) - len(gap.lstrip(" \t"))
        if bare[0] != "#" or width == 0 or self._last is None:
            self._refuse()
        comment = self._comment(self._end + width, bare, width)
        if self._last.eol is None:
            self._last.eol = comment
        else:
            self.lines.append(Line(comment.column, bare))

    def _comment(self, position: int, bare: str, width: int) -> Comment:
        line, column = self._token.start_mark.line, position - self._text.rfind("\n", 0, position) - 1
        line -= self._text.count("\n", position, self._start)
        self.comments.append(bare)
        self.columns[line] = column
        return Comment(bare, width, line, column)

    def _own(self, line: str) -> None:
        bare = line.strip(" \t")
        if not bare:
            self.lines.append(BLANK)
        elif bare[0] == "#":
            self.comments.append(bare)
            self.lines.append(Line(len(line) - len(line.lstrip(" \t")), bare))
        else:
            self._refuse()
