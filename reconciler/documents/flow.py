"""Flow collections and scalars → text: `{a: 1, b: [x, y]}` on one line, or with the line breaks they were written with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reconciler.documents.tree import Bit, Comment, Flow, Leaf

if TYPE_CHECKING:
    from reconciler.documents.render import Renderer

STEP: Final = 2
"""Spaces for one level."""


def written(leaf: Leaf) -> str:
    """A scalar as it is written here: as it was, but in double quotes for single ones where nothing in it would have to be escaped."""
    text = leaf.written
    if leaf.style == "'" and "\n" not in text:
        bare = text[1:-1].replace("''", "'")
        if '"' not in bare and "\\" not in bare and bare.isprintable():
            return f'"{bare}"'
    return text


def trimmed(line: str, leaf: Leaf) -> str:
    """A line of a scalar without the blanks at its end, which mean nothing, unless an escape in double quotes needs one."""
    bare = line.rstrip(" \t")
    return line if leaf.style == '"' and bare.endswith("\\") else bare


def inline(flow: Flow) -> str:
    """A collection on one line."""
    return f"{flow.opening.node}{', '.join(map(_item, flow.items))}{flow.closing.node}"


def _item(item: list[Bit]) -> str:
    text = ""
    before: str | Leaf | Flow = ""
    for bit in item:
        if bit.node != ",":
            text += _distance(before, bit.node) if text else ""
            text += _text(bit.node)
            before = bit.node
    return f"{text} " if before == ":" else text


def _text(node: str | Leaf | Flow) -> str:
    return written(node) if isinstance(node, Leaf) else inline(node) if isinstance(node, Flow) else node


def _distance(before: str | Leaf | Flow, node: str | Leaf | Flow) -> str:
    """What stands between two neighbours on a line. `*name:` would be another alias, and `a:,` no key for some parsers."""
    if before in ("{", "["):
        return ""
    if node == ":":
        return " " if isinstance(before, Leaf) and before.style == "*" else ""
    if node in (",", "}", "]"):
        return " " if before == ":" else ""
    return " "


class Rows:
    """A collection over several lines, each indented by its depth from `base`."""

    def __init__(self, renderer: Renderer, base: int) -> None:
        self._renderer = renderer
        self._base = base
        self._depth = 0
        self._line = ""
        self._eol: Comment | None = None
        self._before: str | Leaf | Flow = "{"

    def show(self, flow: Flow, head: str) -> None:
        """Write the whole; `head` is what stands before it on its first line."""
        self._line = head
        self._open(flow)
        self._renderer.put(self._line, self._eol)

    def _open(self, flow: Flow) -> None:
        self._add(flow.opening.node, flow.opening.eol)
        self._depth += 1
        for item in flow.items:
            for bit in item:
                if bit.node == "," and item is flow.items[-1] and not flow.closing.broken:
                    continue
                if bit.broken:
                    self._break(bit, self._depth)
                if isinstance(bit.node, Flow) and bit.node.broken:
                    self._open(bit.node)
                else:
                    self._add(bit.node, bit.eol if isinstance(bit.node, str) else bit.node.eol)
        self._depth -= 1
        if flow.closing.broken:
            self._break(flow.closing, self._depth)
        self._add(flow.closing.node, flow.closing.eol)

    def _break(self, bit: Bit, depth: int) -> None:
        self._renderer.put(self._line.rstrip(" "), self._eol)
        self._renderer.own(bit.lines, self._base + STEP * self._depth)
        self._line = " " * (self._base + STEP * depth)
        self._eol = None
        self._before = "{"

    def _add(self, node: str | Leaf | Flow, eol: Comment | None) -> None:
        self._line += _distance(self._before, node)
        if isinstance(node, Leaf) and "\n" in node.written:
            self._leaf(node)
        else:
            self._line += _text(node)
        self._before = node
        self._eol = eol

    def _leaf(self, leaf: Leaf) -> None:
        """A scalar that goes over several lines itself: blank ones among them are line breaks, and stay."""
        first, *others = leaf.written.split("\n")
        self._line += trimmed(first, leaf)
        for line in others:
            self._renderer.lines.append(self._line)
            bare = trimmed(line.lstrip(" \t"), leaf)
            self._line = f"{'':{self._base + STEP * (self._depth + 1)}}{bare}" if bare else ""
