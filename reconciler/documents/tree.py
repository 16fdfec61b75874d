"""What a text is made of, with everything kept: each scalar as it is written, each comment and each blank line where it stands. For formatting, never for meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias


class Comment(NamedTuple):
    """A comment behind something: its text from the `#` on, how many blanks stand before it, and where (from 0)."""

    text: str
    width: int
    line: int
    column: int


class Line(NamedTuple):
    """A line that holds nothing but a comment, or (`text` "") nothing at all."""

    column: int
    text: str


BLANK = Line(0, "")

_HEADER = re.compile(r"[|>][0-9+-]*")

_REMARK = re.compile(r"#+[ \t]*reconciler[ \t]*:[ \t]*ignore[ \t]*\[", re.IGNORECASE)


def speaks_of_the_next(line: Line) -> bool:
    """Whether a comment is a suppression, which is about whatever follows it (`documents/comments.py`)."""
    return _REMARK.match(line.text) is not None


@dataclass(slots=True)
class Leaf:
    """A scalar or an alias. `written` is its source text; `style` one of `'`, `"`, `|`, `>`, `*` for an alias, and "" for a plain one; `margin` how far in the
    collection around it is."""

    written: str
    value: str
    style: str
    margin: int = 0
    eol: Comment | None = None

    @property
    def is_block(self) -> bool:
        return self.style in ("|", ">")

    def block(self) -> Block:
        """A block scalar, taken apart."""
        first, *lines = self.written.split("\n")
        header = _HEADER.match(first)
        sign = header[0] if header is not None else ""
        digit = next((int(character) for character in sign if character.isdigit()), 0)
        if lines and not lines[-1].strip(" "):
            del lines[-1]
        filled = [line for line in lines if line.strip(" ")]
        # Where all lines are blank, none of them is content, however long it is.
        margin = max(self.margin, 0) + digit if digit else min((len(line) - len(line.lstrip(" ")) for line in filled or lines), default=0)
        content = [line[margin:] if filled or digit else "" for line in lines]
        ends = len(content)
        while ends and not content[ends - 1]:
            ends -= 1
        return Block(sign, digit, content[:ends], len(content) - ends)


class Block(NamedTuple):
    """`header` is its sign with what belongs to it, `digit` the indentation that says (0 if it does not); `lines` are without their margin, `blank` counts those behind them."""

    header: str
    digit: int
    lines: list[str]
    blank: int

    @property
    def keeps(self) -> bool:
        """Whether the blank lines behind it are part of it."""
        return "+" in self.header


@dataclass(slots=True)
class Bit:
    """A part of a flow collection: a sign (`{ [ , : ?` and their ends), an anchor or tag, a scalar, or a collection in it. `lines` and a line break (`broken`) may stand before it."""

    node: str | Leaf | Flow
    lines: list[Line]
    broken: bool
    eol: Comment | None = None


@dataclass(slots=True)
class Flow:
    """`{…}` or `[…]`. Each item ends with its comma, if it has one. `broken`: it goes over several lines."""

    opening: Bit
    items: list[list[Bit]]
    closing: Bit
    broken: bool

    @property
    def eol(self) -> Comment | None:
        return self.closing.eol

    @property
    def is_mapping(self) -> bool:
        return self.opening.node == "{"

    def leaves(self) -> Iterator[Leaf]:
        for item in self.items:
            for bit in item:
                if isinstance(bit.node, Leaf):
                    yield bit.node
                elif isinstance(bit.node, Flow):
                    yield from bit.node.leaves()


@dataclass(slots=True)
class Part:
    """An entry of a block mapping, an item of a block sequence, or the root of a document.

    `lead` stands above it and goes with it, `inner` between its opening (the key with its colon, the dash, the `---`) and its value, `below` under it and further in, `after`
    under it. `eol` is behind the opening; `broken`: the value begins on another line. `shared`: there are anchors or aliases in it.
    """

    lead: list[Line] = field(default_factory=list)
    key: Part | None = None
    explicit: bool = False
    properties: list[str] = field(default_factory=list)
    eol: Comment | None = None
    inner: list[Line] = field(default_factory=list)
    broken: bool = False
    value: Value = None
    below: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    shared: bool = False

    @property
    def name(self) -> str | None:
        """The key's text, where it has one."""
        return self.key.value.value if self.key is not None and isinstance(self.key.value, Leaf) else None


@dataclass(slots=True)
class Mapping:
    """A block mapping. `head` stands above its first entry and stays there, `tail` below its last one."""

    head: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Sequence:
    """A block sequence."""

    parts: list[Part] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)


Value: TypeAlias = "Leaf | Flow | Mapping | Sequence | None"


@dataclass(slots=True)
class Tree:
    """One document with what stands around it. `start` and `end` are its `---` and `...`, None where they are not written; the root hangs on `start` or on nothing."""

    before: list[Line] = field(default_factory=list)
    directives: list[Bit] = field(default_factory=list)
    start: Bit | None = None
    root: Part = field(default_factory=Part)
    end: Bit | None = None

    def said(self) -> dict[str, str]:
        """The scalars at the root, by key."""
        value = self.root.value
        if isinstance(value, Mapping):
            return {part.name: part.value.value for part in value.parts if part.name is not None and isinstance(part.value, Leaf)}
        if isinstance(value, Flow):
            return {pair[0]: pair[1].value for item in value.items if (pair := named(item)) is not None and isinstance(pair[1], Leaf)}
        return {}


def named(item: list[Bit]) -> tuple[str, Leaf | Flow | None] | None:
    """The key and the value of an item of a flow mapping that is written `key: value`; None for any other."""
    nodes = [bit.node for bit in item if bit.node != ","]
    if len(nodes) < 2 or not isinstance(nodes[0], Leaf) or nodes[1] != ":":
        return None
    last = nodes[-1]
    return nodes[0].value, None if isinstance(last, str) else last
