"""Addresses that answer by themselves, in every mode and without any network: what an outcome looks like can be tried without anybody to write to.

For each channel there is one that always takes its message, one that fails for now, and one that fails for good. They can belong to nobody: the domain is
reserved (RFC 6761), and no Russian number begins with +7 0.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from reconciler.model.delivery import Message, Receipt, Status

SIMULATED: Final = "simulated"
"""The answer of a receipt that no transport has given."""

DOMAIN: Final = "simulator.invalid"
WORDS: Final = {
    "delivered": (Status.DELIVERED, ""),
    "temporary-failure": (Status.TEMPORARY, "simulated-temporary"),
    "permanent-failure": (Status.PERMANENT, "simulated-permanent"),
}
PHONES: Final = {"+70000000000": "delivered", "+70000000001": "temporary-failure", "+70000000002": "permanent-failure"}


def simulated(message: Message, now: float) -> Receipt | None:
    """What becomes of a message to such an address; None for any other. `now` is in seconds since 1970. What is misspelt there fails for good: nobody is behind it."""
    word = _word(message.destination.address.value)
    if word is None:
        return None
    status, code = WORDS.get(word, WORDS["permanent-failure"])
    return Receipt(message, status, code, SIMULATED, queued=now, done=now)


def _word(address: str) -> str | None:
    if address in PHONES:
        return PHONES[address]
    if DOMAIN not in address:
        return None
    local, _, domain = address.rpartition("@")
    if domain == DOMAIN and "://" not in address:
        return local
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    return host.removesuffix(f".{DOMAIN}") if host.endswith(f".{DOMAIN}") or host == DOMAIN else None
