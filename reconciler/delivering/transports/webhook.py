"""Webhooks: a signed POST to the URL a contact names. Somebody else chose that URL, so it is looked at before it is called."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from pydantic import Field

from reconciler.delivering.faults import http_fault
from reconciler.delivering.transports.hosts import is_named, is_public
from reconciler.delivering.transports.http import Line, trusting
from reconciler.delivering.transports.options import Options, Paced, parse
from reconciler.delivering.transports.signing import key_of, signature
from reconciler.model.delivery import Content, Courier, Message, Sinks
from reconciler.model.errors import ReconcilerError, RejectedError
from reconciler.model.routing import Destination
from reconciler.model.values import Json

if TYPE_CHECKING:
    from reconciler.delivering.transports import Surroundings


class WebhookOptions(Options):
    """`ca_file`: the authorities that are believed, instead of the system's."""

    ca_file: Annotated[str, Field(min_length=1)] | None = None
    timeout: Annotated[float, Field(ge=0.1, le=600)] = 15.0
    connections: Annotated[int, Field(ge=1, le=32)] = 8


def webhook_transport(channel: str, options: Mapping[str, Json], surroundings: Surroundings) -> WebhookTransport:
    return WebhookTransport(channel, parse(WebhookOptions, channel, options), surroundings.directory, surroundings.hosts, surroundings.secret_of)


@dataclass(frozen=True, slots=True)
class WebhookTransport(Paced[WebhookOptions]):
    """`hosts` are those the policy names: nothing else is called then, and they may be private, and do without TLS. `sink` is a URL that stands in for all of them."""

    channel: str
    options: WebhookOptions
    directory: Path
    hosts: tuple[str, ...]
    secret_of: Callable[[Destination], str | None]
    sink: str = ""

    @property
    def label(self) -> str:
        return "webhook"

    def courier(self) -> Courier:
        file = self.directory / self.options.ca_file if self.options.ca_file is not None else None
        # Whoever takes a webhook knows it again by its id, so one whose answer was lost may be sent once more.
        line = Line(self.channel, self.options.timeout, again=True, context=trusting(self.channel, file), permit=None if self.sink else self._permit)
        return _WebhookCourier(self, line)

    def _permit(self, scheme: str, host: str, address: str | None) -> None:
        """Raises `RejectedError` for what must not be called: by name before it is resolved, by address afterwards."""
        named = is_named(host, self.hosts)
        if self.hosts and not named:
            raise RejectedError("webhook-not-allowed", channel=self.channel)
        if scheme != "https" and not named:
            raise RejectedError("webhook-not-https", channel=self.channel)
        if address is not None and not named and not is_public(address):
            raise RejectedError("webhook-private", channel=self.channel)

    def diverted(self, sinks: Sinks) -> WebhookTransport:
        """To a sink there is no rate to keep."""
        return replace(self, options=self.options.model_copy(update={"per_second": 0.0}), sink=f"{sinks.http}/{self.channel}")


class _WebhookCourier:
    def __init__(self, transport: WebhookTransport, line: Line) -> None:
        self._transport, self._line = transport, line
        self._encoded: tuple[Content | None, bytes] = (None, b"")

    def send(self, message: Message) -> str:
        transport, url = self._transport, message.destination.address.value
        body = self._body(message.content)
        headers = {"Content-Type": "application/json; charset=utf-8", **self._signed(message, body)}
        if transport.sink:
            headers["X-Reconciler-To"] = quote(url, safe=":/?&=@+")
        answer = self._line.request("POST", transport.sink or url, headers, body)
        if (fault := http_fault(transport.channel, answer.status, answer.retry_after)) is not None:
            raise fault
        return f"HTTP {answer.status}"

    def _signed(self, message: Message, body: bytes) -> dict[str, str]:
        """The headers of Standard Webhooks; without a secret there is no signature."""
        now = int(time.time())
        headers = {"webhook-id": message.id, "webhook-timestamp": str(now)}
        try:
            secret = self._transport.secret_of(message.destination)
            if secret is not None:
                headers["webhook-signature"] = signature(key_of(secret), message.id, now, body)
        except (ReconcilerError, ValueError):
            # Unsigned it would be taken for somebody else's.
            raise RejectedError("webhook-secret", channel=self._transport.channel) from None
        return headers

    def _body(self, content: Content) -> bytes:
        """The content as JSON. All who have the same content come one after another, so it is encoded once."""
        if self._encoded[0] is not content:
            self._encoded = (content, json.dumps(content.data, ensure_ascii=False, separators=(",", ":"), default=dict).encode())
        return self._encoded[1]

    def close(self) -> None:
        self._line.close()
