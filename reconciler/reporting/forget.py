"""What is given up → text and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reconciler.model.change import Adopt
from reconciler.model.plan import Target
from reconciler.model.report import Applied, Report
from reconciler.reporting import phrases
from reconciler.reporting.header import render_header
from reconciler.reporting.layout import few
from reconciler.reporting.machine import JsonDocument, document
from reconciler.reporting.machine.diagnostics import error_value
from reconciler.reporting.machine.plan import target_value
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import visible

SHOWN: Final = 20
NAMED: Final = 5


def render_forgetting(target: Target, changes: Sequence[Adopt], already: Sequence[str], *, language: str, style: Style = PLAIN) -> str:
    """The objects, what becomes of them, and which are nobody's already."""
    blocks = [render_header(target, None, language=language)]
    if changes:
        lines = [style.change("=", f"= {visible(change.address)}") for change in changes[:SHOWN]]
        if (more := len(changes) - SHOWN) > 0:
            lines.append(style.change("=", f"= {phrases.AND_MORE_LINE.say(language, count=more)}"))
        blocks += ["\n".join(lines), phrases.FORGET_MEANS.say(language, count=len(changes))]
    if already:
        blocks.append(phrases.UNMARKED_ALREADY.say(language, names=visible(few(already, NAMED, language))))
    return "\n\n".join(blocks)


def render_forgotten(report: Report, *, language: str, style: Style = PLAIN) -> str:
    count = len(report.outcomes)
    text = style.good(phrases.FORGOTTEN.say(language, count=count))
    return text if report.history is None else f"{text}\n{phrases.HISTORY.say(language, number=report.history)}"


def forgotten_document(target: Target, already: Sequence[str], report: Report | None) -> JsonDocument:
    """`forgotten` are the addresses whose mark was taken off; none where it failed as a whole."""
    done = [outcome.change.address for outcome in report.outcomes if isinstance(outcome, Applied)] if report is not None else []
    return document(
        target=target_value(target),
        ok=report is None or report.ok,
        forgotten=done,
        unmarked_already=list(already),
        history=report.history if report is not None else None,
        error=error_value(report.error) if report is not None and report.error is not None else None,
    )
