"""What goes on beside the controller: the service manager is told that it lives, and people what is wrong."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

from reconciler.model.notice import Notice, Notify
from reconciler.model.watching import Status
from reconciler.watching.health import BOUND, stuck
from reconciler.watching.news import News, step
from reconciler.watching.systemd import Manager

log = logging.getLogger(__name__)

_TICK: Final = 0.5
LAST: Final = 5.0
"""Seconds in which notices may still leave when everything else has ended."""

_MOST_UNTOLD: Final = 100
"""Notices that may wait for a transport that does not answer; more are dropped, and the log says so."""


@contextmanager
def attending(
    status: Callable[[], Status],
    *,
    notify: Notify | None = None,
    tell: Callable[[Sequence[Notice]], None] = lambda notices: None,  # noqa: ARG005 - nobody is told
    manager: Manager | None = None,
    bound: float = BOUND,
    clock: Callable[[], float] = time.time,
    tick: float = _TICK,
) -> Iterator[None]:
    """As long as the block runs, in threads of its own. `tell` sends notices (`engine.notices.teller`), and may take its time.

    The manager hears READY=1 once a first pass has ended, however it did: to wait for a database is what the controller does itself. It hears WATCHDOG=1 only while
    the controller moves, and STOPPING=1 as soon as it is told to end.
    """
    manager = Manager() if manager is None else manager
    ended = threading.Event()
    untold: queue.Queue[Notice | None] = queue.Queue(_MOST_UNTOLD)
    telling = _Telling(untold, tell)
    watcher = _Attendant(status, notify or Notify(), manager, untold, bound, clock)
    threads = [
        threading.Thread(target=watcher.run, args=(ended, min(tick, manager.every or tick)), name="watch-attend", daemon=True),
        threading.Thread(target=telling.run, name="watch-tell", daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        manager.ending()
        threads[0].join(5.0)
        with suppress(queue.Full):  # it hangs then, and what is lost by that is said below
            untold.put_nowait(None)
        # Who still has something to say has a moment for it; it holds up nobody's end.
        threads[1].join(LAST)
        if threads[1].is_alive():
            telling.lost()


class _Attendant:
    def __init__(
        self, status: Callable[[], Status], notify: Notify, manager: Manager, untold: queue.Queue[Notice | None], bound: float, clock: Callable[[], float]
    ) -> None:
        self._status, self._notify, self._manager, self._untold, self._bound, self._clock = status, notify, manager, untold, bound, clock
        self._news = News()
        self._said = ""
        self._alive_at = float("-inf")

    def run(self, ended: threading.Event, tick: float) -> None:
        while True:
            last = ended.is_set()
            try:
                self._look()
            except Exception:  # noqa: BLE001 - what is wrong with the controller, it says itself; without WATCHDOG=1 it is ended
                log.warning("attending failed")
            if last:
                return
            ended.wait(tick)

    def _look(self) -> None:
        status = self._status()
        self._news, notices = step(self._news, status, self._notify)
        for notice in notices:
            try:
                self._untold.put_nowait(notice)
            except queue.Full:
                _not_sent(notice.topic.value)
        if status.passes and not self._said:
            self._said = "ready"
            self._manager.ready()
        if status.ending and self._said != "ending":
            self._said = "ending"
            self._manager.ending()
        if self._manager.every and time.monotonic() - self._alive_at >= self._manager.every and not stuck(status, self._clock(), bound=self._bound):
            self._alive_at = time.monotonic()
            self._manager.alive()


class _Telling:
    """Sends one notice after the other."""

    def __init__(self, untold: queue.Queue[Notice | None], tell: Callable[[Sequence[Notice]], None]) -> None:
        self._untold, self._tell, self._under_way = untold, tell, ""

    def run(self) -> None:
        while (notice := self._untold.get()) is not None:
            self._under_way = notice.topic.value
            try:
                self._tell([notice])
            except Exception:  # noqa: BLE001 - a transport that fails must not end the rest; what it says may quote an address
                _not_sent(notice.topic.value)
            self._under_way = ""

    def lost(self) -> None:
        """Say what it did not come to: the one at which a transport hangs, and all behind it."""
        if self._under_way:
            _not_sent(self._under_way)
        with suppress(queue.Empty):
            while True:
                if (notice := self._untold.get_nowait()) is not None:
                    _not_sent(notice.topic.value)


def _not_sent(topic: str) -> None:
    log.warning("a notice was not sent: %s", topic, extra={"event": "notice-lost"})
