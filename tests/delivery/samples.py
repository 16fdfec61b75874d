"""Messages to send, and how a transport is made for a test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reconciler.delivering.dispatch import dispatch
from reconciler.delivering.lane import Retries
from reconciler.delivering.transports import LabelledTransport, transport_of
from reconciler.model.delivery import Content, Message, Receipt, Transport
from reconciler.model.event import Event
from reconciler.model.personal import Personal
from reconciler.model.routing import Destination

TEXT = "Платёж № 17 на 1 234,50 ₽ — «оплачен»; счёт ещё не закрыт."
EVENT = Event("e1", "payment.status_changed", "payment", "teleset", datetime(2026, 11, 30, tzinfo=UTC), "https://lk.teleset.example/p/17?a=1&b=2", {})
CONTENT = Content(
    subject=f"[ТЕСТ] {TEXT[:24]}",
    text=f"{TEXT}\n.точка в начале строки\n..две\n.\nhttps://lk.teleset.example/p/17?a=1&b=2\n",
    html=f"<p>{TEXT}</p>",
    short=TEXT,
    parts=1,
    data={"type": "payment", "data": {"text": TEXT}},
    link="https://lk.teleset.example/p/17?a=1&b=2",
    locale="ru",
)
QUICK = Retries(tries=4, first=0.02, most=0.1, longest=5.0, patience=1.0)


def message(address: str, channel: str = "email", id: str = "m1", content: Content = CONTENT) -> Message:
    return Message(id, EVENT, Destination("teleset/ivanova", "work", channel, Personal(address)), content)


def messages(count: int, channel: str = "email", domain: str = "teleset.example") -> Iterator[Message]:
    for number in range(count):
        yield message(f"user{number}@{domain}" if channel == "email" else f"+7916{number:07}", channel, f"m{number}")


def transport(channel: str = "email", directory: Path | None = None, **options: Any) -> LabelledTransport:
    return transport_of(channel, options, directory=directory, hosts=("127.0.0.1", "localhost"))


def sent(transport: Transport, *those: Message, retries: Retries = QUICK, **more: Any) -> list[Receipt]:
    return list(dispatch(those, {transport.channel: transport}, retries=retries, **more))


def outcomes(receipts: Iterable[Receipt]) -> list[tuple[str, str, str]]:
    """(status, code, answer) of each, in the order of the messages' ids."""
    return [(one.status.value, one.code, one.answer) for one in sorted(receipts, key=lambda one: one.message.id)]


def deliver(transport: Transport, one: Message) -> str:
    """One try, without dispatch around it."""
    with closing(transport.courier()) as courier:
        return courier.send(one)
