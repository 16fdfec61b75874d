"""A message → the bytes of an e-mail. Everything but four header lines is made once for each content and sender.

The body has no personal data, so it is the same for everybody. Lines end with CRLF and are short (quoted-printable); headers are folded, and nothing that comes from
outside can begin a line of its own: texts are encoded words unless they are plain ASCII on one line, and addresses are held against what an address may consist of.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from reconciler.model.delivery import Content, Message
from reconciler.model.errors import RejectedError
from reconciler.model.personal import Personal

_ADDRESS: Final = re.compile(r"(?P<local>[^\x00-\x20\x7f-\xa0\"(),:;<>@\[\\\]]{1,64})@(?P<domain>[^\x00-\x20\x7f-\xa0\"(),:;<>@\[\\\]/]{1,255})")
_PLAIN: Final = re.compile(r"[\x20-\x7e]{0,60}")
_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")
_WORD_BYTES: Final = 39
"""Of text in one encoded word: with its frame and the longest header name a line stays under 76 characters."""

_KEPT: Final = 64


def mail(message: Message, *, sender: str, reply_to: str | None = None, date: datetime) -> bytes:
    """The e-mail, as it goes behind DATA (before dots are doubled). `sender` is an address, with or without a name: `ТелеСеть <notify@teleset.example>`.

    Raises `RejectedError` (`unusable-address`) where an address cannot stand in a header, and `ValueError` for a correlation id that cannot.
    """
    body = _mail_of(_Same(message.content), sender, reply_to)
    if not _ID.fullmatch(message.id):
        raise ValueError("a correlation id of other characters than letters, digits, dots, hyphens and underscores")
    own = (
        f"To: {header_address(message.destination.address.value)}\r\n"
        f"Date: {format_datetime(date)}\r\n"
        f"Message-ID: <{message.id}@{body.domain}>\r\n"
        f"X-Reconciler-Message: {message.id}\r\n"
    )
    return b"".join((body.head, own.encode(), body.rest))


def needs_smtputf8(address: str) -> bool:
    """Whether only servers that announce SMTPUTF8 (RFC 6531) can take mail to this address: the part before the @ is not ASCII."""
    return not address.rpartition("@")[0].isascii()


def header_address(address: str) -> str:
    """An address as envelope and headers name it: the domain in ASCII. Raises `RejectedError` for what is no address."""
    matched = _ADDRESS.fullmatch(address)
    domain = _ascii(matched["domain"]) if matched else ""
    if matched is None or not domain:
        raise RejectedError("unusable-address", address=Personal(address))
    return f"{matched['local']}@{domain}"


def _ascii(domain: str) -> str:
    """The domain in punycode, "" where it has none."""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


@dataclass(frozen=True, slots=True)
class _Mail:
    """`head` ends before, and `rest` begins behind, the headers of one recipient."""

    head: bytes
    rest: bytes
    domain: str


class _Same:
    """A content by its identity: comparing its words would cost more than writing them. Holding it keeps the identity its own."""

    __slots__ = ("content",)

    def __init__(self, content: Content) -> None:
        self.content = content

    def __hash__(self) -> int:
        return id(self.content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.content is self.content


@functools.lru_cache(maxsize=_KEPT)
def _mail_of(same: _Same, sender: str, reply_to: str | None) -> _Mail:
    content = same.content
    text, html = _quoted(content.text), _quoted(content.html)
    # No quoted-printable text can hold it: behind "=" there are only digits and ends of lines.
    boundary = f"=_{hashlib.sha256(text + html).hexdigest()[:32]}"
    answers = f"Reply-To: {_mailbox(reply_to)}\r\n" if reply_to else ""
    head = (
        f"From: {_mailbox(sender)}\r\n"
        f"{answers}"
        f"Subject: {encoded(content.subject)}\r\n"
        f"Auto-Submitted: auto-generated\r\n"
        f"Content-Language: {content.locale}\r\n"
        f"MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n'
    )
    parts = [("plain", text), *([("html", html)] if html else [])]
    rest = b"".join(
        f'--{boundary}\r\nContent-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'.encode() + body + b"\r\n"
        for kind, body in parts
    )
    return _Mail(head.encode(), b"\r\n" + rest + f"--{boundary}--\r\n".encode(), header_address(_named(sender)[1]).rpartition("@")[2])


def _quoted(text: str) -> bytes:
    """Quoted-printable, of lines that end with CRLF."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return binascii.b2a_qp(lines.encode(), quotetabs=False, istext=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _mailbox(sender: str) -> str:
    name, address = _named(sender)
    mailbox = header_address(address)
    if not name:
        return mailbox
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    words = encoded(name)
    return f'"{quoted}" <{mailbox}>' if words == name else f"{words}\r\n <{mailbox}>"


def _named(sender: str) -> tuple[str, str]:
    """(name, address) of `ТелеСеть <notify@teleset.example>`. More than one address, or anything behind it, makes an address that is none."""
    name, bracket, address = sender.strip().rpartition("<")
    if not bracket or not address.endswith(">"):
        return "", sender.strip()
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return name, address.removesuffix(">")


def encoded(text: str) -> str:
    """A text of a header: as it is where that is short ASCII, else as encoded words (RFC 2047), folded."""
    line = " ".join(text.splitlines())
    if _PLAIN.fullmatch(line) and "=?" not in line:
        return line
    words, word = [], b""
    for character in line:
        octets = character.encode()
        if len(word) + len(octets) > _WORD_BYTES:
            words.append(word)
            word = b""
        word += octets
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(octets).decode()}?=" for octets in (*words, word))
