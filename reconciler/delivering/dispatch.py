"""Messages → receipts: every message gets exactly one, whatever happens to its transport.

Temporary failures are tried again, refusals are not. A message that was handed over and never answered is not sent again: somebody told twice is worse than a receipt
that says what is not known. (Webhooks are the exception: who takes them recognises the id.)
"""

from __future__ import annotations

import math
import queue
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from reconciler.delivering.lane import CAPACITY, Lane, Retries
from reconciler.delivering.simulated import simulated
from reconciler.model.delivery import Message, Receipt, Status, Transport

_SLICE: Final = 0.2
"""Seconds after which somebody who wants to end is heard."""

_MANY: Final = 100
_NAP: Final = 0.01
"""Seconds in which receipts gather while there are many to come."""


def dispatch(
    messages: Iterable[Message],
    transports: Mapping[str, Transport],
    *,
    retries: Retries | None = None,
    budget: float = math.inf,
    grace: float = 5.0,
    capacity: int = CAPACITY,
    stop: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.time,
) -> Iterator[Receipt]:
    """Hand the messages over, each by the transport of its channel; the receipts come in the order in which the messages end.

    `messages` are taken as there is room for them (`capacity` for each transport), by the thread that takes the receipts, so memory does not grow with their number.
    After `budget` seconds, or once `stop()` is true, nothing new is begun: what is under way has `grace` seconds to end, and whatever has not left is `QUEUED`, with
    `done` None and the code `delivery-out-of-time` or `delivery-stopped`. What is under way still counts as `TECHNICAL`, `delivery-unknown`. An exception in here,
    Ctrl-C too, ends in `grace` seconds at most. A channel without a transport is `TECHNICAL`, `no-transport`. `clock` gives seconds since 1970, for the receipts.
    """
    run = _Run(transports, retries or Retries(), time.monotonic() + budget, capacity, stop, clock)
    try:
        for message in messages:
            yield from run.take(message)
        while run.open and not run.ended:
            yield from run.receipts(wait=True)
        yield from run.end(grace)
    except KeyboardInterrupt:
        # Where the first one was heard already, this is the second: nothing more is waited for.
        grace = 0.0 if stop() else grace
        raise
    finally:
        run.leave(grace)


class _Run:
    """The lanes of one dispatch. `open` counts the messages in them that have no receipt yet."""

    def __init__(
        self, transports: Mapping[str, Transport], retries: Retries, ends: float, capacity: int, stop: Callable[[], bool], clock: Callable[[], float]
    ) -> None:
        self._transports, self._retries, self._ends, self._capacity = transports, retries, ends, capacity
        self._stop, self._clock = stop, clock
        self._lanes: dict[str, Lane] = {}
        self._results: queue.SimpleQueue[Receipt] = queue.SimpleQueue()
        self._left_behind = False
        self.open = 0

    @property
    def ended(self) -> str:
        """The code of why nothing new is begun; "" while something is."""
        if self._stop():
            return "delivery-stopped"
        return "delivery-out-of-time" if time.monotonic() >= self._ends else ""

    def take(self, message: Message) -> Iterator[Receipt]:
        """Put one message on its way, once there is room; whatever ends meanwhile."""
        channel, now = message.destination.channel, self._clock()
        known = simulated(message, now)
        if known is None and channel not in self._transports:
            known = Receipt(message, Status.TECHNICAL, "no-transport", tries=0, queued=now, done=now)
        if known is not None:
            yield known
            return
        lane = self._lane(channel)
        while lane.full and not self.ended:
            lane.wait_for_room(_SLICE)
            yield from self.receipts(wait=False)
        if code := self.ended:
            yield Receipt(message, Status.QUEUED, code, tries=0, queued=now)
            return
        lane.put(message)
        self.open += 1
        yield from self.receipts(wait=False)

    def _lane(self, channel: str) -> Lane:
        if channel not in self._lanes:
            self._lanes[channel] = Lane(self._transports[channel], self._retries, self._results.put, self._clock, self._ends, self._capacity)
        return self._lanes[channel]

    def receipts(self, *, wait: bool) -> Iterator[Receipt]:
        """Those that are there; with `wait`, at least one, unless there is none for a while."""
        try:
            receipt = self._results.get(timeout=_SLICE) if wait else self._results.get_nowait()
            if wait and self.open > _MANY:
                # Woken for each of them, this thread would take its time from those that send.
                time.sleep(_NAP)
            while True:
                self.open -= 1
                yield replace(receipt, code=self.ended) if receipt.status is Status.QUEUED else receipt
                receipt = self._results.get_nowait()
        except queue.Empty:
            return

    def end(self, grace: float) -> Iterator[Receipt]:
        """The receipts of all that is left."""
        code = self.ended
        for lane in self._lanes.values():
            for receipt in lane.stop():
                self.open -= 1
                yield replace(receipt, code=code)
        until = time.monotonic() + grace
        while self.open and time.monotonic() < until:
            yield from self.receipts(wait=True)
        for lane in self._lanes.values():
            for receipt in lane.abandon():
                self.open -= 1
                self._left_behind = True
                yield receipt
        # What ended between the last look and now.
        yield from self.receipts(wait=False)

    def leave(self, grace: float) -> None:
        """Let the threads end, or leave them to themselves: they are no obstacle to the end of the process."""
        until = time.monotonic() + (0.0 if self._left_behind else grace)
        for lane in self._lanes.values():
            lane.stop()
            lane.abandon()
        for lane in self._lanes.values():
            lane.join(until)
