"""SMS to an operator's message centre by SMPP 3.4, with smpplib. (Apprise speaks SMPP too, but does not read whether a message was accepted.)"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import Field

from reconciler.delivering.faults import lost_answer
from reconciler.delivering.transports.options import Options, Paced, parse
from reconciler.delivering.transports.plain import PlainTransport
from reconciler.model.delivery import Courier, Message, Sinks
from reconciler.model.errors import BackendError, RejectedError, TransientError
from reconciler.model.values import Json

if TYPE_CHECKING:
    from reconciler.delivering.transports import Surroundings

_AGAIN: Final = frozenset({0x08, 0x14, 0x58, 0x64})
"""Statuses by which a centre asks to try later: a fault of its own, a full queue, too many at once, temporary trouble."""

_LOGIN: Final = frozenset({0x0D, 0x0E, 0x0F})


class SmppOptions(Options):
    """`sender` is a number or up to 11 Latin letters and digits."""

    host: Annotated[str, Field(min_length=1, max_length=253)]
    port: Annotated[int, Field(ge=1, le=65535)] = 2775
    tls: Literal["tls", "none"] = "none"
    username: Annotated[str, Field(min_length=1, max_length=15)]
    password: Annotated[str, Field(min_length=1, max_length=8)]
    sender: Annotated[str, Field(pattern=r"^(\+?[0-9]{1,20}|[A-Za-z0-9 ._-]{1,11})$")]
    connections: Annotated[int, Field(ge=1, le=32)] = 1


def smpp_transport(channel: str, options: Mapping[str, Json], surroundings: Surroundings) -> SmppTransport:  # noqa: ARG001 - as all are made
    return SmppTransport(channel, parse(SmppOptions, channel, options))


@dataclass(frozen=True, slots=True)
class SmppTransport(Paced[SmppOptions]):
    channel: str
    options: SmppOptions

    @property
    def label(self) -> str:
        return f"smpp {self.options.host}:{self.options.port}"

    def courier(self) -> Courier:
        """Raises `RejectedError("smpp-missing")` where smpplib is not installed."""
        try:
            from smpplib import client, exceptions  # type: ignore[import-untyped]
        except ImportError:
            raise RejectedError("smpp-missing", channel=self.channel) from None
        import ssl

        # It logs whole messages, and warns of what becomes an error of ours.
        logger = logging.getLogger("reconciler.smpp")
        logger.propagate, logger.disabled = False, True
        said = self.options
        context = ssl.create_default_context() if said.tls == "tls" else None
        link = client.Client(said.host, said.port, timeout=said.timeout, logger_name=logger.name, allow_unknown_opt_params=True, ssl_context=context)
        try:
            link.connect()
            link.bind_transmitter(system_id=said.username, password=said.password)
        except exceptions.ConnectionError:
            link.disconnect()
            raise TransientError("transport-unreachable", channel=self.channel) from None
        except exceptions.PDUError as error:
            link.disconnect()
            raise self._not_let_in(error) from None
        except OSError:
            link.disconnect()
            raise TransientError("transport-lost", channel=self.channel) from None
        return _SmppCourier(self.channel, link, said.sender)

    def _not_let_in(self, error: Exception) -> BackendError:
        status = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], int) else 0
        if status in _AGAIN:
            return TransientError("transport-unreachable", channel=self.channel, answer=f"SMPP {status}")
        return RejectedError("transport-login" if status in _LOGIN else "transport-refused", channel=self.channel, answer=f"SMPP {status}")

    def diverted(self, sinks: Sinks) -> PlainTransport:
        return PlainTransport(self.channel).diverted(sinks)


class _SmppCourier:
    def __init__(self, channel: str, link: Any, sender: str) -> None:
        self._channel, self._link, self._sender = channel, link, sender

    def send(self, message: Message) -> str:
        """All parts of one text, each accepted before the next is sent. A part that fails after another was accepted is `delivery-unknown`: part of it may arrive."""
        from smpplib import consts, gsm

        number = message.destination.address.value.removeprefix("+")
        parts, coding, kind = gsm.make_parts(message.content.short)
        alphanumeric = not self._sender.removeprefix("+").isdigit()
        for index, part in enumerate(parts):
            status = self._submit(
                source_addr_ton=consts.SMPP_TON_ALNUM if alphanumeric else consts.SMPP_TON_INTL,
                source_addr_npi=consts.SMPP_NPI_UNK if alphanumeric else consts.SMPP_NPI_ISDN,
                source_addr=self._sender.removeprefix("+"),
                dest_addr_ton=consts.SMPP_TON_INTL,
                dest_addr_npi=consts.SMPP_NPI_ISDN,
                destination_addr=number,
                short_message=part,
                data_coding=coding,
                esm_class=kind,
                registered_delivery=False,
            )
            if status and index:
                raise lost_answer(self._channel)
            if status in _AGAIN:
                raise TransientError("delivery-put-off", channel=self._channel, answer=f"SMPP {status}")
            if status:
                raise RejectedError("delivery-refused", channel=self._channel, answer=f"SMPP {status}")
        return "SMPP 0"

    def _submit(self, **fields: Any) -> int:
        """Send one part and wait for its answer; requests of the centre in between are answered. Raises `delivery-unknown` where none comes."""
        try:
            sequence = self._link.send_message(**fields).sequence
            for _ in range(100):
                answer = self._link.read_pdu()
                if answer.command == "enquire_link":
                    self._link._enquire_link_received(answer)  # noqa: SLF001 - what its own loop does
                elif answer.command == "submit_sm_resp" and answer.sequence == sequence:
                    return int(answer.status)
        except Exception:  # noqa: BLE001 - whatever it was, the part is out and unanswered, and its text may quote anything
            raise lost_answer(self._channel) from None
        raise lost_answer(self._channel)

    def close(self) -> None:
        with suppress(Exception):
            self._link.unbind()
        with suppress(Exception):
            self._link.disconnect()
