"""Notification types → the table of them: the core four first, then the others by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from reconciler.model.settings import NotificationType
from reconciler.reporting import phrases
from reconciler.reporting.layout import table
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import visible

_CORE_ORDER: Final = ("payment", "orders", "works", "license-renewal")


def type_key(type_: NotificationType) -> tuple[bool, int, str]:
    """Order of types in every listing."""
    place = _CORE_ORDER.index(type_.id) if type_.core and type_.id in _CORE_ORDER else len(_CORE_ORDER)
    return not type_.core, place, type_.id


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in that language, else in English, else in any."""
    return texts.get(language) or texts.get("en") or next((text for _, text in sorted(texts.items())), "")


def render_types(types: Iterable[NotificationType], *, language: str, style: Style = PLAIN) -> str:
    """Title with id, and description. Core types carry `*`."""
    rows = [(phrases.TYPE_COLUMN.say(language), phrases.DESCRIPTION_COLUMN.say(language))]
    rows += [(_title(type_, language), visible(in_language(type_.description, language))) for type_ in sorted(types, key=type_key)]
    head, *lines = table([(first, f"| {second}") for first, second in rows])
    edge = head.index("|")
    rule = "-" * edge + "|" + "-" * max(len(line) - edge - 1 for line in (head, *lines))
    return "\n".join([style.strong(head), rule, *lines, "", phrases.CORE_TYPES.say(language)])


def _title(type_: NotificationType, language: str) -> str:
    marks = [type_.id]
    if type_.mandatory:
        marks.append(phrases.MANDATORY.say(language))
    if not type_.selectable:
        marks.append(phrases.SYSTEM_TYPE.say(language))
    return f"{'*' if type_.core else ' '} {visible(in_language(type_.title, language))} ({visible(', '.join(marks))})"
