"""A live system under test, whatever it is: what a suite that knows no backend needs to do to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sqlalchemy import Table, select, text

from reconciler.backends.memory import MemoryBackend
from reconciler.backends.sql import SqlBackend
from reconciler.canonical import canonical
from reconciler.ledger.keeping import KeyedKeeping
from reconciler.model.backend import Backend, Router, Scope, Stepper, Verifier
from reconciler.model.change import Change, Create, Delete, Update
from reconciler.model.errors import BackendError
from reconciler.model.ledger import RETENTION
from reconciler.model.report import Applied, Failed, Outcome, Skipped
from reconciler.model.resource import Resource
from reconciler.model.routing import Destination
from reconciler.model.settings import Settings
from reconciler.planning.diff import differences

MANAGER = "us"
OTHER = "legacy-crm"

Live = dict[str, Resource]


class Backdoor(Protocol):
    """How another program reaches the same system."""

    def refuse(self, organization: str, channel: str, address: str, type: str) -> None: ...

    def account(self, address: str, manager: str | None) -> None:
        """An account that says next to nothing."""
        ...

    def subscription(self, address: str, type: str, manager: str) -> None:
        """A contact of its own in somebody's account, subscribed."""
        ...

    def edit(self, address: str) -> None:
        """Changes an account's name by hand."""
        ...

    def cabinets(self) -> list[tuple[str, str, str, str, str]]:
        """(recipient, type, subject, body, link) of every message in a cabinet, sorted."""
        ...


@dataclass
class Fence:
    """Lets everything pass, or raises at its check or record."""

    at_check: Exception | None = None
    at_record: Exception | None = None
    recorded: int = 0
    now: int = 1_000_000

    def check(self, transaction: object | None) -> None:
        if self.at_check is not None:
            raise self.at_check

    def joins(self, transaction: object) -> bool:
        return True

    def record(self, transaction: object | None) -> None:
        if self.at_record is not None:
            raise self.at_record
        self.recorded += 1

    def keeping(self, transaction: object | None) -> KeyedKeeping:
        return KeyedKeeping(b"key", self.now, self.now + RETENTION)


@dataclass
class System:
    """One backend, empty at first. `verified` and `refused` are what was said to it; `now` is the ledger's clock."""

    backend: Backend
    door: Backdoor
    verified: set[tuple[str, str]] = field(default_factory=set)
    refused: set[tuple[str, str, str, str]] = field(default_factory=set)
    now: int = 1_000_000

    def verify(self, channel: str, address: str) -> None:
        assert isinstance(self.backend, Verifier)
        self.backend.verify(channel, address)
        self.verified.add((channel, address))

    def refuse(self, organization: str, channel: str, address: str, type: str) -> None:
        if (entry := (organization, channel, address, type)) not in self.refused:
            self.door.refuse(*entry)
            self.refused.add(entry)

    def desired(self, settings: Settings) -> Live:
        """The resources of some settings, with our mark."""
        return {resource.address: replace(resource, manager=resource.manager or MANAGER) for resource in self.backend.compile(settings)}

    def observe(self, scope: Scope | None = None) -> Live:
        reader = self.backend.reader()
        try:
            resources = list(reader.observe(scope or Scope()))
        finally:
            reader.close()
        live = {resource.address: resource for resource in resources}
        assert len(live) == len(resources)
        return live

    def write(self, changes: Iterable[Change], fence: Fence | None = None) -> list[Outcome]:
        return list(write(self.backend, list(changes), fence or Fence(now=self.now)))

    @property
    def atomic(self) -> bool:
        return self.backend.capabilities.atomic

    def become(self, settings: Settings) -> None:
        """Change what is ours until it is what the settings say."""
        outcomes = self.write(plan(self.desired(settings), self.observe()))
        assert all(isinstance(outcome, Applied) for outcome in outcomes), outcomes

    def route(self, organization: str, type: str) -> list[Destination]:
        assert isinstance(self.backend, Router)
        return sorted(self.backend.route(organization, type), key=lambda delivery: (delivery.recipient, delivery.contact))


def write(backend: Backend, changes: Sequence[Change], fence: Fence) -> list[Outcome]:
    """The smallest applier there is: what is not atomic stops at the first error."""
    writer = backend.writer(fence)
    try:
        return _steps(writer, changes, fence) if isinstance(writer, Stepper) else list(writer.apply(changes))
    finally:
        writer.close()


def _steps(writer: Stepper, changes: Sequence[Change], fence: Fence) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for number, change in enumerate(changes):
        fence.check(None)
        try:
            writer.make(change, f"key-{number}")
        except BackendError as error:
            return [*outcomes, Failed(change, error), *(Skipped(later, "blocked") for later in changes[number + 1 :])]
        outcomes.append(Applied(change))
    fence.record(None)
    return outcomes


def plan(desired: Mapping[str, Resource], live: Mapping[str, Resource]) -> list[Change]:
    """The smallest planner there is: creates, updates, then deletes of what carries our mark."""
    changes: list[Change] = []
    for address, after in desired.items():
        before = live.get(address)
        if before is None:
            changes.append(Create(after))
        elif fields := differences(before, after):
            changes.append(Update(before, after, fields))
    changes += [Delete(live[address]) for address in sorted(live, reverse=True) if address not in desired and live[address].manager in {MANAGER, "reconciler"}]
    return changes


class MemoryDoor:
    def __init__(self, backend: MemoryBackend) -> None:
        self._world = backend.world

    def refuse(self, organization: str, channel: str, address: str, type: str) -> None:
        with self._world.opened() as world:
            world.refused.add((organization, channel, address, type))

    def account(self, address: str, manager: str | None) -> None:
        spec = canonical({"audience": "employee", "locale": "en", "timezone": "UTC"})
        with self._world.opened() as world:
            world.objects[address] = Resource(address, spec, manager or "", "0")

    def subscription(self, address: str, type: str, manager: str) -> None:
        with self._world.opened() as world:
            entries = world.foreign.setdefault(address, [])
            entries.append({"address": f"{address}/crm", "manager": manager})
            entries.append({"address": f"{address}/crm", "type": type, "manager": manager})

    def edit(self, address: str) -> None:
        with self._world.opened() as world:
            resource = world.objects[address]
            world.objects[address] = replace(resource, canonical=canonical({**resource.spec, "family_name": "Правка"}))

    def cabinets(self) -> list[tuple[str, str, str, str, str]]:
        with self._world.seen() as world:
            return sorted(posted[1:] for posted in world.sent)


class SqlDoor:
    def __init__(self, backend: SqlBackend) -> None:
        self._database, self._tables = backend.database, backend.database.tables

    def refuse(self, organization: str, channel: str, address: str, type: str) -> None:
        self._insert(self._tables.refusals, organization=organization, channel=channel, address=address, type=type)

    def account(self, address: str, manager: str | None) -> None:
        organization, _, account = address.partition("/")
        self._insert(self._tables.accounts, organization=organization, account=account, manager=manager)

    def subscription(self, address: str, type: str, manager: str) -> None:
        organization, _, account = address.partition("/")
        key = {"organization": organization, "account": account, "contact": "crm", "manager": manager}
        self._insert(self._tables.contacts, **key, channel="email", address="crm@teleset.example")
        self._insert(self._tables.subscriptions, **key, type=type)

    def edit(self, address: str) -> None:
        organization, _, account = address.partition("/")
        sql = f"UPDATE {self._database.name('accounts')} SET family_name = 'Правка' WHERE organization = :organization AND account = :account"
        with self._database.write() as connection:
            connection.execute(text(sql), {"organization": organization, "account": account})

    def cabinets(self) -> list[tuple[str, str, str, str, str]]:
        table = self._tables.inbox
        with self._database.write() as connection:
            rows = connection.execute(select(table.c.recipient, table.c.type, table.c.subject, table.c.body, table.c.link)).all()
        return sorted((recipient, type_, subject, body, link) for recipient, type_, subject, body, link in rows)

    def _insert(self, table: Table, **values: Any) -> None:
        with self._database.write() as connection:
            connection.execute(table.insert(), values)
