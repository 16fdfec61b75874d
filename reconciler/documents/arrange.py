"""The order of keys, where it means nothing. An entry takes along the comments above it, behind it and inside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Map
from itertools import pairwise
from typing import Protocol

from reconciler.documents.tree import BLANK, Flow, Mapping, Part, Sequence, Tree, Value, named, speaks_of_the_next

_MODELINE = re.compile(r"#[ \t]*(?:yaml-language-server:|vim?:|-\*-|!)")


class Keys(Protocol):
    """What is known of one position: the places of its keys (none where their order is their author's), and what is inside it."""

    @property
    def places(self) -> Map[str, int]: ...

    def inside(self, key: str | None) -> Keys | None:
        """The value of a key, or (None) the items of a list; None where nothing in it has an order."""


KeysOf = Callable[[Map[str, str]], "Keys | None"]
"""(the scalars at a document's root, as texts) → what is known of it."""


def arrange(tree: Tree, keys_of: KeysOf) -> None:
    """Put the keys of one document in order. What is no mapping, or unknown, stays as it is."""
    keys = keys_of(tree.said())
    if keys is not None:
        if isinstance(tree.root.value, Mapping):
            _settle_header(tree.root.value, keys)
        _arrange(tree.root.value, keys)


def _settle_header(root: Mapping, keys: Keys) -> None:
    """A comment over the first key is about the document where that key stands first in every document, and where it speaks to an editor."""
    first = root.parts[0]
    if keys.places.get(first.name or "", 2) < 2 and not any(map(speaks_of_the_next, first.lead)):
        at = len(first.lead)
    else:
        at = max((number for number, line in enumerate(first.lead, 1) if _MODELINE.match(line.text)), default=0)
    root.head += first.lead[:at]
    del first.lead[:at]


def _arrange(value: Value, keys: Keys) -> None:
    match value:
        case Mapping():
            for part in value.parts:
                if isinstance(part.value, Mapping | Sequence | Flow) and part.name is not None and (inner := keys.inside(part.name)) is not None:
                    _arrange(part.value, inner)
            _sort(value, keys.places)
        case Sequence():
            if (inner := keys.inside(None)) is not None:
                for part in value.parts:
                    _arrange(part.value, inner)
        case Flow():
            _arrange_flow(value, keys)
        case _:
            pass


def _sort(mapping: Mapping, places: Map[str, int]) -> None:
    before = mapping.parts
    if not places or (order := _order([part.name for part in before], places)) is None:
        return
    shared = [at for at in order if before[at].shared]
    if shared != sorted(shared):
        return  # an alias must stay behind its anchor
    after = [before[at] for at in order]
    _keep_apart(mapping, before, after)
    mapping.parts = after


def _keep_apart(mapping: Mapping, before: list[Part], after: list[Part]) -> None:
    """Blank lines: none comes to stand before the first entry, the one that was there goes to the entry that was the first, and a comment under an entry does not come to stand right above another."""
    first, was = after[0], before[0]
    if first is not was and first.lead[:1] == [BLANK]:
        if not (mapping.head and any(line.text for line in first.lead)):  # its own comments stay apart from those of the whole
            del first.lead[0]
        if was.lead[:1] != [BLANK]:
            was.lead.insert(0, BLANK)
    for one, other in pairwise(after):
        if one.after and other.lead[:1] != [BLANK]:
            other.lead.insert(0, BLANK)
    if after[-1].after and mapping.tail and mapping.tail[0] != BLANK:
        mapping.tail.insert(0, BLANK)


def _order(names: list[str | None], places: Map[str, int]) -> list[int] | None:
    """The positions in their new order; None where it is the old one. What is unknown stays behind the key it stands behind."""
    ranks: list[int] = []
    rank = -1
    for name in names:
        rank = places.get(name or "", rank)
        ranks.append(rank)
    return None if ranks == sorted(ranks) else sorted(range(len(names)), key=ranks.__getitem__)


def _arrange_flow(flow: Flow, keys: Keys) -> None:
    names: list[str | None] = []
    for item in flow.items:
        pair = named(item)
        names.append(pair[0] if pair is not None else None)
        node = pair[1] if pair is not None and flow.is_mapping else item[0].node
        if isinstance(node, Flow) and (inner := keys.inside(pair[0] if pair is not None else None)) is not None:
            _arrange_flow(node, inner)
    if flow.broken or not flow.is_mapping or None in names or (order := _order(names, keys.places)) is None:
        return
    if any(isinstance(bit.node, str) and bit.node[0] == "&" for item in flow.items for bit in item) or any(leaf.style == "*" for leaf in flow.leaves()):
        return
    flow.items = [flow.items[at] for at in order]
