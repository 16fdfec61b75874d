"""After a run in the sandbox: what would be a good first test for real, as a command that can be pasted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from reconciler.model.scenario import Scenario
from reconciler.model.trial import Judged, Mode, Trial, Verdict
from reconciler.reporting.trial_words import cells_of

_NOW: Final = timedelta(minutes=10)
"""A clock that is so far off was chosen."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who would be written to, how many messages, and the words that choose what: scenarios, or an event."""

    recipient: str
    messages: int
    selection: tuple[str, ...]


def channels_lacking(trial: Trial) -> tuple[str, ...]:
    """The channels that something was to arrive by, and that no transport is configured for; none where that is no matter."""
    if trial.mode is not Mode.SANDBOX:
        return ()
    return tuple(sorted({cell.channel for cell in cells_of(trial) if cell.message} - set(trial.transports)))


def candidate(trial: Trial) -> Candidate | None:
    """Whoever got all that was to come, by channels that have a transport, and least of it; None where there is nobody, or where the event cannot be said again."""
    if trial.mode is not Mode.SANDBOX:
        return None
    by_recipient: dict[str, list[Judged]] = {}
    for cell in cells_of(trial):
        if cell.verdict is not Verdict.SILENT and "/" in cell.recipient:
            by_recipient.setdefault(cell.recipient, []).append(cell)
    scenarios = {(one.scenario.organization, one.scenario.id): one.scenario for one in trial.tried}
    found = [each for who, cells in by_recipient.items() if (each := _of(who, cells, trial, scenarios)) is not None]
    return min(found, key=lambda one: (one.messages, one.recipient), default=None)


def _of(recipient: str, cells: list[Judged], trial: Trial, scenarios: dict[tuple[str, str], Scenario]) -> Candidate | None:
    if any(cell.verdict is not Verdict.PASS or cell.channel not in trial.transports for cell in cells):
        return None
    organization = recipient.partition("/")[0]
    theirs = [scenarios[organization, id] for id in dict.fromkeys(cell.scenario for cell in cells) if (organization, id) in scenarios]
    if not theirs:
        return None
    if all(one.place is not None for one in theirs):
        return Candidate(recipient, _messages(cells), tuple(one.id for one in theirs))
    first = theirs[0]
    if first.raw is not None:
        return None
    selection = ["--event", first.event, *(["--type", first.type] if first.type else [])]
    if first.now is not None and abs(first.now.timestamp() - trial.started) > _NOW.total_seconds():
        selection += ["--now", first.now.isoformat()]
    return Candidate(recipient, _messages([cell for cell in cells if cell.scenario == first.id]), tuple(selection))


def _messages(cells: list[Judged]) -> int:
    return len({cell.message or (cell.scenario, cell.contact) for cell in cells})
