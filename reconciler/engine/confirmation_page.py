"""The small server behind `confirmation.url`: GET shows a button, POST confirms. Mail scanners open links, so that opening one must change nothing."""

from __future__ import annotations

import io
import ipaddress
import logging
import os
import re
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from typing import Any, Final, cast
from urllib.parse import parse_qs

from reconciler.engine.confirmed import TOKEN
from reconciler.model.errors import ReconcilerError, RejectedError
from reconciler.reporting import confirm_page

log = logging.getLogger(__name__)

WORKERS: Final = 8
ROOM: Final = 64
"""Connections at once; more are turned away."""
SECONDS: Final = 10.0
"""For a whole request, from the first byte to the last."""
MOST_BYTES: Final = 16_384
MOST_BODY: Final = 1_024
WRONG: Final = 10
WRONG_SECONDS: Final = 600.0
"""From one address so many wrong tokens in so much time are looked at; more wait."""
CLIENTS: Final = 10_000


class Wrongs:
    """How many wrong tokens came from whom. Of the oldest nothing is remembered once there are too many."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._alone = threading.Lock()

    def too_many(self, client: str) -> bool:
        with self._alone:
            count, until = self._known.get(client, (0, 0.0))
            return count >= WRONG and self._clock() < until

    def add(self, client: str) -> None:
        with self._alone:
            count, until = self._known.pop(client, (0, 0.0))
            now = self._clock()
            self._known[client] = (count + 1, until) if now < until else (1, now + WRONG_SECONDS)
            while len(self._known) > CLIENTS:
                self._known.popitem(last=False)


@dataclass(slots=True)
class Page:
    """What the page does. `confirm` takes a token; `url` is the link of the requests, with `{token}` in it. Behind a `proxy` its word is taken for who asks."""

    confirm: Callable[[str], object]
    url: str
    proxy: bool = False
    wrongs: Wrongs = field(default_factory=Wrongs)
    confirmed: int = 0
    refused: int = 0
    _alone: threading.Lock = field(default_factory=threading.Lock)

    def shown(self, target: str, language: str) -> tuple[HTTPStatus, str]:
        """The answer to a GET; whether the token is any good is not even looked at."""
        found = self._link().search(target)
        return (HTTPStatus.OK, confirm_page.asking(found[1], language)) if found else (HTTPStatus.NOT_FOUND, confirm_page.wrong(language))

    def posted(self, token: str, client: str, language: str) -> tuple[HTTPStatus, str]:
        """The answer to a POST. Whoever tried many wrong tokens is not listened to for a while."""
        if self.wrongs.too_many(client):
            return HTTPStatus.TOO_MANY_REQUESTS, confirm_page.later(language)
        try:
            with self._alone:
                self.confirm(token)
        except RejectedError as error:
            if not error.code.startswith("confirmation-"):
                return self._later(error, language)
            self.wrongs.add(client)
            self.refused += 1
            log.info("refused: %s", error.code)
            return HTTPStatus.BAD_REQUEST, confirm_page.dead(language)
        except ReconcilerError as error:
            return self._later(error, language)
        self.confirmed += 1
        log.info("confirmed")
        return HTTPStatus.OK, confirm_page.done(language)

    def client(self, peer: str, headers: Mapping[str, str]) -> str:
        """Who asks: an address, of IPv6 the network."""
        said = headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if self.proxy else ""
        try:
            address = ipaddress.ip_address(said or peer)
        except ValueError:
            return peer
        return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))

    def _later(self, error: ReconcilerError, language: str) -> tuple[HTTPStatus, str]:
        log.info("not now: %s", error.code)
        return HTTPStatus.SERVICE_UNAVAILABLE, confirm_page.later(language)

    def _link(self) -> re.Pattern[str]:
        """The token in a request's target. Of the link's own path only the end counts: a proxy may have cut off its beginning."""
        name = re.split("[/?&]", self.url.partition("{token}")[0])[-1]
        return re.compile(f"[/?&]{re.escape(name)}({TOKEN.pattern})(?![A-Za-z0-9_-])")


class Server(TCPServer):
    """Answers a few requests at once, and turns the rest away."""

    # On Windows this would let another program take the port over.
    allow_reuse_address = os.name == "posix"
    request_queue_size = ROOM

    def __init__(self, place: tuple[str, int], page: Page, *, seconds: float = SECONDS) -> None:
        self.page, self.seconds = page, seconds
        self.address_family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="page")
        self._room = threading.BoundedSemaphore(ROOM)
        super().__init__(place, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        self._pool.submit(self._work, request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - whoever went away is no fault of ours
        log.info("a request broke off")

    def server_close(self) -> None:
        super().server_close()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, request: Any, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        except Exception:  # noqa: BLE001 - one request must not end the server, and what went wrong may quote it
            self.handle_error(request, client_address)
        finally:
            self.shutdown_request(request)
            self._room.release()


class _Patient(io.RawIOBase):
    """The bytes of a request, until the time or the room for it is up: then it ends."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self._connection, self._deadline, self._left = connection, time.monotonic() + seconds, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._deadline - time.monotonic()
        if left <= 0 or self._left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        count = self._connection.recv_into(buffer, min(len(buffer), self._left))
        self._left -= count
        return count


class _Handler(BaseHTTPRequestHandler):
    """One request. Nothing of it is logged: its target holds the token."""

    server_version, sys_version = "reconciler", ""
    error_content_type = "text/html; charset=utf-8"

    def setup(self) -> None:
        super().setup()
        self.rfile = io.BufferedReader(_Patient(self.connection, self._server.seconds), 1024)

    @property
    def _server(self) -> Server:
        return cast("Server", self.server)

    @property
    def _language(self) -> str:
        headers = getattr(self, "headers", None)
        return confirm_page.language_of(headers.get("Accept-Language", "") if headers else "")

    def do_GET(self) -> None:
        self._answer(*self._server.page.shown(self.path, self._language))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        plain = self.headers.get_content_type() == "application/x-www-form-urlencoded"
        if not plain or not (length.isascii() and length.isdecimal()) or int(length) > MOST_BODY or "Transfer-Encoding" in self.headers:
            self._answer(HTTPStatus.BAD_REQUEST, confirm_page.wrong(self._language))
            return
        form = parse_qs(self.rfile.read(int(length)).decode("ascii", "replace"))
        page = self._server.page
        client = page.client(self.client_address[0], cast("Mapping[str, str]", self.headers))
        self._answer(*page.posted(form.get("token", [""])[0], client, self._language))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - what is wrong with it may quote it
        self._answer(HTTPStatus(code), confirm_page.wrong(self._language))

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""

    def _answer(self, status: HTTPStatus, text: str) -> None:
        body = text.encode()
        self.connection.settimeout(self._server.seconds)
        self.close_connection = True
        self.send_response(status)
        headers = {
            "Content-Type": self.error_content_type,
            "Content-Length": str(len(body)),
            "Content-Security-Policy": confirm_page.POLICY,
            "Cache-Control": "no-store",
            "Connection": "close",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "X-Robots-Tag": "noindex",
            "Vary": "Accept-Language",
        }
        if status is HTTPStatus.TOO_MANY_REQUESTS:
            headers["Retry-After"] = str(int(WRONG_SECONDS))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
