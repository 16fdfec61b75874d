"""Two texts of a file → the lines that differ, as they may be shown."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial
from typing import NamedTuple

from reconciler.documents.masked import masked_lines, without_comment
from reconciler.documents.parse import Parsed
from reconciler.schema.marks import sensitive

_AROUND = 3
"""Lines shown before and after what differs."""


class Version(NamedTuple):
    """A text, and its documents."""

    text: str
    documents: list[Parsed]


def difference(before: Version, after: Version) -> tuple[str, ...]:
    """A unified diff without its two head lines: what differs is decided by the texts, what is shown of them is masked by the marks of the schema."""
    old, new = _lines(before.text), _lines(after.text)
    groups = list(SequenceMatcher(None, old, new).get_grouped_opcodes(_AROUND))
    shown_old = _shown(before, {line for group in groups for _, start, end, _, _ in group for line in range(start, end)})
    shown_new = _shown(after, {line for group in groups for _, _, _, start, end in group for line in range(start, end)})
    return tuple(line for group in groups for line in _hunk(group, shown_old, shown_new))


def _hunk(group: list[tuple[str, int, int, int, int]], old: dict[int, str], new: dict[int, str]) -> Iterator[str]:
    first, last = group[0], group[-1]
    yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@"
    for tag, start, end, new_start, new_end in group:
        if tag == "equal":
            yield from (f" {old[line]}" for line in range(start, end))
        else:
            yield from (f"-{old[line]}" for line in range(start, end))
            yield from (f"+{new[line]}" for line in range(new_start, new_end))


def _range(start: int, end: int) -> str:
    """As in any unified diff: the first line from 1 and their number; of no lines, the one before."""
    return f"{start + 1}" if end - start == 1 else f"{start + (end > start)},{end - start}"


def _shown(version: Version, wanted: set[int]) -> dict[int, str]:
    lines = _lines(version.text)
    shown = {line: without_comment(lines[line]) for line in wanted}
    for parsed in version.documents:
        begin = parsed.chunk.line
        data = parsed.data or {}
        mine = [line - begin for line in wanted if begin <= line < begin + len(_lines(parsed.chunk.text))]
        found = masked_lines(parsed.chunk.text, mine, partial(sensitive, data))
        shown |= {begin + line: text for line, text in found.items()}
    return shown


def _lines(text: str) -> list[str]:
    """Its lines: only `\\n` ends one."""
    return text.removesuffix("\n").split("\n")
