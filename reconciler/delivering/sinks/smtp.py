"""The side of an SMTP server (RFC 5321) that takes mail: with PIPELINING, 8BITMIME and SMTPUTF8, without TLS or a login."""

from __future__ import annotations

import asyncio
import re
import time
from typing import Final

from reconciler.delivering.sinks.faults import Fault, Faults
from reconciler.delivering.sinks.spool import Spool

MOST: Final = 32 * 1024 * 1024
"""Bytes of one mail."""

_LONGEST_LINE: Final = 8192
_MOST_RECIPIENTS: Final = 100
_CORRELATION: Final = re.compile(rb"^X-Reconciler-Message:[ \t]*([!-~]{1,200})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_PATH: Final = re.compile(r"(?:FROM|TO):\s*<([^<>\r\n]*)>", re.IGNORECASE)
_FEATURES: Final = (b"PIPELINING", b"8BITMIME", b"SMTPUTF8", b"ENHANCEDSTATUSCODES", b"SIZE %d" % MOST)


class SmtpSink(asyncio.Protocol):
    """One connection. The channel is the first label of the name by which a client says hello (`email.sandbox.invalid`), `email` for any other name."""

    def __init__(self, spool: Spool, faults: Faults) -> None:
        self._spool, self._faults = spool, faults
        self._input = bytearray()
        self._output: list[bytes] = []
        self._channel = "email"
        self._in_data = self._waiting = False
        self._searched = 0
        self._forget()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what a TCP server is given
        self._transport = transport
        transport.write(b"220 sink.sandbox.invalid ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        self._input += data
        self._go_on()

    def _go_on(self) -> None:
        """Work through what has come, as far as it goes; all the answers leave together."""
        while not self._waiting and (self._take_mail() if self._in_data else self._take_command()):
            pass
        if self._output:
            self._transport.write(b"".join(self._output))
            self._output.clear()
        if len(self._input) > (MOST if self._in_data else MOST + _LONGEST_LINE):
            self._transport.abort()

    def _forget(self) -> None:
        self._sender: str | None = None
        self._recipients: list[str] = []

    def _say(self, text: bytes) -> None:
        self._output.append(text + b"\r\n")

    def _take_command(self) -> bool:
        end = self._input.find(b"\n")
        if end < 0:
            if len(self._input) > _LONGEST_LINE:
                self._transport.abort()
            return False
        line = bytes(self._input[:end]).rstrip(b"\r")
        del self._input[: end + 1]
        try:
            verb, _, rest = line.decode("utf-8").partition(" ")
        except UnicodeDecodeError:
            self._say(b"500 5.5.2 not UTF-8")
            return True
        self._command(verb.upper(), rest)
        return True

    def _command(self, verb: str, rest: str) -> None:
        match verb:
            case "EHLO":
                name = rest.strip().removesuffix(".sandbox.invalid")
                self._channel = name if name != rest.strip() else "email"
                self._forget()
                lines = (b"sink.sandbox.invalid", *_FEATURES)
                self._output.extend(b"250%s%s\r\n" % (b" " if line is lines[-1] else b"-", line) for line in lines)
            case "HELO" | "RSET":
                self._forget()
                self._say(b"250 2.0.0 ok")
            case "NOOP":
                self._say(b"250 2.0.0 ok")
            case "MAIL":
                self._mail(rest)
            case "RCPT":
                self._recipient(rest)
            case "DATA" if self._recipients:
                self._in_data, self._searched = True, 0
                self._say(b"354 go on")
            case "DATA":
                self._say(b"503 5.5.1 no recipients")
            case "QUIT":
                self._say(b"221 2.0.0 bye")
                self._transport.write(b"".join(self._output))
                self._output.clear()
                self._transport.close()
                self._waiting = True
            case _:
                self._say(b"502 5.5.1 unknown")

    def _mail(self, rest: str) -> None:
        found = _PATH.match(rest)
        if found is None or self._sender is not None:
            self._say(b"501 5.5.4 no" if found is None else b"503 5.5.1 nested")
            return
        self._sender = found[1]
        self._say(b"250 2.1.0 ok")

    def _recipient(self, rest: str) -> None:
        found = _PATH.match(rest)
        if self._sender is None or found is None or not found[1]:
            self._say(b"503 5.5.1 no sender" if self._sender is None else b"501 5.1.3 no")
        elif len(self._recipients) >= _MOST_RECIPIENTS:
            self._say(b"452 4.5.3 too many")
        else:
            self._recipients.append(found[1])
            self._say(b"250 2.1.5 ok")

    def _take_mail(self) -> bool:
        if self._input.startswith(b".\r\n"):
            end, length = 0, 3
        else:
            end, length = self._input.find(b"\r\n.\r\n", max(0, self._searched - 4)), 5
            self._searched = len(self._input)
            if end < 0:
                return False
            end += 2
            length = 3
        mail = bytes(self._input[:end])
        del self._input[: end + length]
        self._in_data = False
        # Lines that begin with a dot came with one more (section 4.5.2).
        mail = mail.removeprefix(b".").replace(b"\r\n.", b"\r\n")
        fault = next((one for one in map(self._faults.take, self._recipients) if one is not None), None)
        if fault is None:
            self._keep(mail, None)
        else:
            self._misbehave(mail, fault)
        return True

    def _misbehave(self, mail: bytes, fault: Fault) -> None:
        if fault.silent:
            self._waiting = True
        elif fault.pause:
            self._waiting = True
            asyncio.get_running_loop().call_later(fault.pause, self._resume, mail, fault)
        else:
            self._keep(mail, fault)

    def _resume(self, mail: bytes, fault: Fault) -> None:
        self._waiting = False
        self._keep(mail, fault)
        self._go_on()

    def _keep(self, mail: bytes, fault: Fault | None) -> None:
        if fault is not None and fault.code:
            self._say(f"{fault.code} {fault.enhanced} as asked for".replace("  ", " ").encode())
        else:
            if fault is None or not fault.drop:
                head, _, _ = mail.partition(b"\r\n\r\n")
                found = _CORRELATION.search(head)
                for recipient in self._recipients:
                    self._spool.add(channel=self._channel, id=found[1].decode() if found else "", to=recipient, at=time.time(), raw=mail)
            self._say(b"250 2.0.0 taken")
        self._forget()
