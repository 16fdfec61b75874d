"""Small maps kept as JSON text in one column.

Somebody may have edited such a text by hand. What cannot be read as the map it should be is shown under `unreadable`, a key no declaration has: so it
is a difference, and the next apply replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from reconciler.canonical import canonical, decode

UNREADABLE: Final = "unreadable"

_DEFINITION_DEFAULTS: Final[Mapping[str, Any]] = {"title": {}, "description": {}, "audience": [], "default_channels": []}
_DEFINITION_LISTS: Final = frozenset({"audience", "default_channels", "allowed_channels", "lead"})
_DEFINITION_MAPS: Final = frozenset({"title", "description", "events"})
_DEFINITION_TEXTS: Final = frozenset({"since", "until"})

TYPE_COLUMNS: Final = frozenset({"category", "surface", "mandatory", "urgent", "selectable", "core"})
"""The parts of a type's specification that have a column of their own."""


def put(spec: dict[str, Any], key: str, text: object, check: Callable[[Any], bool]) -> None:
    """Set `spec[key]` to what the text says, if it says a map that passes the check. Raises `TypeError` for what is not text."""
    if text is None:
        return
    if not isinstance(text, str):
        raise TypeError
    try:
        value = decode(text)
    except ValueError:
        value = None
    if isinstance(value, dict) and check(value):
        spec[key] = value
    else:
        spec.setdefault(UNREADABLE, {})[key] = text


def is_support(value: Mapping[str, Any]) -> bool:
    return all(isinstance(item, str) for item in value.values())


def is_requirements(value: Mapping[str, Any]) -> bool:
    return all(isinstance(item, dict) and item.keys() == {"recipients", "channels"} and _is_list(item["channels"]) for item in value.values())


def is_definition(value: Mapping[str, Any]) -> bool:
    return all(_fits(key, item) for key, item in value.items())


def definition(spec: Mapping[str, Any]) -> str:
    """The part of a type's specification that has no column of its own, as text."""
    return canonical({key: value for key, value in spec.items() if key not in TYPE_COLUMNS}).decode()


def put_definition(spec: dict[str, Any], text: object) -> None:
    """Add to a type's specification what its `definition` says."""
    spec.update(_DEFINITION_DEFAULTS)
    read: dict[str, Any] = {}
    put(read, "definition", text, is_definition)
    spec.update(read.pop("definition", {}))
    spec.update(read)


def _fits(key: str, value: Any) -> bool:
    if key in _DEFINITION_LISTS:
        return _is_list(value)
    if key in _DEFINITION_MAPS:
        return isinstance(value, dict)
    return key in _DEFINITION_TEXTS and isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(item, str) for item in value)
