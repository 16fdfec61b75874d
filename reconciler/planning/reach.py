"""Settings and what is observed → who is reached with what, and what a difference of the two means for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, cast

from reconciler.model.policy import INAPP
from reconciler.model.reach import Cell, People, Reach
from reconciler.model.routing import Why
from reconciler.model.settings import Recipient, Settings
from reconciler.model.values import Json

Observed: TypeAlias = Mapping[str, Mapping[str, Json]]
"""`Resource.observed` by address: for a recipient `unconfirmed`, `serving` and `refused`, each only where there is something to say."""

EVERYTHING = "*"
"""What a recipient who wants nothing at all at an address refuses."""


def recipients(settings: Settings) -> Iterator[Recipient]:
    """Each organization as a recipient of its own, followed by its accounts."""
    for organization in settings.organizations:
        yield organization.recipient
        yield from organization.accounts


def reach(settings: Settings, observed: Observed) -> Reach:
    """The cells with a usable contact: subscribed, recipient not suspended, contact confirmed where it must be (or still served at its last confirmed
    address), not refused. A refusal of everything always wins; one of a single type does not count for a mandatory type.
    """
    return frozenset(_cells(settings, observed, promised=False))


def promised(settings: Settings, observed: Observed) -> Reach:
    """What `reach` will be once every address that awaits confirmation is confirmed."""
    return frozenset(_cells(settings, observed, promised=True))


def _cells(settings: Settings, observed: Observed, *, promised: bool) -> Iterator[Cell]:
    mandatory = {type_.id for type_ in settings.types if type_.mandatory}
    for recipient in recipients(settings):
        if recipient.suspended:
            continue
        judge = Standing(recipient, observed.get(recipient.address, {}), mandatory, promised=promised)
        for type_, contacts in recipient.subscriptions.items():
            for contact in contacts:
                if judge.hindrance(type_, contact) is None:
                    yield (recipient.address, type_, judge.channels[contact])


class Standing:
    """How the contacts of one recipient stand. `channels` are those of the contacts there are; the cabinet is everybody's. `promised`: as if everything that awaits confirmation were confirmed."""

    __slots__ = ("_mandatory", "_refused", "_silent", "_suspended", "channels")

    def __init__(self, recipient: Recipient, seen: Mapping[str, Json], mandatory: Collection[str], *, promised: bool = False) -> None:
        known = cast("Mapping[str, Any]", seen)
        self._suspended = recipient.suspended
        self._mandatory = mandatory
        self._refused: Mapping[str, Sequence[str]] = known.get("refused", {})
        self._silent = frozenset[str]() if promised else frozenset(known.get("unconfirmed", ())) - frozenset(known.get("serving", ()))
        self.channels = {INAPP: INAPP} | {contact.id: contact.channel for contact in recipient.contacts}

    def hindrance(self, type_: str, contact: str) -> Why | None:
        """Why nothing of a type that is on arrives at a contact; None where it does. A refusal of everything always wins; one of a single type does not count for a mandatory one."""
        if self._suspended:
            return Why.SUSPENDED
        if contact not in self.channels:
            return Why.NO_CONTACT
        refusals = self._refused.get(contact, ())
        if EVERYTHING in refusals or (type_ in refusals and type_ not in self._mandatory):
            return Why.REFUSED
        return Why.UNCONFIRMED if contact in self._silent else None

    def obstacle(self, contact: str) -> Why | None:
        """Why nothing at all can arrive at a contact, whatever is on."""
        return self.hindrance("", contact)


def readdressed(before: Iterable[Recipient], after: Mapping[str, Recipient]) -> Iterator[str]:
    """Those who lose an address of a channel and get another of the same channel instead: one that is declared, or one that receives anything.

    Another name for the same address is none.
    """
    for recipient in before:
        if (successor := after.get(recipient.address)) is None:
            continue
        if any(_replaced(_addresses(recipient, used=used), _addresses(successor, used=used)) for used in (False, True)):
            yield recipient.address


def _addresses(recipient: Recipient, *, used: bool) -> Mapping[str, set[str]]:
    """The addresses by channel: all of them, or those that receive anything."""
    receiving = {id for contacts in recipient.subscriptions.values() for id in contacts}
    addresses: dict[str, set[str]] = defaultdict(set)
    for contact in recipient.contacts:
        if not used or contact.id in receiving:
            addresses[contact.channel].add(contact.address)
    return addresses


def _replaced(old: Mapping[str, set[str]], new: Mapping[str, set[str]]) -> bool:
    return any(old[channel] - new[channel] and new[channel] - old[channel] for channel in old.keys() & new.keys())


def people(
    before: Reach,
    after: Reach,
    *,
    promised_before: Reach = frozenset(),
    promised_after: Reach = frozenset(),
    readdressed: Iterable[str] = (),
    awaiting: Iterable[str] = (),
) -> People:
    """Sort what differs between two reaches into the categories people are told about.

    A loss is of a cell that works now. A gain is of a cell that will work, at once or when confirmed (`promised_…`): who must still confirm is in `awaiting` too.
    """
    lost, gained = before - after, (after - before) | (promised_after - promised_before - before)
    reached, remaining = {cell[0] for cell in before}, {cell[0] for cell in after}
    stops = {cell[0] for cell in lost} - remaining
    # Who only goes on waiting, if now for something else, does not start.
    starts = {cell[0] for cell in gained} - reached - ({cell[0] for cell in promised_before} - remaining)
    still = {cell[:2] for cell in after}
    stops_type: dict[str, set[str]] = defaultdict(set)
    loses: dict[tuple[str, str], set[str]] = defaultdict(set)
    gains: dict[tuple[str, str], set[str]] = defaultdict(set)
    for recipient, type_, channel in lost:
        if recipient in stops:
            continue
        if (recipient, type_) in still:
            loses[type_, channel].add(recipient)
        else:
            stops_type[type_].add(recipient)
    for recipient, type_, channel in gained:
        if recipient not in starts and recipient not in stops:
            gains[type_, channel].add(recipient)
    return People(
        stops=tuple(sorted(stops)),
        stops_type={type_: tuple(sorted(stops_type[type_])) for type_ in sorted(stops_type)},
        loses={cell: tuple(sorted(loses[cell])) for cell in sorted(loses)},
        readdressed=tuple(sorted(set(readdressed) - stops - starts)),
        starts=tuple(sorted(starts)),
        gains={cell: tuple(sorted(gains[cell])) for cell in sorted(gains)},
        awaiting=tuple(sorted(awaiting)),
    )
