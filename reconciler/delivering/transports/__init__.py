"""Every way messages leave. One file each, and one row here; they do not know each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, cast

from reconciler.model.backend import Deliverer
from reconciler.model.delivery import Transport
from reconciler.model.errors import Unusable
from reconciler.model.routing import Destination
from reconciler.model.values import Json

TRANSPORTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "apprise": "reconciler.delivering.transports.apprise:apprise_transport",
        "http-sms": "reconciler.delivering.transports.http_sms:http_sms_transport",
        "inapp": "reconciler.delivering.transports.inapp:inapp_transport",
        "smpp": "reconciler.delivering.transports.smpp:smpp_transport",
        "smtp": "reconciler.delivering.transports.smtp:smtp_transport",
        "webhook": "reconciler.delivering.transports.webhook:webhook_transport",
    }
)
"""`type` of a transport in the project file → where it is made. Imported only when it is used, since each brings its own libraries."""

OF_THEMSELVES: Final[Mapping[str, str]] = MappingProxyType({"webhook": "webhook", "inapp": "inapp"})
"""Channels that have a transport where the project says nothing: it takes no option that must be said."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a transport may need beside its options.

    `directory` is what relative paths start from, `hosts` the policy's `webhook_hosts`, `deliver` who takes messages of the cabinet, `secret_of` the secret
    that a contact's webhooks are signed with (None: unsigned; raises `ReconcilerError` where it is not at hand).
    """

    directory: Path = Path()
    hosts: tuple[str, ...] = ()
    deliver: Deliverer | None = None
    secret_of: Callable[[Destination], str | None] = lambda _: None


class LabelledTransport(Transport, Protocol):
    """A transport with a name for people."""

    @property
    def label(self) -> str:
        """What a person recognises it by, without credentials: `smtp smtp.example:587`."""
        ...


class TransportFactory(Protocol):
    """How a transport is made: from its channel and its options, with every reference resolved. Connects to nothing. Raises `Unusable` for wrong options."""

    def __call__(self, channel: str, options: Mapping[str, Json], surroundings: Surroundings) -> LabelledTransport: ...


def transport_factory(name: str) -> TransportFactory:
    """What is behind one row. Raises `KeyError` for a name that is not in `TRANSPORTS`."""
    module, _, attribute = TRANSPORTS[name].partition(":")
    return cast("TransportFactory", getattr(import_module(module), attribute))


def transport_of(
    channel: str,
    options: Mapping[str, Json],
    *,
    directory: Path | None = None,
    hosts: Iterable[str] = (),
    deliver: Deliverer | None = None,
    secret_of: Callable[[Destination], str | None] | None = None,
) -> LabelledTransport:
    """The transport of a channel, by what the project file says of it (`transports.<channel>`, references resolved). Arguments are as in `Surroundings`.

    Connects to nothing. Raises `Unusable`: `unknown-transport`, `transport-options` (which names options, never values), `no-inapp`.
    """
    surroundings = Surroundings(directory or Path(), tuple(hosts), deliver, secret_of or (lambda _: None))
    name = options.get("type", OF_THEMSELVES.get(channel))
    if not isinstance(name, str):
        raise Unusable("transport-options", channel=channel, options=("type",))
    if name not in TRANSPORTS:
        raise Unusable("unknown-transport", channel=channel, known=tuple(sorted(TRANSPORTS)))
    return transport_factory(name)(channel, {key: value for key, value in options.items() if key != "type"}, surroundings)


def stand_in(channel: str, *, secret_of: Callable[[Destination], str | None] | None = None) -> LabelledTransport:
    """What the sandbox uses for a channel that has no transport: real mail for `email`, real signed requests for `webhook`, plain JSON for any other.

    Only `diverted` is of use: what it would send to the world has nowhere to go, and says so.
    """
    if channel == "email":
        return transport_of(channel, {"type": "smtp", "host": "smtp.invalid", "sender": "reconciler@reconciler.invalid"})
    if channel == "webhook":
        return transport_of(channel, {}, secret_of=secret_of)
    from reconciler.delivering.transports.plain import PlainTransport

    return PlainTransport(channel, long=channel == "inapp", titled=channel == "inapp")
