"""Diagnostics and faults → JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reconciler.model.diagnostic import Argument, Diagnostic, Location, Place, Severity
from reconciler.model.errors import InvalidInput, ReconcilerError
from reconciler.model.suppression import Suppression
from reconciler.model.values import pointer_text
from reconciler.reporting.diagnostics import reading_order, sort_diagnostics
from reconciler.reporting.machine import LANGUAGE, JsonDocument, document
from reconciler.reporting.masking import masked_reason
from reconciler.reporting.messages import render_message


def diagnostics_document(
    diagnostics: Sequence[Diagnostic], *, files: int, fail_on: Severity = Severity.ERROR, suppressed: Iterable[tuple[Diagnostic, Suppression]] = ()
) -> JsonDocument:
    """`{summary: {files, errors, warnings, notes, suppressed, fail_on, failed}, diagnostics: […], suppressed: […]}`, sorted by place.

    `suppressed` are the findings that a comment takes back, each with the `reason` given there; they count for nothing else.
    """
    counts = {severity: sum(d.severity is severity for d in diagnostics) for severity in Severity}
    silent = [_suppressed(*pair) for pair in sorted(suppressed, key=lambda pair: reading_order(pair[0]))]
    summary = {
        "files": files,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "notes": counts[Severity.NOTE],
        "suppressed": len(silent),
        "fail_on": fail_on.name.lower(),
        "failed": any(severity >= fail_on and count for severity, count in counts.items()),
    }
    return document(summary=summary, diagnostics=diagnostic_list(diagnostics), suppressed=silent)


def diagnostic_list(diagnostics: Iterable[Diagnostic]) -> list[JsonDocument]:
    return [_diagnostic(diagnostic) for diagnostic in sort_diagnostics(diagnostics)]


def _diagnostic(diagnostic: Diagnostic) -> JsonDocument:
    message, hint = render_message(diagnostic.code, diagnostic.arguments, diagnostic.hint, LANGUAGE)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "message": message,
        "hint": hint,
        "location": _span(diagnostic.location),
        "arguments": arguments_value(diagnostic.arguments),
        "page": f"docs/codes.md#{diagnostic.code}",
    }


def _suppressed(diagnostic: Diagnostic, suppression: Suppression) -> JsonDocument:
    return {**_diagnostic(diagnostic), "reason": masked_reason(suppression.reason), "suppressed_at": location_value(suppression.location)}


def _span(location: Location | None) -> JsonDocument | None:
    """`end_column` is just behind the span, null where only its beginning is known; `keys` is the way there from the root of the document."""
    value = location_value(location)
    if location is None or value is None:
        return None
    return {**value, "end_column": location.end_column if location.end_column > location.column else None, "keys": list(location.keys)}


def error_document(error: ReconcilerError) -> JsonDocument:
    """`{error: {code, message, hint, arguments}}`; invalid files also list their diagnostics."""
    parts: dict[str, Any] = {"error": error_value(error)}
    if isinstance(error, InvalidInput):
        parts["diagnostics"] = diagnostic_list(error.diagnostics)
    return document(**parts)


def error_value(error: ReconcilerError) -> JsonDocument:
    message, hint = render_message(error.code, error.arguments, error.hint, LANGUAGE)
    return {"code": error.code, "message": message, "hint": hint, "arguments": arguments_value(error.arguments)}


def arguments_value(arguments: Mapping[str, Argument]) -> JsonDocument:
    return {name: _argument(value) for name, value in sorted(arguments.items())}


def location_value(location: Location | None) -> JsonDocument | None:
    return None if location is None else {"path": location.path, "line": location.line, "column": location.column}


def _argument(value: Argument) -> object:
    if isinstance(value, Location):
        return location_value(value)
    if isinstance(value, Place):
        return pointer_text(value.pointer)
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value if isinstance(value, int) else str(value)
