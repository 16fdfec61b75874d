"""What a sink took → the words a person or program would read: MIME, JSON and forms taken apart by the standard library, strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from reconciler.model.delivery import Content, Received

_UNSEEN: Final = frozenset({"script", "style", "head", "title"})
_HEADERS: Final = re.compile(rb"^(?:Subject|MIME-Version|Content-[A-Za-z-]+):[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE)
"""What decides how the rest is to be read."""

_MAIL: Final = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)

_KEPT: Final = 64
"""Bodies; an event has one for each language, audience and time zone."""

_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` is what is read without HTML, `html` what a browser would show ("" where there is none) and `targets` where its links lead. `subject` is part of neither.

    `legible` says that every byte was what its character set, or that of its format, says.
    """

    subject: str = ""
    text: str = ""
    html: str = ""
    targets: tuple[str, ...] = ()
    legible: bool = True

    @property
    def words(self) -> str:
        return "\n".join(part for part in (self.subject, self.text, self.html) if part)


def decoded(received: Received) -> Decoded:
    """Never raises: what cannot be read is empty, and not `legible`."""
    if received.path or received.headers:
        return _of_request(received)
    # What came by SMTP says that it is mail, whatever the channel is called that has such a transport.
    if received.channel == "email" or _MAIL.search(received.raw.partition(b"\r\n\r\n")[0]):
        return _of_mail(received.raw)
    return _of_bytes(received.raw)


def worded(content: Content, channel: str) -> Decoded:
    """The same of a message as it was made, where nobody can look at what arrived."""
    if channel in ("email", "inapp"):
        html, targets = _seen(content.html)
        return Decoded(content.subject, content.text, html, targets)
    if channel == "webhook":
        return Decoded(text="\n".join(_strings(content.data)))
    return Decoded(text=content.short)


def _of_mail(raw: bytes) -> Decoded:
    """Mails to many differ in a few headers: what is left without them is read once."""
    head, _, body = raw.partition(b"\r\n\r\n" if b"\r\n" in raw else b"\n\n")
    return _of_parts(b"".join(_HEADERS.findall(head.replace(b"\r\n", b"\n") + b"\n")), body)


@lru_cache(maxsize=_KEPT)
def _of_parts(head: bytes, body: bytes) -> Decoded:
    try:
        mail = message_from_bytes(head + b"\n" + body)
        subject = str(make_header(decode_header(mail.get("Subject", ""))))
        parts = [(part.get_content_type(), *_text_of(part)) for part in mail.walk() if part.get_content_maintype() == "text"]
    except (MessageError, ValueError, LookupError, TypeError):
        return Decoded(legible=False)
    html = "\n".join(text for kind, text, _ in parts if kind == "text/html")
    shown, targets = _seen(html)
    text = "\n".join(text for kind, text, _ in parts if kind != "text/html")
    return Decoded(subject, text, shown, targets, legible=bool(parts) and all(legible for _, _, legible in parts))


def _text_of(part: Message) -> tuple[str, bool]:
    """(text, whether it is in the character set it says). A part that is not ASCII has to say one."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "us-ascii"
    try:
        return raw.decode(charset), not part.defects
    except (UnicodeDecodeError, LookupError):
        return raw.decode("utf-8", "replace"), False


def _of_request(received: Received) -> Decoded:
    headers = {name.lower(): value for name, value in received.headers.items()}
    kind = headers.get("content-type", "").lower()
    charset = _CHARSET.search(kind)
    query = _of_form(urlsplit(received.path).query)
    try:
        body = received.raw.decode(charset[1] if charset else "utf-8")
    except (UnicodeDecodeError, LookupError):
        return Decoded(text=received.raw.decode("utf-8", "replace"), legible=False)
    if kind.startswith("application/x-www-form-urlencoded"):
        found = _of_form(body)
    elif body.lstrip()[:1] in ("{", "["):
        try:
            data: Any = json.loads(body)
        except (ValueError, RecursionError):
            return Decoded(text=body, legible="json" not in kind)
        found = list(_strings(data))
    else:
        found = [body]
    text = "\n".join((*query, *found))
    return Decoded(text=text, legible="\ufffd" not in text)


def _of_form(written: str) -> list[str]:
    return [value for _, value in parse_qsl(written, keep_blank_values=True)]


def _of_bytes(raw: bytes) -> Decoded:
    try:
        return Decoded(text=raw.decode("utf-8"))
    except UnicodeDecodeError:
        return Decoded(text=raw.decode("utf-8", "replace"), legible=False)


def _strings(value: Any) -> Iterator[str]:
    """Every text in it, and every number as it is written; no keys."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value
    elif value is not None and not isinstance(value, bool):
        yield json.dumps(value)


def _seen(html: str) -> tuple[str, tuple[str, ...]]:
    """(what is shown, where links lead)"""
    if not html:
        return "", ()
    page = _Page()
    page.feed(html)
    page.close()
    return "".join(page.shown), tuple(page.targets)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.targets: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        self.shown.append(" " if tag in ("br", "p", "div", "td", "th", "tr", "li", "h1", "h2", "h3") else "")
        self.targets += [value for name, value in attrs if tag == "a" and name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.shown.append(data)
