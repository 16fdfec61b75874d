"""Signatures of webhooks, as the specification Standard Webhooks has them: anybody who has the secret can tell that a request is ours, and when it was made."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import Final

PREFIX: Final = "whsec_"


def key_of(secret: str) -> bytes:
    """`whsec_` and Base64 is the key itself; any other text is its bytes. Raises `ValueError` for what is no Base64, or empty."""
    if not secret.startswith(PREFIX):
        return secret.encode()
    try:
        encoded = secret.removeprefix(PREFIX).rstrip("=")
        key = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except binascii.Error:
        raise ValueError from None
    if not key:
        raise ValueError
    return key


def signature(key: bytes, id: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`: HMAC-SHA256 of `id.timestamp.body`. `timestamp` is in seconds since 1970."""
    signed = f"{id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode("ascii")
