"""Which organizations, or essential types of theirs, are left without anybody who could be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.model.address import TYPE_PREFIX, organization_of
from reconciler.model.reach import Cell
from reconciler.model.resource import Resource, State
from reconciler.model.settings import EXTERNAL
from reconciler.planning.impact import Impact, Interpret
from reconciler.planning.reach import reach, recipients

_CHUNK = 256
"""How many unchanged accounts are interpreted at a time: mostly the first few already show that somebody is still told."""

ANYTHING = ""
"""Stands for the whole organization, where a type is expected."""


def silenced(impact: Impact, desired: State, ours: Mapping[str, Resource], interpret: Interpret) -> Iterator[tuple[str, str, list[str]]]:
    """(organization, type, who was told until now), sorted; `ANYTHING` as the type, and no line for single types, where nobody is told anything any more.

    Looks at organizations and types that are still declared. As in requirements, external accounts do not stand in for the organization's own people.
    """
    exist = {type_.id for type_ in impact.after.settings.types} | {ANYTHING}
    external = {address for side in (impact.before, impact.after) for address, recipient in side.recipients.items() if recipient.audience == EXTERNAL}
    before, after = _by_organization(impact.before.reach), _by_organization(impact.after.reach)
    unchanged: dict[str, list[str]] | None = None
    for organization in sorted(before):
        if organization not in desired:
            continue
        watched = impact.essential(organization) & exist
        told = _told(before[organization], watched, external)
        silent = told.keys() - _told(after.get(organization, ()), watched, external).keys()
        if silent:
            unchanged = _unchanged(impact, desired, ours) if unchanged is None else unchanged
            silent -= _told_unchanged(organization, silent, unchanged.get(organization, []), desired, ours, interpret)
        for type_ in [ANYTHING] if ANYTHING in silent else sorted(silent):
            yield organization, type_, sorted(told[type_])


def _told(cells: Iterable[Cell], watched: frozenset[str], external: set[str]) -> dict[str, set[str]]:
    """Who is told of each watched type, and who of anything."""
    told: dict[str, set[str]] = {}
    for recipient, type_, _ in cells:
        told.setdefault(ANYTHING, set()).add(recipient)
        if type_ in watched and recipient not in external:
            told.setdefault(type_, set()).add(recipient)
    return told


def _by_organization(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    grouped: dict[str, list[Cell]] = {}
    for cell in cells:
        grouped.setdefault(organization_of(cell[0]), []).append(cell)
    return grouped


def _unchanged(impact: Impact, desired: State, ours: Mapping[str, Resource]) -> dict[str, list[str]]:
    """Those of ours that stay as they are, by organization."""
    grouped: dict[str, list[str]] = {}
    for address in ours:
        if address not in impact.touched and address in desired:
            grouped.setdefault(organization_of(address), []).append(address)
    return grouped


def _told_unchanged(organization: str, silent: set[str], unchanged: list[str], desired: State, ours: Mapping[str, Resource], interpret: Interpret) -> set[str]:
    """Those of `silent` that somebody who does not change is still told of."""
    around = [resource for address, resource in desired.items() if address.startswith(TYPE_PREFIX)]
    found: set[str] = set()
    for start in range(0, len(unchanged), _CHUNK):
        chunk = {address: ours[address] for address in unchanged[start : start + _CHUNK]}
        settings = interpret([*around, *({organization: desired[organization]} | chunk).values()])
        external = {recipient.address for recipient in recipients(settings) if recipient.audience == EXTERNAL}
        cells = (cell for cell in reach(settings, {address: resource.observed for address, resource in chunk.items()}) if cell[0] in chunk)
        found |= silent & _told(cells, frozenset(silent), external).keys()
        if found == silent:
            break
    return found
