"""What readiness is proven by: tests of types and live messages through transports, as the program remembers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reconciler.engine.connect import Connection
from reconciler.engine.couriers import configuration
from reconciler.model.errors import Unusable
from reconciler.model.trial import Mode

PROVING: Final = frozenset({Mode.SANDBOX.value, Mode.LIVE.value})
"""Runs that were routed by live settings. One of declared settings says nothing about these."""

PROOF_DAYS: Final = 30
"""How long a live message proves that a transport works."""


def configurations(connection: Connection, key: bytes | None) -> Mapping[str, str | None]:
    """The tags by channel, of every channel that has a transport: declared, or of itself. None for one that cannot be told here, since a secret is not at hand."""
    from reconciler.delivering.transports import OF_THEMSELVES

    return {channel: None if key is None else _known(connection, channel, key) for channel in sorted({*OF_THEMSELVES, *connection.project.transports})}


def _known(connection: Connection, channel: str, key: bytes) -> str | None:
    try:
        return configuration(connection, channel, key)
    except Unusable:
        return None
