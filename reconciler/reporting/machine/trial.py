"""A test run → JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.model.diagnostic import Location, Place
from reconciler.model.event import Rejection
from reconciler.model.scenario import ExpectedRejection
from reconciler.model.trial import Coverage, Judged, Trial, Tried, Verdict
from reconciler.reporting.machine import LANGUAGE, JsonDocument, document
from reconciler.reporting.machine.diagnostics import arguments_value, location_value
from reconciler.reporting.machine.plan import target_value
from reconciler.reporting.trial import started_text
from reconciler.reporting.trial_words import NOWHERE, Places, explained, rejections_counted, unproven, verdict_counts


def trial_document(trial: Trial, *, places: Places = NOWHERE, live: Mapping[str, bool] | None = None, threshold: float | None = None) -> JsonDocument:
    """All verdicts, also those that a text counts; what each key means is in docs/test-reports.md. Arguments as those of `render_trial`.

    What arrived is not in it but by its size: contents are for people to look at, on the page.
    """
    counts = verdict_counts(trial)
    done, meant = rejections_counted(trial)
    return document(
        target=target_value(trial.target),
        mode=trial.mode.value,
        passed=trial.passed,
        run=trial.number or None,
        unrecorded=trial.unrecorded or None,
        overtaken=trial.overtaken,
        interrupted=trial.interrupted,
        started=started_text(trial),
        seconds=round(trial.seconds, 3),
        summary={
            "scenarios": len(trial.tried),
            "scenarios_passed": sum(tried.passed for tried in trial.tried),
            "scenarios_not_begun": sum(not tried.begun for tried in trial.tried),
            "messages_left": len(trial.handed_over),
            "messages_unanswered": len(trial.unanswered),
            "verdicts": {verdict.value: counts[verdict] for verdict in Verdict},
            "rejections_expected": meant,
            "rejections_as_expected": done,
        },
        coverage=_coverage(trial.coverage, unproven(trial), threshold),
        transports=None if live is None else [{"channel": channel, "proven_live": proven} for channel, proven in sorted(live.items())],
        support={organization: dict(contacts) for organization, contacts in sorted(trial.support.items())},
        scenarios=[_tried(tried, places, trial.target.environment) for tried in trial.tried],
    )


def _coverage(coverage: Coverage, left: list[tuple[str, str, str]], threshold: float | None) -> JsonDocument:
    return {
        "subscribed": len(coverage.subscribed),
        "proven": len(coverage.proven & coverage.subscribed),
        "ratio": round(coverage.ratio, 4),
        "threshold": threshold,
        "unproven": [{"recipient": recipient, "type": type_, "contact": contact} for recipient, type_, contact in left],
    }


def _tried(tried: Tried, places: Places, environment: str) -> JsonDocument:
    scenario = tried.scenario
    return {
        "scenario": scenario.id,
        "organization": scenario.organization,
        "event": scenario.event,
        "type": scenario.type,
        "title": scenario.title,
        "tags": list(scenario.tags),
        "location": location_value(_location(scenario.place, places)),
        "passed": tried.passed,
        "interrupted": tried.interrupted,
        "event_id": tried.event,
        "rejections_expected": [_fault(fault) for fault in scenario.rejected],
        "rejections": [_fault(fault) for fault in tried.rejections],
        "cells": [_cell(cell, places, environment) for cell in tried.cells],
    }


def _cell(cell: Judged, places: Places, environment: str) -> JsonDocument:
    message, hint = explained(cell, language=LANGUAGE, places=places, environment=environment)
    located = {name: places.get(value, value) if isinstance(value, Place) else value for name, value in cell.arguments.items()}
    return {
        "recipient": cell.recipient,
        "contact": cell.contact,
        "channel": cell.channel,
        "address": None if cell.address is None else str(cell.address),
        "type": cell.type,
        "verdict": cell.verdict.value,
        "failed": cell.verdict.bad,
        "code": cell.code or None,
        "message": message,
        "hint": hint,
        "arguments": arguments_value(located),
        "why": None if cell.why is None else cell.why.value,
        "status": None if cell.status is None else cell.status.value,
        "answer": cell.answer,
        "seconds": None if cell.seconds is None else round(cell.seconds, 3),
        "message_id": cell.message or None,
        "received": [{"channel": one.channel, "bytes": len(one.raw)} for one in cell.received],
    }


def _fault(fault: Rejection | ExpectedRejection) -> JsonDocument:
    value: dict[str, Any] = {"field": fault.field, "code": fault.code}
    if isinstance(fault, Rejection):
        value |= {"known": list(fault.known), "suggestion": fault.suggestion or None}
    return value


def _location(place: Place | None, places: Places) -> Location | None:
    return None if place is None else places.get(place)
