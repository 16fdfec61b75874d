"""Why an event is not accepted → a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reconciler.model.event import Rejection
from reconciler.reporting import phrases_events as phrases

_NAMED: Final = 12
"""So many of the values there are are named, and so many fields."""


def rejection_text(rejection: Rejection, language: str) -> str:
    """One line without a stop at its end: the field, what is wrong and how it has to be, the values there are, and the one that was probably meant.

    Never what the field holds.
    """
    field = rejection.field or phrases.EVENT.say(language)
    said = phrases.REJECTIONS[rejection.code].say(language, field=field)
    if rejection.known:
        said = phrases.KNOWN.say(language, said=said, known=_some(rejection.known))
    return phrases.DID_YOU_MEAN.say(language, said=said, suggestion=rejection.suggestion) if rejection.suggestion else said


def ignored_text(fields: Sequence[str], language: str) -> str:
    """The warning for fields that a type does not know."""
    return phrases.IGNORED.say(language, count=len(fields), fields=_some(tuple(fields)))


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) <= _NAMED else (*names[:_NAMED], "…")
