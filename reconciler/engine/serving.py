"""The page that confirms addresses, for a project: where it listens, and until when."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reconciler.engine.confirmation_page import Page
from reconciler.engine.confirmed import Confirmer
from reconciler.engine.confirming import demand_set_up
from reconciler.engine.connect import Connection, connect
from reconciler.engine.http_server import Server, Site
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.model.errors import RejectedError, Unusable

_PLACE: Final = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)):([0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class Served:
    """How often the page confirmed, and how often it refused."""

    confirmed: int
    refused: int


def serve(
    directory: Path,
    listen: str,
    *,
    environment: str | None = None,
    proxy: bool = False,
    started: Callable[[str, str], None] = lambda address, url: None,  # noqa: ARG005 - nobody wants to know
    opened: Callable[[Server], None] = lambda server: None,  # noqa: ARG005 - nobody wants it
) -> Served:
    """Listen until Ctrl-C or SIGTERM. `started` is told the address and the project's `confirmation.url`, `opened` the server itself.

    Raises `Unusable`: `bad-listen`, `listen-elsewhere` where other machines could reach it and no `proxy` is said to stand before it, `confirmation-not-set-up`;
    `RejectedError("listen-failed")`.
    """
    place = place_of(listen, proxy=proxy)
    connection = connect(open_project(Reading(), directory, environment))
    page = page_of(connection, proxy=proxy)
    server = listening(place, page)
    try:
        with server:
            started(server.address, connection.project.confirmation_url)
            opened(server)
            server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        pass  # That is how it ends; SIGTERM comes as one, too.
    return Served(page.confirmed, page.refused)


def page_of(connection: Connection, *, proxy: bool = False) -> Page:
    """The page of a project. While it is served, nobody else may use the connection. Raises `Unusable("confirmation-not-set-up")`."""
    demand_set_up(connection)
    return Page(Confirmer(connection), connection.project.confirmation_url, proxy)


def listening(place: tuple[str, int], site: Site) -> Server:
    """A server that listens and does not answer yet. Raises `RejectedError("listen-failed")`."""
    try:
        return Server(place, site)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RejectedError("listen-failed", listen=f"{place[0]}:{place[1]}", reason=reason) from error


def place_of(listen: str, *, proxy: bool) -> tuple[str, int]:
    """`127.0.0.1:8080` as host and port. Raises `Unusable`."""
    match = _PLACE.fullmatch(listen)
    try:
        host = ipaddress.ip_address(match[1] or match[2]) if match else None
    except ValueError:
        host = None
    if match is None or host is None or int(match[3]) > 65_535:
        raise Unusable("bad-listen", listen=listen)
    if not host.is_loopback and not proxy:
        raise Unusable("listen-elsewhere", listen=listen)
    return str(host), int(match[3])
