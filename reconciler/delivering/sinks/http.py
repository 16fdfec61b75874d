"""The side of an HTTP/1.1 server that takes requests of a known length, on connections that stay open."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Final
from urllib.parse import unquote

from reconciler.delivering.sinks.faults import Fault, Faults
from reconciler.delivering.sinks.spool import Spool

MOST: Final = 4 * 1024 * 1024
"""Bytes of one body."""

_MOST_HEAD: Final = 64 * 1024


class HttpSink(asyncio.Protocol):
    """One connection. The channel is the first part of the path; the address is in `X-Reconciler-To`, the message's id in `webhook-id` or `X-Reconciler-Message`."""

    def __init__(self, spool: Spool, faults: Faults) -> None:
        self._spool, self._faults = spool, faults
        self._input = bytearray()
        self._waiting = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what a TCP server is given
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._input += data
        self._go_on()

    def _go_on(self) -> None:
        while not self._waiting and self._take_request():
            pass
        if self._waiting and len(self._input) > MOST:
            self._transport.abort()

    def _take_request(self) -> bool:
        end = self._input.find(b"\r\n\r\n")
        if end < 0:
            if len(self._input) > _MOST_HEAD:
                self._refuse(431)
            return False
        first, *lines = bytes(self._input[:end]).decode("latin-1").split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        method, _, rest = first.partition(" ")
        path = rest.rpartition(" ")[0]
        length = headers.get("content-length", "0" if method in ("GET", "HEAD", "DELETE") else "")
        if not length.isdigit() or "transfer-encoding" in headers:
            self._refuse(411)
            return False
        if int(length) > MOST:
            self._refuse(413)
            return False
        if len(self._input) < end + 4 + int(length):
            return False
        body = bytes(self._input[end + 4 : end + 4 + int(length)])
        del self._input[: end + 4 + int(length)]
        self._took(path, headers, body)
        return True

    def _took(self, path: str, headers: dict[str, str], body: bytes) -> None:
        to = unquote(headers.get("x-reconciler-to", ""))
        fault = self._faults.take(to)
        if fault is not None and fault.silent:
            self._waiting = True
        elif fault is not None and fault.pause:
            self._waiting = True
            asyncio.get_running_loop().call_later(fault.pause, self._resume, path, headers, body, to, fault)
        else:
            self._answer(path, headers, body, to, fault)

    def _resume(self, path: str, headers: dict[str, str], body: bytes, to: str, fault: Fault) -> None:
        self._waiting = False
        self._answer(path, headers, body, to, fault)
        self._go_on()

    def _answer(self, path: str, headers: dict[str, str], body: bytes, to: str, fault: Fault | None) -> None:
        if fault is not None and fault.code:
            wait = f"Retry-After: {fault.retry_after}\r\n" if fault.retry_after is not None else ""
            self._transport.write(f"HTTP/1.1 {fault.code} As asked for\r\n{wait}Content-Length: 0\r\n\r\n".encode())
            return
        if fault is None or not fault.drop:
            channel = unquote(path.lstrip("/").partition("/")[0].partition("?")[0])
            id = headers.get("webhook-id") or headers.get("x-reconciler-message") or _id_in(body)
            self._spool.add(channel=channel, id=id, to=to, at=time.time(), raw=body, path=path, headers=headers)
        self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")

    def _refuse(self, status: int) -> None:
        self._transport.write(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        self._transport.close()
        self._input.clear()


def _id_in(body: bytes) -> str:
    """The field `id` of a body that is a JSON object."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    id = found.get("id") if isinstance(found, dict) else None
    return id if isinstance(id, str) else ""
