"""Notification types, and the codes of diagnostics → JSON."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.model.message import LANGUAGES, Entry
from reconciler.model.settings import NotificationType
from reconciler.reporting import messages
from reconciler.reporting.catalogue import type_key
from reconciler.reporting.machine import JsonDocument, document


def types_document(types: Iterable[NotificationType]) -> JsonDocument:
    """Everything about each type, its events and their schemas too."""
    return document(types=[_type(type_) for type_ in sorted(types, key=type_key)])


def _type(type_: NotificationType) -> JsonDocument:
    return {
        "id": type_.id,
        "title": dict(sorted(type_.title.items())),
        "description": dict(sorted(type_.description.items())),
        "category": type_.category,
        "surface": type_.surface,
        "audience": sorted(type_.audience),
        "default_channels": list(type_.default_channels),
        "allowed_channels": list(type_.allowed_channels),
        "core": type_.core,
        "builtin": type_.builtin,
        "mandatory": type_.mandatory,
        "urgent": type_.urgent,
        "selectable": type_.selectable,
        "lead": list(type_.lead),
        "since": type_.since,
        "until": type_.until,
        "events": dict(sorted(type_.events.items())),
    }


def codes_document(code: str | None = None) -> JsonDocument:
    """Every code, or one, with its words in every language. Raises `KeyError` for a code that does not exist."""
    rows = messages.entries()
    return document(codes=[_entry(entry) for entry in ([rows[code]] if code is not None else rows.values())])


def _entry(entry: Entry) -> JsonDocument:
    texts = {language: entry.text(language) for language in LANGUAGES}
    words = {language: {"message": text.message, "hints": dict(text.hints), "page": text.page} for language, text in texts.items()}
    return {"code": entry.code, "severity": entry.severity.name.lower(), **words}
