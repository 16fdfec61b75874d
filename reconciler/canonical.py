"""JSON values → canonical bytes and keyed digests. The only package that knows orjson.

Canonical JSON here: keys sorted by code point, no spaces, UTF-8, every number finite. Two values are the same exactly when their bytes are the same, so
true is not 1, 1 is not 1.0, and null is not absent.
"""

from __future__ import annotations

import hashlib
import hmac

import orjson

from reconciler.model.values import Json

DIGEST_LENGTH = 12
"""Hexadecimal digits of a digest that people read and type."""


def canonical(value: object) -> bytes:
    """The canonical bytes of a JSON value. Raises `TypeError` for anything JSON cannot say."""
    # A copy: orjson's own result keeps its working buffer, several kilobytes for each of what may be hundreds of thousands.
    return bytes(memoryview(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)))


def decode(text: bytes | str) -> Json:
    """The value of JSON text. Raises `ValueError` (orjson's) for anything else."""
    value: Json = orjson.loads(text)
    return value


def keyed_digest(key: bytes, data: bytes) -> str:
    """HMAC-SHA256 in hexadecimal. A digest that covers personal data is always keyed: plain hashes of phone numbers fall to enumeration."""
    return hmac.new(key, data, hashlib.sha256).hexdigest()


def short_digest(key: bytes, data: bytes) -> str:
    """The part of a keyed digest that people compare."""
    return keyed_digest(key, data)[:DIGEST_LENGTH]
