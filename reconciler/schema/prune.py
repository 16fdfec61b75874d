"""A document without the parts that are wrong, so that later stages can look at the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.document import Document
from reconciler.model.values import Json, Pointer
from reconciler.schema.check import check
from reconciler.schema.walk import annotation, nodes_at


class Kept(list[Json]):
    """What is left of a list; `positions` says where its items stood."""

    def __init__(self, items: Iterable[Json], positions: tuple[int, ...]) -> None:
        super().__init__(items)
        self.positions = positions


def original(document: Document, pointer: Pointer) -> Pointer:
    """Where in the whole document something is that has this place in what is left of it: what is left out of a list moves the rest of it up."""
    value: object = document.data
    steps: list[str | int] = []
    for step in pointer:
        steps.append(value.positions[step] if isinstance(value, Kept) and isinstance(step, int) and step < len(value.positions) else step)
        if isinstance(value, Mapping):
            value = value.get(step)
        else:
            value = value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
    return tuple(steps)


def prune(document: Document, diagnostics: Sequence[Diagnostic]) -> Document:
    """A copy of `document` that the schema accepts, or one without data where nothing can be kept.

    What an error of this document points at is left out. A required key that is missing then is filled by a placeholder where the schema has one
    (`x-placeholder`: names, titles), else what lacks it is left out as well. Pass only the diagnostics of this document where there are many.
    """
    wrong: Iterable[Diagnostic] = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity is Severity.ERROR and diagnostic.place is not None and diagnostic.place.document == document.number
    ]
    while wrong:
        data = _without(document.data, wrong)
        if data is None:
            return replace(document, data={})
        document = replace(document, data=data)
        wrong = check([document])
    return document


def _without(data: Mapping[str, Json], wrong: Iterable[Diagnostic]) -> Mapping[str, Json] | None:
    """`data` without the places of `wrong`; None where a key is missing at its root."""
    removed: set[Pointer] = set()
    added: dict[Pointer, Json] = {}
    for diagnostic in wrong:
        pointer = diagnostic.place.pointer if diagnostic.place is not None else ()
        if diagnostic.code in ("missing-key", "missing-kind"):
            missing = (*pointer, str(diagnostic.arguments.get("key", "kind")))
            placeholder = annotation(nodes_at(data, missing), "x-placeholder")
            if placeholder is not None:
                added[missing] = placeholder
                continue
        removed.add(pointer)
    if () in removed:
        return None
    return cast("Mapping[str, Json]", _copied(data, _tree(removed, added)))


class _Removed:
    """Marks, in a tree of pointers, what is to be left out."""


_Tree = dict[str | int, "_Tree | _Removed | _Added"]


class _Added:
    def __init__(self, value: Json) -> None:
        self.value = value


def _tree(removed: Iterable[Pointer], added: Mapping[Pointer, Json]) -> _Tree:
    tree: _Tree = {}
    for pointer, leaf in [(pointer, _Removed()) for pointer in removed] + [(pointer, _Added(value)) for pointer, value in added.items()]:
        node = tree
        for step in pointer[:-1]:
            inner = node.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            node = inner
        else:
            node[pointer[-1]] = leaf
    return tree


def _copied(value: Json, tree: _Tree) -> Json:
    if isinstance(value, Mapping):
        copy = {
            key: _copied(item, inner) if isinstance(inner := tree.get(key), dict) else item for key, item in value.items() if not _is_removed(tree.get(key))
        }
        copy |= {str(key): leaf.value for key, leaf in tree.items() if isinstance(leaf, _Added)}
        return copy
    if isinstance(value, list | tuple):
        kept = [index for index in range(len(value)) if not _is_removed(tree.get(index))]
        before = value.positions if isinstance(value, Kept) else range(len(value))
        items = [_copied(value[index], inner) if isinstance(inner := tree.get(index), dict) else value[index] for index in kept]
        return Kept(items, tuple(before[index] for index in kept))
    return value


def _is_removed(leaf: object) -> bool:
    return isinstance(leaf, _Removed)
