"""What to do next → lines with commands."""

from __future__ import annotations

from reconciler.model.plan import Target
from reconciler.reporting.layout import table
from reconciler.reporting.phrases_contacts import NEXT, SENDS_REQUESTS


def render_next(target: Target, *, language: str) -> str:
    """After an apply that left contacts to be confirmed. How many people that will be is not said: one may have several, some must not be written to."""
    rows = [(send_confirmations(target), SENDS_REQUESTS.say(language))]
    return "\n".join([NEXT.say(language), *table(rows, indent=2, gap=4)])


def send_confirmations(target: Target) -> str:
    """What asks whoever waits."""
    return "reconciler contacts send-confirmations" + (f" --env {target.environment}" if target.environment else "")
