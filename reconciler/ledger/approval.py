"""An approval: good for one apply, for a day."""

from __future__ import annotations

from typing import Final

from reconciler.model.ledger import Approval, HistoryEntry
from reconciler.model.plan import Counts

APPROVAL_SECONDS: Final = 24 * 60 * 60


def approved(approval: Approval) -> HistoryEntry:
    """What the history says of an approval."""
    return HistoryEntry(
        operation=f"approve {approval.digest}",
        manager=approval.manager,
        environment=approval.environment,
        actor=approval.actor,
        digest="",
        counts=Counts(),
        outcome="approved",
        reason=approval.reason,
    )
