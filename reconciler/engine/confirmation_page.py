"""The small server behind `confirmation.url`: GET shows a button, POST confirms. Mail scanners open links, so that opening one must change nothing."""

from __future__ import annotations

import ipaddress
import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from reconciler.engine.confirmed import TOKEN
from reconciler.engine.http_server import Answer, Request
from reconciler.model.errors import ReconcilerError, RejectedError
from reconciler.reporting import confirm_page

log = logging.getLogger(__name__)

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


def client_of(peer: str, headers: Mapping[str, str], *, proxy: bool) -> str:
    """Who asks: an address, of IPv6 the network, for one machine has as many of these as it likes. Behind a `proxy` its word is taken."""
    said = headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if proxy else ""
    try:
        address = ipaddress.ip_address((said or peer).partition("%")[0])
    except ValueError:
        return peer
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


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

    def answer(self, request: Request) -> Answer:
        language = confirm_page.language_of(request.header("Accept-Language"))
        if request.method != "POST":
            return _answer(*self.shown(request.target, language))
        body = request.body() if _is_form(request.header("Content-Type")) else None
        if body is None:
            return self.turned_away(HTTPStatus.BAD_REQUEST, request.header("Accept-Language"))
        token = parse_qs(body.decode("ascii", "replace")).get("token", [""])[0]
        return _answer(*self.posted(token, self.client(request.peer, request.headers), language))

    def turned_away(self, status: HTTPStatus, accepted: str) -> Answer:
        return _answer(status, confirm_page.wrong(confirm_page.language_of(accepted)))

    def leads_here(self, target: str) -> bool:
        """Whether a link of a request to confirm has this target."""
        return self._link().search(target) is not None

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
        return client_of(peer, headers, proxy=self.proxy)

    def _later(self, error: ReconcilerError, language: str) -> tuple[HTTPStatus, str]:
        log.info("not now: %s", error.code)
        return HTTPStatus.SERVICE_UNAVAILABLE, confirm_page.later(language)

    def _link(self) -> re.Pattern[str]:
        """The token in a request's target. Of the link's own path only the end counts: a proxy may have cut off its beginning."""
        name = re.split("[/?&]", self.url.partition("{token}")[0])[-1]
        return re.compile(f"[/?&]{re.escape(name)}({TOKEN.pattern})(?![A-Za-z0-9_-])")


def _answer(status: HTTPStatus, text: str) -> Answer:
    later = {"Retry-After": str(int(WRONG_SECONDS))} if status is HTTPStatus.TOO_MANY_REQUESTS else {}
    return Answer(status, text, confirm_page.POLICY, headers=later)


def _is_form(kind: str) -> bool:
    headers = Message()
    headers["Content-Type"] = kind
    return bool(kind) and headers.get_content_type() == "application/x-www-form-urlencoded"
