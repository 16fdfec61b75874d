"""What was found → what is said of it: findings in the text, without those that a comment takes back, and as severe as the project wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from reconciler.engine.lint import Linting
from reconciler.engine.read import Reading, reading_order
from reconciler.linting import RULES
from reconciler.linting.adjustable import COMMENTS, SETTINGS, adjusted
from reconciler.linting.linter import Configuration, severity_of
from reconciler.linting.suppression import Codes, Suppressed, suppress
from reconciler.model.diagnostic import Diagnostic, Severity, worst
from reconciler.model.errors import InvalidInput
from reconciler.project import Project

_RULES: Final = frozenset(rule.id for rule in RULES)
_OF_COMMENTS: Final = frozenset(row.id for row in COMMENTS)
_OF_FILES: Final = frozenset({"empty-document", "empty-file"})
_OF_SECRETS: Final = frozenset({"reference-unset"})
"""Codes of findings that only verbs make that look at secrets."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Located and sorted. `suppressed` are the findings that a comment takes back, each with the comment."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...] = ()


def settle(
    reading: Reading,
    configuration: Configuration,
    diagnostics: Iterable[Diagnostic] | None = None,
    *,
    judged: frozenset[str] = frozenset(),
    least: Severity = Severity.NOTE,
) -> Settled:
    """Everything a reading found, or only these `diagnostics`.

    `judged` are the codes of which nothing can have been missed: suppressions of these may turn out to be unused. What is wrong with the suppressions
    themselves is said together with everything, from the severity `least` on (as configured).
    """
    found = reading.located(diagnostics)
    if any(diagnostic.severity is Severity.ERROR and diagnostic.code not in _RULES for diagnostic in found):
        judged = frozenset()
    paths = {diagnostic.location.path for diagnostic in found if diagnostic.location is not None}
    heard = diagnostics is None and any((severity_of(row.id, row.severity, configuration) or 0) >= least for row in COMMENTS)
    remarks = reading.remarks(None if heard else paths)
    if not remarks:
        return Settled(tuple(_severe(found, configuration)))
    suppressions = [suppression for remark in remarks for suppression in remark.suppressions]
    found += [diagnostic for remark in remarks for diagnostic in remark.unreadable]
    left, suppressed = suppress(found, suppressions, _codes(judged))
    said = (found for found in _severe(left, configuration) if found.code not in _OF_COMMENTS or (heard and found.severity >= least))
    return Settled(tuple(sorted(said, key=reading_order)), tuple((found, by) for before, by in suppressed for found in _severe([before], configuration)))


def demand(reading: Reading, configuration: Configuration, diagnostics: Iterable[Diagnostic] | None = None) -> tuple[Diagnostic, ...]:
    """What is left of everything found (or of these) for a verb that goes on afterwards. Raises `InvalidInput` with all of it where anything is an error.

    What is less than an error about suppressions is for `validate` to say.
    """
    left = settle(reading, configuration, diagnostics, least=Severity.ERROR).diagnostics
    if worst(left) is Severity.ERROR:
        raise InvalidInput(left)
    return left


def _severe(found: Iterable[Diagnostic], configuration: Configuration) -> Iterator[Diagnostic]:
    return (after for before in found if (after := adjusted(before, configuration)) is not None)


def _codes(judged: frozenset[str]) -> Codes:
    from reconciler.reporting.messages import entries

    return Codes({entry.code: entry.severity for entry in entries().values()}, _RULES, judged)


def judged_codes(linting: Linting, project: Project) -> frozenset[str]:
    """The codes of which a run over a whole project finds everything, unless there are errors.

    What an environment allows decides about settings, and none is chosen here: where there are any, nobody knows what may be found in one of them.
    """
    rules = {rule.id for rule in RULES if (linting.whole or not rule.whole) and severity_of(rule.id, rule.severity, project.lint) is not None}
    rows = (row for row in (*COMMENTS, *SETTINGS) if row.offline or not (project.environments or row.id in _OF_SECRETS))
    others = {row.id for row in rows if severity_of(row.id, row.severity, project.lint) is not None}
    return frozenset(rules | others | _OF_FILES)
