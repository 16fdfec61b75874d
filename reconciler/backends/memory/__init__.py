"""A world in memory: implements every port there is, for tests and for trying declarations without a system behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from reconciler import resources
from reconciler.backends.memory.connections import MemoryReader, MemoryStepper, MemoryWriter
from reconciler.backends.memory.faults import Fault
from reconciler.backends.memory.stored import StoredWorld
from reconciler.backends.memory.world import Call, Posted, World
from reconciler.model.backend import Capabilities
from reconciler.model.delivery import Message
from reconciler.model.errors import Unusable
from reconciler.model.ledger import Fence
from reconciler.model.personal import Personal
from reconciler.model.policy import INAPP
from reconciler.model.resource import Resource
from reconciler.model.routing import Destination
from reconciler.model.settings import NotificationType, Recipient, Settings
from reconciler.model.values import Json

__all__ = ["Call", "Fault", "MemoryBackend", "MemoryReader", "MemoryStepper", "MemoryWriter", "Posted", "StoredWorld", "World"]


class MemoryBackend:
    """`{"type": "memory", "atomic": true, "world": …}`; the world is its own unless one is given, or kept in the file `world`.

    With `atomic: false` each change is made by itself, as in systems that are reached by HTTP: then faults of the world can strike anywhere in between.
    """

    capabilities: Capabilities = Capabilities(delivers=True, lives="process")

    def __init__(self, options: Mapping[str, Json], directory: Path, world: World | None = None) -> None:
        atomic, path = _parsed(options)
        self.label = "memory" if path is None else f"memory, {path}"
        if path is not None:
            world = StoredWorld(path=directory / path)
        self.world = World() if world is None else world
        self.capabilities = replace(self.capabilities, atomic=atomic, lives=self.capabilities.lives if path is None else "machine")

    def compile(self, settings: Settings) -> Iterable[Resource]:
        return resources.compile_settings(settings)

    def interpret(self, resources_: Iterable[Resource]) -> Settings:
        return resources.interpret(resources_)

    def reader(self) -> MemoryReader:
        return MemoryReader(self.world)

    def writer(self, fence: Fence) -> MemoryWriter | MemoryStepper:
        return MemoryWriter(self.world, fence) if self.capabilities.atomic else MemoryStepper(self.world, fence)

    def keeps(self) -> bool:
        with self.world.seen() as world:
            return bool(world.kept_verified or world.kept_refused)

    def route(self, organization: str, type: str) -> Iterable[Destination]:
        with self.world.seen() as world:
            return list(self._route(world, organization, type))

    def _route(self, world: World, organization: str, type: str) -> Iterator[Destination]:
        settings = self.interpret(world.objects.values())
        known = {type_.id: type_ for type_ in settings.types}
        for found in settings.organizations:
            if found.id == organization and type in known:
                for recipient in (found.recipient, *found.accounts):
                    yield from _destinations(world, recipient, known[type])

    def verify(self, channel: str, address: str) -> None:
        with self.world.opened() as world:
            world.verified.add((channel, address))

    def deliver(self, message: Message) -> None:
        with self.world.opened() as world:
            if all(message.id != posted.id for posted in world.sent):
                content = message.content
                world.sent.append(Posted(message.id, message.destination.recipient, message.event.type, content.subject, content.text, content.link))


def _parsed(options: Mapping[str, Json]) -> tuple[bool, str | None]:
    """Raises `Unusable` naming the options that are not understood."""
    atomic, path = options.get("atomic", True), options.get("world")
    wrong = options.keys() - {"type", "atomic", "world"}
    if not isinstance(atomic, bool):
        wrong |= {"atomic"}
    if path is not None and not (isinstance(path, str) and path):
        wrong |= {"world"}
    if wrong:
        raise Unusable("backend-options", type="memory", options=tuple(sorted(wrong)))
    return atomic is True, path if isinstance(path, str) else None


def _destinations(world: World, recipient: Recipient, type_: NotificationType) -> Iterator[Destination]:
    """The cell of the cabinet (`inapp`) among them: it takes no contact."""
    if recipient.suspended:
        return
    own = {contact.id: contact for contact in recipient.contacts}
    for id in sorted(recipient.subscriptions.get(type_.id, ())):
        contact = own.get(id)
        if contact is None and id != INAPP:
            continue
        channel, address = (INAPP, recipient.address) if contact is None else (contact.channel, world.used(recipient.address, contact))
        if address is None:
            continue
        refused = world.refusals(recipient.address, channel, address)
        if "*" in refused or (type_.id in refused and not type_.mandatory):
            continue
        yield Destination(
            recipient.address,
            id,
            channel,
            Personal(address),
            recipient.audience,
            recipient.locale,
            recipient.timezone,
            None if type_.urgent or type_.mandatory else recipient.quiet_hours,
            type_.urgent,
            type_.mandatory,
        )
