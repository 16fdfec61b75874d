"""What the other side said, or did not say, as our errors: reduced to numbers, and grouped by whether another try helps."""

from __future__ import annotations

import re
import socket
import ssl
from typing import Final

from reconciler.model.errors import BackendError, RejectedError, TransientError

ANSWERED: Final = frozenset({"delivery-put-off"})
"""Codes by which one message is put off, and nothing is wrong with the connection: it is good for the next."""

_ENHANCED: Final = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])")
_AGAIN_HTTP: Final = frozenset({408, 425, 429})


def smtp_answer(code: int, text: bytes) -> str:
    """`550 5.1.1`: a reply's code and its enhanced one (RFC 3463), where it begins with one; never its words."""
    found = _ENHANCED.match(text[:16].decode("ascii", "replace"))
    return f"{code} {found[0]}" if found else str(code)


def smtp_fault(channel: str, code: int, text: bytes) -> BackendError:
    """The error that a reply other than success is."""
    answer = smtp_answer(code, text)
    if code == 421:
        return TransientError("transport-lost", channel=channel, answer=answer)
    if 400 <= code < 500:
        return TransientError("delivery-put-off", channel=channel, answer=answer)
    return RejectedError("delivery-refused", channel=channel, answer=answer)


def http_fault(channel: str, status: int, retry_after: float | None = None) -> BackendError | None:
    """The error that an HTTP status is; None for success. What is redirected counts as refused: nobody follows."""
    if 200 <= status < 300:
        return None
    answer = f"HTTP {status}"
    if status in _AGAIN_HTTP or status >= 500:
        return TransientError("delivery-put-off", retry_after=retry_after, channel=channel, answer=answer)
    return RejectedError("delivery-refused", channel=channel, answer=answer)


def connection_fault(channel: str, error: BaseException) -> BackendError:
    """The error behind a connection that was not made, or broke before anything was handed over."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return RejectedError("transport-certificate", channel=channel)
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return TransientError("transport-lost", channel=channel)
    if isinstance(error, ssl.SSLError):
        return RejectedError("transport-tls", channel=channel)
    if isinstance(error, socket.gaierror):
        if error.errno == socket.EAI_AGAIN:
            return TransientError("transport-dns", channel=channel)
        return RejectedError("transport-unknown-host", channel=channel)
    if isinstance(error, TimeoutError):
        return TransientError("transport-timeout", channel=channel)
    if isinstance(error, ConnectionRefusedError):
        return TransientError("transport-unreachable", hint="refused", channel=channel)
    if isinstance(error, ConnectionError):
        return TransientError("transport-lost", channel=channel)
    return TransientError("transport-unreachable", channel=channel)


def lost_answer(channel: str) -> BackendError:
    """The message was handed over and the answer did not come. Neither another try (it may be there already) nor giving it up as refused would be true."""
    return BackendError("delivery-unknown", channel=channel)
