"""E-mail by SMTP (RFC 5321): where its server is, and how it lets us in. What goes over a connection is in `smtp_courier`."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field

from reconciler.delivering.faults import connection_fault, smtp_answer, smtp_fault
from reconciler.delivering.transports.options import Options, Paced, parse, wrong
from reconciler.delivering.transports.smtp_courier import SmtpCourier
from reconciler.model.delivery import Courier, Sinks
from reconciler.model.errors import BackendError, RejectedError, TransientError
from reconciler.model.values import Json

if TYPE_CHECKING:
    from reconciler.delivering.transports import Surroundings

PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}


class SmtpOptions(Options):
    """`tls`: `starttls` (demanded, never given up), `tls` from the first byte, or `none`. `sender` and `reply_to` are `Name <address>` or an address alone."""

    host: Annotated[str, Field(min_length=1, max_length=253)]
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    tls: Literal["starttls", "tls", "none"] = "starttls"
    ca_file: Annotated[str, Field(min_length=1)] | None = None
    username: Annotated[str, Field(min_length=1)] | None = None
    password: Annotated[str, Field(min_length=1)] | None = None
    sender: Annotated[str, Field(min_length=3, max_length=320)]
    reply_to: Annotated[str, Field(min_length=3, max_length=320)] | None = None
    connections: Annotated[int, Field(ge=1, le=32)] = 4


def smtp_transport(channel: str, options: Mapping[str, Json], surroundings: Surroundings) -> SmtpTransport:
    """Raises `Unusable("transport-options")`: also for a password that would cross a network in the clear."""
    said = parse(SmtpOptions, channel, options)
    if bad := [name for name in ("sender", "reply_to") if not _is_mailbox(getattr(said, name))]:
        raise wrong(channel, *bad)
    if (said.username is None) != (said.password is None):
        raise wrong(channel, "username", "password")
    if said.username is not None and said.tls == "none" and not _is_loopback(said.host):
        raise wrong(channel, "tls")
    hello = parseaddr(said.sender)[1].rpartition("@")[2]
    return SmtpTransport(channel, said, surroundings.directory, hello if hello.isascii() else "localhost")


def _is_mailbox(text: str | None) -> bool:
    if text is None:
        return True
    local, at, domain = parseaddr(text)[1].rpartition("@")
    return bool(local and at and domain) and text.isprintable()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, slots=True)
class SmtpTransport(Paced[SmtpOptions]):
    """`hello` is the name we go by in EHLO: the sender's domain, or to a sink one that names the channel."""

    channel: str
    options: SmtpOptions
    directory: Path
    hello: str

    @property
    def label(self) -> str:
        return f"smtp {self.options.host}:{self.options.port or PORTS[self.options.tls]}"

    def courier(self) -> Courier:
        try:
            return SmtpCourier(self.channel, self._connected(), self.options.sender, self.options.reply_to)
        except BackendError:
            raise
        except smtplib.SMTPResponseException as error:
            raise self._refused(error) from None
        except smtplib.SMTPNotSupportedError:
            raise RejectedError("transport-no-login", channel=self.channel) from None
        except smtplib.SMTPException as error:
            raise connection_fault(self.channel, error.__context__ or ConnectionResetError()) from None
        except OSError as error:
            raise connection_fault(self.channel, error) from None

    def _connected(self) -> smtplib.SMTP:
        """A connection that is let in, and still open."""
        said, port = self.options, self.options.port or PORTS[self.options.tls]
        context = None if said.tls == "none" else self._context()
        if said.tls == "tls":
            client: smtplib.SMTP = smtplib.SMTP_SSL(said.host, port, local_hostname=self.hello, timeout=said.timeout, context=context)
        else:
            client = smtplib.SMTP(said.host, port, local_hostname=self.hello, timeout=said.timeout)
        try:
            client.ehlo_or_helo_if_needed()
            if said.tls == "starttls":
                self._start_tls(client, context)
            if said.username is not None and said.password is not None:
                client.login(said.username, said.password)
        except BaseException:
            client.close()
            raise
        return client

    def _context(self) -> ssl.SSLContext:
        """Raises `RejectedError` for a file of certificates that cannot be read."""
        try:
            return ssl.create_default_context(cafile=None if self.options.ca_file is None else str(self.directory / self.options.ca_file))
        except (OSError, ssl.SSLError):
            raise RejectedError("transport-ca-file", channel=self.channel) from None

    def _start_tls(self, client: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
        if not client.has_extn("starttls"):
            # Going on without it is what somebody in between would want.
            raise RejectedError("transport-no-tls", channel=self.channel)
        client.starttls(context=context)
        client.ehlo_or_helo_if_needed()

    def _refused(self, error: smtplib.SMTPResponseException) -> BackendError:
        text = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        if not isinstance(error, smtplib.SMTPAuthenticationError) or 400 <= error.smtp_code < 500:
            fault = smtp_fault(self.channel, error.smtp_code, text)
            return (
                fault
                if isinstance(fault, TransientError)
                else RejectedError("transport-refused", channel=self.channel, answer=smtp_answer(error.smtp_code, text))
            )
        return RejectedError("transport-login", channel=self.channel, answer=smtp_answer(error.smtp_code, text))

    def diverted(self, sinks: Sinks) -> SmtpTransport:
        """To a sink there is no TLS and no login, and no rate to keep; everything that is sent is the same."""
        host, port = sinks.smtp
        plain = self.options.model_copy(update={"host": host, "port": port, "tls": "none", "username": None, "password": None, "per_second": 0.0})
        return replace(self, options=plain, hello=f"{self.channel}.sandbox.invalid")
