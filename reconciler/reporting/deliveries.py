"""Test runs that are remembered, and their deliveries → text and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconciler.model.evidence import Delivered, TrialEntry
from reconciler.model.plan import Target
from reconciler.reporting import phrases_contacts as words
from reconciler.reporting.header import render_header
from reconciler.reporting.layout import moment, table
from reconciler.reporting.machine import JsonDocument, document
from reconciler.reporting.machine.plan import target_value
from reconciler.reporting.wording import visible


def render_deliveries(target: Target, runs: Sequence[TrialEntry], deliveries: Sequence[Delivered], *, language: str) -> str:
    """The runs, one line each, then the deliveries, one line each."""
    header = render_header(target, None, language=language)
    if not runs and not deliveries:
        return f"{header}\n\n{words.NO_RUNS.say(language)}"
    rows = [(str(one.number), moment(one.started), visible(one.actor), one.mode, one.outcome, _counts(one.counts)) for one in runs]
    lines = [header, "", f"{words.RUNS.say(language)}:", *table(rows, indent=2), ""]
    if not deliveries:
        return "\n".join([*lines, words.NO_DELIVERIES.say(language)])
    return "\n".join([*lines, f"{words.DELIVERIES.say(language)}:", *table([_row(one, language) for one in deliveries], indent=2)])


def deliveries_document(target: Target, runs: Sequence[TrialEntry], deliveries: Sequence[Delivered]) -> JsonDocument:
    return document(target=target_value(target), runs=[_run_value(one) for one in runs], deliveries=[_value(one) for one in deliveries])


def _row(one: Delivered, language: str) -> tuple[str, ...]:
    seconds = f"{one.seconds:.1f}".replace(".", "," if language == "ru" else ".")
    took = words.SECONDS.say(language, seconds=seconds) if one.seconds >= 0 else words.NEVER_CAME.say(language)
    said = " ".join(part for part in (one.code, one.answer) if part)
    cells = (str(one.trial), moment(one.at), one.recipient, one.contact, one.channel, one.address, one.event, one.status, one.verdict, took, said, one.id)
    return tuple(visible(cell) for cell in cells)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)


def _run_value(one: TrialEntry) -> JsonDocument:
    return {
        "number": one.number,
        "started": one.started,
        "seconds": one.seconds,
        "actor": one.actor,
        "mode": one.mode,
        "outcome": one.outcome,
        "counts": dict(one.counts),
        "passed": [{"organization": organization, "type": type_} for organization, type_ in one.passed],
    }


def _value(one: Delivered) -> JsonDocument:
    return {
        "id": one.id,
        "run": one.trial,
        "at": one.at,
        "seconds": one.seconds if one.seconds >= 0 else None,
        "mode": one.mode,
        "scenario": one.scenario,
        "event": one.event,
        "type": one.type,
        "recipient": one.recipient,
        "contact": one.contact,
        "channel": one.channel,
        "address": one.address,
        "status": one.status,
        "verdict": one.verdict,
        "answer": one.answer,
        "code": one.code,
    }
