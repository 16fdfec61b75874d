"""What of a pass is worth telling, and its line in the log."""

from __future__ import annotations

import logging

from reconciler.engine.orders import Made
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
        passed.counts if ended is Ended.PLANNED else None,
    )


def log_pass(passed: Pass, *, new: bool) -> None:
    """A pass that says what the one before said is for those who debug."""
    bad = passed.ended in (Ended.INVALID, Ended.HELD, Ended.FAILED) or (passed.ended is Ended.APPLIED and passed.error)
    level = logging.DEBUG if not new else logging.WARNING if bad else logging.INFO
    counts = passed.counts
    said = {
        "event": "pass",
        "ended": passed.ended.value,
        "triggers": [trigger.value for trigger in passed.triggers],
        "seconds": round(passed.seconds, 3),
        "files": passed.files,
        "part": list(passed.part),
        "commit": passed.commit,
        "added": counts.add,
        "changed": counts.change,
        "deleted": counts.delete,
        "drift": passed.drift,
        "held": list(passed.held),
        "refusals": [f"{refusal.guard} {refusal.subject} {refusal.digest}" for refusal in passed.refusals],
        "waiting": passed.waiting,
        "number": passed.number,
        "error": passed.error,
    }
    log.log(level, "pass ended: %s%s", passed.ended.value, f" ({passed.error})" if passed.error else "", extra=said)
