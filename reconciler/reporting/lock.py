"""Who holds the lock → text."""

from __future__ import annotations

from reconciler.model.ledger import Holder
from reconciler.model.plan import Target
from reconciler.reporting import phrases
from reconciler.reporting.header import render_header
from reconciler.reporting.layout import labelled
from reconciler.reporting.machine import JsonDocument
from reconciler.reporting.wording import visible


def render_lock(target: Target, holder: Holder | None, *, language: str) -> str:
    """The holder with all that helps to find them; or that nobody writes."""
    header = render_header(target, None, language=language)
    if holder is None:
        return f"{header}\n\n{phrases.NOT_LOCKED.say(language)}"
    rows = [
        (phrases.LOCKED_BY, str(holder.owner)),
        (phrases.WHAT, holder.operation),
        (phrases.SINCE, holder.since),
        (phrases.ENDS, holder.expires),
    ]
    lines = [header, "", *labelled([(phrase.say(language), visible(text)) for phrase, text in rows])]
    return "\n".join([*lines, phrases.HOLDER_IS_DEAD.say(language)] if holder.dead else lines)


def render_released(holder: Holder, *, language: str) -> str:
    return phrases.RELEASED.say(language, owner=str(holder.owner))


def lock_value(holder: Holder | None) -> JsonDocument | None:
    if holder is None:
        return None
    return {
        "holder": str(holder.owner),
        "operation": holder.operation,
        "since": holder.since,
        "expires": holder.expires,
        "dead": holder.dead,
    }
