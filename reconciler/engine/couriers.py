"""How messages leave: the transports of a project, with every secret looked up, or with sinks of this machine in their place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.canonical import canonical, keyed_digest
from reconciler.engine.connect import Connection
from reconciler.engine.secrets import Secrets
from reconciler.model.backend import Deliverer
from reconciler.model.delivery import Sinks, Transport
from reconciler.model.errors import Unusable
from reconciler.model.routing import Destination
from reconciler.model.settings import Recipient
from reconciler.model.values import Json
from reconciler.project import resolve_references


@dataclass(frozen=True, slots=True)
class Couriers:
    """The transports by channel. `tags` are keyed tags of how each is configured, `lacking` the channels that have none."""

    transports: Mapping[str, Transport]
    tags: Mapping[str, str] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()


def sandbox(connection: Connection, channels: Iterable[str], sinks: Sinks, recipients: Mapping[str, Recipient]) -> Couriers:
    """Each transport as it is configured, but for where it leads: to the sinks. A secret that is not at hand is no reason to stop, since nobody is let in by it here.

    A channel without a transport has a stand-in, and is `lacking`. Raises `Unusable` for options that are wrong.
    """
    from reconciler.delivering.transports import OF_THEMSELVES, stand_in

    made: dict[str, Transport] = {}
    lacking: list[str] = []
    for channel in sorted(set(channels)):
        configured = channel in connection.project.transports
        if not configured and channel not in OF_THEMSELVES:
            lacking.append(channel)
        made[channel] = (_or_stand_in(connection, channel, recipients) if configured else stand_in(channel)).diverted(sinks)
    return Couriers(made, lacking=tuple(lacking))


def real(connection: Connection, channels: Iterable[str], recipients: Mapping[str, Recipient], key: bytes) -> Couriers:
    """The transports that lead to real people. Constructing them connects to nothing. Raises `Unusable` for options that are wrong, and secrets that are not at hand."""
    from reconciler.delivering.transports import OF_THEMSELVES

    wanted = sorted(set(channels))
    there = [channel for channel in wanted if channel in connection.project.transports or channel in OF_THEMSELVES]
    return Couriers(
        {channel: transport(connection, channel, recipients) for channel in there},
        {channel: configuration(connection, channel, key) for channel in there},
        tuple(channel for channel in wanted if channel not in there),
    )


def configuration(connection: Connection, channel: str, key: bytes) -> str:
    """A keyed tag of how a channel's transport is configured, secrets included: the same for the same. Raises `Unusable` for a secret that is not at hand."""
    return keyed_digest(key, canonical([channel, _options(connection, channel)]))


def _options(connection: Connection, channel: str) -> Mapping[str, Json]:
    project = connection.project
    return resolve_references(project.transports.get(channel, {}), directory=project.directory, environ=os.environ)


def _or_stand_in(connection: Connection, channel: str, recipients: Mapping[str, Recipient]) -> Transport:
    from reconciler.delivering.transports import stand_in

    try:
        return transport(connection, channel, recipients)
    except Unusable as error:
        if error.code not in ("secret-unset", "secret-unreadable"):
            raise
        return stand_in(channel)


def transport(connection: Connection, channel: str, recipients: Mapping[str, Recipient]) -> Transport:
    """That of one channel, with every reference resolved. Raises `Unusable` for options that are wrong, and for a reference that is not set."""
    from reconciler.delivering.transports import transport_of

    project = connection.project
    return transport_of(
        channel,
        _options(connection, channel),
        directory=project.directory,
        hosts=project.policy.webhook_hosts,
        deliver=connection.backend if isinstance(connection.backend, Deliverer) else None,
        secret_of=_secrets(connection, recipients),
    )


def _secrets(connection: Connection, recipients: Mapping[str, Recipient]) -> Callable[[Destination], str | None]:
    """What signs the webhooks of a contact, by the reference that is live."""
    secrets = Secrets(b"", connection.project.directory, connection.project.policy)

    def secret_of(destination: Destination) -> str | None:
        recipient = recipients.get(destination.recipient)
        contact = next((one for one in recipient.contacts if one.id == destination.contact), None) if recipient is not None else None
        return secrets.value(contact.secret.source, contact.secret.name) if contact is not None and contact.secret is not None else None

    return secret_of
