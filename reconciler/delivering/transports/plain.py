"""Plain JSON to a sink: what stands in for a channel whose real requests somebody else's library makes, or that has no transport at all."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from urllib.parse import quote

from reconciler.delivering.faults import http_fault
from reconciler.delivering.transports.http import Line
from reconciler.model.delivery import Courier, Message, Sinks
from reconciler.model.errors import RejectedError


@dataclass(frozen=True, slots=True)
class PlainTransport:
    """Sends `{"id", "to", "title", "body"}`, and nothing that the real message would not say. `long`: the body is the text and not the short text; `titled`: the subject
    is the title, which is "" otherwise.
    """

    channel: str
    long: bool = False
    titled: bool = False
    sink: str = ""
    per_second: float = 0.0
    connections: int = 2

    @property
    def label(self) -> str:
        return "sandbox"

    def courier(self) -> Courier:
        if not self.sink:
            raise RejectedError("no-transport", channel=self.channel)
        return _PlainCourier(self, Line(self.channel, 30.0))

    def diverted(self, sinks: Sinks) -> PlainTransport:
        return replace(self, sink=f"{sinks.http}/{self.channel}")


class _PlainCourier:
    def __init__(self, transport: PlainTransport, line: Line) -> None:
        self._transport, self._line = transport, line

    def send(self, message: Message) -> str:
        to, content = message.destination.address.value, message.content
        body = {
            "id": message.id,
            "to": to,
            "title": content.subject if self._transport.titled else "",
            "body": content.text if self._transport.long else content.short,
        }
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Reconciler-Message": message.id,
            "X-Reconciler-To": quote(to, safe=":/?&=@+"),
        }
        answer = self._line.request("POST", self._transport.sink, headers, json.dumps(body, ensure_ascii=False).encode())
        if (fault := http_fault(self._transport.channel, answer.status, answer.retry_after)) is not None:
            raise fault
        return f"HTTP {answer.status}"

    def close(self) -> None:
        self._line.close()
