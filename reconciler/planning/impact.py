"""Changes → what they mean for people. Only what changes is interpreted, never the whole world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, cast

from reconciler.canonical import canonical, decode
from reconciler.model.address import TYPE_PREFIX, organization_of
from reconciler.model.change import Change, Move, Update
from reconciler.model.reach import People, Reach
from reconciler.model.resource import Resource, State
from reconciler.model.settings import Recipient, Settings
from reconciler.planning.foreseen import Known, foreseen
from reconciler.planning.reach import Observed, people, promised, reach, readdressed, recipients

Interpret: TypeAlias = Callable[[Iterable[Resource]], Settings]


@dataclass(frozen=True, slots=True)
class Side:
    """The recipients that the changes touch, as they are on one side. `settings` also holds all types and the organizations around them."""

    settings: Settings
    recipients: Mapping[str, Recipient]
    reach: Reach
    promised: Reach

    @classmethod
    def of(cls, settings: Settings, touched: frozenset[str], observed: Observed) -> Side:
        return cls(
            settings,
            {recipient.address: recipient for recipient in recipients(settings) if recipient.address in touched},
            frozenset(cell for cell in reach(settings, observed) if cell[0] in touched),
            frozenset(cell for cell in promised(settings, observed) if cell[0] in touched),
        )


@dataclass(frozen=True, slots=True)
class Impact:
    """What changes mean for people. `touched` are the recipients whose reach can differ; `required` what the requirements of each organization name, before or after.

    `expected` is what will be observed of those who stay or come, by address.
    """

    touched: frozenset[str]
    before: Side
    after: Side
    people: People
    mandatory: frozenset[str]
    required: Mapping[str, frozenset[str]]
    expected: Observed = field(default_factory=dict)

    def essential(self, organization: str) -> frozenset[str]:
        """The types that nobody of the organization may lose unnoticed: mandatory ones, and those its requirements name, before or after."""
        return self.mandatory | self.required.get(organization, frozenset())


def impact(changes: Sequence[Change], desired: State, live: State, interpret: Interpret) -> Impact:
    """Compare the reach of everyone touched, before and after."""
    touched = _touched(changes, desired, live)
    observed = {address: live[address].observed for address in touched if address in live}
    before = interpret([*_around(touched, live), *_arriving(changes, desired, live)])
    after = interpret(_around(touched, desired))
    now = {recipient.address: recipient for recipient in recipients(before)}
    later = [recipient for recipient in recipients(after) if recipient.address in touched]
    known = _known(before, later, live, interpret)
    expected = {recipient.address: foreseen(recipient, now.get(recipient.address), observed.get(recipient.address, {}), known) for recipient in later}
    old, new = Side.of(before, touched, observed), Side.of(after, touched, expected)
    return Impact(
        touched,
        old,
        new,
        people(
            old.reach,
            new.reach,
            promised_before=old.promised,
            promised_after=new.promised,
            readdressed=readdressed(old.recipients.values(), new.recipients),
            awaiting=(recipient.address for recipient in later if not recipient.suspended and "unconfirmed" in expected[recipient.address]),
        ),
        frozenset(type_.id for side in (before, after) for type_ in side.types if type_.mandatory),
        _required(before, after),
        expected,
    )


def _required(*sides: Settings) -> dict[str, frozenset[str]]:
    required: dict[str, frozenset[str]] = {}
    for side in sides:
        for organization in side.organizations:
            required[organization.id] = required.get(organization.id, frozenset()).union(organization.requirements)
    return required


def _touched(changes: Sequence[Change], desired: State, live: State) -> frozenset[str]:
    """Everyone who changes; and where a type becomes mandatory or ceases to be, everyone who refused it, because that decides whether the refusal counts."""
    touched = {change.address for change in changes if organization_of(change.address)}
    turned = {
        change.address.removeprefix(TYPE_PREFIX)
        for change in changes
        if isinstance(change, Update) and change.address.startswith(TYPE_PREFIX) and any(field.pointer == ("mandatory",) for field in change.fields)
    }
    if turned:
        for address, resource in live.items():
            refused = cast("Mapping[str, Any]", resource.observed.get("refused", {}))
            if address in desired and any(turned.intersection(types) for types in refused.values()):
                touched.add(address)
    return frozenset(touched)


def _around(touched: Iterable[str], side: State) -> list[Resource]:
    """What has to be interpreted to understand the touched: themselves, their organizations, all types."""
    wanted = {address for address in side if address.startswith(TYPE_PREFIX)}
    for address in touched:
        wanted |= {address, organization_of(address)}
    return [side[address] for address in sorted(wanted) if address in side]


def _arriving(changes: Sequence[Change], desired: State, live: State) -> list[Resource]:
    """Organizations that are new and that somebody moves into, as they are before: there are no people without one."""
    new = {organization_of(change.address) for change in changes if isinstance(change, Move)}
    return [_bare(desired[id]) for id in sorted(new) if id in desired and id not in live]


def _bare(organization: Resource) -> Resource:
    spec = cast("dict[str, Any]", decode(organization.canonical))
    return replace(organization, canonical=canonical(spec | {"contacts": {}, "types": {}}), unknown=())


def _known(before: Settings, later: Iterable[Recipient], live: State, interpret: Interpret) -> Known:
    """What the live side knows of the addresses that will be used, wherever they are used now."""
    known = Known()
    known.learn(recipients(before), {address: resource.observed for address, resource in live.items() if resource.observed})
    organizations = {organization_of(recipient.address) for recipient in later}
    new = {(contact.channel, contact.address) for recipient in later for contact in recipient.contacts if contact.confirm} - known.confirmed
    elsewhere = [
        address
        for address, resource in live.items()
        if organization_of(address) and (new or ("refused" in resource.observed and organization_of(address) in organizations))
    ]
    if elsewhere:
        others = _around(elsewhere, live)
        known.learn(recipients(interpret(others)), {resource.address: resource.observed for resource in others})
    return known
