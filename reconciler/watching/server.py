"""Where `watch` can be looked at and called, as long as it runs."""

from __future__ import annotations

import ipaddress
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from reconciler.engine.confirmation_page import Page
from reconciler.engine.serving import listening, place_of
from reconciler.model.errors import Unusable
from reconciler.model.plan import Guards
from reconciler.model.watching import Status, Trigger
from reconciler.reporting.guards import DEFAULT_GUARDS
from reconciler.watching.access import Access
from reconciler.watching.site import WatchSite

log = logging.getLogger(__name__)

_TICK: Final = 0.5


@contextmanager
def serving(
    listen: str,
    *,
    status: Callable[[], Status],
    trigger: Callable[[Trigger], None],
    token: str | Callable[[], str] = "",
    confirmer: Page | None = None,
    guards: Callable[[], Guards] = lambda: DEFAULT_GUARDS,
    seconds: float = 5.0,
    proxy: bool = False,
) -> Iterator[str]:
    """Serve at `listen` (`127.0.0.1:9464`; port 0 takes any) in threads of its own until the block ends, which closes every connection. Gives the address, as a URL.

    `token` opens the status page and the metrics to other machines and the hook to anybody who has it; without one ("") there is no hook. A function is asked at each request. `confirmer` is
    `engine.serving.page_of` of a connection that nobody else uses. `guards` gives the project's figures, `seconds` bound a request. Behind a `proxy` its word is taken for who
    asks. All these functions are called by many threads.
    Raises `Unusable`: `bad-listen`, `watch-needs-token` where other machines could reach it and there is no token, `watch-token-short`; `RejectedError("listen-failed")`.
    """
    place = place_of(listen, proxy=True)
    loopback = ipaddress.ip_address(place[0]).is_loopback
    access = Access(token, loopback=loopback, proxy=proxy)
    if not loopback and not access.guarded:
        raise Unusable("watch-needs-token", listen=listen)
    site = WatchSite(status, trigger, access, confirmer=confirmer, guards=guards)
    server = listening(place, site)
    server.seconds = seconds
    ended = threading.Event()
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="watch-http", daemon=True),
        threading.Thread(target=_tick, args=(site, ended), name="watch-tick", daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield server.address
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        for thread in threads:
            thread.join(5.0)


def _tick(site: WatchSite, ended: threading.Event) -> None:
    while not ended.wait(_TICK):
        try:
            site.tick()
        except Exception:  # noqa: BLE001 - what is wrong with the controller, it says itself; counting goes on
            log.warning("counting failed")
