"""Beginnings that editors insert whole: a document of each kind, an account, a contact, a role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from reconciler.schema.files import Schema
from reconciler.schema.offers import Say

Snippet = dict[str, Any]

_DOCUMENTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "Organization": {"id": "$1", "name": "$2", "form": "${3:other}", "locale": "${4:ru}", "timezone": "${5:Europe/Moscow}"},
    "Accounts": {"organization": "$1", "accounts": {"$2": {"family_name": "$3", "given_name": "$4", "contacts": {"email": "$5"}}}},
    "NotificationType": {"id": "$1", "title": {"ru": "$2", "en": "$3"}, "category": "${4:custom}", "channels": ["${5:email}"]},
    "Scenario": {"id": "$1", "organization": "$2", "event": "$3", "payload": {"$4": "$5"}, "expect": [{"to": "$6"}]},
    "Project": {"manager": "$1", "sources": ["${2:organizations}"], "backend": {"type": "sql", "url": "${3:sqlite:///.reconciler/notifications.db}"}},
}
"""What follows `version` and `kind`. `$1`, `$2` … are the places to fill in, in this order."""

_PARTS: Final[Mapping[str, tuple[tuple[str, Mapping[str, Any]], ...]]] = {
    "accounts": (
        ("New employee", {"$1": {"family_name": "$2", "given_name": "$3", "contacts": {"email": "$4"}}}),
        ("New external account", {"$1": {"audience": "external", "contacts": {"email": "$2"}, "notifications": {"types": ["$3"]}}}),
    ),
    "contacts": (("New contact of any name", {"$1": {"channel": "$2", "address": "$3"}}),),
    "roles": (("New role", {"$1": {"notifications": {"types": {"$2": "$3"}}}}),),
}
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "timezone": (
        "Europe/Kaliningrad",
        "Europe/Moscow",
        "Europe/Samara",
        "Asia/Yekaterinburg",
        "Asia/Omsk",
        "Asia/Krasnoyarsk",
        "Asia/Irkutsk",
        "Asia/Yakutsk",
        "Asia/Vladivostok",
        "Asia/Magadan",
        "Asia/Kamchatka",
    ),
    "locale": ("ru", "en"),
}
"""Values that are offered though any other of their form will do: the eleven time zones of Russia, the languages there are texts in."""


def documents(about: Mapping[str, str]) -> list[Snippet]:
    """A new document of each kind; `about` says what each is."""
    return [{"label": kind, "description": about[kind], "body": {"version": 1, "kind": kind, **body}} for kind, body in _DOCUMENTS.items()]


def add(definitions: Mapping[str, Schema], say: Say) -> None:
    """Put the snippets of parts into their definitions."""
    for name, snippets in _PARTS.items():
        # In a branch of its own: beside `type` it would be the whole of what an editor writes behind the key.
        definitions[name]["allOf"] = [{"defaultSnippets": [{"label": say(label), "body": body} for label, body in snippets]}]
    for name, values in _VALUES.items():
        definitions[name]["defaultSnippets"] = [{"label": value, "body": value} for value in values]
