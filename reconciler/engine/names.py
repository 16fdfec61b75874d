"""A name that means nothing here, and the one that was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from reconciler.model.errors import Unusable


def unknown(code: str, *, known: Iterable[str], **named: str) -> Unusable:
    """The fault `code` for the one name in `named`, which is not among `known`; what is spelled like it is suggested."""
    (name,) = named.values()
    similar = get_close_matches(name, sorted(filter(None, known)), n=1)
    return Unusable(code, hint="similar" if similar else "", known=tuple(similar), **named)
