"""A trial → what is remembered of it: masked addresses, ids, verdicts, and what is proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from reconciler.engine.connect import Connection
from reconciler.engine.identity import actor
from reconciler.model.errors import BackendError
from reconciler.model.evidence import Delivered, TrialEntry
from reconciler.model.trial import Judged, Mode, Trial, Tried, Verdict

DAY: Final = 24 * 60 * 60


def keep(connection: Connection, trial: Trial, transports: Mapping[str, str]) -> Trial:
    """Write a run down, and say its number. What was tried on paper is not. A ledger that cannot be written does not spoil the verdict: `unrecorded` says so.

    `transports` are keyed tags of how each channel was configured, for those that a live message left through.
    """
    if trial.mode is Mode.DECLARED:
        return trial
    target = connection.target
    entry = TrialEntry(
        manager=target.manager,
        environment=target.environment,
        actor=actor(),
        mode=trial.mode.value,
        outcome="passed" if trial.passed else "failed",
        counts=Counter(cell.verdict.value for one in trial.tried for cell in one.cells),
        passed=tuple(sorted(_proven(trial.tried))),
        seconds=trial.seconds,
    )
    left = {(channel, tag) for channel, tag in transports.items() if channel in _passed_channels(trial)} if trial.mode is Mode.LIVE else set()
    try:
        number = connection.evidence.keep_trial(entry, tuple(_deliveries(trial)), sorted(left), retention=connection.project.retention_deliveries * DAY)
    except BackendError as error:
        return replace(trial, unrecorded=error.code)
    return replace(trial, number=number)


def _proven(tried: Iterable[Tried]) -> set[tuple[str, str]]:
    """The (organization, type) of which every scenario passed, and at least one with a delivery."""
    passed: set[tuple[str, str]] = set()
    failed: set[tuple[str, str]] = set()
    for one in tried:
        types = {cell.type for cell in one.cells} or {one.scenario.type}
        for type_ in types:
            key = (one.scenario.organization, type_)
            if not one.passed:
                failed.add(key)
            elif any(cell.verdict is Verdict.PASS and cell.type == type_ for cell in one.cells):
                passed.add(key)
    return passed - failed


def _passed_channels(trial: Trial) -> set[str]:
    return {cell.channel for one in trial.tried for cell in one.cells if cell.verdict is Verdict.PASS}


def _deliveries(trial: Trial) -> Iterator[Delivered]:
    """What was sent, or should have been; silence that was expected and what was left out is not worth a row."""
    for one in trial.tried:
        for cell in one.cells:
            if cell.verdict not in (Verdict.SILENT, Verdict.SKIPPED):
                yield _delivered(trial, one, cell)


def _delivered(trial: Trial, one: Tried, cell: Judged) -> Delivered:
    return Delivered(
        id=cell.message,
        trial=0,
        mode=trial.mode.value,
        scenario=one.scenario.id,
        event=one.scenario.event,
        type=cell.type,
        recipient=cell.recipient,
        contact=cell.contact,
        channel=cell.channel,
        address=str(cell.address) if cell.address is not None else "",
        status=cell.status.value if cell.status is not None else "",
        verdict=cell.verdict.value,
        answer=cell.answer,
        code=cell.code,
        seconds=cell.seconds if cell.seconds is not None else -1.0,
    )
