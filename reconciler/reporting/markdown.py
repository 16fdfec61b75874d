"""Text → Markdown in which it is only text, as GitHub and GitLab read it; and how much of it fits a comment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from reconciler.reporting.wording import visible

LIMIT: Final = 65_000
"""What a comment may hold, by `size`: GitHub takes 65 536 characters."""

_LONGEST_LINE: Final = 1_000
_LONGEST_RUN: Final = 20
"""More backticks in a row than this are cut, or the fence around them would have to be longer still."""

_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL: Final = re.compile(r"[\\`*_\[\]~|{}]")
# What GitHub or GitLab would make a mention, a reference, an emoji, a formula or a link of. They look for them in the text of the page, where a backslash is gone
# already: only a tag in between stops them.
_TRIGGER: Final = re.compile(r"[@#!$%^](?=[\w\"])|&(?=\w)|:(?=//|[\w+-]+:)|(?<=[wW])\.|(?<=[A-Z])-(?=\d)")
_START: Final = re.compile(r"(?:[-+=#]|\d{1,9}(?=[.)]))")
_RUN: Final = re.compile("`+")

T = TypeVar("T")


def size(text: str) -> int:
    """At least as many characters as anybody counts: UTF-16 units (GitHub counts code points, its web form units), and two for the end of a line (a form sends CR LF)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + text.count("\n")


def escape(text: str) -> str:
    """`text` as one line of Markdown that shows exactly it: no markup, no HTML, no mention, no reference."""
    line = _cut(visible(" ".join(text.split())))
    triggers = {match.start() for match in _TRIGGER.finditer(line)}
    start = _START.match(line)
    special = {match.start() for match in _SPECIAL.finditer(line)} | (
        {start.end() - 1 if not line[0].isdigit() else start.end()} if start is not None else set()
    )
    return "".join(_escaped(character, trigger=i in triggers, special=i in special) for i, character in enumerate(line))


def _escaped(character: str, *, trigger: bool, special: bool) -> str:
    shown = _ENTITIES.get(character, f"\\{character}" if special else character)
    return f"<span>{shown}</span>" if trigger else shown


def code(text: str) -> str:
    """A code span. Its content cannot be anything else, whatever it is."""
    line = _runs_cut(_cut(visible(" ".join(text.split()))))
    ticks = "`" * (_longest_run(line) + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{space}{line}{space}{ticks}" if line else ""


def fence(lines: Iterable[str], kind: str) -> str:
    """A fenced block, its fence longer than any run of backticks inside."""
    inside = [code_line(line) for text in lines for line in text.split("\n")]
    ticks = "`" * max(3, *(_longest_run(line) + 1 for line in inside)) if inside else "```"
    return "\n".join([f"{ticks}{kind}", *inside, ticks])


def code_line(text: str) -> str:
    """A line of a fenced block: nothing invisible in it, and not endless."""
    return _runs_cut(_cut(visible(text)))


def code_size(text: str) -> int:
    """What `text` takes in a fenced block, with the end of its last line."""
    return sum(size(code_line(line)) + 2 for line in text.split("\n"))


def comment_mark(words: str) -> str:
    """A line that nobody sees, by which a program finds the comment again."""
    return f"<!-- {re.sub('[<>]', '', visible(words))} -->"


class Room:
    """How much still fits. What does not is the caller's to count."""

    def __init__(self, left: int) -> None:
        self.left = left

    def fits(self, needed: int, share: float = 1.0) -> bool:
        """Whether there is room, and take it."""
        if needed > self.left * share:
            return False
        self.left -= needed
        return True

    def take(self, items: Sequence[T], measure: Callable[[T], int], share: float = 1.0) -> list[T]:
        """As many of the first items as fit into this share of what is left."""
        most = int(self.left * share)
        taken: list[T] = []
        for item in items:
            needed = measure(item)
            if needed > most:
                break
            most -= needed
            self.left -= needed
            taken.append(item)
        return taken


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"


def _runs_cut(line: str) -> str:
    return _RUN.sub(lambda run: run[0] if len(run[0]) <= _LONGEST_RUN else "`" * _LONGEST_RUN + "…", line)


def _longest_run(line: str) -> int:
    return max(map(len, _RUN.findall(line)), default=0)
