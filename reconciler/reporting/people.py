"""What a plan means for people → one paragraph, always in the same order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reconciler.model.reach import People
from reconciler.reporting import phrases
from reconciler.reporting.layout import few, paragraph
from reconciler.reporting.wording import Phrase

SHOWN: Final = 5
"""Addresses named for each statement."""


def render_people(people: People, *, language: str) -> str:
    """`People: 1 stops receiving everything (teleset/petrov); …`, worst first."""
    return paragraph(phrases.PEOPLE.say(language), people_statements(people, language=language))


def people_statements(people: People, *, language: str) -> list[str]:
    """What it means for people, one statement each; that nobody is affected where there is none."""

    def statement(phrase: Phrase, addresses: Iterable[str], **arguments: str) -> list[str]:
        names = tuple(addresses)
        return [phrase.say(language, count=len(names), names=few(names, SHOWN, language), **arguments)] if names else []

    lines = statement(phrases.STOPS, people.stops)
    for type_, addresses in sorted(people.stops_type.items()):
        lines += statement(phrases.STOPS_TYPE, addresses, type=type_)
    for (type_, channel), addresses in sorted(people.loses.items()):
        lines += statement(phrases.LOSES, addresses, type=type_, channel=channel)
    lines += statement(phrases.READDRESSED, people.readdressed)
    lines += statement(phrases.STARTS, people.starts)
    for (type_, channel), addresses in sorted(people.gains.items()):
        lines += statement(phrases.GAINS, addresses, type=type_, channel=channel)
    return lines + statement(phrases.AWAITING, people.awaiting) or [phrases.NOBODY.say(language)]
