"""A trial → what is remembered of it: masked addresses, ids, verdicts, and what is proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from reconciler.delivering.expectations import expects_rejection
from reconciler.engine.connect import Connection
from reconciler.engine.identity import actor
from reconciler.model.delivery import NEVER_ANSWERED
from reconciler.model.errors import BackendError
from reconciler.model.evidence import Delivered, TrialEntry
from reconciler.model.ledger import LOOKED_BACK, WROTE
from reconciler.model.trial import Judged, Mode, Trial, Tried, Verdict

DAY: Final = 24 * 60 * 60


def last_write(connection: Connection) -> int:
    """The number of the last apply that may have changed something, 0 for none."""
    target = connection.target
    history = connection.ledger.history(LOOKED_BACK, of=(target.manager, target.environment))
    return next((entry.number for entry in history if entry.outcome in WROTE), 0)


def keep(connection: Connection, trial: Trial, transports: Mapping[str, str], *, since: int = 0) -> Trial:
    """Write a run down, and say its number. What was tried on paper is not. A ledger that cannot be written does not spoil the verdict: `unrecorded` says so.

    `transports` are keyed tags of how each channel was configured, for those that a live message left through. `since` is the `last_write` before anything was looked at:
    where there is another one by now, it was other settings that passed, and they prove nothing about these (`overtaken`).
    """
    if trial.mode is Mode.DECLARED:
        return trial
    target = connection.target
    passed, failed = _proven(trial.tried)
    try:
        overtaken = last_write(connection) != since
    except BackendError as error:
        return replace(trial, unrecorded=error.code)
    if overtaken:
        trial, passed = replace(trial, overtaken=True), set()
    entry = TrialEntry(
        manager=target.manager,
        environment=target.environment,
        actor=actor(),
        mode=trial.mode.value,
        outcome="interrupted" if trial.interrupted else "passed" if trial.passed else "failed",
        counts=Counter(cell.verdict.value for one in trial.tried for cell in one.cells),
        passed=tuple(sorted(passed)),
        seconds=trial.seconds,
        failed=tuple(sorted(failed)),
    )
    left = {(channel, tag) for channel, tag in transports.items() if channel in _passed_channels(trial)} if trial.mode is Mode.LIVE else set()
    try:
        number = connection.evidence.keep_trial(entry, tuple(_deliveries(trial)), sorted(left), retention=connection.project.retention_deliveries * DAY)
    except BackendError as error:
        return replace(trial, unrecorded=error.code)
    return replace(trial, number=number)


def _proven(tried: Iterable[Tried]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The (organization, type) of which every scenario passed, at least one with a delivery, and nobody was left out; and those of which one failed, not merely proved nothing.

    What was not done because somebody ended the run proves nothing, and has failed only where something in it said no.
    """
    passed: set[tuple[str, str]] = set()
    unproven: set[tuple[str, str]] = set()
    failed: set[tuple[str, str]] = set()
    for one in tried:
        types = {cell.type for cell in one.cells} or {one.scenario.type}
        for type_ in types:
            key = (one.scenario.organization, type_)
            if not one.passed or any(cell.verdict is Verdict.SKIPPED and cell.type == type_ for cell in one.cells):
                # What reached one of several who are told says nothing of the others.
                unproven.add(key)
                if type_ and _has_failed(one):
                    failed.add(key)
            elif any(cell.verdict is Verdict.PASS and cell.type == type_ for cell in one.cells):
                passed.add(key)
    return passed - unproven, failed


def _has_failed(one: Tried) -> bool:
    if one.interrupted:
        return any(cell.verdict.bad and cell.code not in NEVER_ANSWERED for cell in one.cells)
    return not one.passed and (expects_rejection(one.scenario) or bool(one.rejections) or any(cell.verdict.bad for cell in one.cells))


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
