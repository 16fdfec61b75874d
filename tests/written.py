"""Declarations as people write them: the same data in any order of keys and any style, with comments and blank lines, and in any form of file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.declarations import declarations

_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё][A-Za-zА-Яа-яЁё0-9 @/?=.+:-]*(?<![ :])")
_NOT_TEXT = {"true", "false", "null", "True", "False", "Null", "TRUE", "FALSE", "NULL"}
_REMARKS = ("по договору", "was: {a: 1}", "- x", "it's", 'said "so"', "key: value # twice", "", "№ 17")


@st.composite
def written_declarations(draw: st.DrawFn) -> str:
    """A whole valid declaration, as one text with `\\n` for line breaks."""
    documents = draw(declarations())
    return Pen(draw(st.randoms(use_true_random=False))).write(documents)


class Pen:
    """Writes one text. Each comment is written once, so that it can be found again."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._count = 0
        self._step = chance.choice([2, 2, 3, 4])
        self._busy = chance.choice([0.0, 0.1, 0.3])

    def write(self, documents: list[dict[str, Any]]) -> str:
        texts = []
        for number, document in enumerate(documents):
            head = self._above(0) if self._maybe() else []
            if number == 0 and self._maybe():
                head.insert(0, "# yaml-language-server: $schema=../schema.json")
            opening = ["---" + self._behind()] if number or self._maybe() else []
            texts += [*opening, *head, *self._mapping(document, 0)]
            if self._maybe():
                texts += self._above(0)
            if self._chance.random() < 0.1:
                texts.append("...")
        return "\n".join(texts) + self._chance.choice(["\n", "\n", "\n\n", ""])

    def _maybe(self) -> bool:
        return self._chance.random() < self._busy

    def _comment(self) -> str:
        self._count += 1
        return f"# {self._count}. {self._chance.choice(_REMARKS)}".rstrip()

    def _behind(self) -> str:
        return " " * self._chance.choice([1, 1, 2, 7]) + self._comment() if self._maybe() else self._chance.choice(["", "", "", " "])

    def _above(self, indent: int) -> list[str]:
        lines = [" " * indent + self._comment() for _ in range(self._chance.choice([1, 1, 2]))]
        if self._maybe():
            lines.insert(0, "")
        if self._maybe():
            lines += [""] * self._chance.choice([1, 3])
        return lines

    def _mapping(self, data: Mapping[str, Any], indent: int, *, first: str | None = None) -> list[str]:
        """`first` stands on the line of the first key already."""
        keys = list(data)
        if self._chance.random() < 0.5:
            self._chance.shuffle(keys)
        lines: list[str] = []
        for key in keys:
            margin = " " * indent
            if first is not None:
                margin, first = first, None
            else:
                lines += self._above(indent) if self._maybe() else [""] * self._maybe()
            lines += self._entry(margin + self._key(key) + ":", data[key], indent)
        if self._maybe():
            lines += self._above(indent)
        return lines

    def _entry(self, head: str, value: Any, indent: int) -> list[str]:
        if isinstance(value, dict) and value and self._chance.random() < 0.6:
            return [head + self._behind(), *self._mapping(value, indent + self._step)]
        if isinstance(value, list) and value and self._chance.random() < 0.4:
            inner = indent + self._chance.choice([0, self._step])
            items: list[str] = []
            for item in value:
                items += self._above(inner) if self._maybe() else []
                items += [" " * inner + "- " + self._single(item, flow=False) + self._behind()]
            return [head + self._behind(), *items]
        if isinstance(value, dict | list) and self._maybe():
            return self._rows(head, value, indent)
        return [head + self._chance.choice([" ", " ", "  "]) + self._single(value, flow=False) + self._behind()]

    def _rows(self, head: str, value: Any, indent: int) -> list[str]:
        """A flow collection over several lines."""
        inner = " " * (indent + self._chance.choice([1, 2, 4]))
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        rows = [f"{self._key(key)}: {self._single(item)}" for key, item in value.items()] if isinstance(value, dict) else [self._single(item) for item in value]
        ends = [","] * (len(rows) - 1) + [self._chance.choice(["", ","])]
        lines = [f"{head} {opening}{self._behind()}"]
        for row, end in zip(rows, ends, strict=False):
            lines += [inner + self._comment()] if self._maybe() else []
            lines.append(f"{inner}{row}{end}{self._behind()}")
        return [*lines, inner + closing + self._behind()]

    def _single(self, value: Any, *, flow: bool = True) -> str:
        match value:
            case bool():
                return "true" if value else "false"
            case int():
                return str(value)
            case dict():
                keys = list(value)
                self._chance.shuffle(keys)
                pad = self._chance.choice(["", "", " "])
                return "{" + pad + self._comma().join(f"{self._key(key)}: {self._single(value[key])}" for key in keys) + pad + "}"
            case list():
                return "[" + self._comma().join(map(self._single, value)) + "]"
            case _:
                return self._text(value, flow=flow)

    def _comma(self) -> str:
        return self._chance.choice([", ", ", ", ",  "])

    def _key(self, key: str) -> str:
        return json.dumps(key) if ":" in key or self._chance.random() < 0.05 else key

    def _text(self, text: str, *, flow: bool) -> str:
        styles = [json.dumps(text, ensure_ascii=False)]
        if "\n" not in text:
            styles.append("'" + text.replace("'", "''") + "'")
        if _PLAIN.fullmatch(text) and ": " not in text and text not in _NOT_TEXT and not (flow and "?" in text):
            styles += [text] * 3
        return self._chance.choice(styles)
