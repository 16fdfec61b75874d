"""Whose settings are tried: the live ones, or (on paper) those of the files in a world in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_bytes

from reconciler.engine.connect import Connection
from reconciler.engine.declare import declare
from reconciler.engine.read import Reading
from reconciler.engine.secrets import KEY_LENGTH, Secrets
from reconciler.model.backend import Router, Scope
from reconciler.model.errors import Unusable
from reconciler.model.plan import Target
from reconciler.model.resource import Resource
from reconciler.model.routing import Destination
from reconciler.model.settings import NotificationType, Organization, Recipient, Settings
from reconciler.model.values import Json


@dataclass(frozen=True, slots=True)
class Ground:
    """Settings of some organizations with all types, what is observed beside them, and who says where an event goes. `hosts` are the only ones links may lead to (empty: any).

    The backend of `target` is "" on paper, where nothing live is looked at.
    """

    target: Target
    settings: Settings
    observed: Mapping[str, Mapping[str, Json]]
    router: Router
    types: Mapping[str, NotificationType] = field(default_factory=dict)
    hosts: tuple[str, ...] = ()

    def organization(self, id: str) -> Organization | None:
        return next((found for found in self.settings.organizations if found.id == id), None)

    @property
    def organizations(self) -> frozenset[str]:
        return frozenset(found.id for found in self.settings.organizations)

    def part(self, id: str) -> Settings:
        """One organization, and all types."""
        return replace(self.settings, organizations=tuple(found for found in self.settings.organizations if found.id == id))

    def route(self, organization: str, type: str) -> tuple[Destination, ...]:
        return tuple(self.router.route(organization, type))

    @property
    def recipients(self) -> Mapping[str, Recipient]:
        return {one.address: one for found in self.settings.organizations for one in (found.recipient, *found.accounts)}


def live(connection: Connection, organizations: Iterable[str]) -> Ground:
    """The live settings of these organizations (all, for none). One that is not live is left out. Raises `BackendError` where they cannot be seen as a whole, `Unusable` for a
    backend that does not know who receives what."""
    backend = connection.backend
    if not isinstance(backend, Router):
        raise Unusable("backend-without-routing", backend=backend.label)
    scope = Scope(frozenset(organizations) or None)
    reader = backend.reader()
    try:
        found = list(reader.observe(scope))
    finally:
        reader.close()
    return _ground(connection, connection.target, found, backend)


def declared(connection: Connection, reading: Reading, organizations: Iterable[str]) -> Ground:
    """What the files declare, as if it had just been applied to an empty world and every address were confirmed. Nothing live is looked at.

    Raises `InvalidInput`.
    """
    from reconciler.backends.memory import MemoryBackend, World

    project = connection.project
    world = World()
    backend = MemoryBackend({"type": "memory"}, project.directory, world)
    scope = Scope(frozenset(organizations) or None)
    secrets = Secrets(token_bytes(KEY_LENGTH), project.directory, project.policy)
    made = declare(reading, project, backend, scope=scope, secrets=secrets)
    world.objects = {address: replace(resource, manager=resource.manager or project.manager) for address, resource in made.state.items()}
    found = list(world.objects.values())
    settings = backend.interpret(found)
    world.verified = {
        (contact.channel, contact.address)
        for organization in settings.organizations
        for recipient in (organization.recipient, *organization.accounts)
        for contact in recipient.contacts
    }
    return _ground(replace(connection, backend=backend), replace(connection.target, backend=""), list(backend.reader().observe(scope)), backend)


def _ground(connection: Connection, target: Target, resources: Sequence[Resource], router: Router) -> Ground:
    settings = connection.backend.interpret(resources)
    return Ground(
        target,
        settings,
        {resource.address: resource.observed for resource in resources if resource.observed},
        router,
        {type_.id: type_ for type_ in settings.types},
        connection.project.link_hosts,
    )
