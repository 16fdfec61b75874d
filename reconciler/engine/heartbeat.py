"""Keeps a lease alive while its holder thinks: planning a large world takes longer than a lease lasts."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from reconciler.model.errors import BackendError

log = logging.getLogger(__name__)

INTERVAL: Final = 15.0
"""Seconds between two beats: a quarter of a lease."""


class Renewable(Protocol):
    """What ends by itself unless somebody says that it is still needed."""

    def renew(self) -> None: ...


GRACE: Final = 5.0
"""Seconds that a beat on its way may take to come back once the block has ended."""


@contextmanager
def kept_alive(lock: Renewable, *, interval: float = INTERVAL, grace: float = GRACE) -> Iterator[None]:
    """Renew `lock` every `interval` seconds, from a thread of its own, until the end of the block.

    A beat that fails is not raised here: whoever has lost the lease is stopped by the fence, inside the transaction that would write. The block must not hold a
    transaction open, since a database with one writer would make the beat wait for it.

    A beat that never comes back (a server that has stopped answering without ending the connection) holds nobody up for longer than `grace` seconds: it can do no
    more than extend this lease, which then ends by itself.
    """
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(interval):
            try:
                lock.renew()
            except BackendError as error:
                log.info("the lease was not renewed: %s", error.code)

    thread = threading.Thread(target=beat, name="reconciler lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(grace)
        if thread.is_alive():
            log.info("the lease is still being renewed; it will end by itself")
