"""The scalars of a document that can be rewritten where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from reconciler.documents.events import Role, marks, steps
from reconciler.documents.finding import RefusedText
from reconciler.model.values import Pointer


class Scalar(NamedTuple):
    """One scalar on one line, without a tag. `written` is its source text, `start` its place in the document's text; `line` and `column` count from 0."""

    pointer: Pointer
    is_key: bool
    value: str
    written: str
    start: int
    line: int
    column: int

    @property
    def is_plain(self) -> bool:
        return self.written == self.value

    @property
    def end(self) -> int:
        return self.start + len(self.written)


def scalars(text: str) -> Iterator[Scalar]:
    """Those of the one document in `text`, in order, as far as it can be read. Scalars with an anchor or a tag, and those over several lines, are left out."""
    try:
        for node, pointer, role in steps(text):
            if isinstance(node, yaml.ScalarEvent) and node.anchor is None and node.tag is None:
                start, end = marks(node)
                if start.line == end.line and start.index < end.index:
                    yield Scalar(pointer, role is Role.KEY, node.value, text[start.index : end.index], start.index, start.line, start.column)
    except RefusedText:
        return
