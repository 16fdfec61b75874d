"""What an event says, field by field, as it is worded for somebody.

How a field is written follows from its schema alone: the mark `x-format`, `format`, an enumeration. The patterns of the built-in types are tried with samples; those of
types that somebody declared are not, because what looks like an amount may be a temperature. What is not recognised is written as it came.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reconciler.delivering.rendering import formats
from reconciler.delivering.rendering.languages import Two, say
from reconciler.delivering.rendering.wording import Wording
from reconciler.delivering.rendering.wordings.labels import LABELS
from reconciler.model.event import Event
from reconciler.model.settings import EXTERNAL, NotificationType
from reconciler.model.values import Json

EVERY_EVENT: Final = frozenset({"event_id", "occurred_at", "link"})
"""Fields that every event has; the layout has its own places for them."""

_YES: Final[Two] = ("да", "yes")
_NO: Final[Two] = ("нет", "no")
_NAMED: Final = re.compile("(.*_)?(id|number)|uin")


class Kind(enum.Enum):
    """`EXACT` is never shortened, `NAME` (a number of something) only where nothing else helps, `LOOSE` first."""

    EXACT = "exact"
    NAME = "name"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Fact:
    """A field and what it says. `required`: the schema asks for it."""

    name: str
    label: str
    text: str
    kind: Kind = Kind.LOOSE
    required: bool = True


def facts(event: Event, type: NotificationType, wording: Wording | None, *, language: str, audience: str, timezone: str) -> tuple[Fact, ...]:
    """The fields of an event in the order of its schema, but those that every event has, those that say nothing, and those that are not for this audience."""
    schema = _mapping(type.events.get(event.name))
    required = schema.get("required")
    asked = frozenset(name for name in required if isinstance(name, str)) if isinstance(required, Sequence) else frozenset()
    left = _mapping(schema.get("x-deadline")).get("left")
    found = []
    for name, field in visible(event, type, wording, audience):
        if name in EVERY_EVENT:
            continue
        value = event.payload[name]
        text = _text(value, field, name, wording, builtin=type.builtin, language=language, timezone=timezone)
        if name == left and not isinstance(value, bool) and isinstance(value, (str, int)):
            text = formats.days(str(value), language)
        if text.strip():
            kind = Kind.NAME if _NAMED.fullmatch(name) else Kind.LOOSE if _loose(value, text, field) else Kind.EXACT
            found.append(Fact(name, _label(name, field, wording, builtin=type.builtin, language=language), text, kind, name in asked))
    return tuple(found)


def visible(event: Event, type: NotificationType, wording: Wording | None, audience: str) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """The fields of the payload that this audience may see, with their schemas. What the schema does not know is not shown; one that names no fields shows all."""
    fields = _mapping(_mapping(type.events.get(event.name)).get("properties"))
    for name in fields or event.payload:
        field = _mapping(fields.get(name))
        internal = field.get("x-internal") is True or (wording is not None and name in wording.internal)
        if event.payload.get(name) is not None and not (internal and audience == EXTERNAL):
            yield name, field


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}


def _label(name: str, field: Mapping[str, Json], wording: Wording | None, *, builtin: bool, language: str) -> str:
    ours = (wording.labels.get(name) if wording else None) or LABELS.get(name) if builtin else None
    if ours:
        return say(ours, language)
    return next((text for text in (field.get("title"), field.get("description")) if isinstance(text, str) and text.strip()), name)


def _text(value: Json, field: Mapping[str, Json], name: str, wording: Wording | None, *, builtin: bool, language: str, timezone: str) -> str:
    if not isinstance(value, str):
        return _plain(value, language)
    if wording is not None:
        words = wording.words.get(name, {}).get(value)
        if words:
            return say(words, language)
        if name in wording.days:
            return formats.days(value, language)
        if name in wording.lengths:
            return formats.length(value, language)
    match _form(field, builtin=builtin):
        case "money":
            return formats.money(value, language)
        case "time":
            return formats.moment(formats.day(value, language), language, timezone)
        case _:
            return _choice(value, field)


def _choice(value: str, field: Mapping[str, Json]) -> str:
    """`oneOf` with `const` and `title` is how JSON Schema gives codes a word."""
    choices = field.get("oneOf")
    for choice in choices if isinstance(choices, Sequence) and not isinstance(choices, str) else ():
        title = _mapping(choice).get("title")
        if isinstance(title, str) and _mapping(choice).get("const") == value:
            return title
    return value


def _form(field: Mapping[str, Json], *, builtin: bool) -> str:
    mark, format = field.get("x-format"), field.get("format")
    if mark in ("money", "balance"):
        return "money"
    if mark in ("moment", "date") or format in ("date", "date-time"):
        return "time"
    pattern = field.get("pattern")
    return _form_of_pattern(pattern) if builtin and isinstance(pattern, str) else ""


@functools.lru_cache(maxsize=256)
def _form_of_pattern(pattern: str) -> str:
    try:
        accepts = re.compile(pattern).search
    except re.error:
        return ""
    if accepts("x"):
        return ""
    if accepts("1234.50") and not accepts("1234"):
        return "money"
    return "time" if accepts("2026-11-24") or accepts("2026-11-24T14:30:00+03:00") else ""


def _loose(value: Json, text: str, field: Mapping[str, Json]) -> bool:
    """Whether it is free text, which may be cut short where there is little room."""
    return not isinstance(value, (bool, int, float)) and text == value and "enum" not in field


def _plain(value: Json, language: str) -> str:
    if isinstance(value, bool):
        return say(_YES if value else _NO, language)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_plain(inner, language)}" for name, inner in value.items() if inner is not None)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_plain(inner, language) for inner in value if inner is not None)
    return str(value)
