"""Small worlds, written in a line: what the tests of planning compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from reconciler.canonical import canonical
from reconciler.model.backend import Scope
from reconciler.model.change import Change, Create, Delete, Move
from reconciler.model.plan import Guards, Plan, Target
from reconciler.model.resource import Resource, State
from reconciler.model.settings import Settings
from reconciler.planning.plan import plan
from reconciler.resources import compile_settings, interpret
from tests.strategies import BUILTIN

KEY: Final = b"installation key"
MANAGER: Final = "platform"
TARGET: Final = Target("production", "memory", MANAGER)
TYPES: Final = tuple(compile_settings(Settings(types=BUILTIN)))


def resource(address: str, spec: Mapping[str, Any], *, manager: str = "", **more: Any) -> Resource:
    return Resource(address, canonical(spec), manager=manager, **more)


def organization(id: str, **more: Any) -> Resource:
    base = {"audience": "employee", "locale": "ru", "timezone": "UTC", "name": id, "form": "company"}
    return resource(id, base | more)


def account(address: str, *types: str, email: str = "", **more: Any) -> Resource:
    """An employee who gets `types` by e-mail, at `email` or an address made of their own."""
    contacts = {"email": {"channel": "email", "address": email or f"{address.replace('/', '.')}@example.org"}}
    base = {"audience": "employee", "locale": "ru", "timezone": "UTC", "contacts": contacts, "types": {type_: ["email"] for type_ in types}}
    return resource(address, base | more)


def people(organization: str, count: int, *types: str) -> list[Resource]:
    """`count` accounts `op-000`, `op-001`, … of an organization."""
    return [account(f"{organization}/op-{number:03}", *(types or ("orders",))) for number in range(count)]


def desired(*resources: Resource) -> State:
    return State((*TYPES, *resources))


def live(*resources: Resource, manager: str = MANAGER) -> State:
    """The same resources as a backend shows them; one that names no manager carries `manager`'s mark."""
    return State(replace(each, manager=each.manager or manager, version="1", unknown=()) for each in (*TYPES, *resources))


def planned(after: State, before: State, *, scope: Scope | None = None, guards: Guards | None = None) -> Plan:
    return plan(after, before, target=TARGET, scope=scope or Scope(), interpret=interpret, guards=guards or Guards(), key=KEY)


def applied(changes: Iterable[Change], before: Mapping[str, Resource]) -> dict[str, Resource]:
    """A world after the changes, each of which must find what it needs and what it changes."""
    world = dict(before)
    for change in changes:
        match change:
            case Create(after):
                assert after.address not in world
                world[after.address] = after
            case Delete(gone):
                assert world.pop(gone.address) == gone
            case Move():
                raise AssertionError(change)
            case _:
                assert world[change.address] == change.before
                world[change.address] = change.after
    return world
