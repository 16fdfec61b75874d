"""Lines, columns and lists: what every listing here is made of."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from reconciler.model.plan import Counts
from reconciler.reporting import phrases

WIDTH = 100
"""Columns a paragraph is wrapped at. Fixed, so that the same plan is the same text everywhere."""

MARKS: Final = (("+", "add"), ("~", "change"), ("-", "delete"), ("=", "adopt"), (">", "move"))
"""What stands before how many changes of a kind."""


def signs(counts: Counts) -> str:
    """`+2 ~1 -3 =1 >1`; "" for none."""
    return " ".join(f"{mark}{count}" for mark, name in MARKS if (count := getattr(counts, name)))


def width(text: str) -> int:
    """Columns `text` takes on a terminal: East Asian wide characters two, combining marks none (Unicode Standard Annex #11)."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def labelled(rows: Sequence[tuple[str, str]]) -> list[str]:
    """`Label: value` lines with the values in one column."""
    columns = max((width(label) for label, _ in rows), default=0) + 2
    return [f"{pad(label + ':', columns)}{value}" for label, value in rows]


def table(rows: Sequence[Sequence[str]], *, indent: int = 0, gap: int = 2) -> list[str]:
    """Rows of text in columns; the last column is not padded, empty columns at the end leave no trailing space."""
    columns = [max(width(row[i]) for row in rows if i < len(row)) for i in range(max((len(row) for row in rows), default=0))]
    return [(" " * indent + (" " * gap).join(pad(cell, columns[i]) for i, cell in enumerate(row))).rstrip() for row in rows]


def paragraph(label: str, items: Sequence[str], end: str = ".") -> str:
    """`Label: item; item.` wrapped between items where that is possible, continued under the first item."""
    indent = " " * (width(label) + 2)
    lines = [f"{label}: "]
    for i, item in enumerate(items):
        piece = item + (end if i == len(items) - 1 else ";")
        first, *rest = _wrapped(piece, WIDTH - len(indent))
        if lines[-1].strip() and lines[-1] != f"{label}: " and width(lines[-1]) + 1 + width(first) <= WIDTH and not rest:
            lines[-1] += " " + first
        elif lines[-1] == f"{label}: ":
            lines[-1] += first
        else:
            lines.append(indent + first)
        lines.extend(indent + line for line in rest)
    return "\n".join(lines)


def _wrapped(text: str, columns: int) -> list[str]:
    return textwrap.wrap(text, columns, break_long_words=False, break_on_hyphens=False) or [""]


def few(names: Iterable[str], limit: int, language: str) -> str:
    """The first names, at most `limit`, and how many more there are: `a, b, c and 397 more`."""
    sorted_names = sorted(names)
    shown = ", ".join(sorted_names[:limit])
    if (more := len(sorted_names) - limit) > 0:
        return phrases.AND_MORE.say(language, names=shown, count=more)
    return shown


def moment(started: str) -> str:
    """A time of the ledger (RFC 3339, UTC) as a reader sees it: `2026-11-22 18:40 UTC`."""
    return f"{started[:10]} {started[11:16]} UTC" if started.endswith("Z") else started


def joined(parts: Sequence[str], language: str) -> str:
    """`a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return phrases.AND.say(language, first=", ".join(parts[:-1]), last=parts[-1])
