"""A report → JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from reconciler.model.address import sort_key
from reconciler.model.contacts import AskedThem
from reconciler.model.errors import ReconcilerError
from reconciler.model.journal import Unfinished
from reconciler.model.plan import Counts, Target
from reconciler.model.report import Applied, Failed, Outcome, Report, Skipped, Unanswered
from reconciler.reporting.machine import JsonDocument, document
from reconciler.reporting.machine.diagnostics import error_value
from reconciler.reporting.machine.plan import action, target_value
from reconciler.reporting.report import AwaitingContact
from reconciler.reporting.unfinished import resumed_value


def report_document(
    report: Report,
    *,
    target: Target,
    read_back: bool | None = None,
    awaiting: Sequence[AwaitingContact] = (),
    resumed: Sequence[Unfinished] = (),
    asked: AskedThem | None = None,
    unasked: ReconcilerError | None = None,
) -> JsonDocument:
    """One outcome for each change, sorted by address; `counts` are of what was applied. `resumed` are earlier applies that did not end, with what was in flight."""
    applied = Counts.of(tuple(outcome.change for outcome in report.outcomes if isinstance(outcome, Applied)))
    return document(
        target=target_value(target),
        ok=report.ok,
        partial=report.partial,
        interrupted=report.interrupted,
        unrecorded=None if report.unrecorded is None else error_value(report.unrecorded),
        resumed=resumed_value(resumed),
        counts=asdict(applied),
        history=report.history,
        seconds=round(report.seconds, 3),
        read_back=read_back,
        outcomes=[_outcome(outcome) for outcome in sorted(report.outcomes, key=lambda outcome: sort_key(outcome.change.address))],
        awaiting=[
            {"recipient": contact.recipient, "contact": contact.contact, "address": str(contact.address)}
            for contact in sorted(awaiting, key=lambda contact: (sort_key(contact.recipient), contact.contact))
        ],
        asked=None if asked is None else {"sent": len(asked.left), "failed": len(asked.failed)},
        unasked=None if unasked is None else error_value(unasked),
    )


def _outcome(outcome: Outcome) -> JsonDocument:
    value: dict[str, Any] = {"address": outcome.change.address, "action": action(outcome.change)}
    match outcome:
        case Applied():
            value["outcome"] = "applied"
        case Failed(_, error):
            value |= {"outcome": "failed", "error": error_value(error)}
        case Unanswered(_, error):
            value |= {"outcome": "unanswered", "error": error_value(error)}
        case Skipped(_, reason):
            value |= {"outcome": "skipped", "reason": reason}
    return value
