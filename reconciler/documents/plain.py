"""Checks and repairs of parsed data, in tight loops: they see every value of every file."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from reconciler.model.values import Json, Pointer


def is_plain(root: object, numbers: list[int | float], depth: int) -> bool:
    """Whether this is what JSON can say: string keys, finite numbers of at most 64 bits, at most `depth` levels, no merges left to do.

    Its numbers are added to `numbers`.
    """
    level = [root]
    for _ in range(depth):
        below: list[object] = []
        for node in level:
            if type(node) is dict:
                for key in node:
                    if type(key) is not str:
                        return False
                if "<<" in node:
                    return False
                values = node.values()
            else:
                values = node  # type: ignore[assignment]  # only dicts and lists get into `below`
            for value in values:
                kind = type(value)
                if kind is str or kind is bool or value is None:
                    continue
                if kind is dict or kind is list:
                    below.append(value)
                elif isinstance(value, int | float) and _is_good_number(value):
                    numbers.append(value)
                else:
                    return False
        if not below:
            return True
        level = below
    return False


def begins_with(nodes: list[object], signs: str) -> bool:
    """Whether some text in these values, keys included, begins with one of the signs. The depth must have been bounded before."""
    level = nodes
    while level:
        below: list[object] = []
        for node in level:
            texts = [*node, *node.values()] if type(node) is dict else node if type(node) is list else [node]
            for text in texts:
                if type(text) is str:
                    if text[:1] in signs and text:
                        return True
                elif type(text) is dict or type(text) is list:
                    below.append(text)
        level = below
    return False


def _is_good_number(value: object) -> bool:
    if type(value) is int:
        return -(1 << 63) <= value < 1 << 63
    return type(value) is float and isfinite(value)


class _Bad:
    """Stands for a value that cannot be kept."""


_BAD = _Bad()


def repaired(root: dict[object, object], mended: Mapping[Pointer, str | None]) -> tuple[dict[str, Json], bool]:
    """A copy with its merges done and without the entries that are not plain; and whether anything not plain was left out.

    `mended` are entries that the text misspells: what was meant stands in their place, or they go too where that is None.

    A list that holds such a value goes as a whole, so that positions stay true. What cannot be merged counts as not plain. The depth must have been bounded before.
    """
    repair = _Repair()
    result = repair.mapping(root)
    for pointer, meant in mended.items():
        _mend(result, pointer, meant)
    return result, repair.lossy


def _mend(root: dict[str, Json], pointer: Pointer, meant: str | None) -> None:
    """Put what was meant in the place that `pointer` names, or remove the nearest mapping entry that holds it, if it is there."""
    entry, name = root, pointer[0]
    holder: Json = root
    node: Json = root
    for part in pointer:
        holder = node
        if isinstance(node, dict) and part in node:
            entry, name = node, part
            node = node[part]
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            node = node[part]
        else:
            return
    if meant is None:
        entry.pop(str(name), None)
    elif isinstance(holder, dict):
        holder[str(pointer[-1])] = meant
    elif isinstance(holder, list) and isinstance(pointer[-1], int):
        holder[pointer[-1]] = meant


class _Repair:
    def __init__(self) -> None:
        self.lossy = False

    def value(self, node: object) -> Json | _Bad:
        if isinstance(node, dict):
            return self.mapping(node)
        if isinstance(node, list):
            items = [self.value(item) for item in node]
            return _BAD if _BAD in items else [item for item in items if not isinstance(item, _Bad)]
        if node is None or isinstance(node, str | bool):
            return node
        return node if isinstance(node, int | float) and _is_good_number(node) else _BAD

    def mapping(self, node: dict[object, object]) -> dict[str, Json]:
        return self._merged(node) if "<<" in node else self._entries(node)

    def _entries(self, node: dict[object, object]) -> dict[str, Json]:
        result: dict[str, Json] = {}
        for key, value in node.items():
            kept = self.value(value) if isinstance(key, str) else _BAD
            if isinstance(key, str) and not isinstance(kept, _Bad):
                result[key] = kept
            else:
                self.lossy = True
        return result

    def _merged(self, node: dict[object, object]) -> dict[str, Json]:
        """What the mapping says itself wins over what it merges; of several merged mappings, the earlier one wins."""
        merge = self.value(node["<<"])
        result = self._entries({key: value for key, value in node.items() if key != "<<"})
        for source in merge if isinstance(merge, list) else [merge]:
            if isinstance(source, dict):
                for key, value in source.items():
                    result.setdefault(key, value)
            else:
                self.lossy = True
        return result
