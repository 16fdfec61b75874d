"""Addresses that nobody uses any more are erased; what was confirmed and refused there is kept under keyed digests, until the address is declared again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from reconciler.backends.memory.world import World, contacts_of
from reconciler.model.address import kind_of, organization_of
from reconciler.model.change import Adopt, Change, Create, Delete, Move
from reconciler.model.keeping import Keeping
from reconciler.model.policy import INAPP
from reconciler.model.resource import Resource

Place: TypeAlias = tuple[str, str, str]
"""(organization, channel, address)"""


class Erasure:
    """That of some changes. Made before the first of them, it remembers the addresses that the changed objects use; `settle` comes after the last one.

    `keeping` is asked for only where anything is known of any address.
    """

    def __init__(self, world: World, changes: Sequence[Change], keeping: Callable[[], Keeping]) -> None:
        self._changes, self._keeping = changes, keeping
        self._left: set[Place] = set()
        for change in changes:
            if isinstance(change, Create | Adopt) or (resource := world.objects.get(change.before.address)) is None:
                continue
            used = set(_used(world, resource))
            # Who moves takes refusals along, and may be given other addresses there in the same apply.
            self._left |= used | ({(organization_of(change.after.address), *place[1:]) for place in used} if isinstance(change, Move) else set())

    def settle(self, world: World) -> None:
        """Bring back what is kept of the addresses that came, and erase those that are not used any more. Messages go where their recipients go."""
        self._follow_cabinets(world)
        if not (world.verified or world.refused or world.kept_verified or world.kept_refused):
            return
        keeping = self._keeping()
        world.kept_verified = {tag: until for tag, until in world.kept_verified.items() if until > keeping.now}
        for change in self._changes:
            if not isinstance(change, Delete) and (resource := world.objects.get(change.after.address)) is not None:
                for place in _declared(resource):
                    _bring_back(world, place, keeping)
        self._follow_organizations(world)
        self._stop_serving(world)
        self._erase(world, keeping)

    def _follow_cabinets(self, world: World) -> None:
        for change in self._changes if world.sent else ():
            if isinstance(change, Delete):
                world.sent = [posted for posted in world.sent if posted.recipient != change.address]
            elif isinstance(change, Move):
                moved = change.before.address, change.after.address
                world.sent = [posted._replace(recipient=moved[1]) if posted.recipient == moved[0] else posted for posted in world.sent]

    def _follow_organizations(self, world: World) -> None:
        """Refusals are kept as long as their organization exists. Where it has another id now, they go with it."""
        moves = {
            change.before.address: change.after.address for change in self._changes if isinstance(change, Move) and kind_of(change.address) == "organization"
        }
        deleted = {change.address for change in self._changes if isinstance(change, Delete) and kind_of(change.address) == "organization"}
        self._left |= {(moves[organization], channel, address) for organization, channel, address in self._left if organization in moves}
        world.refused = {(moves.get(entry[0], entry[0]), *entry[1:]) for entry in world.refused if entry[0] not in deleted}
        world.kept_refused = {(moves.get(kept[0], kept[0]), *kept[1:]) for kept in world.kept_refused if kept[0] not in deleted}

    def _stop_serving(self, world: World) -> None:
        """Where the declared address is confirmed by now, the one that served until then has served its time."""
        managers = {change.before.manager if isinstance(change, Delete) else change.after.manager for change in self._changes}
        for (recipient, id), serving in list(world.serving.items()):
            resource = world.objects.get(recipient)
            if resource is None or resource.manager not in managers:
                continue
            for contact in contacts_of(resource):
                if contact.id == id and (contact.channel, contact.address) in world.verified:
                    del world.serving[recipient, id]
                    self._left.add((organization_of(recipient), contact.channel, serving))

    def _erase(self, world: World, keeping: Keeping) -> None:
        confirmed = {place[1:] for place in self._left} & world.verified
        refused = {entry for entry in world.refused if entry[:3] in self._left}
        if not confirmed and not refused:
            return
        used = {place for resource in world.objects.values() for place in _used(world, resource)}
        gone = confirmed - {place[1:] for place in used}
        world.verified -= gone
        world.kept_verified |= {keeping.tag(*pair): keeping.until for pair in gone}
        unused = {entry for entry in refused if entry[:3] not in used}
        world.refused -= unused
        world.kept_refused |= {(organization, keeping.tag(channel, address), type_) for organization, channel, address, type_ in unused}


def _bring_back(world: World, place: Place, keeping: Keeping) -> None:
    """A digest becomes what it stands for again."""
    organization, channel, address = place
    tag = keeping.tag(channel, address)
    if world.kept_verified.pop(tag, None) is not None:
        world.verified.add((channel, address))
    for kept in [kept for kept in world.kept_refused if kept[:2] == (organization, tag)]:
        world.kept_refused.remove(kept)
        world.refused.add((*place, kept[2]))


def _declared(resource: Resource) -> Iterator[Place]:
    """The cabinet's address is an id, which is a public name."""
    for contact in contacts_of(resource):
        if contact.channel != INAPP:
            yield organization_of(resource.address), contact.channel, contact.address


def _used(world: World, resource: Resource) -> Iterator[Place]:
    yield from _declared(resource)
    for contact in contacts_of(resource):
        serving = world.serving.get((resource.address, contact.id))
        if serving is not None:
            yield organization_of(resource.address), contact.channel, serving
