"""The messages of one transport: a bounded queue, the threads that empty it, and when each message's next try is."""

from __future__ import annotations

import heapq
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from reconciler.delivering.faults import ANSWERED
from reconciler.model.delivery import Courier, Message, Receipt, Status, Transport
from reconciler.model.errors import BackendError, RejectedError, TransientError


@dataclass(frozen=True, slots=True)
class Retries:
    """At most `tries` tries of one message, after random waits of up to `first` seconds, doubled each time up to `most`.

    Where the other side says how long it wants to be left alone, it is left alone that long; for longer than `longest` seconds no message waits. A transport through
    which nothing has gone for `patience` seconds, nor in `tries` tries, is down: its messages fail at once, but for one try every `patience` seconds.
    """

    tries: int = 4
    first: float = 0.5
    most: float = 10.0
    longest: float = 60.0
    patience: float = 10.0
    random: Callable[[], float] = random.random

    def wait(self, tried: int, error: TransientError) -> float | None:
        """Seconds until the next try after `tried` of them; None for none."""
        asked = error.retry_after or 0.0
        if tried >= self.tries or asked > self.longest:
            return None
        return max(self.random() * min(self.most, self.first * 2.0 ** (tried - 1)), asked)


@dataclass(slots=True, eq=False)
class _Job:
    message: Message
    queued: float
    tried: int = 0


CAPACITY: Final = 4096
"""Messages that may wait for one transport. They share their words, so each is small."""


@dataclass(slots=True, eq=False)
class Lane:
    """`done` takes a receipt for every message that was put in, once, from any thread. `clock` gives seconds since 1970. `ends` is when the last try may begin, by
    `time.monotonic`."""

    transport: Transport
    retries: Retries
    done: Callable[[Receipt], None]
    clock: Callable[[], float]
    ends: float
    capacity: int = CAPACITY
    _ready: deque[_Job] = field(default_factory=deque, init=False)
    _later: list[tuple[float, int, _Job]] = field(default_factory=list, init=False)
    _flying: dict[int, _Job] = field(default_factory=dict, init=False)
    _changed: threading.Condition = field(default_factory=threading.Condition, init=False)
    _room: threading.Event = field(default_factory=threading.Event, init=False)
    _closing: threading.Event = field(default_factory=threading.Event, init=False)
    _threads: list[threading.Thread] = field(default_factory=list, init=False)
    _order: int = field(default=0, init=False)
    _next_slot: float = field(default=0.0, init=False)
    _broken: BackendError | None = field(default=None, init=False)
    _failures: int = field(default=0, init=False)
    _failing_since: float = field(default=0.0, init=False)
    _down_until: float = field(default=0.0, init=False)

    @property
    def full(self) -> bool:
        return len(self._ready) + len(self._later) >= self.capacity

    def wait_for_room(self, seconds: float) -> None:
        """Until half of it is empty, or as long as said: whoever fills it is woken seldom, and those who empty it are left to work."""
        self._room.clear()
        if self.full:
            self._room.wait(seconds)

    def put(self, message: Message) -> None:
        """Queue a message. As many threads work as there is work for, up to the transport's connections."""
        with self._changed:
            self._ready.append(_Job(message, self.clock()))
            if len(self._threads) < min(self.transport.connections, len(self._ready) + len(self._flying)):
                thread = threading.Thread(target=self._work, name=f"{self.transport.channel}-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
            self._changed.notify()

    def stop(self) -> list[Receipt]:
        """Begin no further try; returns what never left, or would have been tried again. What is under way still ends in `done`, `QUEUED` where it would have been, too."""
        with self._changed:
            self._closing.set()
            waiting = [*self._ready, *(job for _, _, job in sorted(self._later))]
            self._ready.clear()
            self._later.clear()
            self._changed.notify_all()
        return [Receipt(job.message, Status.QUEUED, tries=job.tried, queued=job.queued) for job in waiting]

    def abandon(self) -> list[Receipt]:
        """Wait no longer for what is under way: nobody knows of it. Its answer, should it come, goes nowhere."""
        with self._changed:
            self._closing.set()
            lost = [*self._flying.values()]
            self._flying.clear()
            self._changed.notify_all()
        return [Receipt(job.message, Status.TECHNICAL, "delivery-unknown", tries=job.tried + 1, queued=job.queued, done=self.clock()) for job in lost]

    def join(self, until: float) -> None:
        """Wait for the threads, until a moment of `time.monotonic`."""
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _work(self) -> None:
        courier: Courier | None = None
        while (job := self._next()) is not None:
            courier = self._try(job, courier)
        _close(courier)

    def _next(self) -> _Job | None:
        """The next message whose time has come, and a slot of the rate with it; None once the lane is stopped."""
        with self._changed:
            while not self._closing.is_set():
                now = time.monotonic()
                while self._later and self._later[0][0] <= now:
                    self._ready.append(heapq.heappop(self._later)[2])
                wait = self._next_slot - now
                if self._ready and wait <= 0:
                    if self.transport.per_second > 0:
                        self._next_slot = max(now, self._next_slot) + 1 / self.transport.per_second
                    job = self._ready.popleft()
                    self._flying[id(job)] = job
                    if len(self._ready) == self.capacity // 2:
                        self._room.set()
                    return job
                due = self._later[0][0] - now if self._later else None
                self._changed.wait(wait if self._ready else due)
        return None

    def _try(self, job: _Job, courier: Courier | None) -> Courier | None:
        """One try; returns the courier where it is good for another."""
        if self._broken is not None:
            self._finish(job, Status.TECHNICAL, self._broken)
            return courier
        if time.monotonic() < self._down_until:
            self._finish(job, Status.TEMPORARY, TransientError("transport-down", channel=self.transport.channel))
            return courier
        job.tried += 1
        try:
            courier = courier or self.transport.courier()
        except TransientError as error:
            self._failed()
            self._again(job, error)
            return None
        except BackendError as error:
            # The same for every message: a password that is wrong is not tried a thousand times.
            self._broken = error
            self._finish(job, Status.TECHNICAL, error)
            return None
        except Exception:  # noqa: BLE001 - whatever it is, this message and the others have to be accounted for
            self._finish(job, Status.TECHNICAL, BackendError("transport-broke", channel=self.transport.channel))
            return None
        if self._send(job, courier):
            return courier
        _close(courier)
        return None

    def _send(self, job: _Job, courier: Courier) -> bool:
        """Whether the courier is good for another message."""
        try:
            answer = courier.send(job.message)
        except TransientError as error:
            if error.code not in ANSWERED:
                self._failed()
            self._again(job, error)
            return error.code in ANSWERED
        except RejectedError as error:
            # Refused by name, or before anything was said: the connection is as good as it was.
            self._finish(job, Status.PERMANENT, error)
            return True
        except BackendError as error:
            self._failed()
            self._finish(job, Status.TECHNICAL, error)
            return False
        except Exception:  # noqa: BLE001 - a bug of one transport must not lose the receipts of all
            self._finish(job, Status.TECHNICAL, BackendError("transport-broke", channel=self.transport.channel))
            return False
        self._failures = 0
        self._post(job, Receipt(job.message, Status.DELIVERED, "", answer, job.tried, job.queued, self.clock()))
        return True

    def _failed(self) -> None:
        """The connection failed, whatever the message was."""
        with self._changed:
            now = time.monotonic()
            self._failing_since = self._failing_since if self._failures else now
            self._failures += 1
            if self._failures >= self.retries.tries and now - self._failing_since >= self.retries.patience:
                self._down_until = now + self.retries.patience

    def _again(self, job: _Job, error: TransientError) -> None:
        wait = self.retries.wait(job.tried, error)
        with self._changed:
            due = time.monotonic() + (wait or 0.0)
            again = wait is not None and due < self.ends
            closing = self._closing.is_set()
            if again and not closing and self._flying.pop(id(job), None) is not None:
                self._order += 1
                heapq.heappush(self._later, (due, self._order, job))
                self._changed.notify()
                return
        if again and closing:
            self._post(job, Receipt(job.message, Status.QUEUED, tries=job.tried, queued=job.queued))
        else:
            self._finish(job, Status.TEMPORARY, error)

    def _finish(self, job: _Job, status: Status, error: BackendError) -> None:
        answer = str(error.arguments.get("answer", ""))
        self._post(job, Receipt(job.message, status, error.code, answer, job.tried, job.queued, self.clock()))

    def _post(self, job: _Job, receipt: Receipt) -> None:
        with self._changed:
            # Inside, so that whoever waits no longer finds either the message under way or its receipt.
            if self._flying.pop(id(job), None) is not None:
                self.done(receipt)


def _close(courier: Courier | None) -> None:
    if courier is not None:
        with suppress(Exception):
            courier.close()
