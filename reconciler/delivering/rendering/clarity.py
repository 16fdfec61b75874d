"""Whether a message can be understood, and whether what it must say is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from reconciler.delivering.rendering.languages import RUSSIAN
from reconciler.delivering.rendering.short import MESSENGERS
from reconciler.delivering.rendering.sms import MOST_PARTS
from reconciler.model.delivery import Content
from reconciler.model.settings import EXTERNAL

LEFT_OVER: Final = re.compile(r"\b(?:None|null|nan|NaN|undefined)\b|\{\{|\}\}|\{%|%\}|\?\?\?|\ufffd")
"""What a template or a value that is not there leaves behind."""

MOJIBAKE: Final = re.compile(r"(?:[РС][\u0402-\u040f\u0452-\u045f\u2018-\u203a\u20ac\u2116\u2122\u00a0-\u00bb]){2}|(?:[ÐÑ][\u0080-\u00bf]){2}")
"""UTF-8 that was read as Windows-1251 or Latin-1: `РџСЂРёРІРµС‚`."""

_JARGON: Final = re.compile(r"\b(?:ЛКО|ПОС|ЕПГУ|ЕСИА|LKO|EPGU|ESIA)\b")
_CODE: Final = re.compile(r"\b[a-z]+(?:[_.][a-z]+)+\b(?!\.)")
_SENTENCE: Final = re.compile(r"[.!?:;]\s|\n")
_MOST_WORDS: Final = 35
_CYRILLIC: Final = re.compile("[а-яё]{3}", re.IGNORECASE)

_OURS: Final = frozenset({"notification_type", "action"})

CLARITY: Final = (
    "leftover",
    "mojibake",
    "missing-detail",
    "too-many-parts",
    "jargon",
    "code",
    "long-sentence",
    "no-action",
    "no-link",
    "no-organization",
    "no-support",
    "wrong-language",
)
"""What `unclear` may find, in this order. All from `jargon` on are held against messages to external recipients only."""


def missing(details: Iterable[tuple[str, str]], text: str) -> tuple[str, ...]:
    """The names of the details that are not in `text`. Spaces of any kind and ends of lines are all the same here: every transport has its own."""
    squeezed = _squeezed(text)
    return tuple(name for name, detail in details if _squeezed(detail) not in squeezed)


def unclear(content: Content, *, audience: str, channel: str, support: Mapping[str, str]) -> tuple[str, ...]:
    """Which of `CLARITY` are wrong with a content, in their order. What the event itself says is taken as it is: only our words are judged by their form.

    `support` are the contacts of the organization's own support.
    """
    found = {*_broken(content, channel), *(_unclear_outside(content, support) if audience == EXTERNAL else ())}
    return tuple(problem for problem in CLARITY if problem in found)


def _broken(content: Content, channel: str) -> Iterator[str]:
    words, texts = _own_words(content), [text for _, text in content.details]
    if LEFT_OVER.search(words) or any(LEFT_OVER.fullmatch(text.strip()) for text in texts):
        yield "leftover"
    if MOJIBAKE.search(words) or any(MOJIBAKE.search(text) for text in texts):
        yield "mojibake"
    if missing(content.details, content.text) or missing(content.short_details, content.short):
        yield "missing-detail"
    if channel not in MESSENGERS and content.parts > MOST_PARTS:
        yield "too-many-parts"


def _unclear_outside(content: Content, support: Mapping[str, str]) -> Iterator[str]:
    words = _own_words(content)
    if _JARGON.search(words):
        yield "jargon"
    if _CODE.search(words):
        yield "code"
    if any(len(sentence.split()) > _MOST_WORDS for sentence in _SENTENCE.split(words)):
        yield "long-sentence"
    names = dict(content.details)
    yield from (f"no-{name}" for name in ("action", "link", "organization") if not names.get(name))
    if not any(contact in content.text for contact in support.values()):
        yield "no-support"
    if bool(_CYRILLIC.search(words)) is not (content.locale == RUSSIAN):
        yield "wrong-language"


def _own_words(content: Content) -> str:
    """Subject, text and short text without what the event says and without the organization's own contacts."""
    words = "\n".join((content.subject, content.text, content.short))
    given = [text for name, text in (*content.details, *content.short_details) if name not in _OURS]
    for text in sorted(filter(str.strip, given), key=len, reverse=True):
        words = words.replace(text, " ")
    return re.sub(r"\S+@\S+|https?://\S+", " ", words)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
