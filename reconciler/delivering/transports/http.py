"""One HTTP request to one host whose address is settled beforehand. Nothing is followed, nothing is repeated, and of the answer little is read and nothing kept."""

from __future__ import annotations

import ssl
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from reconciler.delivering.faults import connection_fault, lost_answer
from reconciler.delivering.transports.hosts import resolve
from reconciler.model.errors import BackendError, RejectedError, TransientError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

MOST_OF_ANSWER: Final = 64 * 1024
"""Bytes of an answer that are read; what comes behind them ends the connection."""

_HOSTS: Final = 16
"""Connections a courier keeps open; that of the host asked longest ago gives way."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is for looking something up in, and not to be kept."""

    status: int
    retry_after: float | None
    body: bytes


@dataclass(slots=True)
class _Found:
    """A host: the connection to one of its addresses, and those that have not been tried."""

    pool: HTTPConnectionPool
    others: list[str]


class Line:
    """HTTP connections of one courier. `permit` is called with a URL's parts before its host is resolved, and again with every address found, and raises what forbids it.

    `again`: whether a request whose answer was lost may be repeated (the other side recognises it), and so counts as not sent.
    """

    def __init__(
        self,
        channel: str,
        timeout: float,
        *,
        again: bool = False,
        context: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        permit: Callable[[str, str, str | None], None] | None = None,
    ) -> None:
        self._channel, self._timeout, self._again = channel, timeout, again
        self._make_context, self._permit = context, permit
        self._context: ssl.SSLContext | None = None
        self._hosts: OrderedDict[tuple[str, str, int], _Found] = OrderedDict()

    def request(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """Raises `BackendError` for everything but an answer; what an answer means is the caller's to say."""
        import urllib3

        scheme, host, port, target, shown = _parts(self._channel, url)
        headers = {"Host": shown, "User-Agent": "reconciler", "Accept-Encoding": "identity", **headers}
        found = self._found(scheme, host, port)
        while True:
            try:
                response = found.pool.urlopen(
                    method,
                    target,
                    body=body,
                    headers=headers,
                    redirect=False,
                    retries=False,
                    timeout=urllib3.Timeout(connect=self._timeout, read=self._timeout),
                    assert_same_host=False,
                    preload_content=False,
                    decode_content=False,
                )
            except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError) as error:
                # Nothing was said yet: another address of the host may do, of those that were looked at.
                found.pool.close()
                if not found.others:
                    self._forget(scheme, host, port)
                    raise self._fault(error) from None
                found.pool = self._made(scheme, host, found.others.pop(0), port)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                self._forget(scheme, host, port)
                raise self._fault(error) from None
            else:
                return Answer(response.status, retry_after(response.headers.get("Retry-After")), self._read(response))

    def _read(self, response: BaseHTTPResponse) -> bytes:
        """The beginning of the answer. Its status has come, so that nothing that happens here changes what is known."""
        import urllib3

        body = b""
        with suppress(urllib3.exceptions.HTTPError, OSError):
            ends = time.monotonic() + self._timeout
            while len(body) <= MOST_OF_ANSWER and time.monotonic() < ends and (chunk := response.read(4096)):
                body += chunk
            if len(body) <= MOST_OF_ANSWER:
                response.release_conn()
                return body
        response.close()
        return body[:MOST_OF_ANSWER]

    def _fault(self, error: BaseException) -> BackendError:
        from urllib3 import exceptions

        cause = error.__cause__ or error.__context__
        if isinstance(error, exceptions.SSLError):
            return connection_fault(self._channel, cause if isinstance(cause, ssl.SSLError) else ssl.SSLError())
        if isinstance(error, exceptions.ConnectTimeoutError) and not isinstance(error, exceptions.NewConnectionError):
            return TransientError("transport-timeout", channel=self._channel)
        if isinstance(error, exceptions.NewConnectionError):
            return connection_fault(self._channel, cause if isinstance(cause, OSError) else OSError())
        if not self._again:
            return lost_answer(self._channel)
        return TransientError("transport-timeout" if isinstance(error, exceptions.ReadTimeoutError) else "transport-lost", channel=self._channel)

    def _found(self, scheme: str, host: str, port: int) -> _Found:
        """The connection to a host. Its addresses are those found when it was first asked for: these very ones were permitted, and no other is connected to."""
        key = (scheme, host, port)
        if key in self._hosts:
            self._hosts.move_to_end(key)
            return self._hosts[key]
        if self._permit is not None:
            self._permit(scheme, host, None)
        first, *others = resolve(self._channel, host, port)
        if self._permit is not None:
            for address in (first, *others):
                self._permit(scheme, host, address)
        found = self._hosts[key] = _Found(self._made(scheme, host, first, port), others)
        if len(self._hosts) > _HOSTS:
            self._hosts.popitem(last=False)[1].pool.close()
        return found

    def _made(self, scheme: str, host: str, address: str, port: int) -> HTTPConnectionPool:
        """A pool of one connection to an address, on which the host has to prove its name."""
        import urllib3

        if scheme == "http":
            return urllib3.HTTPConnectionPool(address, port, maxsize=1)
        if self._context is None:
            self._context = self._make_context()
        name = host if _is_name(host) else address
        return urllib3.HTTPSConnectionPool(address, port, maxsize=1, ssl_context=self._context, server_hostname=name, assert_hostname=name)

    def _forget(self, scheme: str, host: str, port: int) -> None:
        found = self._hosts.pop((scheme, host, port), None)
        if found is not None:
            found.pool.close()

    def close(self) -> None:
        while self._hosts:
            self._hosts.popitem()[1].pool.close()


def _parts(channel: str, url: str) -> tuple[str, str, int, str, str]:
    """(scheme, host, port, what is asked for, the header Host)"""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or any(not "!" <= character <= "~" for character in url):
        raise RejectedError("transport-url", channel=channel)
    shown = f"[{host}]" if ":" in host else host
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80), target, shown if port is None else f"{shown}:{port}"


def _is_name(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return True
    return False


def retry_after(value: str | None) -> float | None:
    """`Retry-After` in seconds: a number, or a date (RFC 9110, section 10.2.3). None for what is neither."""
    if value is None:
        return None
    try:
        return max(0.0, float(value)) if value.strip().isdigit() else max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def trusting(channel: str, file: Path | None) -> Callable[[], ssl.SSLContext]:
    """What makes the TLS context: the system's authorities, or those of a file. It raises `RejectedError` for a file that cannot be read."""

    def make() -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=None if file is None else str(file))
        except (OSError, ssl.SSLError):
            raise RejectedError("transport-ca-file", channel=channel) from None

    return make
