"""Whether a message says what it has to: nothing left unfilled, every detail, the link whole, both parts of a mail alike, and what a scenario asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from reconciler.delivering.decoded import Decoded
from reconciler.model.delivery import Message
from reconciler.model.diagnostic import Argument
from reconciler.model.scenario import Expected
from reconciler.model.values import Json
from reconciler.model.words import as_word

Matches: TypeAlias = Callable[[str, str], bool]
"""(pattern, text) → whether it matches somewhere in there, in a time that grows with the text."""

LEFT_OVER: Final = re.compile(r"\b(?:None|null|nan|NaN|undefined)\b|\{\{|\}\}|\{%|%\}|\?\?\?|\ufffd")
MOJIBAKE: Final = re.compile(r"(?:[РС][\u0402-\u040f\u0452-\u045f\u2018-\u203a\u20ac\u2116\u2122\u00a0-\u00bb]){2}|(?:[ÐÑ][\u0080-\u00bf]){2}")
"""UTF-8 that was read as Windows-1251 or Latin-1."""

_GOES_ON: Final = re.compile(r"[\w/?&=%#~+-]")
"""What, right behind a link, would be part of it."""

_WHOLE: Final = frozenset({"email", "webhook", "inapp"})
"""Channels whose messages have room for every detail."""


class Fault(NamedTuple):
    """What is wrong with a message: a code, and what its sentence names."""

    code: str
    arguments: Mapping[str, Argument]


def faults(message: Message, read: Decoded, expected: Iterable[Expected], matches: Matches, name: str) -> Iterator[Fault]:
    """Everything wrong with what arrived, the gravest first. `name` stands where an expectation has no place in a file."""
    if not read.legible:
        yield Fault("text-not-legible", {})
    yield from _leftovers(message, read)
    yield from _details(message, read)
    for one in expected:
        yield from _asked(one, read, matches, name)


def _leftovers(message: Message, read: Decoded) -> Iterator[Fault]:
    """What the event itself says is data, whatever it looks like: only what stands around it is ours."""
    words = read.words
    for text in sorted({*_given(message)}, key=len, reverse=True):
        words = words.replace(text, " ")
    if (found := LEFT_OVER.search(words)) is not None:
        yield Fault("placeholder-left", {"text": found[0]})
    if MOJIBAKE.search(words) is not None:
        yield Fault("mojibake", {})


def _given(message: Message) -> Iterator[str]:
    content = message.content
    texts = [*_texts(message.event.payload), *(text for _, text in (*content.details, *content.short_details))]
    # A value that is nothing but a leftover was none when it was worded.
    yield from (text for text in texts if text.strip() and not re.fullmatch(r"None|null|nan|NaN|undefined", text.strip()))


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)


def _details(message: Message, read: Decoded) -> Iterator[Fault]:
    content, channel = message.content, message.destination.channel
    whole = _missing(content.details, f"{read.subject}\n{read.text}", content.link)
    if read.html:
        shown = f"{read.subject} {read.html} {' '.join(read.targets)}"
        in_html = _missing(content.details, shown, content.link)
        for name in sorted({*whole} & {*in_html}):
            yield Fault("detail-missing", {"field": name})
        for name in sorted({*whole} ^ {*in_html}):
            yield Fault("parts-differ", {"field": name, "part": "text" if name in whole else "HTML"})
    elif whole and (channel in _WHOLE or (short := _missing(content.short_details, read.words, content.link))):
        yield from (Fault("detail-missing", {"field": name}) for name in (whole if channel in _WHOLE else short))
    if content.link and _is_due(message, whole) and not _has_link(content.link, read):
        yield Fault("link-broken", {})


def _is_due(message: Message, missing: Sequence[str]) -> bool:
    """Whether the link has to be there, and it is not said already that it is not."""
    content = message.content
    named = any(text == content.link for _, text in content.short_details)
    return "link" not in missing and (message.destination.channel in _WHOLE or named)


def _asked(one: Expected, read: Decoded, matches: Matches, name: str) -> Iterator[Fault]:
    words, squeezed = read.words, _squeezed(read.words)
    at: Mapping[str, Argument] = {"place": one.place or name}
    for text in one.contains:
        if text not in words and _squeezed(text) not in squeezed:
            yield Fault("text-missing", {"text": as_word(text), **at})
    for pattern in one.matches:
        if not matches(pattern, words) and not matches(pattern, squeezed):
            yield Fault("pattern-unmatched", {"text": as_word(pattern), **at})
    for text in one.not_contains:
        if text in words or _squeezed(text) in squeezed:
            yield Fault("text-forbidden", {"text": as_word(text), **at})
    if one.link and not _has_link(one.link, read):
        yield Fault("link-missing", dict(at))


def _has_link(link: str, read: Decoded) -> bool:
    """Whether a link is there whole: in the text, and where there is HTML behind one of its links too."""
    return _in_text(link, read.text) and (not read.html or link in read.targets)


def _in_text(link: str, text: str) -> bool:
    start = text.find(link)
    while start >= 0:
        after = text[start + len(link) :]
        # A full stop ends a sentence, unless the address goes on behind it.
        if not _GOES_ON.match(after.lstrip(".") if after.startswith(".") and not after[1:2].isspace() else after):
            return True
        start = text.find(link, start + 1)
    return False


def _missing(details: Iterable[tuple[str, str]], text: str, link: str) -> tuple[str, ...]:
    """The names of the details that are not in a text. Spaces of any kind and ends of lines are all the same: every transport has its own. What stands in the link alone
    is told to nobody.
    """
    squeezed = _squeezed(text)
    told = squeezed.replace(link, " ") if link else squeezed
    return tuple(name for name, detail in details if _squeezed(detail) not in (squeezed if link and link in detail else told))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
