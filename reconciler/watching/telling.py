"""What of a pass is worth telling, and its line in the log."""

from __future__ import annotations

import logging

from reconciler.engine.orders import Made
from reconciler.model.diagnostic import Severity
from reconciler.model.errors import InvalidInput, ReconcilerError
from reconciler.model.watching import Ended, Pass

log = logging.getLogger(__name__)


def news(made: Made) -> object:
    """What makes a pass worth telling, if the one before did not say it."""
    passed = made.passed
    ended = Ended.CLEAN if passed.ended is Ended.APPLIED else passed.ended
    where = tuple((one.code, one.location) for one in getattr(made.error, "diagnostics", ()))
    return (
        ended,
        passed.error,
        passed.arguments.get("commit"),
        where,
        passed.held,
        tuple(one.digest for one in passed.refusals),
        passed.claims,
        passed.paused,
        passed.left if ended is Ended.PLANNED else None,
        bool(passed.others),
    )


def log_pass(made: Made, *, new: bool) -> None:
    """A pass that says what the one before said is for those who debug."""
    passed = made.passed
    bad = passed.ended in (Ended.INVALID, Ended.HELD, Ended.FAILED) or (passed.ended is Ended.APPLIED and passed.error)
    level = logging.DEBUG if not new else logging.WARNING if bad else logging.INFO
    log.log(level, "pass ended: %s%s", passed.ended.value, f" ({passed.error})" if passed.error else "", extra=_said(passed) | mistakes(made.error))


def _said(passed: Pass) -> dict[str, object]:
    made, left = passed.counts, passed.left
    return {
        "event": "pass",
        "ended": passed.ended.value,
        "triggers": [trigger.value for trigger in passed.triggers],
        "seconds": round(passed.seconds, 3),
        "files": passed.files,
        "part": list(passed.part),
        "commit": passed.commit,
        "added": made.add,
        "changed": made.change,
        "deleted": made.delete,
        "adopted": made.adopt,
        "moved": made.move,
        "left": left.add + left.change + left.delete + left.adopt + left.move,
        "others": passed.others,
        "drift": passed.drift,
        "held": list(passed.held),
        "refusals": [f"{refusal.guard} {refusal.subject} {refusal.digest}" for refusal in passed.refusals],
        "conflicts": [f"{claim.organization} {claim.owner} {claim.count}" for claim in passed.claims],
        "paused": list(passed.paused),
        "waiting": passed.waiting,
        "number": passed.number,
        "error": passed.error,
    }


def mistakes(error: ReconcilerError | None) -> dict[str, object]:
    """Where the first mistake of the files is, and how many there are: nothing of what stands there."""
    if not isinstance(error, InvalidInput) or (gravest := error.gravest) is None:
        return {}
    at = gravest.location
    where = {"file": at.path, "line": at.line} if at is not None else {}
    return {**where, "mistakes": sum(one.severity is Severity.ERROR for one in error.diagnostics)}
