"""Applies that did not end → what was in flight, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reconciler.model.journal import DONE, NOT_DONE, UNCLEAR, Intent, Unfinished
from reconciler.reporting import phrases
from reconciler.reporting.layout import table
from reconciler.reporting.machine import JsonDocument
from reconciler.reporting.wording import visible

_SHOWN: Final = 20
_OUTCOMES: Final = {DONE: phrases.WAS_DONE, NOT_DONE: phrases.WAS_NOT_DONE, UNCLEAR: phrases.WAS_UNCLEAR}
_SYMBOLS: Final = {"create": "+", "update": "~", "delete": "-", "adopt": "=", "move": ">"}


def render_unfinished(unfinished: Sequence[Unfinished], *, language: str) -> str:
    """One paragraph for each; the changes in flight with what became of them, where somebody has looked already."""
    return "\n\n".join(_one(one, language) for one in unfinished)


def _one(one: Unfinished, language: str) -> str:
    intents = [intent for intent in one.intents if not intent.outcome] or list(one.intents)
    if not intents:
        return phrases.UNFINISHED_IDLE.say(language, number=one.entry.number)
    head = phrases.RESUMED if intents[0].outcome else phrases.UNFINISHED
    lines = [head.say(language, number=one.entry.number, count=len(intents)), *table([_row(intent, language) for intent in intents[:_SHOWN]], indent=2)]
    if (more := len(intents) - _SHOWN) > 0:
        lines.append(f"  {phrases.AND_MORE_LINE.say(language, count=more)}")
    return "\n".join(lines)


def _row(intent: Intent, language: str) -> tuple[str, ...]:
    what = f"{_SYMBOLS.get(intent.change.action, '?')} {visible(intent.change.address)}"
    return (what, _OUTCOMES[intent.outcome].say(language)) if intent.outcome in _OUTCOMES else (what,)


def resumed_value(resumed: Sequence[Unfinished]) -> list[JsonDocument]:
    """The same for programs."""
    return [
        {
            "number": one.entry.number,
            "outcome": one.entry.outcome,
            "changes": [{"address": intent.change.address, "action": intent.change.action, "outcome": intent.outcome} for intent in one.intents],
        }
        for one in resumed
    ]
