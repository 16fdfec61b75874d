"""Two texts of a file → the lines that differ, as they may be shown."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import Match, SequenceMatcher
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from reconciler.documents.masked import masked_lines, without_comment
from reconciler.documents.parse import Parsed
from reconciler.schema.marks import sensitive

_SHORT = 200
"""Up to so many lines are compared in full."""

_AROUND = 3
"""Lines shown before and after what differs."""


class Version(NamedTuple):
    """A text, and its documents."""

    text: str
    documents: list[Parsed]


def difference(before: Version, after: Version) -> tuple[str, ...]:
    """A unified diff without its two head lines: what differs is decided by the texts, what is shown of them is masked by the marks of the schema."""
    old, new = _lines(before.text), _lines(after.text)
    groups = list(_Lines(old, new).get_grouped_opcodes(_AROUND))
    shown_old = _shown(before, {line for group in groups for _, start, end, _, _ in group for line in range(start, end)})
    shown_new = _shown(after, {line for group in groups for _, _, _, start, end in group for line in range(start, end)})
    return tuple(line for group in groups for line in _hunk(group, shown_old, shown_new))


class _Lines(SequenceMatcher[str]):
    """Compares long texts: lines that are in each only once hold them together, and only what lies between such lines is compared in full.

    The way of the standard library takes time by the square of the length, and files may have hundreds of thousands of lines that are all alike.
    """

    def __init__(self, old: list[str], new: list[str]) -> None:
        super().__init__(None, (), ())
        self._old, self._new = old, new

    def get_matching_blocks(self) -> list[Match]:
        pairs: list[tuple[int, int]] = []
        todo = [(0, len(self._old), 0, len(self._new))]
        while todo:
            start, end, new_start, new_end = todo.pop()
            if min(end - start, new_end - new_start) <= _SHORT:
                pairs += _compared(self._old[start:end], self._new[new_start:new_end], start, new_start)
                continue
            anchors = _anchors(self._old[start:end], self._new[new_start:new_end], start, new_start)
            pairs += anchors
            around = [(start - 1, new_start - 1), *anchors, (end, new_end)] if anchors else []
            todo += [
                (one + 1, other, new_one + 1, new_other)
                for (one, new_one), (other, new_other) in pairwise(around)
                if other > one + 1 and new_other > new_one + 1
            ]
        blocks: list[Match] = []
        for one, other in sorted(pairs):
            last = blocks[-1] if blocks else Match(-1, -1, 0)
            if (last.a + last.size, last.b + last.size) == (one, other):
                blocks[-1] = last._replace(size=last.size + 1)
            else:
                blocks.append(Match(one, other, 1))
        return [*blocks, Match(len(self._old), len(self._new), 0)]


def _compared(old: list[str], new: list[str], start: int, new_start: int) -> Iterator[tuple[int, int]]:
    if not old or not new:
        return
    if max(len(old), len(new)) > _SHORT * 10:
        return  # a few lines against very many: whatever they have in common is chance
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        yield from ((start + block.a + number, new_start + block.b + number) for number in range(block.size))


def _anchors(old: list[str], new: list[str], start: int, new_start: int) -> list[tuple[int, int]]:
    """The longest row of lines that are unique in both and in the same order in both."""
    counts, new_counts = Counter(old), Counter(new)
    places = {line: number for number, line in enumerate(new) if new_counts[line] == 1}
    common = [(number, places[line]) for number, line in enumerate(old) if counts[line] == 1 and line in places]
    ends: list[int] = []  # the last place in `new` of the best row of each length
    rows: list[int] = []  # which of `common` that is
    before: list[int] = []
    for number, (_, place) in enumerate(common):
        length = bisect_left(ends, place)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        rows[length : length + 1] = [number]
    row: list[tuple[int, int]] = []
    number = rows[-1] if rows else -1
    while number >= 0:
        one, other = common[number]
        row.append((start + one, new_start + other))
        number = before[number]
    return row[::-1]


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
        end = begin + len(_lines(parsed.chunk.text))
        mine = [line - begin for line in wanted if begin <= line < end]
        found = masked_lines(parsed.chunk.text, mine, partial(sensitive, data))
        shown |= {begin + line: text for line, text in found.items()}
    return shown


def _lines(text: str) -> list[str]:
    """Its lines: only `\\n` ends one."""
    return text.removesuffix("\n").split("\n")
