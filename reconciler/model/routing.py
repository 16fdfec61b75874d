"""Who is told of an event, where, and why everybody else is not."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from reconciler.model.personal import Personal


@dataclass(frozen=True, slots=True)
class Destination:
    """A contact that an event of a type is delivered to, from live state: a row of the view `recipients`.

    `recipient` is `teleset/ivanova`, `address` the one in use. `quiet_hours` is (from, to) as `HH:MM` in `timezone`, None where they do not hold or the type ignores them.
    """

    recipient: str
    contact: str
    channel: str
    address: Personal
    audience: str = "employee"
    locale: str = "ru"
    timezone: str = "Europe/Moscow"
    quiet_hours: tuple[str, str] | None = None
    urgent: bool = False
    mandatory: bool = False


class Why(enum.Enum):
    """Why a contact, or somebody without any, is not told. In the order in which the first that holds is the reason."""

    SUSPENDED = "suspended"
    AUDIENCE = "audience"
    NO_CONTACT = "no-contact"
    OFF = "off"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"
    POLICY = "policy"
    QUIET = "quiet-hours"


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who is not told of an event. `contact` and `channel` are "" where the recipient has no contact at all, and `address` is None then.

    `OFF` is of one contact; a recipient for whom the type is off altogether has one `Silent` for each contact.
    """

    recipient: str
    contact: str
    channel: str
    why: Why
    address: Personal | None = None


@dataclass(frozen=True, slots=True)
class Routing:
    """Everybody of an organization, sorted by recipient and contact: each contact is in exactly one of the two.

    What quiet hours put off is among `silent` with `Why.QUIET`: it will be delivered, later. `foreign` are those of the backend's destinations that the settings do not
    speak of: rows of other programs. They are told like all others.
    """

    destinations: tuple[Destination, ...] = ()
    silent: tuple[Silent, ...] = ()
    foreign: tuple[Destination, ...] = ()
