"""Reading messages back as their recipients do, with the standard library."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import cast


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._unseen += tag == "head"
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag == "head"

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.text.append(data)


def seen(html: str) -> str:
    """The text of a page as people see it, spaces and ends of lines as they come."""
    reader = _Reader()
    reader.feed(html)
    return "".join(reader.text)


def tags(html: str) -> set[str]:
    reader = _Reader()
    reader.feed(html)
    return set(reader.tags)


def links(html: str) -> list[str]:
    """Everything that a page leads to or loads."""
    reader = _Reader()
    reader.feed(html)
    return reader.links


def squeezed(text: str) -> str:
    return " ".join(text.split())


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def part(mail: EmailMessage, kind: str) -> str:
    """The decoded text of the part `plain` or `html`, its lines ended as Python ends them."""
    body = mail.get_body((kind,))
    assert body is not None
    return cast(str, body.get_content()).replace("\r\n", "\n")
