"""The layer that decides a subscription → what a plan says beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reconciler.model.diagnostic import Location
from reconciler.reporting import phrases
from reconciler.reporting.explain import layer_name
from reconciler.reporting.wording import location_text

_OF_ITS_OWN: Final = ("account", "contact")


@dataclass(frozen=True, slots=True)
class Decider:
    """`layer` as in `explain.Layer.name`; `missing` are channels it lists for which the recipient has no contact."""

    layer: str
    location: Location | None = None
    missing: tuple[str, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether it speaks for others too: then it is what alike changes have in common."""
        return self.layer.partition(" ")[0] not in _OF_ITS_OWN


Deciders = Mapping[tuple[str, str], Decider]
"""By the recipient's address and the type's id."""

NOBODY: Final[Deciders] = {}


def missing_note(decider: Decider | None, language: str) -> str:
    """` (sms: no such contact)`, or nothing."""
    return f" ({phrases.NO_SUCH_CONTACT.say(language, channels=decider.missing)})" if decider is not None and decider.missing else ""


def place_text(decider: Decider | None, language: str) -> str:
    """`organizations/teleset.yaml:14 (organization)`; nothing where no file decides."""
    if decider is None or decider.location is None:
        return ""
    kind = decider.layer.partition(" ")[0]
    # Of these there is only one it can be.
    layer = layer_name(kind if kind in ("organization", "account") else decider.layer, language)
    return f"{location_text(decider.location)} ({layer})"
