"""Trees → text, in one style. Scalars are written as they were, but for single quotes where double ones say the same."""

from __future__ import annotations

from reconciler.documents.flow import STEP, Rows, inline, trimmed, written
from reconciler.documents.tree import Comment, Flow, Leaf, Line, Mapping, Part, Sequence, Tree

_FAR = 2
"""More blanks than these before a comment put it into a column."""


class Renderer:
    """Collects lines. `columns` are those of the comments behind something, by line of the source."""

    def __init__(self, columns: dict[int, int]) -> None:
        self.lines: list[str] = []
        self._columns = columns
        self._exact = False  # the last line belongs to a block scalar that keeps the blank lines behind it

    def text(self) -> str:
        while self.lines and not self.lines[-1] and not self._exact:
            del self.lines[-1]
        return "".join(f"{line}\n" for line in self.lines)

    # Lines

    def put(self, text: str, eol: Comment | None = None) -> None:
        self.lines.append(text if eol is None else self._with(text, eol))
        self._exact = False

    def _with(self, text: str, eol: Comment) -> str:
        """A comment stays in its column where it stood in one, as far as there is room; else it keeps its distance."""
        if eol.width > _FAR or eol.column in (self._columns.get(eol.line - 1), self._columns.get(eol.line + 1)):
            return f"{text:{eol.column}}{eol.text}" if len(text) < eol.column else f"{text}  {eol.text}"
        return f"{text}{'':{eol.width}}{eol.text}"

    def own(self, lines: list[Line], indent: int) -> None:
        """Comments on lines of their own. Of several blank lines one is left, and none at the beginning."""
        for line in lines:
            if line.text:
                self.put(" " * indent + line.text)
            elif self.lines and self.lines[-1] and not self._exact:
                self.put("")

    # Documents

    def document(self, tree: Tree) -> None:
        self.own(tree.before, 0)
        for directive in tree.directives:
            self.own(directive.lines, 0)
            self.put(str(directive.node), directive.eol)
        root, head = tree.root, ""
        if tree.start is not None:
            self.own(tree.start.lines, 0)
            head = "---"
            root.eol = root.eol or tree.start.eol
        if root.properties:
            head = " ".join([*([head] if head else []), *root.properties])
        if isinstance(root.value, Mapping):
            if head:
                self.put(head, root.eol)
            self._mapping(root.value, 0)
        else:
            self._value(root, head, -STEP, on_next=root.broken and bool(head))
        if tree.end is not None:
            self.own(tree.end.lines, 0)
            self.put("...", tree.end.eol)

    # Blocks

    def _mapping(self, mapping: Mapping, indent: int, first: str | None = None) -> None:
        """`first` is what stands on the line of the first entry already."""
        if first is None:
            self.own(mapping.head, indent)
        for part in mapping.parts:
            margin = " " * indent if first is None else first
            if first is None:
                self.own(part.lead, indent)
            first = None
            self._entry(part, margin, indent)
            self.own(part.after, indent)
        self.own(mapping.tail, indent)

    def _entry(self, part: Part, margin: str, indent: int) -> None:
        key = part.key
        assert key is not None and isinstance(key.value, Leaf)  # noqa: S101 - what grows is so
        name = " ".join([*key.properties, written(key.value)])
        if part.explicit:
            self.put(f"{margin}? {name}", key.value.eol)
            head = f"{'':{indent}}:"
        else:
            head = f"{margin}{name}:" if key.value.style != "*" else f"{margin}{name} :"
        if part.properties:
            head = " ".join([head, *part.properties])
        self._value(part, head, indent)

    def _sequence(self, sequence: Sequence, indent: int, first: str | None = None) -> None:
        for part in sequence.parts:
            margin = " " * indent if first is None else first
            if first is None:
                self.own(part.lead, indent)
            first = None
            head = " ".join([f"{margin}-", *part.properties])
            value = part.value
            if isinstance(value, Mapping | Sequence) and part.eol is None and not part.properties and _begins_at_once(value):
                self._block(value, indent + STEP, f"{head} ")
            else:
                self._value(part, head, indent, base=indent + STEP)
        self.own(sequence.tail, indent)

    def _block(self, value: Mapping | Sequence, indent: int, first: str | None = None) -> None:
        if isinstance(value, Mapping):
            self._mapping(value, indent, first)
        else:
            self._sequence(value, indent, first)

    def _value(self, part: Part, head: str, indent: int, *, base: int | None = None, on_next: bool = False) -> None:
        """`head` is the line so far, `indent` that of the collection around, `base` (the same, unless given) that from which the lines of a flow collection are further in."""
        inner = indent + STEP
        value = part.value
        if isinstance(value, Mapping | Sequence):
            self.put(head, part.eol)
            self._block(value, inner)
            return
        if value is None:
            if head or part.eol:
                self.put(head, part.eol)
            self.own(part.inner, max(inner, 0))
        else:
            several = part.broken and (value.broken if isinstance(value, Flow) else not value.is_block and "\n" in value.written)
            if on_next or several or part.eol is not None or any(line.text for line in part.inner):
                if head:
                    self.put(head, part.eol)
                self.own(part.inner, inner)
                head, base = " " * inner, inner
            elif head:
                head += " "
            self._single(value, head, indent, max(indent if base is None else base, 0))
        self.own(part.below, inner)

    def _single(self, value: Leaf | Flow, head: str, indent: int, base: int) -> None:
        if isinstance(value, Flow):
            if value.broken:
                Rows(self, base).show(value, head)
            else:
                self.put(head + inline(value), value.eol)
        elif value.is_block:
            self._literal(value, head, indent + STEP)
        else:
            self._scalar(value, head, indent + STEP)

    def _scalar(self, leaf: Leaf, head: str, indent: int) -> None:
        """A scalar that may go over several lines. How far in its other lines are means nothing; blank lines among them are line breaks."""
        first, *others = written(leaf).split("\n")
        if not others:
            self.put(head + first, leaf.eol)
            return
        self.lines.append(head + trimmed(first, leaf))
        for number, line in enumerate(others, 1):
            bare = trimmed(line.lstrip(" \t"), leaf)
            text = f"{'':{indent}}{bare}" if bare else ""
            if number == len(others):
                self.put(text, leaf.eol)
            else:
                self.lines.append(text)

    def _literal(self, leaf: Leaf, head: str, indent: int) -> None:
        """A block scalar: every line with its own blanks, and only the margin changed. What `|2` says counts from the collection around."""
        block = leaf.block()
        self.put(head + block.header, leaf.eol)
        margin = " " * (indent + block.digit - STEP if block.digit else indent)
        self.lines += [f"{margin}{line}" if line else "" for line in block.lines]
        if block.keeps:
            self.lines += [""] * block.blank
            self._exact = True


def _begins_at_once(value: Mapping | Sequence) -> bool:
    """Whether nothing but blank lines stands before the first entry or item."""
    head = value.head if isinstance(value, Mapping) else []
    return not any(line.text for line in [*head, *value.parts[0].lead])
