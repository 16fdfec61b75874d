"""What is told of an event to one kind of reader, before it is laid out for a channel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reconciler.delivering.rendering import layouts, templates
from reconciler.delivering.rendering.facts import Fact
from reconciler.delivering.rendering.languages import Two, say
from reconciler.delivering.rendering.sms import clipped
from reconciler.delivering.rendering.wording import Wording

_SUBJECT_FACT = 80
_SHORT_FACTS = 3


@dataclass(frozen=True, slots=True)
class Told:
    """`footer` says why one gets it, whom to turn to, and with which number. `title` is that of the type, `name` what a declared event is called ("" where its schema has no title), `about` what it or its type is about.

    `wording` is None for events that are not ours: they are told by their title and their fields.
    """

    language: str
    outside: bool
    title: str
    organization: str
    facts: tuple[Fact, ...]
    link: str
    footer: tuple[str, ...] = ()
    id: str = ""
    wording: Wording | None = None
    name: str = ""
    about: str = ""

    def said(self) -> str:
        """The sentence that a message begins with."""
        if self.wording is None:
            return self.about or self.name or self.title
        return self._filled(self.wording.outside if self.outside and self.wording.outside else self.wording.say, self.facts)

    @property
    def act(self) -> str:
        """What to do next; the link follows."""
        if self.wording is None:
            return say(layouts.GENERIC_ACT, self.language)
        return say(self.wording.act_outside if self.outside and self.wording.act_outside else self.wording.act, self.language)

    def fact(self) -> str:
        """The one thing that a subject says."""
        short = tuple(_clipped(fact, _SUBJECT_FACT) for fact in self.facts)
        if self.wording is not None:
            return self._filled(self.wording.fact, short)
        return ", ".join(part for part in (self.name, *(fact.text for fact in _first(short)[:1])) if part)

    def brief(self, facts: tuple[Fact, ...]) -> str:
        """The sentence of a text message, of these facts, which may be shortened ones."""
        if self.wording is not None:
            return self._filled(self.wording.brief, facts)
        return f"{self.name or self.title}: {', '.join(fact.text for fact in _first(facts))}.".replace(": .", ".")

    def told_briefly(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """Those of these facts that are in `brief`."""
        if self.wording is None:
            return _first(facts)
        names = templates.names(say(self.wording.brief, self.language))
        return tuple(fact for fact in facts if fact.name in names)

    def _filled(self, two: Two, facts: Iterable[Fact]) -> str:
        return templates.text(say(two, self.language), **{fact.name: fact.text for fact in facts})

    def details(self) -> tuple[tuple[str, str], ...]:
        """Everything that has to be found in a message with room for it: (name, text)."""
        own = tuple((fact.name, fact.text) for fact in self.facts)
        last = ("action", self.act), ("link", self.link), ("event_id", self.id)
        return ("notification_type", self.title), ("organization", self.organization), *own, *last


def _first(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.required and fact.name not in ("occurred_at", "event"))[:_SHORT_FACTS]


def _clipped(fact: Fact, most: int) -> Fact:
    return Fact(fact.name, fact.label, clipped(fact.text, most), fact.kind, fact.required)
