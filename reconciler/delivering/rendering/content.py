"""One event in the words for one kind of reader: subject, text, HTML, and what must be found in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from reconciler.delivering.rendering import layouts, templates
from reconciler.delivering.rendering.facts import Fact, Kind, facts, visible
from reconciler.delivering.rendering.formats import written
from reconciler.delivering.rendering.languages import Two, language, say
from reconciler.delivering.rendering.short import MESSENGERS, brief, long
from reconciler.delivering.rendering.sms import clipped, parts
from reconciler.delivering.rendering.told import Told
from reconciler.delivering.rendering.wording import wording
from reconciler.model.delivery import Content
from reconciler.model.event import Event
from reconciler.model.routing import Destination
from reconciler.model.settings import EXTERNAL, NotificationType
from reconciler.model.values import Json

_HTML: Final = frozenset({"email", "inapp"})
_SUBJECT: Final = 180
_SUPPORT: Final = ("email", "phone", "url")
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of a line: a subject could be made to say something else."""


class Sender(Protocol):
    """The organization whose people are told; `model.settings.Organization` is one."""

    @property
    def name(self) -> str: ...

    @property
    def support(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything about a recipient that changes a word: who have the same get the same. `language` is `ru` or `en`."""

    language: str
    audience: str
    timezone: str
    channel: str
    mandatory: bool = False


def reader_of(destination: Destination) -> Reader:
    """The kind of reader behind a contact."""
    return Reader(language(destination.locale), destination.audience, destination.timezone, destination.channel, destination.mandatory)


def render(event: Event, *, type: NotificationType, organization: Sender, reader: Reader) -> Content:
    """The words of an event for a reader.

    Raises `jinja2.UndefinedError` where the payload of a built-in event lacks a field that its schema requires: whoever accepted it was wrong.
    """
    payload = {_clean(name): _cleaned(value) for name, value in event.payload.items()}
    event = replace(event, id=_clean(event.id), link=_clean(event.link), payload=payload)
    told = _told(event, type, organization, reader)
    values: dict[str, Any] = {
        "test": say(layouts.TEST, reader.language) if event.test else "",
        "language": reader.language,
        "organization": told.organization,
        "title": told.title,
        "said": told.said(),
        "facts": told.facts,
        "act": told.act,
        "link": told.link,
        "clickable": told.link.startswith(("https://", "http://")),
        "footer": told.footer,
    }
    marker = say(layouts.MARKER, reader.language) if event.test else ""
    subject, text = marker + _subject(told), templates.text(layouts.TEXT, **values)
    short, short_details = (long if reader.channel in MESSENGERS else brief)(told, marker)
    return Content(
        subject=subject,
        text=text,
        html=templates.html(layouts.HTML, **values) if reader.channel in _HTML else "",
        short=short,
        parts=parts(short),
        data=_data(event, {name: event.payload[name] for name, _ in visible(event, type, told.wording, reader.audience)}, subject, text),
        link=told.link,
        locale=reader.language,
        details=told.details(),
        short_details=short_details,
    )


def _told(event: Event, type: NotificationType, organization: Sender, reader: Reader) -> Told:
    ours, tongue = wording(type, event.name), reader.language
    found = facts(event, type, ours, language=tongue, audience=reader.audience, timezone=reader.timezone)
    schema = type.events.get(event.name)
    name, about = (_words(schema, key) for key in ("title", "description"))
    happened = Fact("occurred_at", say(layouts.WHEN, tongue), written(event.occurred, tongue, reader.timezone), Kind.EXACT)
    outside = reader.audience == EXTERNAL
    if ours is None and not outside and not name:
        # Two events of one type would read the same; to outsiders the name of an event says nothing.
        found = (Fact("event", say(layouts.EVENT, tongue), event.name, Kind.NAME), *found)
    told = Told(
        language=tongue,
        outside=outside,
        title=_in(type.title, tongue) or type.id,
        organization=_clean(organization.name),
        facts=(*found, happened),
        link=event.link,
        id=event.id,
        wording=ours,
        name=name,
        about=about or name or _in(type.description, tongue),
    )
    return replace(told, footer=_footer(told, organization, mandatory=type.mandatory or reader.mandatory))


def _words(schema: Json, key: str) -> str:
    text = schema.get(key) if isinstance(schema, Mapping) else None
    return text.strip() if isinstance(text, str) else ""


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _subject(told: Told) -> str:
    fact = told.fact()
    line = f"{told.title}: {fact}" if fact else told.title
    return clipped("".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in line if c not in _TURNING), _SUBJECT)


def _footer(told: Told, organization: Sender, *, mandatory: bool) -> tuple[str, ...]:
    """Why one gets it and how to switch it off, whom to turn to, and the number to give there."""

    def filled(two: Two, **values: str) -> str:
        return templates.text(say(two, told.language), title=told.title, organization=told.organization, **values)

    contacts = ", ".join(_clean(organization.support[key]) for key in _SUPPORT if organization.support.get(key))
    why = (layouts.MANDATORY,) if mandatory else (layouts.WHY_OUTSIDE, layouts.OFF_OUTSIDE) if told.outside else (layouts.WHY, layouts.OFF)
    return (
        " ".join(filled(two) for two in why),
        *((filled(layouts.SUPPORT, contacts=contacts),) if contacts else ()),
        filled(layouts.REFERENCE, id=told.id),
    )


def _data(event: Event, payload: Mapping[str, Json], subject: str, text: str) -> Mapping[str, Json]:
    return {
        "id": event.id,
        "type": event.type,
        "event": event.name,
        "organization": event.organization,
        "occurred_at": event.occurred.isoformat(),
        "title": subject,
        "text": text,
        "link": event.link,
        "data": payload,
        "test": event.test,
    }


def _clean(text: str) -> str:
    """Half of a surrogate pair is no character, and no encoding has bytes for it."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _cleaned(value: Json) -> Json:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, Mapping):
        return {_clean(name): _cleaned(inner) for name, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, Sequence) else value
