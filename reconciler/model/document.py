"""One YAML document as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.model.values import Json


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: a mapping with string keys, no tags, no aliases left, every number finite.

    `number` counts the documents of one load, over all files, from 0: a `Place` names a document by it. `path` prints with `/`.
    """

    number: int
    path: str
    data: Mapping[str, Json]

    @property
    def kind(self) -> str:
        kind = self.data.get("kind")
        return kind if isinstance(kind, str) else ""
