"""What was done → text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reconciler.model.commit import SHORT
from reconciler.model.ledger import APPLIED, HistoryEntry
from reconciler.model.plan import Counts, Target
from reconciler.reporting import phrases
from reconciler.reporting.commands import git
from reconciler.reporting.header import render_header
from reconciler.reporting.layout import MARKS, labelled, signs, table
from reconciler.reporting.machine import JsonDocument, document
from reconciler.reporting.messages import render_message
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import Phrase, visible

_OUTCOMES: Final[dict[str, Phrase]] = {
    "applied": phrases.OUTCOME_APPLIED,
    "approved": phrases.OUTCOME_APPROVED,
    "confirmed": phrases.OUTCOME_CONFIRMED,
    "forgotten": phrases.OUTCOME_FORGOTTEN,
    "paused": phrases.OUTCOME_PAUSED,
    "resumed": phrases.OUTCOME_RESUMED,
    "failed": phrases.OUTCOME_FAILED,
    "interrupted": phrases.OUTCOME_INTERRUPTED,
    "partial": phrases.OUTCOME_PARTIAL,
    "renewed": phrases.OUTCOME_RENEWED,
    "released": phrases.OUTCOME_RELEASED,
    "sent": phrases.OUTCOME_SENT,
    "unfinished": phrases.OUTCOME_UNFINISHED,
}


def render_history(target: Target, entries: Sequence[HistoryEntry], *, language: str, style: Style = PLAIN) -> str:
    """One line each, the newest first."""
    header = render_header(target, None, language=language)
    if not entries:
        return f"{header}\n\n{phrases.NO_HISTORY.say(language)}"
    rows = [
        (str(one.number), one.started, visible(one.actor), one.commit[:SHORT] + ("*" if one.dirty else ""), _what(one), _outcome(one, language))
        for one in entries
    ]
    return f"{header}\n\n" + "\n".join([*table(rows), "", style.faint(phrases.HISTORY_FOOTER.say(language))])


def render_entry(target: Target, entry: HistoryEntry, *, before: str, undo: str = "", language: str) -> str:
    """Everything that is known of one, and how to go back."""
    rows = [
        (phrases.NUMBER, str(entry.number)),
        (phrases.WHAT, entry.operation),
        (phrases.WHEN, f"{entry.started} ({entry.seconds:.1f} s)"),
        (phrases.WHO, entry.actor),
        (phrases.OUTCOME, _outcome(entry, language)),
        (phrases.CHANGES, _what(entry)),
        (phrases.PLAN_DIGEST, entry.digest),
        (phrases.COMMIT, f"{entry.commit} {phrases.WITH_CHANGES.say(language)}" if entry.commit and entry.dirty else entry.commit),
        (phrases.COMMIT_BEFORE, before),
        (phrases.APPROVALS, ", ".join(entry.approvals)),
        (phrases.REASON, entry.reason),
    ]
    lines = [render_header(target, None, language=language), "", *labelled([(phrase.say(language), visible(text)) for phrase, text in rows if text])]
    if undo:
        lines += ["", phrases.TO_GO_BACK.say(language, command=git(undo))]
    return "\n".join(lines)


def _what(entry: HistoryEntry) -> str:
    """`+2 ~1 -1`; of anything but an apply what was done: what was approved, given up or the like."""
    counts: Counts = entry.counts if entry.meant == APPLIED else Counts()
    return signs(counts) or visible(entry.operation)


def _outcome(entry: HistoryEntry, language: str) -> str:
    said = _OUTCOMES[entry.outcome].say(language) if entry.outcome in _OUTCOMES else visible(entry.outcome)
    if not entry.error:
        return said
    message = render_message(entry.error, {}, "", language)[0]
    # The ledger keeps the code alone: a sentence that needs more than that cannot be said any more.
    return f"{said} [{entry.error}]" if "{" in message else f"{said}: {message} [{entry.error}]"


def history_document(target: Target, entries: Sequence[HistoryEntry], *, before: str, undo: str = "") -> JsonDocument:
    """`before` is the commit applied before the oldest of the entries, `undo` the command that leads from a single one back to it."""
    values: list[dict[str, Any]] = [
        {
            "number": one.number,
            "operation": one.operation,
            "started": one.started,
            "seconds": one.seconds,
            "actor": one.actor,
            "outcome": one.outcome,
            "error": one.error,
            "counts": {name: getattr(one.counts, name) for _, name in MARKS},
            "digest": one.digest,
            "commit": one.commit,
            "dirty": one.dirty,
            "approvals": list(one.approvals),
            "reason": one.reason,
        }
        for one in entries
    ]
    place = {"environment": target.environment, "backend": target.backend, "manager": target.manager}
    return document(target=place, history=values, before=before, undo=undo)
