"""A text → the texts of its documents: a line that begins with `---` or `...` ends a document, whatever it stands in (YAML 1.2.2, 9.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKER = re.compile(r"^(---|\.\.\.)(?=[ \t\n]|\Z)", re.MULTILINE)
_CONTENT = re.compile(r"^(?!\.\.\.(?:[ \t]|$))[ \t]*[^ \t\n#]", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%.*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Chunk:
    """The text of one document, and the number of lines before it."""

    text: str
    line: int


def split(text: str, most: int = -1) -> list[Chunk]:
    """The documents of a text, empty ones between two `---` included; with `most`, no more than that. Comments and directives alone are no document."""
    chunks: list[Chunk] = []
    start = line = 0
    for match in _MARKER.finditer(text) if "\n---" in text or "\n..." in text or text.startswith(("---", "...")) else ():
        end = match.start() if match[1] == "---" else match.end()
        line = _append(chunks, text[start:end], line)
        if len(chunks) == most:
            return chunks
        start = end
    _append(chunks, text[start:], line, last=True)
    return chunks


def _append(chunks: list[Chunk], text: str, line: int, *, last: bool = False) -> int:
    if text.startswith("---") or _CONTENT.search(text if last else _DIRECTIVE.sub("", text)):
        chunks.append(Chunk(text, line))
    return line + text.count("\n")
