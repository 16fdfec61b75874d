"""What is said before messages leave to real people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reconciler.model.plan import Target
from reconciler.reporting import phrases
from reconciler.reporting.header import render_header
from reconciler.reporting.layout import few

FEW: Final = 10
"""Up to so many messages go without a question."""

_NAMED: Final = 5


def render_sending(target: Target, messages: int, channels: Mapping[str, int], recipients: tuple[str, ...], *, language: str) -> str:
    """Where, how many messages through which channels, and to whom."""
    told = phrases.LIVE_MESSAGES.say(
        language,
        count=messages,
        channels=", ".join(f"{channel} {count}" for channel, count in sorted(channels.items())),
        recipients=few(recipients, _NAMED, language),
    )
    return f"{render_header(target, None, language=language)}\n\n{told}"


def render_sending_question(messages: int, *, language: str) -> str:
    return phrases.TYPE_THE_NUMBER.say(language, count=messages)
