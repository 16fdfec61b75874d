"""Why a value is what it is: every layer that speaks, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.deciding import missing_channels
from reconciler.engine.names import unknown
from reconciler.engine.open import open_for_reading, project_sources
from reconciler.engine.read import Reading
from reconciler.model.address import kind_of, organization_of
from reconciler.model.diagnostic import Diagnostic, Location, Place
from reconciler.model.errors import Unusable
from reconciler.model.policy import INAPP
from reconciler.model.settings import NotificationType, Organization, Recipient
from reconciler.settings.index import Entry
from reconciler.settings.resolve import Resolution
from reconciler.settings.trace import Step, place_of, trace, trace_values


@dataclass(frozen=True, slots=True)
class Reason:
    """What one layer says. `subject` is `on`, `channels`, `contact`, `locale`, `timezone`, `support` or `quiet_hours`; `decides` marks the layer that is heard."""

    subject: str
    layer: str
    value: str
    decides: bool
    location: Location | None


@dataclass(frozen=True, slots=True)
class Explained:
    """One recipient as resolved, and why. `type` is "" where none was asked about: then the reasons are those of locale, time zone, support, channels and quiet hours.

    Of the channels decided on for the type, the recipient declares no contact for those in `missing`, and only such as may not be used here for those in `left_out`.
    `system`: the type is one that nobody can choose.
    """

    recipient: Recipient
    type: str
    reasons: tuple[Reason, ...]
    location: Location | None
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    system: bool = False


def explain(directory: Path, address: str, type: str = "", *, environment: str | None = None) -> Explained:
    """Explain an organization or account, and one type for it. Reads only files.

    `environment` adds what that environment allows; without it only what all share counts. Raises `InvalidInput` for files with mistakes, `Unusable` for an address
    that is not declared or a type that does not exist.
    """
    if kind_of(address) == "contact":
        raise Unusable("contact-not-explained", address=address, recipient="/".join(part for part in address.split("/")[:2] if part))
    with paused():
        reading = Reading()
        project = open_for_reading(reading, directory, environment)
        documents = reading.documents(project_sources(reading, project), limits=project.limits)
        resolution = reading.resolution(documents, policy=project.policy, complete=True)
        organizations = [
            organization for part in resolution.parts() for organization in part.settings.organizations if organization.id == organization_of(address)
        ]
        reading.conclude(resolution)
        reading.demand_valid()
        recipient = _recipient(organizations, address, resolution)
        types = {known.id: known for known in resolution.types}
        if type and type not in types:
            raise _no_such_type(type, types)
        entries = resolution.entries
        steps = trace(entries, types, project.policy, address, type) if type else trace_values(entries, types, address)
        own, *places = _located(reading, [place_of(entries, address), *(step.place for step in steps)])
        reasons = tuple(Reason(step.subject, step.layer, step.value, step.decides, place) for step, place in zip(steps, places, strict=True))
        missing, left_out = _unserved(recipient, entries, steps) if type else ((), ())
    return Explained(recipient, type, reasons, own, missing, left_out, system=bool(type) and not types[type].selectable)


def _unserved(recipient: Recipient, entries: Mapping[str, Entry], steps: Iterable[Step]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the channels decided on: those with no contact declared, and those whose contacts the environment or the policy leaves out."""
    entry = entries[organization_of(recipient.address)]
    _, slash, account = recipient.address.partition("/")
    data = entry.accounts[account][1] if slash else entry.data
    listed = next(step.value for step in steps if step.subject == "channels" and step.decides).split(", ")
    missing = missing_channels(listed, data.get("contacts"))
    usable = {INAPP, "none", *missing, *(contact.id for contact in recipient.contacts), *(contact.channel for contact in recipient.contacts)}
    return missing, tuple(name for name in listed if name not in usable)


def _no_such_type(name: str, types: Mapping[str, NotificationType]) -> Unusable:
    """The fault; whoever writes a title is told its id."""
    titled = [known.id for known in types.values() if name.casefold() in {title.casefold() for title in known.title.values()}]
    return Unusable("no-such-type", hint="title", type=name, known=tuple(titled)) if titled else unknown("no-such-type", type=name, known=types)


def _recipient(organizations: Iterable[Organization], address: str, resolution: Resolution) -> Recipient:
    for organization in organizations:
        for recipient in (organization.recipient, *organization.accounts):
            if recipient.address == address:
                return recipient
    declared = (*resolution.entries, *(f"{id}/{account}" for id, entry in resolution.entries.items() for account in entry.accounts))
    raise unknown("no-such-address", address=address, known=declared)


def _located(reading: Reading, places: list[Place | None]) -> list[Location | None]:
    """The places in the text, in the order given."""
    probes = [Diagnostic(str(number), place=place) for number, place in enumerate(places) if place is not None]
    found = {int(probe.code): probe.location for probe in reading.located(probes)}
    return [found.get(number) for number in range(len(places))]
