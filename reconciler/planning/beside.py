"""What is observed of everyone a plan touches or keeps → what is said of it beside the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Any, Final, NamedTuple, cast

from reconciler.canonical import decode
from reconciler.model.address import TYPE_PREFIX, sort_key
from reconciler.model.beside import Beside, OptOut, Waiting
from reconciler.model.personal import Personal
from reconciler.model.resource import Resource, State
from reconciler.model.values import Json
from reconciler.planning.reach import EVERYTHING, Observed

NAMED: Final = 5
"""So many of each are named. There may be thousands, and only these are decoded."""


class _Entry(NamedTuple):
    """One contact."""

    contact: str
    resource: Resource
    seen: Mapping[str, Any]
    types: tuple[str, ...] = ()


def beside(desired: State, live: State, foreseen: Observed, manager: str) -> Beside:
    """`foreseen` is what will be observed of those who change; of everyone else of `manager` it is what is observed now."""
    waiting: list[_Entry] = []
    refused: list[_Entry] = []
    mandatory: frozenset[str] | None = None
    for resource, seen in _seen(desired, live, foreseen, manager):
        if "unconfirmed" in seen:
            waiting += [_Entry(contact, resource, seen) for contact in seen["unconfirmed"]]
        if "refused" not in seen:
            continue
        for contact, types in seen["refused"].items():
            mandatory = _mandatory(desired) if mandatory is None else mandatory
            if kept := _in_force(resource, contact, types, mandatory):
                refused.append(_Entry(contact, resource, seen, kept))
    return Beside(len(waiting), len(refused), tuple(map(_waiting, _first(waiting))), tuple(map(_opt_out, _first(refused))))


def effective(desired: State, foreseen: Observed) -> Observed:
    """The same without refusals that change nothing."""
    if not any("refused" in seen for seen in foreseen.values()):
        return foreseen
    mandatory = _mandatory(desired)
    found: dict[str, Mapping[str, Json]] = {}
    for address, seen in foreseen.items():
        said = cast("Mapping[str, Sequence[str]]", seen.get("refused", {}))
        kept = {contact: list(_in_force(desired[address], contact, types, mandatory)) for contact, types in said.items()}
        refused: Json = {contact: types for contact, types in kept.items() if types}
        found[address] = {key: refused if key == "refused" else value for key, value in seen.items() if key != "refused" or refused}
    return found


def _in_force(resource: Resource, contact: str, types: Sequence[str], mandatory: frozenset[str]) -> tuple[str, ...]:
    """Of what is refused at a contact, that which changes anything: a type that is not sent there anyway does not, nor does one that is mandatory."""
    if EVERYTHING in types:
        return (EVERYTHING,)
    sent: Mapping[str, Sequence[str]] = _spec(resource).get("types", {})
    return tuple(sorted(type_ for type_ in types if contact in sent.get(type_, ()) and type_ not in mandatory))


def _mandatory(desired: State) -> frozenset[str]:
    return frozenset(
        address.removeprefix(TYPE_PREFIX) for address, resource in desired.items() if address.startswith(TYPE_PREFIX) and _spec(resource)["mandatory"]
    )


def _seen(desired: State, live: State, foreseen: Observed, manager: str) -> Iterator[tuple[Resource, Mapping[str, Any]]]:
    for resource in live.values():
        if resource.observed and resource.manager == manager and resource.address in desired and resource.address not in foreseen:
            yield resource, resource.observed
    yield from ((desired[address], seen) for address, seen in foreseen.items())


def _first(entries: list[_Entry]) -> list[_Entry]:
    """As in any listing."""
    return nsmallest(NAMED, entries, key=lambda entry: (sort_key(entry.resource.address), entry.contact))


def _waiting(entry: _Entry) -> Waiting:
    contact = _contact(entry)
    serving = entry.seen.get("serving", {}).get(entry.contact)
    return Waiting(entry.resource.address, entry.contact, contact["channel"], Personal(contact["address"]), None if serving is None else Personal(serving))


def _opt_out(entry: _Entry) -> OptOut:
    """What is refused is refused at the address in use."""
    contact = _contact(entry)
    used = entry.seen.get("serving", {}).get(entry.contact, contact["address"])
    return OptOut(entry.resource.address, entry.contact, contact["channel"], Personal(used), entry.types)


def _contact(entry: _Entry) -> Mapping[str, str]:
    found: Mapping[str, str] = _spec(entry.resource)["contacts"][entry.contact]
    return found


def _spec(resource: Resource) -> dict[str, Any]:
    return cast("dict[str, Any]", decode(resource.canonical))
