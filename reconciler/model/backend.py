"""The port to a live notification system. Adding a backend is one file that satisfies `Backend`, and one row in `backends.BACKENDS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from reconciler.model.change import Change
from reconciler.model.delivery import Message
from reconciler.model.ledger import Fence
from reconciler.model.report import Outcome
from reconciler.model.resource import Resource
from reconciler.model.routing import Destination
from reconciler.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a backend can hold and do, as data: what it cannot hold is a diagnostic at plan time, never a silent loss.

    `kinds` are the resource kinds it holds (`type`, `organization`, `account`); `channels` those it can store addresses of (empty: any).
    `atomic`: all changes are made or none (`Writer`); otherwise one after the other (`Stepper`). `concurrent`: several changes may be made at once. `scope` is the smallest part of the world
    that can be observed alone: `organization` or `world`. `lives` says where the live state is: `process` (gone with it), `machine` (files of this one), or
    `remote`, where several machines may apply and a ledger of one of them would guard nothing.
    """

    kinds: frozenset[str] = frozenset({"type", "organization", "account"})
    channels: frozenset[str] = frozenset()
    inapp: bool = True
    atomic: bool = True
    concurrent: bool = False
    several_contacts_per_channel: bool = True
    quiet_hours: bool = True
    verification: bool = True
    refusals: bool = True
    secrets_readable: bool = False
    delivers: bool = False
    scope: str = "organization"
    lives: str = "remote"


@dataclass(frozen=True, slots=True)
class Scope:
    """What to look at: these organizations and all types, or (None) everything; but never at organizations that are left out (`without`).

    A backend need not go by `without`: it may show more than is asked for.
    """

    organizations: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        return self.organizations is None and not self.without

    def includes(self, organization: str) -> bool:
        return not organization or (organization not in self.without and (self.organizations is None or organization in self.organizations))


class Reader(Protocol):
    """A connection that cannot write."""

    def observe(self, scope: Scope) -> Iterable[Resource]:
        """Everything in scope, ours and others', complete; a partial view must raise `BackendError` instead of ending early.

        A system that does not exist yet is an empty world, and looking at it must create nothing.
        """
        ...

    def close(self) -> None: ...


class Writer(Reader, Protocol):
    """A connection to an atomic backend that may write, under a fence."""

    def apply(self, changes: Sequence[Change], progress: Callable[[int], None] | None = None) -> Iterable[Outcome]:
        """Make all the changes, in order, or none; one outcome for each, in the same order. Repeating it is harmless.

        `progress` may be told how many changes are written so far, also where their outcomes are known only at the end.

        Before its first write it must call `fence.check`, and compare each change's `before` with what is live, raising nothing but `BackendError`.
        Where everything is made and a ledger elsewhere cannot be told, it raises `UnrecordedError`. It does all in one transaction, calls `fence.record` in it, and reports `Failed` for the culprit and `Skipped("rolled-back")` for the rest.
        """
        ...


@runtime_checkable
class Stepper(Reader, Protocol):
    """A connection to a backend that is not atomic. When to write, whether again, and what is written down about it, is the applier's business."""

    def make(self, change: Change, key: str) -> None:
        """Make one change; returning says that it is made. No try is repeated in here.

        `key` is the same for every try of this change, in later runs too if the answer was lost, and no other change has it: the idempotency key for systems that
        know such a thing. The change's `before` is compared with what is live as late as the system allows.

        Raises `TransientError` where another try may help, also if it is not known whether the change was made; `RejectedError` where none will; `ConflictError`
        where the object is not (or no more) as in `before`.
        """
        ...


@runtime_checkable
class Backend(Protocol):
    """A live notification system. Constructing one is pure: no input or output, no secrets."""

    @property
    def capabilities(self) -> Capabilities: ...

    @property
    def label(self) -> str:
        """What a person recognises it by, without credentials: `sql, sqlite:///.reconciler/notifications.db`."""
        ...

    def compile(self, settings: Settings) -> Iterable[Resource]:
        """Settings as this backend's own objects. Pure."""
        ...

    def interpret(self, resources: Iterable[Resource]) -> Settings:
        """The inverse of `compile`, on everything the capabilities say is held. Pure."""
        ...

    def reader(self) -> Reader: ...

    def writer(self, fence: Fence) -> Writer | Stepper:
        """A `Writer` where it is atomic, else a `Stepper`, which asks the fence for nothing but `keeping`."""
        ...


@runtime_checkable
class Preparable(Protocol):
    """A backend with a schema of its own to create or migrate."""

    prepares_itself: bool
    """Whether `apply` may do it unasked (an embedded database that belongs to the project)."""

    def pending(self) -> tuple[str, ...]:
        """The migrations still to be run, oldest first; () when it is ready. Reads only."""
        ...

    def prepare(self) -> tuple[str, ...]:
        """Run them, all or none; returns what was run."""
        ...

    def ddl(self) -> str:
        """The statements `prepare` would run, for somebody else to run."""
        ...


@runtime_checkable
class Keeper(Protocol):
    """Keeps what was confirmed and refused at erased addresses under digests that are made with the installation key."""

    def keeps(self) -> bool:
        """Whether there are such digests now. Reads only."""
        ...


@runtime_checkable
class Router(Protocol):
    """Knows from live state who receives an event."""

    def route(self, organization: str, type: str) -> Iterable[Destination]:
        """Sorted by recipient and contact. Quiet hours are said, not judged: they depend on a clock."""
        ...


@runtime_checkable
class Verifier(Protocol):
    """Can mark an address as confirmed."""

    def verify(self, channel: str, address: str) -> None: ...


@runtime_checkable
class Deliverer(Protocol):
    """Takes messages of the channel `inapp` itself."""

    def deliver(self, message: Message) -> None:
        """Put a message where its recipient finds it. Repeating it is harmless. Raises `BackendError`."""
        ...
