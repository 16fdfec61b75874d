"""A text → its trees. The C scanner finds the tokens; whatever stands between two of them is blanks, line breaks and comments, and is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import yaml
from yaml import tokens

from reconciler.documents.scanning import Scanner, UnformattableText
from reconciler.documents.tree import BLANK, Bit, Flow, Leaf, Line, Mapping, Part, Sequence, Tree, speaks_of_the_next

_PROPERTIES: Final = frozenset({tokens.AnchorToken, tokens.TagToken})
_LEAVES: Final = frozenset({tokens.ScalarToken, tokens.AliasToken})
_FLOW_STARTS: Final = frozenset({tokens.FlowMappingStartToken, tokens.FlowSequenceStartToken})
_FLOW_ENDS: Final = frozenset({tokens.FlowMappingEndToken, tokens.FlowSequenceEndToken})
_FLOW_SIGNS: Final = frozenset({tokens.FlowEntryToken, tokens.KeyToken, tokens.ValueToken}) | _PROPERTIES
_ENTRIES: Final = frozenset({tokens.KeyToken, tokens.ValueToken})


class Grower(Scanner):
    """The trees of a text, one after the other."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._shared = 0  # anchors and aliases so far

    def trees(self) -> Iterator[Tree]:
        """Raises `UnformattableText`."""
        try:
            self._advance()
            self._advance()
            while self._kind is not tokens.StreamEndToken:
                yield self._document()
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise UnformattableText("unread", mark.line if mark is not None else 0) from None
        finally:
            self._loader.dispose()

    # Documents

    def _document(self) -> Tree:
        tree = Tree(self._claim())
        before = self._start
        while self._kind is tokens.DirectiveToken:
            tree.directives.append(self._bit())
        if self._kind is tokens.DocumentStartToken:
            tree.start = self._bit()
        else:
            self.lines, tree.before = tree.before, []
        self._node(tree.root, -1)
        if self._kind is tokens.DocumentEndToken:
            tree.end = self._bit()
        elif self._start == before or self._kind not in (tokens.DocumentStartToken, tokens.StreamEndToken):
            self._refuse()
        return tree

    def _bit(self) -> Bit:
        """The token by itself, with what stands before it."""
        bit = Bit("", self._claim(), self._broken)
        bit.node = self._take(bit)
        return bit

    # Blocks

    def _node(self, part: Part, column: int, *, entry: bool = False) -> None:
        """The value of `part`, whose collection begins at `column`; that of a mapping's entry may be a sequence at the same column."""
        while self._kind in _PROPERTIES:
            self._shared += self._kind is tokens.AnchorToken
            part.inner += self._claim()
            part.properties.append(self._take(part))
        part.broken = self._broken
        kind = self._kind
        if kind in _LEAVES:
            part.inner += self._claim()
            part.value = self._leaf(column)
        elif kind is tokens.BlockMappingStartToken:
            part.value = self._mapping(column)
            return
        elif kind is tokens.BlockSequenceStartToken:
            self._advance()
            part.value = self._sequence(column)
            self._end_block()
            return
        elif kind is tokens.BlockEntryToken and entry:
            part.value = self._sequence(column)
            return
        elif kind in _FLOW_STARTS:
            part.inner += self._claim()
            part.value = self._flow()
        if self.lines:
            part.below = self._deeper(column)

    def _leaf(self, column: int = 0) -> Leaf:
        token = self._token
        if self._kind is tokens.AliasToken:
            self._shared += 1
            leaf = Leaf("", token.value, "*")
        else:
            leaf = Leaf("", token.value, "" if token.plain else token.style, column)
        if leaf.is_block:
            self._literal(leaf)
        else:
            leaf.written = self._take(leaf)
        return leaf

    def _literal(self, leaf: Leaf) -> None:
        """A block scalar. Its token goes up to the next one; the blank lines at its end are content, or a distance to what follows."""
        end = self._text.find("\n", self._start, self._token.end_mark.index)
        header = self._text[self._start : end if end >= 0 else self._token.end_mark.index]
        if (at := header.find("#")) >= 0:
            leaf.eol = self._comment(self._start + at, header[at:].rstrip(" \t"), at - len(header[:at].rstrip(" \t")))
        leaf.written = self._take(leaf)
        block = leaf.block()
        if block.blank and not block.keeps:
            self.lines.insert(0, BLANK)

    def _mapping(self, enclosing: int) -> Mapping:
        column = self._token.start_mark.column
        self._advance()
        mapping = Mapping()
        while self._kind in _ENTRIES:
            part = Part()
            if self.lines:
                _share(mapping, part, self._claim())
            shared = self._shared
            self._entry(part, column)
            part.shared = self._shared != shared
            mapping.parts.append(part)
        mapping.tail = self._deeper(enclosing)
        self._end_block()
        return mapping

    def _entry(self, part: Part, column: int) -> None:
        part.key = key = Part()
        if self._kind is tokens.KeyToken:
            part.explicit = self._token.end_mark.index > self._start
            if part.explicit:
                self._take(key)
            else:
                self._advance()
            self._node(key, column)
        # A key is one scalar on one line, and nothing is written between it and its colon: the rest is legal, and nobody writes it.
        leaf = key.value
        odd = (
            not isinstance(leaf, Leaf) or (leaf.eol is not None and not part.explicit) or "\n" in leaf.written or key.eol is not None or key.inner or key.below
        )
        if odd or self._kind is not tokens.ValueToken:
            self._refuse()
        self._take(part)
        self._node(part, column, entry=True)

    def _sequence(self, enclosing: int) -> Sequence:
        column = self._token.start_mark.column
        sequence = Sequence()
        while self._kind is tokens.BlockEntryToken:
            part = Part(self._claim())
            self._take(part)
            self._node(part, column)
            sequence.parts.append(part)
        sequence.tail = self._deeper(enclosing)
        return sequence

    def _end_block(self) -> None:
        if self._kind is not tokens.BlockEndToken:
            self._refuse()
        self._advance()

    def _deeper(self, column: int) -> list[Line]:
        """The next lines as far as they are comments further in than `column`, with the blank ones between them."""
        count = 0
        for number, line in enumerate(self.lines, 1):
            if line.text:
                if line.column <= column:
                    break
                count = number
        taken, self.lines = self.lines[:count], self.lines[count:]
        return taken

    # Flow

    def _flow(self) -> Flow:
        opening = self._bit()
        items: list[list[Bit]] = []
        item: list[Bit] = []
        broken = False
        while (kind := self._kind) not in _FLOW_ENDS:
            if kind in _FLOW_SIGNS:
                if kind is tokens.KeyToken:
                    end = self._token.end_mark.index
                    if end == self._start:
                        self._advance()
                        continue
                    if self._text[end : end + 1] not in (" ", "\n", "\t"):  # text, for any other parser
                        self._refuse()
                self._shared += kind is tokens.AnchorToken
            elif kind not in _LEAVES and kind not in _FLOW_STARTS:
                self._refuse()
            broken = broken or self._broken
            bit = Bit("", self._claim(), self._broken)
            item.append(bit)
            if kind in _LEAVES:
                bit.node = leaf = self._leaf()
                broken = broken or "\n" in leaf.written
            elif kind in _FLOW_STARTS:
                bit.node = flow = self._flow()
                broken = broken or flow.broken
            else:
                bit.node = self._take(bit)
                if kind is tokens.FlowEntryToken:
                    items.append(item)
                    item = []
        if item:
            items.append(item)
        broken = broken or self._broken
        return Flow(opening, items, self._bit(), broken)


def _share(mapping: Mapping, part: Part, lines: list[Line]) -> None:
    """Give the lines between two entries to the one they touch: to the one below, but for comments that stand right under the one above and away from the one below."""
    blanks = [number for number, line in enumerate(lines) if not line.text]
    if not mapping.parts:
        at = blanks[-1] + 1 if blanks else 0
        mapping.head, part.lead = lines[:at], lines[at:]
    elif blanks and blanks[0] > 0 and not any(map(speaks_of_the_next, lines[: blanks[0]])):
        mapping.parts[-1].after, part.lead = lines[: blanks[0]], lines[blanks[0] :]
    else:
        part.lead = lines
