"""Plain data → the text of a document, as somebody would write it: what is short on one line, everything else on lines of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from reconciler.importing.yaml_text import scalar

WIDTH: Final = 120
"""How long a line may get before what is on it gets lines of its own."""

_OPEN: Final = frozenset({"accounts", "roles", "requirements"})
"""Keys whose entries each get a line: people add to them."""


def document_text(data: Mapping[str, Any]) -> str:
    """One document, without what stands above it. Its keys keep their order."""
    return "".join(f"{line}\n" for line in _mapping(data, 0))


def entry_lines(key: str, value: Any, indent: int, *, block: bool = False) -> list[str]:
    """One entry of a mapping at this indentation. With `block` a mapping goes over several lines, however short it is."""
    head = f"{' ' * indent}{scalar(key)}:"
    if not isinstance(value, dict | list) or not value:
        return [f"{head} {inline(value)}"]
    short = f"{head} {inline(value)}"
    if not block and len(short) <= WIDTH and "\n" not in short:
        return [short]
    if isinstance(value, dict):
        return [head, *_mapping(value, indent + 2, entries=key in _OPEN)]
    return [head, *(f"{' ' * (indent + 2)}- {inline(item)}" for item in value)]


def account_lines(id: str, account: Mapping[str, Any], indent: int) -> list[str]:
    """An account among others: a line for each of its keys, and for each of its contacts where it has several."""
    if not account:
        return [f"{' ' * indent}{scalar(id)}: {{}}"]
    lines = [f"{' ' * indent}{scalar(id)}:"]
    for key, value in account.items():
        lines += entry_lines(key, value, indent + 2, block=key == "contacts" and len(value) > 1)
    return lines


def inline(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(str(key))}: {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    return scalar(value) if isinstance(value, str) else json.dumps(value)


def _mapping(data: Mapping[str, Any], indent: int, *, entries: bool = False) -> Iterator[str]:
    for key, value in data.items():
        if key == "accounts" and isinstance(value, dict) and value:
            yield f"{' ' * indent}accounts:"
            for id, account in value.items():
                yield from account_lines(id, account, indent + 2)
        else:
            block = not entries and isinstance(value, dict) and (key in _OPEN or (key == "contacts" and len(value) > 1))
            yield from entry_lines(key, value, indent, block=block)
