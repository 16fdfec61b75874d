"""Which layer decides a subscription that a plan names, and where in the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reconciler.engine.declare import Declared
from reconciler.model.address import organization_of
from reconciler.model.diagnostic import Diagnostic, Location
from reconciler.model.policy import INAPP, Policy
from reconciler.model.settings import NotificationType
from reconciler.settings.index import Entry
from reconciler.settings.resolve import resolve
from reconciler.settings.trace import Step, trace

Cell = tuple[str, str]
"""A recipient's address and the id of a type."""


class Question(NamedTuple):
    """What changes in a cell: whether it is received (`switched`), or only where; and the contacts that come or go."""

    switched: bool
    contacts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Deciding:
    """The nearest layer that speaks about a cell, named as in `Step.layer`. `missing` are the channels it lists for which the recipient declares no contact."""

    layer: str
    location: Location | None
    missing: tuple[str, ...] = ()


class Explained(NamedTuple):
    """Where objects are declared, by address, and what decides cells. What the files do not say (any more) is left out of both. `commits` of what was declared elsewhere."""

    origins: Mapping[str, Location]
    deciding: Mapping[Cell, Deciding]
    commits: Mapping[str, str] = {}


def explained(declared: Declared, policy: Policy, addresses: Iterable[str], cells: Mapping[Cell, Question]) -> Explained:
    """Where the objects of `addresses` are declared, and what decides each cell.

    This reads the files concerned again, once for both: ask only for what will be shown.
    """
    found = _all_decided(declared, policy, cells) if cells else {}
    # Many recipients inherit from one line: each line is looked for once.
    places = list(dict.fromkeys(step.place for step, _ in found.values() if step.place is not None))
    declarations = declared.places(addresses)
    probes = [Diagnostic(str(number), place=place) for number, place in enumerate([*places, *declarations.values()])]
    numbered = {int(probe.code): probe.location for probe in declared.reading.located(probes)} if probes else {}
    located = {place: numbered.get(number) for number, place in enumerate(places)}
    origins = {address: location for number, address in enumerate(declarations, len(places)) if (location := numbered.get(number)) is not None}
    decided = {cell: Deciding(step.layer, located.get(step.place) if step.place is not None else None, missing) for cell, (step, missing) in found.items()}
    return Explained(origins, decided)


def _all_decided(declared: Declared, policy: Policy, cells: Mapping[Cell, Question]) -> dict[Cell, tuple[Step, tuple[str, ...]]]:
    wanted: set[int] = set()
    for address, _ in cells:
        wanted.update(declared.lineage.get(organization_of(address), ()))
        if address in declared.state and (number := declared.state[address].document) is not None:
            wanted.add(number)
    documents = declared.reading.again(wanted)
    entries = resolve(documents, catalogue=declared.types, policy=policy, complete=False).entries
    types = {type_.id: type_ for type_ in declared.types}
    return {cell: decided for cell, question in cells.items() if (decided := _decided(entries, types, policy, cell, question)) is not None}


def _decided(
    entries: Mapping[str, Entry], types: Mapping[str, NotificationType], policy: Policy, cell: Cell, question: Question
) -> tuple[Step, tuple[str, ...]] | None:
    address, type_ = cell
    entry = entries.get(organization_of(address))
    _, slash, account = address.partition("/")
    if entry is None or entry.document is None or type_ not in types or (slash and account not in entry.accounts):
        return None
    steps = [step for step in trace(entries, types, policy, address, type_) if step.decides]
    own = [step for step in steps if step.subject == "contact" and step.layer.partition(":")[2] in question.contacts]
    if own:
        return own[0], ()
    on, channels = (next(step for step in steps if step.subject == subject) for subject in ("on", "channels"))
    if on.value == "off":
        return on, ()
    data = entry.accounts[account][1] if slash else entry.data
    missing = missing_channels(channels.value.split(", "), data.get("contacts"))
    # What is on and goes nowhere is off because of its channels.
    return on if question.switched and not missing else channels, missing


def missing_channels(listed: Sequence[str], contacts: object) -> tuple[str, ...]:
    """The channels of a list that no contact is of. The cabinet needs none."""
    known = {INAPP, "none"}
    for id, written in contacts.items() if isinstance(contacts, Mapping) else ():
        known.add(id)
        if isinstance(written, Mapping) and isinstance(channel := written.get("channel"), str):
            known.add(channel)
    return tuple(name for name in listed if name not in known)
