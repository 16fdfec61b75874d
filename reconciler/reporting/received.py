"""What a sink took → what of it is shown: headers, parts and the source, without addresses."""

from __future__ import annotations

import email
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from typing import Any, Final
from urllib.parse import parse_qsl

from reconciler.model.delivery import Received
from reconciler.model.personal import DOTS, mask
from reconciler.reporting.trial_masks import Masks

_SENDERS: Final = frozenset({"from", "sender", "reply-to"})
_PEOPLE: Final = frozenset({"to", "cc", "bcc", "delivered-to", "x-original-to", "envelope-to", "x-rcptto", "x-mailfrom", "return-path", "resent-to"})
_SHOWN: Final = frozenset(
    {
        "subject",
        "date",
        "message-id",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
        "content-language",
        "content-length",
        "auto-submitted",
        "precedence",
    }
    | {"importance", "x-priority", "list-id", "user-agent", "accept", "accept-encoding", "x-reconciler-message", "webhook-id", "webhook-timestamp", "host"}
)
"""The headers whose values are told. Those of any other may be a token."""

_SECRET: Final = re.compile(r"pass|pwd|psw|secret|token|key|auth|sign|login|user|credential|session|cookie", re.IGNORECASE)
_TELLING: Final = re.compile(r"\s|^[0-9]{1,5}$|^$")
"""A value with a space in it is a text, not a token; a short number is no telephone."""


LONGEST: Final = 60_000
"""Characters of one text that are shown."""

_SLACK: Final = 400
"""So many more are looked at, so that an address across the edge is seen whole and masked."""


@dataclass(frozen=True, slots=True)
class Part:
    """`kind`: `text`, `html`, `data` (JSON or fields) or `other` (only its size is told). `cut`: so many characters of it are not in `text`."""

    kind: str
    type: str
    text: str
    size: int
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that was received. `texts` are what is in its parts, `source` how they came (both equal for two messages of the same content), `head` the lines above."""

    headers: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    head: str
    source: tuple[str, ...]
    size: int

    @property
    def content(self) -> tuple[tuple[str, str, str, int], ...]:
        """What two messages have in common that say the same."""
        return tuple((part.kind, part.type, part.text, part.cut) for part in self.parts)


WITHHELD: Final = "\x00withheld"
"""Stands for a text that still holds an address when all that can be masked is."""

ENCODED: Final = "\x00encoded:"
"""Stands, with the encoding behind it, for the source of a part whose text had to be masked."""


def shown(received: Received, masks: Masks) -> Shown:
    """Never raises, whatever the bytes are."""
    if received.headers or received.path:
        return _request(received, masks)
    return _mail(received, masks)


def _safe(text: str, masks: Masks) -> str:
    """The beginning of a text, masked."""
    masked = masks.mask(text[: LONGEST + _SLACK])
    return WITHHELD if masks.holds(masked) else masked[:LONGEST]


def _made(kind: str, type_: str, text: str, size: int, masks: Masks) -> Part:
    shown_text = _safe(text, masks)
    return Part(kind, _safe(type_, masks), shown_text, size, max(len(text) - LONGEST, 0) if shown_text != WITHHELD else 0)


# Mail


def _mail(received: Received, masks: Masks) -> Shown:
    message: Message[str, str] = email.message_from_bytes(received.raw)
    told = [(_safe(name, masks), _header(name, value, masks), value, raw) for name, value, raw in _triples(message)]
    parts, source = [], []
    for one in message.walk():
        if one.is_multipart():
            continue
        part, text = _part(one, masks)
        parts.append(part)
        source.append(text)
    head = "\n".join(_as_it_came(*one) for one in told)
    return Shown(tuple((name, text) for name, text, _, _ in told), tuple(parts), head, tuple(source), len(received.raw))


def _as_it_came(name: str, told: str, value: str, raw: str) -> str:
    """A line of the source: encoded and folded as it was, unless something in it had to be masked."""
    return f"{name}: {raw.strip()}" if told == value else f"{name}: {told}"


def _triples(message: Message[str, str]) -> Iterator[tuple[str, str, str]]:
    """Names, decoded values and raw ones; what is no proper encoding is as it came."""
    for name, found in message.raw_items():
        # A header in UTF-8, which no encoding announces, has been read as bytes.
        raw = str(found).encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\r\n", "\n")
        try:
            value = str(make_header(decode_header(raw)))
        except (HeaderParseError, LookupError, UnicodeError, ValueError):
            value = raw
        yield name, " ".join(value.split()), raw


def _header(name: str, value: str, masks: Masks) -> str:
    folded = name.lower()
    if folded in _PEOPLE:
        return ", ".join(_person(*pair) for pair in getaddresses([value])) or DOTS
    if folded in _SENDERS or folded in _SHOWN:
        return _safe(value, masks)
    return DOTS


def _person(name: str, address: str) -> str:
    return f"{mask(name)} <{mask(address)}>" if name else mask(address)


def _part(part: Message[str, str], masks: Masks) -> tuple[Part, str]:
    """A part, decoded; and as it came, unless that is another spelling of an address."""
    raw = part.get_payload()
    raw = raw if isinstance(raw, str) else ""
    decoded = part.get_payload(decode=True)
    data = decoded if isinstance(decoded, bytes) else b""
    type_ = part.get_content_type()
    if part.get_content_maintype() != "text":
        return Part("other", _safe(type_, masks), "", len(data)), ""
    text = _decoded(data, part.get_content_charset() or "utf-8").replace("\r\n", "\n")
    made = _made("html" if type_ == "text/html" else "text", type_, text, len(data), masks)
    encoding = str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower()[:20]
    source = made.text
    if encoding not in {"7bit", "8bit", "binary"}:
        source = raw.replace("\r\n", "\n")[:LONGEST] if made.text == text[:LONGEST] else f"{ENCODED}{encoding}"
    head = [f"{name}: {_header(name, value, masks)}" for name, value, _ in _triples(part) if name.lower().startswith("content-") and not part.get("From")]
    return made, "\n".join([*head, *[""] * bool(head), source])


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


# HTTP


def _request(received: Received, masks: Masks) -> Shown:
    body = received.raw.decode("utf-8", "replace")
    type_ = next((value for name, value in received.headers.items() if name.lower() == "content-type"), "")
    # Paths and queries of services hold tokens and numbers: their values are told as those of a body, the path is not.
    query = received.path.partition("?")[2]
    headers = [("POST", f"/{DOTS}" if received.path.strip("/") else "/")] if received.path else []
    headers += [(_safe(name, masks), _header(name, value, masks)) for name, value in received.headers.items()]
    parts = [_data(received.channel, "query", _fields(query), len(query), masks)] if query else []
    if (value := _json(body)) is not None:
        parts.append(_data(received.channel, "application/json", value, len(received.raw), masks))
    elif "urlencoded" in type_:
        parts.append(_data(received.channel, "application/x-www-form-urlencoded", _fields(body), len(received.raw), masks))
    elif body:
        plain = type_.partition(";")[0].strip() or "text/plain"
        parts.append(_made("text", plain, body if received.channel in _OURS or _TELLING.search(body) else DOTS, len(received.raw), masks))
    head = "\n".join(f"{name}: {value}" for name, value in headers)
    return Shown(tuple(headers), tuple(parts), head, tuple(part.text for part in parts), len(received.raw))


_OURS: Final = frozenset({"webhook", "inapp"})
"""Channels whose bodies are of our own making: everything in them is the event's."""


def _json(body: str) -> Any:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _fields(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=200))
    except ValueError:
        return {}


def _data(channel: str, type_: str, value: Any, size: int, masks: Masks) -> Part:
    told = value if channel in _OURS else _telling(value)
    try:
        text = json.dumps(told, ensure_ascii=False, indent=2, allow_nan=True)
    except (ValueError, RecursionError):
        text = DOTS
    return _made("data", type_, text, size, masks)


def _telling(value: Any, *, hidden: bool = False) -> Any:
    """What somebody else's service is sent, without what may be a token, a login or a number: of its values, texts, short numbers and switches are left."""
    if isinstance(value, dict):
        return {key: _telling(part, hidden=hidden or _SECRET.search(str(key)) is not None) for key, part in value.items()}
    if isinstance(value, list):
        return [_telling(part, hidden=hidden) for part in value]
    if isinstance(value, bool) or value is None:
        return value
    text = str(value)
    if hidden or not _TELLING.search(text):
        return DOTS
    return value
