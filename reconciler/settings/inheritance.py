"""What an organization has from its ancestors, and what everybody has where nobody says otherwise."""

from __future__ import annotations

from typing import Any

from reconciler.settings.index import Entry
from reconciler.settings.layers import Profile, layer_of
from reconciler.settings.selection import Selection

DEFAULT_LOCALE = "ru"
DEFAULT_TIMEZONE = "Europe/Moscow"


def base_profile(entry: Entry, selection: Selection) -> Profile:
    """What an organization's employees inherit: its ancestors' defaults, the farthest first, then its own."""
    profile = Profile(selection)
    for owner in (*reversed(entry.ancestors), entry):
        notifications = owner.data.get("notifications")
        if isinstance(notifications, dict):
            profile = profile.with_layer(layer_of(owner.id, notifications, owner.place("notifications")))
    return profile


def inherited(entry: Entry, name: str, default: Any) -> Any:
    """A value of the organization, else of its nearest ancestor that has one."""
    return next((owner.data[name] for owner in (entry, *entry.ancestors) if name in owner.data), default)
