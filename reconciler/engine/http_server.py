"""A small HTTP server that may stand in the open: bounded in time, in room and in what it takes, and what it serves is a function.

Every connection is good for one request. Whoever is slow holds up nobody: with the room full, the connection that has waited longest without having sent its request makes
place for the next one.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from typing import Any, Final, Protocol, cast

log = logging.getLogger(__name__)

ROOM: Final = 64
"""Connections at once; more are turned away."""
SECONDS: Final = 10.0
"""For a whole request, from the first byte to the last."""
MOST_BYTES: Final = 16_384
MOST_BODY: Final = 1_024
MOST_LEFT: Final = 1 << 20
"""Of a body that nobody reads so much is taken and thrown away, so that the answer arrives."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked. `target` is raw, `headers` know no upper and lower case, `peer` is the address of the other side.

    `body` reads a body of at most `MOST_BODY` bytes, `pieces` gives one of at most so many piece by piece; None where it is longer, or of a form that is not read. One of them may be called, once.
    """

    method: str
    target: str
    headers: Mapping[str, str] = field(repr=False)
    peer: str
    body: Callable[[], bytes | None] = field(repr=False, default=lambda: b"")
    pieces: Callable[[int], Iterator[bytes] | None] = field(repr=False, default=lambda most: iter(()))  # noqa: ARG005 - there is none

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    def header(self, name: str) -> str:
        return self.headers.get(name, "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said. `policy` is the Content-Security-Policy; `headers` are further ones."""

    status: HTTPStatus
    text: str
    policy: str = "default-src 'none'; frame-ancestors 'none'"
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


class Site(Protocol):
    """What a server serves. Both are called by several threads at once."""

    def answer(self, request: Request) -> Answer:
        """The answer to a GET, a HEAD (whose text is not sent) or a POST."""

    def turned_away(self, status: HTTPStatus, accepted: str) -> Answer:
        """The answer to what is no request. `accepted` is its Accept-Language; nothing else of it is told."""


class Server(TCPServer):
    """Answers some requests at once, and turns the rest away."""

    # On Windows this would let another program take the port over.
    allow_reuse_address = os.name == "posix"
    request_queue_size = ROOM

    def __init__(self, place: tuple[str, int], site: Site, *, seconds: float = SECONDS) -> None:
        self.site, self.seconds = site, seconds
        self.address_family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
        self._pool = ThreadPoolExecutor(ROOM, thread_name_prefix="http")
        self._room = threading.BoundedSemaphore(ROOM)
        self._silent: OrderedDict[int, socket.socket] = OrderedDict()
        self._alone = threading.Lock()
        super().__init__(place, _Handler)

    @property
    def address(self) -> str:
        """Where it listens, as a URL."""
        host, port = str(self.server_address[0]), self.server_address[1]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._room.acquire(blocking=False) and not (self._drop_oldest() and self._room.acquire(timeout=0.5)):
            self.shutdown_request(request)
            return
        self.waits(request)
        self._pool.submit(self._work, request, client_address)

    def heard(self, request: socket.socket) -> None:
        """It has sent its request: from now on it is not dropped."""
        with self._alone:
            self._silent.pop(id(request), None)

    def waits(self, request: socket.socket) -> None:
        """It has not sent its request yet, or has its answer: it may be dropped."""
        with self._alone:
            self._silent[id(request)] = request

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - whoever went away is no fault of ours
        log.info("a request broke off")

    def server_close(self) -> None:
        super().server_close()
        while self._drop_oldest():
            pass
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _drop_oldest(self) -> bool:
        with self._alone:
            if not self._silent:
                return False
            _, oldest = self._silent.popitem(last=False)
            with contextlib.suppress(OSError):
                oldest.shutdown(socket.SHUT_RDWR)
            return True

    def _work(self, request: Any, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        except Exception:  # noqa: BLE001 - one request must not end the server, and what went wrong may quote it
            self.handle_error(request, client_address)
        finally:
            self.heard(request)
            self.shutdown_request(request)
            self._room.release()


class _Patient(io.RawIOBase):
    """The bytes of a request, until the time or the room for it is up: then it ends."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self._connection, self._deadline, self._left = connection, time.monotonic() + seconds, MOST_BYTES

    def readable(self) -> bool:
        return True

    def allow(self, more: int) -> None:
        self._left += more

    def readinto(self, buffer: Any) -> int:
        left = self._deadline - time.monotonic()
        if left <= 0 or self._left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        count = self._connection.recv_into(buffer, min(len(buffer), self._left))
        self._left -= count
        return count


class _Handler(BaseHTTPRequestHandler):
    """One request. Nothing of it is logged: its target may hold a token."""

    server_version, sys_version = "reconciler", ""

    def setup(self) -> None:
        super().setup()
        self._patient = _Patient(self.connection, self._server.seconds)
        self.rfile = io.BufferedReader(self._patient, 1024)

    @property
    def _server(self) -> Server:
        return cast("Server", self.server)

    def do_GET(self) -> None:
        self._server.heard(self.connection)
        self._serve()

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        self._say(self._server.site.answer(Request(self.command, self.path, cast("Any", self.headers), self.client_address[0], self._body, self._pieces)))

    def _body(self) -> bytes | None:
        return None if (pieces := self._pieces(MOST_BODY)) is None else b"".join(pieces)

    def _pieces(self, most: int) -> Iterator[bytes] | None:
        said = self.headers.get("Content-Length", "0")
        if not (said.isascii() and said.isdecimal()) or len(said) > 12 or int(said) > most or "Transfer-Encoding" in self.headers:
            return None
        self._patient.allow(length := int(said))
        return (piece for start in range(0, length, 65_536) if (piece := self.rfile.read(min(65_536, length - start))))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - what is wrong with it may quote it
        self._say(self._server.site.turned_away(HTTPStatus(code), (getattr(self, "headers", None) or {}).get("Accept-Language", "")))

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""

    def _say(self, answer: Answer) -> None:
        self._server.heard(self.connection)
        body = answer.text.encode()
        self.connection.settimeout(self._server.seconds)
        self.close_connection = True
        self.send_response(answer.status)
        headers = {
            "Content-Type": answer.kind,
            "Content-Length": str(len(body)),
            "Content-Security-Policy": answer.policy,
            "Cache-Control": "no-store",
            "Connection": "close",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "X-Robots-Tag": "noindex",
            "Vary": "Accept-Language",
            **answer.headers,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        if "Content-Length" in (getattr(self, "headers", None) or ()):
            self._drain()

    def _drain(self) -> None:
        """Take what is still to come of a body: with bytes unread, closing would take the answer back."""
        self._server.waits(self.connection)
        until, left = time.monotonic() + min(2.0, self._server.seconds), MOST_LEFT
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            while left > 0 and (wait := until - time.monotonic()) > 0:
                self.connection.settimeout(wait)
                if not (count := len(self.connection.recv(65_536))):
                    return
                left -= count
