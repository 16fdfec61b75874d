"""The form of what we say about an event, and where it is looked up. The sentences themselves are in `wordings/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.delivering.rendering.languages import Two
from reconciler.model.settings import NotificationType


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said about one event, in Russian and English; `{{ amount }}` is a field of the payload as it is worded.

    `fact` goes into the subject behind the title of the type, `say` is the sentence a message begins with, `brief` the one of a text message behind the organization's
    name, `act` what to do next: the link follows. `outside` and `act_outside` are for external recipients where employees read something else.
    `labels` name fields otherwise than everywhere, `words` say what a code of a field means, `lengths` are fields that hold a length of time and `days` a number of them.
    `internal` fields are for employees only.
    """

    fact: Two
    say: Two
    brief: Two
    act: Two
    outside: Two | None = None
    act_outside: Two | None = None
    labels: Mapping[str, Two] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Two]] = field(default_factory=dict)
    lengths: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    internal: frozenset[str] = frozenset()


def wording(type: NotificationType, event: str) -> Wording | None:
    """Ours for an event of a built-in type; None for one of a type that somebody declared, even where it has the same name."""
    from reconciler.delivering.rendering.wordings import WORDINGS

    return WORDINGS.get(event) if type.builtin else None
