"""The text of an event's payload → plain data: JSON, or YAML where it is none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from reconciler.model.diagnostic import Severity
from reconciler.model.limits import Limits

LARGEST: Final = 8 << 20
"""Bytes of the largest text that is read."""

_LIMITS: Final = Limits(file_size=LARGEST, documents=1, expansion=1 << 20)


class Unreadable(Exception):
    """There is no payload in it. `code` is that of the rejection: `parse`, or `too-long`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def payload_of(raw: bytes | str) -> dict[str, Any]:
    """The one mapping that a text holds, in UTF-8 where it is bytes. Numbers that JSON has no word for (NaN) are left to whoever judges.

    Raises `Unreadable`: another encoding, no JSON and no YAML, the same key twice, several documents, or no mapping.
    """
    from reconciler.documents.decoding import decode

    content = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    if len(content) > LARGEST:
        raise Unreadable("too-long")
    text, wrong = decode(content)
    if wrong is not None:
        raise Unreadable("parse")
    try:
        data = json.loads(text, object_pairs_hook=_distinct)
    except (ValueError, RecursionError):
        data = _from_yaml(text)
    if not isinstance(data, dict):
        raise Unreadable("parse")
    return data


def _distinct(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping; JSON parsers take the last of a key, and nobody knows which was meant."""
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        if key in mapping:
            raise Unreadable("parse")
        mapping[key] = value
    return mapping


def _from_yaml(text: str) -> object:
    from reconciler.documents.parse import parse

    parsed = parse(text, _LIMITS)
    if len(parsed) != 1 or any(finding.severity is Severity.ERROR for finding in parsed[0].findings):
        raise Unreadable("parse")
    return parsed[0].data
