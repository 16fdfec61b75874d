"""The cabinet: messages go to the live system itself, which shows them to their recipients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconciler.delivering.transports.options import Options, parse
from reconciler.delivering.transports.plain import PlainTransport
from reconciler.model.backend import Deliverer
from reconciler.model.delivery import Courier, Message, Sinks
from reconciler.model.errors import Unusable
from reconciler.model.values import Json

if TYPE_CHECKING:
    from reconciler.delivering.transports import Surroundings


def inapp_transport(channel: str, options: Mapping[str, Json], surroundings: Surroundings) -> InappTransport:
    """Raises `Unusable("no-inapp")` where the live system takes no messages."""
    said = parse(Options, channel, options)
    if surroundings.deliver is None:
        raise Unusable("no-inapp", channel=channel)
    return InappTransport(channel, said, surroundings.deliver)


@dataclass(frozen=True, slots=True)
class InappTransport:
    """One message after the other: a deliverer is used by one thread at a time."""

    channel: str
    options: Options
    deliver: Deliverer
    connections: int = 1

    @property
    def per_second(self) -> float:
        return self.options.per_second

    @property
    def label(self) -> str:
        return "inapp"

    def courier(self) -> Courier:
        return _InappCourier(self.deliver)

    def diverted(self, sinks: Sinks) -> PlainTransport:
        return PlainTransport(self.channel, long=True, titled=True).diverted(sinks)


class _InappCourier:
    def __init__(self, deliverer: Deliverer) -> None:
        self._deliverer = deliverer

    def send(self, message: Message) -> str:
        self._deliverer.deliver(message)
        return ""

    def close(self) -> None:
        pass
