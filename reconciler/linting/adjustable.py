"""Findings that are no lint rules and that a project may still see differently: their severity stands beside those of the rules in `lint` of reconciler.yaml."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from reconciler.linting.linter import Configuration, severity_of
from reconciler.model.diagnostic import Diagnostic, Severity

NOTE, WARNING = Severity.NOTE, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Adjustable:
    """One such finding: its code, its usual severity, and what it is about, for editors.

    `offline`: it is found in the files alone, whatever environment they are for.
    """

    id: str
    severity: Severity
    description: str
    offline: bool = False


SETTINGS: Final = (
    Adjustable("blocked-by-policy", NOTE, "A type is chosen that the project forbids; it stays off."),
    Adjustable("lead-order", WARNING, "The reminders of a type are not in order, the earliest first.", offline=True),
    Adjustable("no-contact-for-channel", NOTE, "A type goes over a channel on which a recipient has no contact; other contacts receive it."),
    Adjustable(
        "no-contact-for-type", WARNING, "A type is on for a recipient who has no contact for it. For a mandatory type it is an error, whatever is said here."
    ),
    Adjustable("recipients-dropped", NOTE, "Contacts are left out because this environment does not allow their addresses."),
    Adjustable("reference-unset", NOTE, "A secret is not set here, so it is not compared."),
)
"""What resolving settings finds."""

COMMENTS: Final = (
    Adjustable("malformed-suppression", WARNING, "A comment looks like a suppression and cannot be read as one.", offline=True),
    Adjustable("suppression-without-reason", WARNING, "A suppression does not say why.", offline=True),
    Adjustable("unknown-suppression", WARNING, "A suppression names a code that does not exist.", offline=True),
    Adjustable("unsuppressible", WARNING, "A suppression names an error that cannot be suppressed.", offline=True),
    Adjustable("unused-suppression", WARNING, "A suppression has nothing to suppress.", offline=True),
)
"""What is found in suppressing."""

PLANS: Final = (Adjustable("moved-done", NOTE, "What `moved` says is done: it need not stand there for this environment."),)
"""What making a plan finds."""

ADJUSTABLE: Final = tuple(sorted((*SETTINGS, *COMMENTS, *PLANS), key=lambda row: row.id))

_IDS: Final = frozenset(row.id for row in ADJUSTABLE)


def adjusted(diagnostic: Diagnostic, configuration: Configuration) -> Diagnostic | None:
    """The finding as severe as the project wants it; None for not at all. What is an error by itself stays one, and so do findings that are not adjustable."""
    if diagnostic.code not in _IDS or diagnostic.severity is Severity.ERROR:
        return diagnostic
    severity = severity_of(diagnostic.code, diagnostic.severity, configuration)
    return None if severity is None else replace(diagnostic, severity=severity)
