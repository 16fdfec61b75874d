"""Messages, how they leave, and what became of them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final, Protocol

from reconciler.model.event import Event
from reconciler.model.routing import Destination
from reconciler.model.values import Json


class Status(enum.Enum):
    """What is known of one message. `DELIVERED` says that the next system took it; that somebody read it, nobody can know."""

    QUEUED = "queued"
    DELIVERED = "delivered"
    DEFERRED = "deferred"
    SUPPRESSED = "suppressed"
    TEMPORARY = "temporary-failure"
    PERMANENT = "permanent-failure"
    TECHNICAL = "technical-failure"


NEVER_ANSWERED: Final = frozenset({"delivery-unknown", "transport-timeout"})
"""Codes of messages that may be anywhere: nobody said no to them."""


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a message: the same for all who have its (event, locale, audience, timezone, channel), and without anything personal of theirs.

    `short` is for SMS and messengers, `parts` how many SMS it takes. `data` is what webhooks are sent. `html` is "" for channels that have none.
    `details` is what must be found in every message that carries `text`, `html` or `data`: (name of the field, what it says as it is worded here), the link among them;
    `short_details` the same for `short`, which has room for less.
    """

    subject: str
    text: str
    html: str
    short: str
    parts: int
    data: Mapping[str, Json]
    link: str
    locale: str
    details: tuple[tuple[str, str], ...] = ()
    short_details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one contact. `id` is the correlation id: opaque, unique, and found again in what a sink receives."""

    id: str
    event: Event
    destination: Destination
    content: Content = field(repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message. `code` says why it did not leave (a code of `reporting.messages`, "" where it did), `answer` is what the other side said, reduced
    to its numbers and fixed words (`550 5.1.1`, `HTTP 429`): never its text. Times are seconds since 1970; `done` is None for what never ended.
    """

    message: Message
    status: Status
    code: str = ""
    answer: str = ""
    tries: int = 1
    queued: float = 0.0
    done: float | None = None


class Courier(Protocol):
    """A connection of one transport. Used by one thread at a time."""

    def send(self, message: Message) -> str:
        """Hand one message over; returns the answer, reduced as in `Receipt.answer`. No try is repeated in here.

        Raises `TransientError` (with `retry_after` where it was said), `RejectedError` where no further try will help.
        """
        ...

    def close(self) -> None: ...


class Transport(Protocol):
    """How messages of one channel leave. Constructing one is pure: it connects to nothing.

    `per_second` bounds its messages (0: unbounded), `connections` how many couriers may work at once.
    """

    @property
    def channel(self) -> str: ...

    @property
    def per_second(self) -> float: ...

    @property
    def connections(self) -> int: ...

    def courier(self) -> Courier:
        """Raises `BackendError` where the other side cannot be reached, or does not let us in."""
        ...

    def diverted(self, sinks: Sinks) -> Transport:
        """The same transport with the sinks of this machine in the place of the other side; everything else of it is real."""
        ...


@dataclass(frozen=True, slots=True)
class Received:
    """What a sink took. `id` is the message's ("" where it carries none), `to` the address it was for, `raw` every byte as it came. `at` is in seconds since 1970.

    `path` and `headers` are those of an HTTP request; a message by SMTP has its headers in `raw`.
    """

    channel: str
    id: str
    to: str
    at: float
    raw: bytes = field(repr=False)
    path: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


class Sinks(Protocol):
    """Servers of this machine that stand in for the world: one for SMTP, one for HTTP. They listen on loopback only, and end with the run."""

    @property
    def smtp(self) -> tuple[str, int]:
        """(host, port)"""
        ...

    @property
    def http(self) -> str:
        """`http://127.0.0.1:port`"""
        ...

    def received(self) -> tuple[Received, ...]:
        """All that came until now, in the order it came."""
        ...

    def fresh(self) -> tuple[Received, ...]:
        """The same, without what this has given before. Raises `BackendError` where nothing can come any more."""
        ...


class SinkRoom(Protocol):
    """Opens sinks for one run."""

    def __call__(self) -> AbstractContextManager[Sinks]: ...
