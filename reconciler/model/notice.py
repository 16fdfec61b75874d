"""What `watch` says of itself to those who operate it, and what a project says of watching."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.model.personal import Personal
from reconciler.model.plan import Target
from reconciler.model.values import Json


class Topic(enum.Enum):
    """What a notice is about. Each is told once when it begins (`REFUSED` and `CONFLICT` also when others are concerned than before), and once when it is over."""

    FAILING = "failing"
    DRIFT = "drift"
    REFUSED = "refused"
    COMMIT = "commit"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell. `over`: it has ended. `count` is of passes that failed, of changes that undo drift, of refusals, or of objects that others hold; `error` the code of what failed last, or of why
    a commit is not let in.

    `guards` and `organizations` are those that refuse and are held, `owners` the managers that hold something ("" for no mark). `id` is the pass it was seen in, `at` its time in seconds since 1970. No personal data is in it.
    """

    topic: Topic
    target: Target
    id: str
    at: float
    over: bool = False
    count: int = 0
    error: str = ""
    guards: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom notices go to."""

    channel: str
    address: Personal


@dataclass(frozen=True, slots=True)
class Notify:
    """Who is told, in which language, and of which topics; of failing after so many passes in a row."""

    to: tuple[Addressee, ...] = ()
    language: str = "ru"
    failures: int = 3
    topics: frozenset[Topic] = frozenset(Topic)


@dataclass(frozen=True, slots=True)
class Watch:
    """What a project says of watching. `listen` is "" where nothing listens, `token` still a reference (None: none), `interval` in seconds.

    `verify` is the command that lets commits in, () where every one is let in.
    """

    listen: str = ""
    token: Mapping[str, Json] | None = None
    interval: float = 300.0
    notify: Notify = Notify()
    verify: tuple[str, ...] = ()
