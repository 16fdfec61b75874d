"""A reason that stays in the history."""

from __future__ import annotations

from reconciler.model.errors import Unusable

LONGEST = 500
"""Characters."""


def demand_reason(text: str) -> str:
    """The reason on one line. Raises `Unusable("bad-reason")` for none, one that is too long, or one with characters that cannot be shown."""
    reason = " ".join(text.split())
    if not reason or len(reason) > LONGEST or not reason.isprintable():
        raise Unusable("bad-reason", limit=LONGEST)
    return reason
