"""Changes → the digest that stands for exactly them."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.canonical import canonical, short_digest
from reconciler.model.change import Change, Create, Delete, Move


def changes_digest(key: bytes, changes: Iterable[Change], *about: str) -> str:
    """Covers action, address, before and after of each change, in order; and what `about` names (which guard refuses them, for whom).

    It covers addresses of people, so it is keyed.
    """
    return short_digest(key, canonical([*about, *(_entry(change) for change in changes)]))


def _entry(change: Change) -> list[str | None]:
    before = None if isinstance(change, Create) else change.before.canonical.decode("utf-8")
    after = None if isinstance(change, Delete) else change.after.canonical.decode("utf-8")
    entry = [type(change).__name__.lower(), change.address, before, after]
    return [*entry, change.before.address] if isinstance(change, Move) else entry
