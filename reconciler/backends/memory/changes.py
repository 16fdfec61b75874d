"""How each kind of change alters a world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from reconciler.backends.memory.world import World, contacts_of
from reconciler.model.address import organization_of
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.errors import ConflictError
from reconciler.model.policy import INAPP
from reconciler.model.resource import Resource


def check(world: World, change: Change) -> None:
    """Raises `ConflictError` where the world is not as the change expects it."""
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


def make(world: World, change: Change) -> None:
    """Do what the change says; it has been checked."""
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


def _keep_serving(world: World, before: Resource, after: Resource) -> None:
    """The last verified address serves until the declared one is verified."""
    declared = {contact.id: contact for contact in contacts_of(after)}
    for contact in contacts_of(before):
        used = world.used(before.address, contact) if contact.confirm else None
        world.serving.pop((before.address, contact.id), None)
        new = declared.get(contact.id)
        if new is not None and new.confirm and new.channel == contact.channel and used is not None and used != new.address:
            world.serving[before.address, contact.id] = used


def _forget(world: World, resource: Resource) -> None:
    for contact in contacts_of(resource):
        world.serving.pop((resource.address, contact.id), None)


def _carry(world: World, before: Resource, address: str) -> None:
    """Serving addresses move along; who moves to another organization has refused there too. The cabinet's address moves itself."""
    organization = organization_of(address)
    for type_ in world.refusals(before.address, INAPP, before.address):
        world.refused.remove((organization_of(before.address), INAPP, before.address, type_))
        world.refused.add((organization, INAPP, address, type_))
    for contact in contacts_of(before):
        serving = world.serving.pop((before.address, contact.id), None)
        if serving is not None:
            world.serving[address, contact.id] = serving
        for used in {contact.address, serving} - {None}:
            for type_ in world.refusals(before.address, contact.channel, cast("str", used)):
                world.refused.add((organization, contact.channel, cast("str", used), type_))
