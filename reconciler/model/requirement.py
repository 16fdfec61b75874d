"""What a requirement asks for, held against who is told: the one place that counts, for files and for live settings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from reconciler.model.settings import EXTERNAL, Recipient, Requirement

ANY = ""
"""Stands for any channel."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """What a requirement lacks: so many recipients are needed over a channel (`ANY`: over whichever), and `count` are told."""

    channel: str
    needed: int
    count: int


def stands_in(recipient: Recipient) -> bool:
    """Whether somebody counts for a requirement: an employee or the organization itself, and not suspended."""
    return recipient.audience != EXTERNAL and not recipient.suspended


def unmet(requirement: Requirement, told: Mapping[str, Collection[str]], *, unknown: int = 0) -> Iterator[Unmet]:
    """What is lacking. `told` are those who count and are told, each with the channels; `unknown` is how many more might be.

    Where nobody is told, single channels are not complained about beside it; nor where it is not known who is.
    """
    if len(told) + unknown < requirement.recipients:
        yield Unmet(ANY, requirement.recipients, len(told))
    if told and not unknown:
        used = {channel for channels in told.values() for channel in channels}
        yield from (Unmet(channel, 1, 0) for channel in requirement.channels if channel not in used)
