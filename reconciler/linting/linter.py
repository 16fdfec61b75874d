"""The rules of one run, as severe as the project wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from reconciler.linting.rule import Options, Rule
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Severity

OFF: Final = "off"
SEVERITIES: Final[Mapping[str, Severity | None]] = {OFF: None, "note": Severity.NOTE, "warning": Severity.WARNING, "error": Severity.ERROR}
"""How a project file names them."""

Configuration = Mapping[str, Mapping[str, object]]
"""What a project says of rules, by id: `severity`, one of `SEVERITIES`, and the rule's own options."""


def severity_of(id: str, usual: Severity, configuration: Configuration) -> Severity | None:
    """How severe a project wants a finding; None for not at all."""
    word = configuration.get(id, {}).get("severity")
    return SEVERITIES[word] if isinstance(word, str) else usual


class Linter:
    """Runs rules over organizations, one after another. Rules below the severity `least`, as configured, are not run at all."""

    def __init__(self, rules: Iterable[Rule], configuration: Configuration | None = None, *, least: Severity = Severity.NOTE) -> None:
        configuration = configuration or {}
        chosen = ((rule, severity_of(rule.id, rule.severity, configuration)) for rule in rules)
        self._looks = [
            (rule.start(Options(rule.options, configuration.get(rule.id, {}))), severity, rule.whole)
            for rule, severity in chosen
            if severity is not None and severity >= least
        ]

    def look(self, subject: Subject) -> Iterator[Diagnostic]:
        """What the rules find in an organization."""
        for look, severity, whole in self._looks:
            if subject.whole or not whole:
                for found in look(subject):
                    yield found if found.severity is severity else replace(found, severity=severity)
