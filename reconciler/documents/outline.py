"""The collections and scalars of one document with the exact part of the text that each is written in: what an edit needs to touch nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from reconciler.documents.events import Role, marks, steps


@dataclass(slots=True)
class Spot:
    """One node. `start` and `end` are places in the text; the end of a block collection is that of what is written last in it, without what stands behind or below. `style` is
    that of a scalar (`'`, `"`, `|`, `>`, "" for a plain one); `shared` says that it is an alias, or that it or something in it has an anchor or a tag."""

    start: int
    end: int
    column: int
    line: int
    mapping: bool = False
    sequence: bool = False
    flow: bool = False
    style: str = ""
    shared: bool = False
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """A key and its value, or an item of a sequence (whose key is its value)."""

    key: Spot
    value: Spot
    name: str


def outline(text: str) -> Spot:
    """The root of the one document in `text`. Raises `RefusedText` for what the C parser does not read, `ValueError` where there is no root."""
    open_: list[Spot] = []
    keys: list[Spot | None] = []
    root: Spot | None = None
    for step in steps(text):
        node = step.node
        start, end = marks(node)
        if step.role is Role.END:
            done = open_.pop()
            keys.pop()
            if done.flow:
                done.end = end.index
            elif done.entries:
                done.end = done.entries[-1].value.end
            if open_:
                open_[-1].shared |= done.shared
            continue
        spot = Spot(start.index, end.index, start.column, start.line)
        if isinstance(node, yaml.ScalarEvent):
            spot.style = node.style if node.style and node.style in "'\"|>" else ""
            if spot.style in ("|", ">"):
                spot.end = start.index + len(text[start.index : end.index].rstrip("\n "))
        elif isinstance(node, yaml.CollectionStartEvent):
            spot.mapping = isinstance(node, yaml.MappingStartEvent)
            spot.sequence = not spot.mapping
            spot.flow = bool(node.flow_style)
        spot.shared = isinstance(node, yaml.AliasEvent) or getattr(node, "anchor", None) is not None or getattr(node, "tag", None) is not None
        if not open_:
            root = spot
        else:
            _place(open_[-1], keys, spot, step.role, str(step.pointer[-1]))
        if isinstance(node, yaml.CollectionStartEvent):
            open_.append(spot)
            keys.append(None)
    if root is None:
        raise ValueError
    return root


def _place(parent: Spot, keys: list[Spot | None], spot: Spot, role: Role, name: str) -> None:
    parent.shared |= spot.shared
    if role is Role.KEY:
        keys[-1] = spot
        return
    key = keys[-1] if parent.mapping else spot
    assert key is not None  # noqa: S101 - a value of a mapping follows its key
    parent.entries.append(Entry(key, spot, name))
    keys[-1] = None
