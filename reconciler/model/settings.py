"""What people declared, resolved: nothing is inherited any more, every enabled cell is written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.values import Json

EMPLOYEE = "employee"
EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class NotificationType:
    """One tick a recipient can set, and the events that happen under it.

    `title` and `description` are keyed by language (`ru`, `en`). `allowed_channels` empty means any. `events` maps an event's name to the JSON Schema of
    its payload. `core` marks the four types that lead every listing; `builtin` those the program brings itself.
    """

    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    category: str
    surface: str
    audience: frozenset[str]
    default_channels: tuple[str, ...]
    allowed_channels: tuple[str, ...] = ()
    mandatory: bool = False
    urgent: bool = False
    selectable: bool = True
    core: bool = False
    builtin: bool = False
    lead: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    events: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SecretReference:
    """Where a secret is, never what it is. `source` is `env` or `file`.

    `tag` is a keyed digest of the value (HMAC under the installation key), by which two runs can tell that it changed; None where the value
    is not at hand, and then it is not compared.
    """

    source: str
    name: str
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """Why a person may be written to on a channel, and since when (`YYYY-MM-DD`)."""

    basis: str
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One address of a recipient.

    `address` is normalised (E.164, lower-case ASCII domain), "" where it is a reference to what is not at hand. `confirm` says that it must be confirmed before it
    is used.
    """

    id: str
    channel: str
    address: str
    confirm: bool = False
    secret: SecretReference | None = None
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone or something that receives: an account, or an organization itself.

    `address` is `teleset/ivanova`, or `teleset` for the organization. `subscriptions` holds only what is on: type id → ids of the contacts that
    receive it, both sorted. `contacts` are sorted by id. A name is "" where it is a reference to what is not at hand. `quiet_hours` is (from, to) as `HH:MM` in the recipient's `timezone`.
    """

    address: str
    audience: str
    locale: str
    timezone: str
    contacts: tuple[Contact, ...] = ()
    subscriptions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quiet_hours: tuple[str, str] | None = None
    role: str | None = None
    family_name: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    suspended: bool = False
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """What live settings are held against: at least `recipients` people reached, and each of `channels` reaching one of them."""

    recipients: int = 1
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization, as a recipient of its own and with its accounts (sorted by address)."""

    recipient: Recipient
    name: str
    form: str
    accounts: tuple[Recipient, ...] = ()
    inn: str | None = None
    ogrn: str | None = None
    kpp: str | None = None
    parent: str | None = None
    support: Mapping[str, str] = field(default_factory=dict)
    requirements: Mapping[str, Requirement] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.recipient.address


@dataclass(frozen=True, slots=True)
class Settings:
    """A world of settings, or the part of one that concerns some organizations."""

    types: tuple[NotificationType, ...] = ()
    organizations: tuple[Organization, ...] = ()
