"""A lease: the right to write, for a while. Pure, but for asking whether a process still runs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from reconciler.model.errors import Locked
from reconciler.model.ledger import Holder, Owner

LEASE_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds the lock. `token` grows with every holder; `since` and `expires` are seconds since 1970 by the ledger's clock, `expires` 0 once it is given back.

    `under` names another lease (and its token) without which this one is good for nothing.
    """

    token: int
    owner: Owner
    operation: str
    since: int
    expires: int
    under: tuple[str, int] | None = None

    def held(self, now: int, asking: Owner) -> bool:
        """Whether somebody may still be at work. One whose process has died on the asker's own machine is not."""
        return self.expires > now and not self._is_dead(asking)

    def holder(self, now: int, asking: Owner) -> Holder | None:
        """The same as a value to be shown; None once it has ended."""
        if self.expires <= now:
            return None
        return Holder(self.owner, self.operation, rfc3339(self.since), rfc3339(self.expires), self.token, self._is_dead(asking))

    def _is_dead(self, asking: Owner) -> bool:
        return bool(asking.boot) and (self.owner.host, self.owner.boot) == (asking.host, asking.boot) and _is_dead(self.owner.process)

    def refusal(self) -> Locked:
        return Locked("locked", holder=str(self.owner), operation=self.operation, since=rfc3339(self.since), expires=rfc3339(self.expires))


def rfc3339(seconds: int) -> str:
    """`2026-11-22T18:40:00Z`"""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _is_dead(process: int) -> bool:
    """False where it cannot be told. On Windows `os.kill(…, 0)` does not ask, it ends."""
    if os.name != "posix" or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
