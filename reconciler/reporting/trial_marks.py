"""A verdict on the page: a sign, a word and a colour, none of which is needed to understand the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reconciler.model.trial import Verdict
from reconciler.reporting.trial_words import FINE, WORDS
from reconciler.reporting.webpage import text

SIGNS: Final[Mapping[Verdict, str]] = {
    Verdict.PASS: "✓",
    Verdict.SILENT: "·",
    Verdict.LATE: "»",
    Verdict.MISSING: "✗",
    Verdict.WRONG_CONTENT: "≠",
    Verdict.DUPLICATE: "×2",
    Verdict.UNEXPECTED: "+",
    Verdict.FAILED: "!",
    Verdict.SUPPRESSED: "∅",
    Verdict.DEFERRED: "…",
    Verdict.SKIPPED: "–",
}


def kind(verdict: Verdict) -> str:
    """The class of its colour."""
    if verdict.bad:
        return "bad-v"
    if verdict in FINE:
        return "good" if verdict is Verdict.PASS else "none-v"
    return "doubt"


def mark(verdict: Verdict, language: str, link: str = "", about: str = "") -> str:
    """The whole mark; with `link` it leads to an anchor, and `about` says what it is the verdict on."""
    inside = f"<b>{SIGNS[verdict]}</b> <i>{text(WORDS[verdict].say(language))}</i>"
    title = f' title="{text(about)}"' if about else ""
    if link:
        return f'<a class="v {kind(verdict)}" href="#{link}"{title}>{inside}</a>'
    return f'<span class="v {kind(verdict)}"{title}>{inside}</span>'
