"""The port to the right to be the one that watches."""

from __future__ import annotations

from typing import Protocol


class Lead(Protocol):
    """The right to be the one that watches, held: a lease beside that of the lock, which is held only while something is written."""

    @property
    def token(self) -> tuple[str, int]:
        """Its name, and what tells this hold from the next."""
        ...

    def renew(self) -> None:
        """Extend it; raises `ConflictError` when somebody else has taken over."""
        ...

    def release(self) -> None:
        """Give it back."""
        ...
