"""Who may look, and who may call the hook."""

from __future__ import annotations

import base64
import binascii
import enum
import hashlib
import hmac
import ipaddress
import re
from collections.abc import Callable
from typing import Final

from reconciler.engine.confirmation_page import Wrongs, client_of
from reconciler.engine.http_server import Request
from reconciler.watching.token import Token

MOST_SIGNED: Final = 4 << 20
"""Bytes of a body whose signature is looked at. It is read by pieces and not kept; what a push says is far smaller."""

_HOST: Final = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([^:]+))(?::[0-9]{1,5})?")
_FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


class Verdict(enum.Enum):
    """`LATER`: too many wrong tokens came from there. `OFF`: there is no token, so nobody can have it."""

    YES = "yes"
    NO = "no"
    LATER = "later"
    OFF = "off"


class Access:
    """`token` is the one there is or gives the one that holds now, "" where there is none; `loopback` says that only this machine reaches the server; behind a `proxy` its word
    is taken for who brings wrong tokens. Raises, when it is made, what `Token` does.
    """

    def __init__(self, token: str | Callable[[], str], *, loopback: bool, proxy: bool = False) -> None:
        self._token = Token(token)
        self._proxy = proxy
        self._loopback = loopback
        self._wrongs = Wrongs()

    @property
    def guarded(self) -> bool:
        """Whether there is a token. Asks for it: what is decided about a request is decided by one that was asked for once."""
        return bool(self._token.value())

    def may_look(self, request: Request) -> Verdict:
        """Whether the pages may be seen: by whoever is on this machine, and by whoever has the token.

        What came through another server is not from this machine, and neither is what names another host: a page elsewhere whose name was made to lead here.
        """
        if self._loopback and _is_local(request.header("Host")) and not any(request.header(name) for name in _FORWARDED):
            return Verdict.YES
        return self._judge(request, (*_bearer(request), *_basic(request)))

    def may_call(self, request: Request) -> Verdict:
        """Whether the hook may be called: by the token alone (or a signature made with it), and not by one that a browser would send of its own accord."""
        gitlab = request.header("X-Gitlab-Token")
        return self._judge(request, (*_bearer(request), *((_bytes(gitlab),) if gitlab else ())), _bytes(request.header("X-Hub-Signature-256")))

    def _judge(self, request: Request, given: tuple[bytes, ...], signature: bytes = b"") -> Verdict:
        token = self._token.value()
        if not token:
            return Verdict.OFF
        client = client_of(request.peer, request.headers, proxy=self._proxy)
        if self._wrongs.too_many(client):
            return Verdict.LATER
        digest = hashlib.sha256(token).digest()
        if any(hmac.compare_digest(hashlib.sha256(one).digest(), digest) for one in given):
            return Verdict.YES
        if signature and _is_signed(request, token, signature):
            return Verdict.YES
        if given or signature:
            self._wrongs.add(client)
        return Verdict.NO


def _is_signed(request: Request, token: bytes, signature: bytes) -> bool:
    """Whether this is what GitHub says beside a body that it signs with a secret. A body that is too long is signed by nobody."""
    pieces = request.pieces(MOST_SIGNED)
    if pieces is None:
        return False
    made = hmac.new(token, digestmod=hashlib.sha256)
    for piece in pieces:
        made.update(piece)
    return hmac.compare_digest(b"sha256=" + made.hexdigest().encode("ascii"), signature.lower())


def _bytes(header: str) -> bytes:
    """A header's value as it was sent."""
    return header.strip().encode("latin-1", "replace")


def _bearer(request: Request) -> tuple[bytes, ...]:
    scheme, _, token = request.header("Authorization").partition(" ")
    return (_bytes(token),) if scheme.lower() == "bearer" and token.strip() else ()


def _basic(request: Request) -> tuple[bytes, ...]:
    """The password of a browser that asked; the name does not matter."""
    scheme, _, said = request.header("Authorization").partition(" ")
    if scheme.lower() != "basic":
        return ()
    try:
        return (base64.b64decode(said.strip(), validate=True).partition(b":")[2],)
    except (binascii.Error, ValueError):
        return (b"",)


def _is_local(host: str) -> bool:
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found[1] or found[2]
    if name.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
