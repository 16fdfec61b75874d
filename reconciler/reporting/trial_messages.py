"""The messages of a test run on its page: each under its verdict, with headers, parts and source; what says the same is there once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from reconciler.model.delivery import Received, Status
from reconciler.model.trial import Judged, Mode, Trial, Tried
from reconciler.reporting import phrases_trial as phrases
from reconciler.reporting.mail_html import harmless, printable
from reconciler.reporting.received import ENCODED, WITHHELD, Part, Shown, shown
from reconciler.reporting.trial_marks import mark
from reconciler.reporting.trial_masks import Masks
from reconciler.reporting.trial_words import Places, cells_of, explained, seconds_text
from reconciler.reporting.webpage import lines, text
from reconciler.reporting.wording import Phrase, location_text

_MOST: Final = 6_000_000
"""Characters of content that a page holds, beside what is there for each message anyway."""

Parts = Callable[[str], int]


class Messages:
    """Writes the entries. Their numbers are those of `entries`: position + 1."""

    def __init__(self, trial: Trial, *, language: str, places: Places, parts: Parts | None) -> None:
        self._language = language
        self._places = places
        self._parts = parts
        self._environment = trial.target.environment
        self._live = trial.mode is Mode.LIVE
        self._known = frozenset(address.casefold() for cell in cells_of(trial) for address in _addresses(cell) if "@" in address)
        self._contents: dict[tuple[tuple[str, str, str, int], ...], tuple[int, str]] = {}
        self._room = _MOST

    def entry(self, number: int, tried: Tried, cell: Judged, back: str) -> Iterator[str]:
        """One message, folded. `back` is the anchor of its matrix."""
        summary = [
            f'<span class="n">{number}</span><span class="slot">{mark(cell.verdict, self._language)}</span><b>{text(tried.scenario.id)}</b>',
            f"<span>{text(cell.recipient) or text(self._say(phrases.SOMEBODY))} {text(cell.contact or cell.channel)} {text(str(cell.address or ''))}</span>",
        ]
        if cell.seconds is not None:
            summary.append(f'<span class="t">{text(self._say(phrases.SECONDS, seconds=seconds_text(cell.seconds, self._language)))}</span>')
        find = text(" ".join(_findable(tried, cell)).lower())
        yield f'<details class="entry" data-bad="{int(cell.verdict.bad)}" data-find="{find}"><summary>{"".join(summary)}</summary><div class="in" id="m{number}">'
        message, hint = explained(cell, language=self._language, places=self._places, environment=self._environment)
        yield f'<p class="said">{text(message[:1].upper() + message[1:])}</p>'
        if hint:
            yield f'<p class="todo">{"<br>".join(text(line) for line in hint.split(chr(10)))}</p>'
        yield f"<dl>{''.join(f'<dt>{text(label)}</dt><dd>{text(value)}</dd>' for label, value in self._facts(tried, cell) if value)}</dl>"
        for position, one in enumerate(cell.received, 1):
            yield from self._received(number, position, cell, one)
        if not cell.received:
            unseen = self._live and cell.status is Status.DELIVERED
            yield f'<p class="faint">{text(self._say(phrases.NOT_SEEN if unseen else phrases.NOTHING_RECEIVED))}</p>'
        yield f'<p class="back"><a href="#{text(back)}">{text(self._say(phrases.BACK))}</a></p></div></details>'

    def _say(self, phrase: Phrase, **arguments: str | int) -> str:
        return phrase.say(self._language, **arguments)

    def _facts(self, tried: Tried, cell: Judged) -> Iterator[tuple[str, str]]:
        place = tried.scenario.place
        yield self._say(phrases.SCENARIO), f"{tried.scenario.id}: {tried.scenario.title}" if tried.scenario.title else tried.scenario.id
        if place is not None and place in self._places:
            yield self._say(phrases.DECLARED_AT), location_text(self._places[place])
        yield self._say(phrases.EVENT), tried.scenario.event
        yield self._say(phrases.TYPE), cell.type
        yield self._say(phrases.RECIPIENT), cell.recipient
        yield self._say(phrases.ADDRESS), f"{cell.channel} {cell.address or ''}".strip()
        yield self._say(phrases.STATUS), cell.status.value if cell.status is not None else ""
        yield self._say(phrases.ANSWER), cell.answer
        yield self._say(phrases.MESSAGE_ID), cell.message

    def _received(self, number: int, position: int, cell: Judged, one: Received) -> Iterator[str]:
        found = shown(one, Masks([*_addresses(cell), one.to], self._known))
        yield '<div class="took">'
        if len(cell.received) > 1:
            yield f"<h3>{text(self._say(phrases.RECEIVED_NTH, number=position, count=len(cell.received)))}</h3>"
        if found.headers:
            rows = "".join(f"<dt>{text(name)}</dt><dd>{self._text(value)}</dd>" for name, value in found.headers)
            yield f'<h3>{text(self._say(phrases.HEADERS))}</h3><dl class="headers">{rows}</dl>'
        yield from self._content(number, position, cell, found)
        yield f"<details><summary>{text(self._say(phrases.RAW, bytes=found.size))}</summary><pre>{self._text(found.head)}</pre></details></div>"

    def _content(self, number: int, position: int, cell: Judged, found: Shown) -> Iterator[str]:
        """The parts; where another message has the same, a link to it, which the page's script replaces by a copy."""
        if not found.parts:
            return
        if (known := self._contents.get(found.content)) is not None:
            first, anchor = known
            said = text(self._say(phrases.SAME_CONTENT, number=first))
            yield f'<p data-same="{anchor}"><a href="#m{first}">{said}</a></p>'
            return
        size = sum(len(part.text) * 2 for part in found.parts) + sum(map(len, found.source))
        if size > self._room:
            yield f'<p class="faint">{text(self._say(phrases.NOT_SHOWN_CONTENT))}</p>'
            return
        self._room -= size
        anchor = f"c{number}-{position}"
        self._contents[found.content] = (number, anchor)
        yield f'<div id="{anchor}">'
        for part in found.parts:
            yield from self._part(cell, part)
        if any(found.source) and not cell.received[position - 1].path:
            sources = "".join(f"<pre>{self._text(source)}</pre>" for source in found.source if source)
            yield f"<details><summary>{text(self._say(phrases.SOURCE))}</summary>{sources}</details>"
        yield "</div>"

    def _part(self, cell: Judged, part: Part) -> Iterator[str]:
        if part.kind == "other":
            yield f"<p>{text(self._say(phrases.PART, type=part.type, bytes=part.size))}</p>"
            return
        if part.kind == "html" and part.text != WITHHELD:
            title = text(self._say(phrases.HTML_PART))
            document = harmless(part.text, picture=self._say(phrases.IMAGE))
            yield f'<h3>{title}</h3><iframe sandbox="" loading="lazy" title="{title}" srcdoc="{_attribute(document)}"></iframe>'
            yield f"<details><summary>{text(self._say(phrases.HTML_SOURCE))}</summary><pre>{self._text(part.text)}{self._cut(part)}</pre></details>"
            return
        phrase = phrases.BODY if part.kind == "data" else phrases.TEXT_PART
        yield f"<h3>{text(self._say(phrase))}{self._length(cell, part)}</h3><pre>{self._text(part.text)}{self._cut(part)}</pre>"

    def _cut(self, part: Part) -> str:
        return f"\n{text(self._say(phrases.CUT, count=part.cut))}" if part.cut else ""

    def _length(self, cell: Judged, part: Part) -> str:
        """Of a short text: how many characters, and how many SMS."""
        if cell.channel != "sms" or part.text == WITHHELD or (short := short_text(part.text)) is None:
            return ""
        if self._parts is None:
            return f", {text(self._say(phrases.CHARACTERS, count=len(short)))}"
        return f", {text(self._say(phrases.SMS_PARTS, parts=self._parts(short), count=len(short)))}"

    def _text(self, value: str) -> str:
        """A text of what was received, as text of the page."""
        if value == WITHHELD:
            return text(self._say(phrases.WITHHELD))
        head, sign, encoding = value.partition(ENCODED)
        if sign:
            return self._text(head) + text(self._say(phrases.HIDDEN_ENCODED, encoding=encoding))
        return _attribute(value)


def short_text(body: str) -> str | None:
    """The longest text among the values of a gateway's request, or the body itself where it is no JSON."""
    import json

    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return body
    texts = [found for found in _texts(value) if " " in found or "\u00a0" in found]
    return max(texts, key=len, default=None)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from _texts(part)


def _attribute(value: str) -> str:
    """A text of several lines, as text of the page or of an attribute."""
    return lines([printable(value)])


def _addresses(cell: Judged) -> Iterator[str]:
    if cell.address is not None:
        yield cell.address.value
    yield from (one.to for one in cell.received)


def _findable(tried: Tried, cell: Judged) -> Iterator[str]:
    yield from (tried.scenario.id, tried.scenario.event, cell.type, cell.recipient, cell.contact, cell.channel, str(cell.address or ""), cell.verdict.value)
