"""What is live in a world in memory, and what was done to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from reconciler import resources
from reconciler.backends.memory.faults import Fault
from reconciler.model.address import organization_of
from reconciler.model.resource import Resource
from reconciler.model.settings import Contact
from reconciler.model.values import Json


class Call(NamedTuple):
    """One change as it reached the world. `operation` is `create`, `update`, `delete`, `adopt` or `move`; `key` the caller's idempotency key ("" from an atomic writer)."""

    operation: str
    address: str
    key: str


class Posted(NamedTuple):
    """One message in somebody's cabinet. `id` is its correlation id."""

    id: str
    recipient: str
    type: str
    subject: str
    text: str
    link: str


@dataclass(slots=True)
class World:
    """What is live. Readers and writers of the same world see each other.

    `verified` holds (channel, address), `refused` (organization, channel, address, type or `*`), `serving` the address in use by (recipient, contact id) until the
    declared one is verified, `kept_verified` and `kept_refused` what was known of addresses that are erased (until when by digest; (organization, digest, type)), `foreign` what others have put inside an object, as in `Resource.observed`, and `sent` what was delivered.

    `calls` are the changes asked for by a writer that is not atomic, `effects` those of any writer that were really made, each in order. `faults` is what goes
    wrong, and `watch` is told of each step of such a writer (`before create teleset/ivanova`, `after …`): it may end the process.
    """

    objects: dict[str, Resource] = field(default_factory=dict)
    serving: dict[tuple[str, str], str] = field(default_factory=dict)
    verified: set[tuple[str, str]] = field(default_factory=set)
    refused: set[tuple[str, str, str, str]] = field(default_factory=set)
    kept_verified: dict[str, int] = field(default_factory=dict)
    kept_refused: set[tuple[str, str, str]] = field(default_factory=set)
    foreign: dict[str, list[Json]] = field(default_factory=dict)
    sent: list[Posted] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    effects: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    watch: Callable[[str], None] | None = None
    _alone: Any = field(default_factory=threading.RLock, repr=False, compare=False)

    @contextmanager
    def opened(self) -> Iterator[World]:
        """The world for one step that nobody else sees half done."""
        with self._alone:
            yield self

    @contextmanager
    def seen(self) -> Iterator[World]:
        """The world to be looked at only."""
        with self._alone:
            yield self

    def copy(self) -> World:
        """What is live, to be worked on aside."""
        return World(
            dict(self.objects),
            dict(self.serving),
            set(self.verified),
            set(self.refused),
            dict(self.kept_verified),
            set(self.kept_refused),
            dict(self.foreign),
            list(self.sent),
        )

    def become(self, other: World) -> None:
        self.objects, self.serving, self.verified, self.refused = other.objects, other.serving, other.verified, other.refused
        self.kept_verified, self.kept_refused, self.sent = other.kept_verified, other.kept_refused, other.sent

    def met(self, operation: str, address: str = "") -> Fault | None:
        """The fault that a call meets. Every fault that the call fits has counted it; the first that is due happens."""
        fitting = [fault for fault in self.faults if fault.fits(operation, address)]
        for fault in fitting:
            fault.seen += 1
        return next((fault for fault in fitting if fault.due), None)

    def step(self, point: str) -> None:
        if self.watch is not None:
            self.watch(point)

    def used(self, recipient: str, contact: Contact) -> str | None:
        """The address a contact is reached at now; None while there is none to use."""
        if not contact.confirm or (contact.channel, contact.address) in self.verified:
            return contact.address
        serving = self.serving.get((recipient, contact.id))
        return serving if serving is not None and (contact.channel, serving) in self.verified else None

    def refusals(self, recipient: str, channel: str, address: str) -> list[str]:
        organization = organization_of(recipient)
        return sorted(entry[3] for entry in self.refused if entry[:3] == (organization, channel, address))

    def observed(self, resource: Resource) -> Mapping[str, Json]:
        """What is known of an object and nobody declares."""
        observed: dict[str, Any] = {}
        for contact in contacts_of(resource):
            used = self.used(resource.address, contact)
            if used != contact.address:
                observed.setdefault("unconfirmed", []).append(contact.id)
                if used is not None:
                    observed.setdefault("serving", {})[contact.id] = used
                    if "*" in self.refusals(resource.address, contact.channel, contact.address):
                        observed.setdefault("unwanted", []).append(contact.id)
            if refused := self.refusals(resource.address, contact.channel, used or contact.address):
                observed.setdefault("refused", {})[contact.id] = refused
        if foreign := self.foreign.get(resource.address):
            observed["foreign"] = foreign
        return observed


def contacts_of(resource: Resource) -> tuple[Contact, ...]:
    """The contacts of an organization or account; a type has none."""
    if ":" in resource.address:
        return ()
    return resources.recipient_of(resource.address, cast("Mapping[str, Any]", resource.spec)).contacts
