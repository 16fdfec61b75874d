"""Short texts: one that fits into an SMS, and one for messengers. The link is never shortened; free text is, then names and numbers of things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from reconciler.delivering.rendering import layouts, templates
from reconciler.delivering.rendering.facts import Fact, Kind
from reconciler.delivering.rendering.sms import MOST_PARTS, clipped, parts
from reconciler.delivering.rendering.told import Told

Details: TypeAlias = tuple[tuple[str, str], ...]

MESSENGERS: Final = frozenset({"telegram", "max", "vk"})
"""Channels whose short text has room for every detail; that of any other is as short as an SMS."""

MOST_IN_A_MESSENGER: Final = 3500
"""Characters; Telegram, which has the least room, takes 4096."""

_WHOLE: Final = 1 << 30
_BRIEF: Final = ((_WHOLE, _WHOLE, _WHOLE), (60, 60, 60), (40, 40, 40), (28, 36, 32), (20, 32, 24), (14, 24, 18), (9, 20, 14))
"""Ever less room: for free text, for names and numbers, for the organization's name."""
_LONG: Final = (_WHOLE, 800, 400, 200, 100, 50, 25)


def brief(told: Told, marker: str) -> tuple[str, Details]:
    """A text message of at most three parts, and what is to be found in it. Where even the shortest sentence leaves no room, the title stands in its place; a link that
    takes more than three parts by itself is whole all the same.
    """
    return next(_fitting(_briefs(told, marker), lambda text: parts(text) <= MOST_PARTS))


def long(told: Told, marker: str) -> tuple[str, Details]:
    """A message of a messenger, and what is to be found in it: every detail, long texts shortened to what there is room for."""
    return next(_fitting(_longs(told, marker), lambda text: len(text) <= MOST_IN_A_MESSENGER))


def _fitting(texts: Iterator[tuple[str, Details]], fits: Callable[[str], bool]) -> Iterator[tuple[str, Details]]:
    last = None
    for text in texts:
        last = text
        if fits(text[0]):
            break
    if last is not None:
        yield last


def _briefs(told: Told, marker: str) -> Iterator[tuple[str, Details]]:
    for loose, name, organization in _BRIEF:
        facts = tuple(_shorter(fact, loose, name) for fact in told.facts)
        sender = clipped(told.organization, organization)
        used = tuple((fact.name, fact.text) for fact in told.told_briefly(facts))
        yield _line(f"{marker}{sender}: {told.brief(facts)} {told.link}"), (("organization", sender), *used, ("link", told.link))
    sender, title = clipped(told.organization, 24), clipped(told.title, 40)
    yield _line(f"{marker}{sender}: {title}. {told.link}"), (("organization", sender), ("notification_type", title), ("link", told.link))


def _longs(told: Told, marker: str) -> Iterator[tuple[str, Details]]:
    for most in _LONG:
        facts = told.facts if most == _WHOLE else tuple(_shorter(fact, most, most) for fact in told.facts)
        shorter = replace(told, facts=facts)
        text = templates.text(
            layouts.MESSENGER,
            marker=marker,
            title=told.title,
            organization=told.organization,
            said=shorter.said(),
            facts=facts,
            act=told.act,
            link=told.link,
            footer=told.footer,
        )
        yield text.rstrip("\n"), shorter.details()


def _shorter(fact: Fact, loose: int, name: int) -> Fact:
    return replace(fact, text=clipped(fact.text, {Kind.LOOSE: loose, Kind.NAME: name, Kind.EXACT: _WHOLE}[fact.kind]))


def _line(text: str) -> str:
    """One line, its spaces plain: the one that does not break would make an English text twice as long."""
    return " ".join(text.split())
