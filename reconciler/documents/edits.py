"""Changes of a text by exact spans, and the form of the file around it: byte order mark and line breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import yaml

from reconciler.documents.characters import legible
from reconciler.documents.events import marks

_BOM = b"\xef\xbb\xbf"


class Form(NamedTuple):
    """What a file has around its text. Where both kinds of line break are in it, the more frequent one is its own."""

    mark: bytes
    newline: str

    @classmethod
    def of(cls, content: bytes) -> Form:
        windows = content.count(b"\r\n")
        return cls(_BOM if content.startswith(_BOM) else b"", "\r\n" if windows > content.count(b"\n") - windows else "\n")

    def encode(self, text: str) -> bytes:
        """The bytes of a text whose line breaks are `\\n`."""
        return self.mark + (text if self.newline == "\n" else text.replace("\n", self.newline)).encode()


class Edit(NamedTuple):
    """`text` instead of what stands from `start` up to `end`."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; they do not overlap."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits):
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, text[position:]])


def differ_only(before: str, after: str, meant: Mapping[int, str]) -> bool:
    """Whether two texts of one document are made of the same nodes, but for those scalars that start at the given places of `before`: they are to have the values given.

    Aliases stand for whatever their anchors say, so nothing else changes where a repeated part does.
    """
    try:
        old, new = (list(yaml.parse(legible(text), Loader=yaml.CSafeLoader)) for text in (before, after))
    except yaml.YAMLError:
        return False
    return len(old) == len(new) and all(_agree(one, other, meant) for one, other in zip(old, new, strict=True))


def _agree(old: yaml.Event, new: yaml.Event, meant: Mapping[int, str]) -> bool:
    if type(old) is not type(new) or getattr(old, "anchor", None) != getattr(new, "anchor", None) or getattr(old, "tag", None) != getattr(new, "tag", None):
        return False
    if not isinstance(old, yaml.ScalarEvent) or not isinstance(new, yaml.ScalarEvent):
        return True
    value = meant.get(marks(old)[0].index)
    if value is not None:
        return bool(new.value == value)
    return bool(old.value == new.value) and bool(old.style) == bool(new.style)  # quoted, or not
