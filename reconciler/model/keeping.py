"""The port to what is kept of an address that is erased."""

from __future__ import annotations

from typing import Protocol


class Keeping(Protocol):
    """How a backend keeps what is known of an address once it erases the address itself."""

    @property
    def now(self) -> int:
        """Seconds since 1970, by the ledger's clock."""
        ...

    @property
    def until(self) -> int:
        """Until when a confirmation is kept whose address is erased now."""
        ...

    def tag(self, channel: str, address: str) -> str:
        """The keyed digest that stands for an address: always the same, and nobody without the installation key can find the address by it."""
        ...
