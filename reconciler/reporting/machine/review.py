"""A review → JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from reconciler.model.review import Found, Readiness, Reviewed, Row
from reconciler.reporting.machine import LANGUAGE, JsonDocument, document
from reconciler.reporting.machine.diagnostics import arguments_value, location_value
from reconciler.reporting.machine.plan import target_value
from reconciler.reporting.messages import render_message
from reconciler.reporting.wording import fill


def review_document(reviewed: Reviewed, *, rows: Sequence[Row] | None = None) -> JsonDocument:
    """`{target, clean, counts, findings, without_requirements, others, readiness: {ready, reasons, unchecked}, support, matrix}`; `matrix` is null unless it was asked for. Addresses are masked."""
    return document(
        target=target_value(reviewed.target),
        clean=reviewed.clean,
        counts=asdict(reviewed.counts),
        findings=[found_value(found) for found in reviewed.found],
        without_requirements=list(reviewed.undemanding),
        others=[{"organization": id, "manager": owner} for id, owner in reviewed.others],
        readiness=readiness_value(reviewed.readiness),
        support={id: dict(ways) for id, ways in sorted(reviewed.support.items())},
        matrix=None if rows is None else [row_value(row) for row in rows],
    )


def found_value(found: Found) -> JsonDocument:
    message, remedy = render_message(found.finding.code, found.finding.arguments, found.finding.hint, LANGUAGE)
    return {
        "code": found.finding.code,
        "level": found.finding.level.value,
        "organization": found.organization or None,
        "addresses": list(found.addresses),
        "message": message,
        "remedy": remedy,
        "command": fill(found.command, {}, LANGUAGE),
        "arguments": arguments_value(found.finding.arguments),
    }


def readiness_value(readiness: Readiness) -> JsonDocument:
    return {
        "ready": readiness.ready,
        "reasons": [found_value(found) for found in readiness.reasons],
        "unchecked": [found_value(found) for found in readiness.unchecked],
    }


def row_value(row: Row) -> JsonDocument:
    """`origin` is null where no file was read; its `layer` is null for what none declares."""
    origin = row.origin
    return {
        "organization": row.organization,
        "recipient": row.recipient,
        "audience": row.audience,
        "type": row.type,
        "contact": row.contact or None,
        "channel": row.channel or None,
        "address": None if row.address is None else str(row.address),
        "state": "delivered" if row.why is None else row.why.value,
        "origin": None if origin is None else {"layer": origin.layer or None, "location": location_value(origin.location)},
        "manager": row.owner,
    }
