"""What stands under `<<`: a mapping, a list of mappings, or the alias of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from reconciler.documents.events import Role, Step, start_of
from reconciler.documents.finding import Finding, Spot


@dataclass(slots=True)
class _Kind:
    """What a node is to a merge. `odd` is what may not stand in it: of a list the first item that is no mapping, of a text the text."""

    mapping: bool = False
    odd: Spot | None = None
    anchor: str | None = None


class Merges:
    """Follows the nodes of one document, and says of each `<<` whether there is something to merge."""

    def __init__(self) -> None:
        self._open: list[_Kind] = []
        self._anchors: dict[str, _Kind] = {}
        self._key = Spot(0, 0)

    def look(self, step: Step) -> Iterator[Finding]:
        """A `bad-merge` whose entry is the mapping that holds it: without what it merges, that says something else than it means."""
        node, pointer, role = step
        if isinstance(node, yaml.CollectionStartEvent):
            kind = _Kind(isinstance(node, yaml.MappingStartEvent), anchor=node.anchor)
            if not kind.mapping:
                self._in_list(step, kind)
            self._open.append(kind)
            return
        if isinstance(node, yaml.CollectionEndEvent):
            kind = self._open.pop()
        elif isinstance(node, yaml.AliasEvent):
            known = self._anchors.get(node.anchor or "", _Kind(mapping=True))  # one that is unknown, or recursive, is told already
            kind = _Kind(known.mapping, known.odd and start_of(node))
            self._in_list(step, kind)
        else:
            spot = start_of(node)
            if role is Role.KEY:
                self._key = spot
            kind = _Kind(odd=spot if spot.length or node.value else self._key, anchor=node.anchor)  # nothing is nowhere: its key is shown
            self._in_list(step, kind)
        if kind.anchor:
            self._anchors[kind.anchor] = kind
        if kind.odd is not None and role is not Role.KEY and pointer[-1:] == ("<<",):
            yield Finding("bad-merge", kind.odd, entry=pointer[:-1])

    def _in_list(self, step: Step, kind: _Kind) -> None:
        """Remember, in the list it stands in, an item that is no mapping."""
        outer = self._open[-1] if self._open else None
        if outer is not None and not outer.mapping and not kind.mapping and outer.odd is None:
            outer.odd = start_of(step.node)
