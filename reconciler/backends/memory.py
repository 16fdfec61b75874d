"""A world in memory: implements every port there is, for tests and for trying declarations without a system behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, cast

from reconciler import resources
from reconciler.model.address import organization_of, sort_key
from reconciler.model.backend import Capabilities, Delivery, Scope
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.errors import BackendError, ConflictError, Unusable
from reconciler.model.ledger import Fence
from reconciler.model.report import Applied, Failed, Outcome, Skipped
from reconciler.model.resource import Resource
from reconciler.model.settings import Contact, Recipient, Settings
from reconciler.model.values import Json


@dataclass(slots=True)
class World:
    """What is live. Readers and writers of the same world see each other.

    `verified` holds (channel, address), `refused` (organization, channel, address, type or `*`), `serving` the address in use by (recipient, contact id) until the
    declared one is verified, `foreign` what others have put inside an object, as in `Resource.observed`, and `sent` what was delivered.
    """

    objects: dict[str, Resource] = field(default_factory=dict)
    serving: dict[tuple[str, str], str] = field(default_factory=dict)
    verified: set[tuple[str, str]] = field(default_factory=set)
    refused: set[tuple[str, str, str, str]] = field(default_factory=set)
    foreign: dict[str, list[Json]] = field(default_factory=dict)
    sent: list[tuple[Delivery, Mapping[str, object]]] = field(default_factory=list)

    def copy(self) -> World:
        return World(dict(self.objects), dict(self.serving), set(self.verified), set(self.refused), dict(self.foreign), list(self.sent))

    def become(self, other: World) -> None:
        self.objects, self.serving, self.refused = other.objects, other.serving, other.refused

    def used(self, recipient: str, contact: Contact) -> str | None:
        """The address a contact is reached at now; None while there is none to use."""
        if not contact.confirm or (contact.channel, contact.address) in self.verified:
            return contact.address
        serving = self.serving.get((recipient, contact.id))
        return serving if serving is not None and (contact.channel, serving) in self.verified else None

    def refusals(self, recipient: str, channel: str, address: str) -> list[str]:
        organization = organization_of(recipient)
        return sorted(entry[3] for entry in self.refused if entry[:3] == (organization, channel, address))


class MemoryBackend:
    """`{"type": "memory"}`; the world is its own unless one is given."""

    capabilities: ClassVar[Capabilities] = Capabilities(delivers=True, lives="process")
    label = "memory"

    def __init__(self, options: Mapping[str, Json], directory: Path, world: World | None = None) -> None:  # noqa: ARG002 - every backend is made alike
        if unknown := sorted(options.keys() - {"type"}):
            raise Unusable("backend-options", type="memory", options=tuple(unknown))
        self.world = World() if world is None else world

    def compile(self, settings: Settings) -> Iterable[Resource]:
        return resources.compile_settings(settings)

    def interpret(self, resources_: Iterable[Resource]) -> Settings:
        return resources.interpret(resources_)

    def reader(self) -> MemoryReader:
        return MemoryReader(self.world)

    def writer(self, fence: Fence) -> MemoryWriter:
        return MemoryWriter(self.world, fence)

    def route(self, organization: str, type: str) -> Iterable[Delivery]:
        settings = self.interpret(self.world.objects.values())
        mandatory = {type_.id for type_ in settings.types if type_.mandatory}
        known = {type_.id for type_ in settings.types}
        for found in settings.organizations:
            if found.id == organization and type in known:
                for recipient in (found.recipient, *found.accounts):
                    yield from self._deliveries(recipient, type, mandatory=type in mandatory)

    def _deliveries(self, recipient: Recipient, type: str, *, mandatory: bool) -> Iterator[Delivery]:
        for contact in recipient.contacts:
            if recipient.suspended or contact.id not in recipient.subscriptions.get(type, ()):
                continue
            address = self.world.used(recipient.address, contact)
            if address is None:
                continue
            refused = self.world.refusals(recipient.address, contact.channel, address)
            if "*" not in refused and (mandatory or type not in refused):
                yield Delivery(recipient.address, contact.id, contact.channel, address)

    def verify(self, channel: str, address: str) -> None:
        self.world.verified.add((channel, address))

    def deliver(self, delivery: Delivery, payload: Mapping[str, object]) -> None:
        self.world.sent.append((delivery, payload))


class MemoryReader:
    """Sees the world as it is when it looks."""

    def __init__(self, world: World) -> None:
        self._world = world

    def observe(self, scope: Scope) -> Iterator[Resource]:
        objects = [resource for address, resource in self._world.objects.items() if scope.includes(organization_of(address))]
        return iter([replace(resource, observed=_observed(self._world, resource)) for resource in sorted(objects, key=lambda found: sort_key(found.address))])

    def close(self) -> None:
        """Nothing is open."""


class MemoryWriter(MemoryReader):
    """Works on a copy, and puts it in the world's place when everything succeeded."""

    def __init__(self, world: World, fence: Fence) -> None:
        super().__init__(world)
        self._fence = fence

    def apply(self, changes: Sequence[Change], progress: Callable[[int], None] | None = None) -> list[Outcome]:  # noqa: ARG002 - too quick to be watched
        self._fence.check(None)
        world = self._world.copy()
        for change in changes:
            try:
                _check(world, change)
            except BackendError as error:
                return [Failed(other, error) if other is change else Skipped(other, "rolled-back") for other in changes]
            _make(world, change)
        self._fence.record(None)
        self._world.become(world)
        return [Applied(change) for change in changes]


def _check(world: World, change: Change) -> None:
    if isinstance(change, Create | Move) and (there := world.objects.get(change.address)) is not None:
        raise ConflictError("live-exists", address=change.address, owner=there.manager)
    if isinstance(change, Create):
        return
    now = world.objects.get(change.before.address)
    if now is None:
        raise ConflictError("live-gone", address=change.before.address)
    if now.manager != change.before.manager:
        raise ConflictError("live-owner", address=now.address, owner=now.manager)
    if now.canonical != change.before.canonical or (change.before.version and now.version != change.before.version):
        raise ConflictError("live-changed", address=now.address)


def _make(world: World, change: Change) -> None:
    match change:
        case Create(after):
            world.objects[after.address] = _live(after, "1")
        case Delete(before):
            del world.objects[before.address]
            _forget(world, before)
        case Adopt(before, after):
            world.objects[before.address] = replace(world.objects[before.address], manager=after.manager)
        case Move(before, after):
            world.objects[after.address] = replace(world.objects.pop(before.address), address=after.address)
            _carry(world, before, after.address)
        case Update(before, after):
            now = world.objects[before.address]
            settled = _with_known_tags(now, after)
            _keep_serving(world, now, settled)
            world.objects[after.address] = _live(settled, str(int(now.version or "0") + 1))


def _live(resource: Resource, version: str) -> Resource:
    return Resource(resource.address, resource.canonical, resource.manager, version)


def _with_known_tags(now: Resource, after: Resource) -> Resource:
    """A secret whose value is not set here keeps the tag it has, as long as it is the same secret."""
    if not after.unknown:
        return after
    from reconciler.canonical import canonical

    spec, old = cast("dict[str, Any]", dict(after.spec)), cast("Mapping[str, Any]", now.spec)
    for pointer in after.unknown:
        if pointer[-2:] != ("secret", "tag"):
            continue
        secret, known = spec["contacts"][pointer[1]]["secret"], old.get("contacts", {}).get(pointer[1], {}).get("secret", {})
        if "tag" in known and (known["source"], known["name"]) == (secret["source"], secret["name"]):
            secret["tag"] = known["tag"]
    return replace(after, canonical=canonical(spec))


def _contacts(resource: Resource) -> tuple[Contact, ...]:
    if ":" in resource.address:
        return ()
    return resources.recipient_of(resource.address, cast("Mapping[str, Any]", resource.spec)).contacts


def _keep_serving(world: World, before: Resource, after: Resource) -> None:
    """The last verified address serves until the declared one is verified."""
    declared = {contact.id: contact for contact in _contacts(after)}
    for contact in _contacts(before):
        used = world.used(before.address, contact) if contact.confirm else None
        world.serving.pop((before.address, contact.id), None)
        new = declared.get(contact.id)
        if new is not None and new.confirm and new.channel == contact.channel and used is not None and used != new.address:
            world.serving[before.address, contact.id] = used


def _forget(world: World, resource: Resource) -> None:
    for contact in _contacts(resource):
        world.serving.pop((resource.address, contact.id), None)


def _carry(world: World, before: Resource, address: str) -> None:
    """Serving addresses move along; who moves to another organization has refused there too."""
    organization = organization_of(address)
    for contact in _contacts(before):
        serving = world.serving.pop((before.address, contact.id), None)
        if serving is not None:
            world.serving[address, contact.id] = serving
        for used in {contact.address, serving} - {None}:
            for type_ in world.refusals(before.address, contact.channel, cast("str", used)):
                world.refused.add((organization, contact.channel, cast("str", used), type_))


def _observed(world: World, resource: Resource) -> Mapping[str, Json]:
    observed: dict[str, Any] = {}
    for contact in _contacts(resource):
        used = world.used(resource.address, contact)
        if used != contact.address:
            observed.setdefault("unconfirmed", []).append(contact.id)
            if used is not None:
                observed.setdefault("serving", {})[contact.id] = used
        if refused := world.refusals(resource.address, contact.channel, used or contact.address):
            observed.setdefault("refused", {})[contact.id] = refused
    if foreign := world.foreign.get(resource.address):
        observed["foreign"] = foreign
    return observed
