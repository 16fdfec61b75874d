"""Messages over one SMTP connection. Commands go in groups where the server takes them so (RFC 2920), which saves two waits of every message."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import NoReturn

from reconciler.delivering.faults import connection_fault, lost_answer, smtp_answer, smtp_fault
from reconciler.delivering.rendering.mail import mail
from reconciler.model.delivery import Message
from reconciler.model.errors import RejectedError

_Reply = tuple[int, bytes]


class SmtpCourier:
    """Owns the connection of `client`, which has been let in already."""

    def __init__(self, channel: str, client: smtplib.SMTP, sender: str, reply_to: str | None) -> None:
        self._channel = channel
        self._client = client
        self._sender, self._reply_to = sender, reply_to
        self._envelope = parseaddr(sender)[1]
        self._pipelining = client.has_extn("pipelining")
        self._eight_bit = client.has_extn("8bitmime")
        self._utf8 = client.has_extn("smtputf8")
        self._unfinished = False

    def send(self, message: Message) -> str:
        """Hand one message over; the answer is that to its last byte. A lost answer to that is `delivery-unknown`: the message may have been taken."""
        body = self._body(message)
        envelope = self._commands(message.destination.address.value, ascii_only=body.isascii())
        handed_over = False
        try:
            self._open(envelope)
            handed_over = True
            self._client.send(body)
            code, text = self._client.getreply()
        except smtplib.SMTPServerDisconnected as error:
            self._lost(error.__context__, handed_over=handed_over)
        except OSError as error:
            self._lost(error, handed_over=handed_over)
        if not 200 <= code < 300:
            raise smtp_fault(self._channel, code, text)
        self._unfinished = False
        return smtp_answer(code, text)

    def _lost(self, error: BaseException | None, *, handed_over: bool) -> NoReturn:
        raise (lost_answer(self._channel) if handed_over else connection_fault(self._channel, error or ConnectionResetError())) from None

    def _body(self, message: Message) -> bytes:
        """The mail as it goes over the wire: CRLF, dots at the beginning of lines doubled, and the dot that ends it (RFC 5321, section 4.5.2)."""
        written = mail(message, sender=self._sender, reply_to=self._reply_to, date=datetime.now(UTC))
        lines = written.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
        stuffed = (b"." + lines if lines.startswith(b".") else lines).replace(b"\r\n.", b"\r\n..")
        return stuffed + (b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n")

    def _commands(self, address: str, *, ascii_only: bool) -> list[bytes]:
        """The commands that come before the mail. Raises `RejectedError` where the server cannot take this address or these bytes."""
        options = ""
        if not address.isascii() or not self._envelope.isascii():
            if not self._utf8:
                raise RejectedError("transport-no-utf8", channel=self._channel)
            options = " SMTPUTF8"
        if not ascii_only and not self._eight_bit:
            raise RejectedError("transport-no-8bit", channel=self._channel)
        options += "" if ascii_only else " BODY=8BITMIME"
        if any(character in address for character in "\r\n<> "):
            raise RejectedError("delivery-refused", channel=self._channel, answer="501")
        return [f"MAIL FROM:<{self._envelope}>{options}\r\n".encode(), f"RCPT TO:<{address}>\r\n".encode(), b"DATA\r\n"]

    def _open(self, commands: list[bytes]) -> None:
        """Everything up to the server's leave to send. Raises the first refusal, with the connection ready for the next message."""
        reset = [b"RSET\r\n"] if self._unfinished else []
        self._unfinished = True
        if self._pipelining:
            self._client.send(b"".join((*reset, *commands)))
            replies = [self._client.getreply() for _ in (*reset, *commands)][len(reset) :]
        else:
            for command in reset:
                self._one(command)
            replies = []
            for command in commands:
                replies.append(self._one(command))
                if replies[-1][0] >= 400:
                    break
        refused = next(((code, text) for code, text in replies if code >= 400), None)
        if refused is not None:
            if replies[-1][0] == 354:
                # RFC 2920, section 3.1: leave to send a mail without recipients is answered with one that is empty.
                self._one(b".\r\n")
            raise smtp_fault(self._channel, *refused)

    def _one(self, command: bytes) -> _Reply:
        self._client.send(command)
        return self._client.getreply()

    def close(self) -> None:
        """Says goodbye, and waits for no answer."""
        with suppress(OSError, smtplib.SMTPException):
            self._client.send(b"QUIT\r\n")
        self._client.close()
