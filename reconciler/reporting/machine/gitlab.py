"""Diagnostics → a Code Quality report, which GitLab shows in merge requests.

The format is the subset of the Code Climate specification that GitLab reads (GitLab documentation, "Code Quality report format").
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.reporting.diagnostics import one_line, sort_diagnostics
from reconciler.reporting.machine import JsonDocument
from reconciler.reporting.machine.fingerprints import Shown, fingerprints
from reconciler.reporting.wording import visible

SEVERITIES: Final = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}
"""Of `info`, `minor`, `major`, `critical`, `blocker`. An error stops every verb until it is mended."""

_ANYWHERE: Final = Location(".")
"""The report demands a file."""


def code_quality(diagnostics: Iterable[Diagnostic], *, language: str, shown: Shown) -> list[JsonDocument]:
    """One entry for each diagnostic, sorted by place. The sentences are in `language`: people read them beside the lines of a merge request."""
    found = sort_diagnostics(diagnostics)
    return [_entry(diagnostic, print_, language, shown) for diagnostic, print_ in zip(found, fingerprints(found, shown), strict=True)]


def _entry(diagnostic: Diagnostic, fingerprint: str, language: str, shown: Shown) -> JsonDocument:
    location = diagnostic.location or _ANYWHERE
    return {
        "description": one_line(diagnostic, language),
        "check_name": diagnostic.code,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[diagnostic.severity],
        "location": {"path": visible(shown(location.path)), "lines": {"begin": location.line}},
    }
