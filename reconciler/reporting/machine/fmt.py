"""What became of formatted files → JSON."""

from __future__ import annotations

from typing import Any

from reconciler.model.formatted import Fix, Formatted, FormattedFile, Status
from reconciler.reporting.machine import JsonDocument, document
from reconciler.reporting.machine.diagnostics import diagnostic_list


def formatted_document(formatted: Formatted) -> JsonDocument:
    """`{summary: {files, changed, unchanged, left_alone}, files: [{path, status, fixes}], diagnostics: […]}`. Files that would change count as changed."""
    changed = formatted.count(Status.CHANGED) + formatted.count(Status.WOULD_CHANGE)
    summary = {
        "files": len(formatted.files),
        "changed": changed,
        "unchanged": formatted.count(Status.UNCHANGED),
        "left_alone": formatted.count(Status.LEFT),
    }
    return document(summary=summary, files=[_file(file) for file in formatted.files], diagnostics=diagnostic_list(formatted.diagnostics))


def _file(file: FormattedFile) -> dict[str, Any]:
    described: dict[str, Any] = {"path": file.path, "status": file.status.value, "fixes": [_fix(fix) for fix in file.fixes]}
    return described | ({"difference": list(file.difference)} if file.difference else {})


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "kind": fix.kind,
        "code": fix.code or None,
        "line": fix.line,
        "column": fix.column,
        "before": str(fix.before),
        "after": str(fix.after),
    }
