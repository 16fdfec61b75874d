"""Diagnostics and faults → JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reconciler.model.diagnostic import Argument, Diagnostic, Location, Place, Severity
from reconciler.model.errors import InvalidInput, ReconcilerError
from reconciler.model.values import pointer_text
from reconciler.reporting.diagnostics import sort_diagnostics
from reconciler.reporting.machine import LANGUAGE, JsonDocument, document
from reconciler.reporting.messages import render_message


def diagnostics_document(diagnostics: Sequence[Diagnostic], *, files: int) -> JsonDocument:
    """`{summary: {files, errors, warnings, notes}, diagnostics: […]}`, sorted by place."""
    counts = {severity: sum(d.severity is severity for d in diagnostics) for severity in Severity}
    summary = {"files": files, "errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING], "notes": counts[Severity.NOTE]}
    return document(summary=summary, diagnostics=diagnostic_list(diagnostics))


def diagnostic_list(diagnostics: Iterable[Diagnostic]) -> list[JsonDocument]:
    return [_diagnostic(diagnostic) for diagnostic in sort_diagnostics(diagnostics)]


def _diagnostic(diagnostic: Diagnostic) -> JsonDocument:
    message, hint = render_message(diagnostic.code, diagnostic.arguments, diagnostic.hint, LANGUAGE)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "message": message,
        "hint": hint,
        "location": location_value(diagnostic.location),
        "arguments": arguments_value(diagnostic.arguments),
    }


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
