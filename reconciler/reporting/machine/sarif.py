"""Diagnostics → a SARIF log: OASIS Static Analysis Results Interchange Format 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from reconciler import __version__
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.errors import ReconcilerError, Unusable
from reconciler.model.message import Entry
from reconciler.model.suppression import Suppression
from reconciler.model.values import pointer_text
from reconciler.reporting import messages, phrases
from reconciler.reporting.diagnostics import one_line, reading_order, sort_diagnostics
from reconciler.reporting.machine import JsonDocument
from reconciler.reporting.machine.fingerprints import Shown, fingerprints
from reconciler.reporting.masking import masked_reason
from reconciler.reporting.pages import code_page
from reconciler.reporting.wording import outline, visible

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
FINGERPRINT: Final = "reconciler/v1"
_ROOT: Final = "%SRCROOT%"


def sarif_log(
    diagnostics: Iterable[Diagnostic], *, language: str, shown: Shown, exit_code: int, suppressed: Iterable[tuple[Diagnostic, Suppression]] = ()
) -> JsonDocument:
    """One run with one result for each diagnostic, sorted by place; rules are those that occur. Sentences are in `language`.

    `suppressed` are the findings that a comment in a file takes back; they come last.
    """
    found: list[tuple[Diagnostic, Suppression | None]] = [(diagnostic, None) for diagnostic in sort_diagnostics(diagnostics)]
    found += sorted(suppressed, key=lambda pair: reading_order(pair[0]))
    prints = fingerprints([diagnostic for diagnostic, _ in found], shown)
    codes = sorted({diagnostic.code for diagnostic, _ in found})
    results = []
    for (diagnostic, suppression), print_ in zip(found, prints, strict=True):
        result = _result(diagnostic, codes.index(diagnostic.code), language, shown) | {"partialFingerprints": {FINGERPRINT: print_}}
        if suppression is not None:
            result["suppressions"] = [_suppression(suppression, shown)]
        results.append(result)
    return _log(language, codes, results, {"executionSuccessful": True, "exitCode": exit_code})


def sarif_fault(error: ReconcilerError, *, language: str, exit_code: int) -> JsonDocument:
    """A run that came to nothing: no result, and a notification that says why."""
    message, hint = messages.render_message(error.code, error.arguments, error.hint, language)
    text = f"{message}: {hint}" if hint else message
    notification = {"level": "error", "message": {"text": text}, "descriptor": {"id": error.code}}
    kind = "toolConfigurationNotifications" if isinstance(error, Unusable) else "toolExecutionNotifications"
    return _log(language, [], [], {"executionSuccessful": False, "exitCode": exit_code, kind: [notification]})


def _log(language: str, codes: Sequence[str], results: list[JsonDocument], invocation: JsonDocument) -> JsonDocument:
    entries = messages.entries()
    driver: dict[str, Any] = {
        "name": "reconciler",
        "version": __version__,
        "rules": [_rule(entries[code], language) if code in entries else {"id": code} for code in codes],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        # Where it lies on this machine is nobody's business; what reads the log knows its repository.
        "originalUriBaseIds": {_ROOT: {"description": {"text": phrases.REPOSITORY_ROOT.say(language)}}},
        "invocations": [invocation],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(entry: Entry, language: str) -> JsonDocument:
    text = entry.text(language)
    message = outline(text.message, language)
    page = text.page or message
    return {
        "id": entry.code,
        "shortDescription": {"text": message},
        "fullDescription": {"text": page},
        "help": {"text": page, "markdown": code_page(entry, language)},
        "defaultConfiguration": {"level": LEVELS[entry.severity]},
    }


def _result(diagnostic: Diagnostic, rule: int, language: str, shown: Shown) -> JsonDocument:
    value: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": LEVELS[diagnostic.severity],
        "message": {"text": one_line(diagnostic, language)},
    }
    if diagnostic.location is not None:
        value["locations"] = [_location(diagnostic.location, shown)]
    related = [argument for _, argument in sorted(diagnostic.arguments.items()) if isinstance(argument, Location)]
    if related:
        value["relatedLocations"] = [{"id": number, **_location(location, shown)} for number, location in enumerate(related, 1)]
    return value


def _suppression(suppression: Suppression, shown: Shown) -> JsonDocument:
    reason = {"justification": masked_reason(suppression.reason)} if suppression.reason else {}
    return {"kind": "inSource", **reason, "location": _location(suppression.location, shown)}


def _location(location: Location, shown: Shown) -> JsonDocument:
    value: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(location.path, shown), **_region(location)}}
    if location.keys:
        value["logicalLocations"] = [{"fullyQualifiedName": visible(pointer_text(location.keys)), "kind": "property"}]
    return value


def _region(location: Location) -> JsonDocument:
    """Nothing for a file as a whole: one that is not there, cannot be read, or is empty."""
    if not location.excerpt and (location.line, location.column, location.end_column) == (1, 1, 0):
        return {}
    end = {"endColumn": location.end_column} if location.end_column > location.column else {}
    return {"region": {"startLine": location.line, "startColumn": location.column, **end}}


def _artifact(path: str, shown: Shown) -> JsonDocument:
    """RFC 3986: relative to the repository, or a `file:` URI for what lies outside of it. Names that are not UTF-8 keep their bytes."""
    path = shown(path)
    if PurePath(path).is_absolute():
        return {"uri": "file:///" + quote(os.fsencode(path.lstrip("/")), safe="/:")}
    return {"uri": quote(os.fsencode(path), safe="/"), "uriBaseId": _ROOT}
