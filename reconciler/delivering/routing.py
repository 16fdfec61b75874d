"""Who is told of an event, and why everybody else is not. The backend decides; this explains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any, Final, TypeAlias, cast
from zoneinfo import ZoneInfo

from reconciler.model.personal import Personal
from reconciler.model.routing import Destination, Routing, Silent, Why
from reconciler.model.settings import NotificationType, Recipient, Settings
from reconciler.model.values import Json

Observed: TypeAlias = Mapping[str, Mapping[str, Json]]
"""`Resource.observed` by address: for a recipient `unconfirmed`, `serving` and `refused`, each only where there is something to say."""

Admits: TypeAlias = Callable[[str, str, str], bool]
"""(type, channel, address) → whether the project lets such a message out."""

_EVERYTHING: Final = "*"


def everything(type: str, channel: str, address: str) -> bool:  # noqa: ARG001 - an `Admits`
    """What a project without a policy admits."""
    return True


def routing(settings: Settings, observed: Observed, destinations: Iterable[Destination], *, type: str, now: datetime, admits: Admits = everything) -> Routing:
    """Everybody of the organizations of `settings`, each contact either told of an event of `type` at the moment `now` (with its offset), or silent with the first reason.

    `destinations` are what the backend's `route` gives. What it delivers and the settings do not say (rows that other programs have put there) is delivered, and is
    among `foreign` too.
    """
    routed = {(one.recipient, one.contact): one for one in destinations}
    kind = next((each for each in settings.types if each.id == type), None)
    told: list[Destination] = []
    silent: list[Silent] = []
    foreign: list[Destination] = []
    for recipient in _everybody(settings):
        seen = cast("Mapping[str, Any]", observed.get(recipient.address, {}))
        if not recipient.contacts and not any(known == recipient.address for known, _ in routed):
            silent.append(Silent(recipient.address, "", "", _without_contact(recipient, kind)))
        for contact in recipient.contacts:
            found = routed.pop((recipient.address, contact.id), None)
            why = _why(recipient, contact.id, type, kind, seen)
            if found is None:
                address = Personal(seen.get("serving", {}).get(contact.id, contact.address))
                silent.append(Silent(recipient.address, contact.id, contact.channel, why or Why.OFF, address))
                continue
            if why is not None:
                foreign.append(found)
            _sort(found, type, now, admits, told, silent)
    for found in routed.values():
        foreign.append(found)
        _sort(found, type, now, admits, told, silent)
    return Routing(_sorted(told), tuple(sorted(silent, key=_place)), _sorted(foreign))


def _sort(found: Destination, type: str, now: datetime, admits: Admits, told: list[Destination], silent: list[Silent]) -> None:
    """What the backend would deliver, unless the project or the hour keeps it back."""
    if not admits(type, found.channel, found.address.value):
        silent.append(Silent(found.recipient, found.contact, found.channel, Why.POLICY, found.address))
    elif _is_quiet(found, now):
        silent.append(Silent(found.recipient, found.contact, found.channel, Why.QUIET, found.address))
    else:
        told.append(found)


def _why(recipient: Recipient, contact: str, type: str, kind: NotificationType | None, seen: Mapping[str, Any]) -> Why | None:
    """The first reason in the settings, and in what is known of the address, why a contact is not told; None where there is none."""
    if (why := _of_recipient(recipient, kind)) is not None:
        return why
    if contact not in recipient.subscriptions.get(type, ()):
        return Why.OFF
    refused = seen.get("refused", {}).get(contact, ())
    if _EVERYTHING in refused or (type in refused and not (kind is not None and kind.mandatory)):
        return Why.REFUSED
    return Why.UNCONFIRMED if contact in seen.get("unconfirmed", ()) and contact not in seen.get("serving", {}) else None


def _of_recipient(recipient: Recipient, kind: NotificationType | None) -> Why | None:
    if recipient.suspended:
        return Why.SUSPENDED
    return Why.AUDIENCE if kind is not None and recipient.audience not in kind.audience else None


def _without_contact(recipient: Recipient, kind: NotificationType | None) -> Why:
    return _of_recipient(recipient, kind) or Why.NO_CONTACT


def _is_quiet(destination: Destination, now: datetime) -> bool:
    """Whether it is put off by quiet hours, which run by the clock on the recipient's wall, however that is set for summer."""
    if destination.quiet_hours is None or destination.urgent or destination.mandatory:
        return False
    begin, end = destination.quiet_hours
    if not begin or not end:
        return False  # half of them, by somebody's hand, is none
    clock = now.astimezone(_zone(destination.timezone)).strftime("%H:%M")
    if begin <= end:
        return begin <= clock < end  # the same hour twice is no time at all
    return clock >= begin or clock < end


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo:
    """A zone by its name; UTC for what another program has written there and is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def _everybody(settings: Settings) -> Iterator[Recipient]:
    for organization in settings.organizations:
        yield organization.recipient
        yield from organization.accounts


def _sorted(destinations: Iterable[Destination]) -> tuple[Destination, ...]:
    return tuple(sorted(destinations, key=lambda one: (one.recipient, one.contact)))


def _place(silent: Silent) -> tuple[str, str]:
    return silent.recipient, silent.contact
