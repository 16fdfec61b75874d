"""Diagnostics → text: place, message, the line as it may be shown, and under it what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.reporting import phrases
from reconciler.reporting.layout import joined, width
from reconciler.reporting.messages import render_message
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import Phrase, visible

SEVERITIES: Final = {Severity.ERROR: phrases.ERROR, Severity.WARNING: phrases.WARNING, Severity.NOTE: phrases.NOTE}
_COUNTED: Final[tuple[tuple[Severity, Phrase], ...]] = (
    (Severity.ERROR, phrases.ERRORS),
    (Severity.WARNING, phrases.WARNINGS),
    (Severity.NOTE, phrases.NOTES),
)
_GUTTER: Final = 5
_LONGEST_EXCERPT: Final = 160
_BEFORE_CARET: Final = 60


def render_diagnostics(diagnostics: Iterable[Diagnostic], *, language: str, style: Style = PLAIN) -> str:
    """One block each, sorted by place, with an empty line between; "" where there are none."""
    return "\n\n".join(render_diagnostic(diagnostic, language=language, style=style) for diagnostic in sort_diagnostics(diagnostics))


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By path, line, column and code; those without a place first."""
    return sorted(diagnostics, key=reading_order)


def reading_order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str, str]:
    """What diagnostics are sorted by. The order does not depend on how they were found."""
    location = diagnostic.location or Location("", 0, 0)
    arguments = ", ".join(f"{name}={value}" for name, value in sorted(diagnostic.arguments.items()))
    return location.path, location.line, location.column, diagnostic.code, diagnostic.hint, arguments


def one_line(diagnostic: Diagnostic, language: str) -> str:
    """Message and hint, for where there is no excerpt."""
    message, hint = render_message(diagnostic.code, diagnostic.arguments, diagnostic.hint, language)
    return f"{message}: {hint}" if hint else message


def render_diagnostic(diagnostic: Diagnostic, *, language: str, style: Style = PLAIN) -> str:
    """`path:line:col: error[code]: message`, then the excerpt with a caret line that carries the hint."""
    message, hint = render_message(diagnostic.code, diagnostic.arguments, diagnostic.hint, language)
    word = f"{SEVERITIES[diagnostic.severity].say(language)}[{diagnostic.code}]"
    location = diagnostic.location
    place = f"{style.strong(visible(str(location)))}: " if location is not None else ""
    lines = [f"{place}{_severe(diagnostic.severity, word, style)}: {message}"]
    if location is not None and location.excerpt:
        lines += _excerpt(location, hint, diagnostic.severity, style)
    elif hint:
        lines.append(f"{'':{_GUTTER + 1}}{_severe(diagnostic.severity, hint, style)}")
    return "\n".join(lines)


def _excerpt(location: Location, hint: str, severity: Severity, style: Style) -> list[str]:
    excerpt, start, length = _cropped(location)
    carets = "^" * max(1, width(excerpt[start : start + length]))
    under = f"{'':{width(excerpt[:start])}}{_severe(severity, f'{carets} {hint}'.rstrip(), style)}"
    number, blank = style.faint(f"{location.line:>{_GUTTER}} |"), style.faint(f"{'':>{_GUTTER}} |")
    return [f"{number} {excerpt}", f"{blank} {under}"]


def _cropped(location: Location) -> tuple[str, int, int]:
    """The excerpt, without what could steer a terminal, and the marked part in it; of a very long line only the surroundings of the mark."""
    excerpt = "".join(c if c.isprintable() or c == "\u00a0" else "\ufffd" for c in location.excerpt)
    start, length = location.caret
    start = min(max(start, 0), len(excerpt))
    if len(excerpt) <= _LONGEST_EXCERPT:
        return excerpt, start, length
    left = max(0, min(start - _BEFORE_CARET, len(excerpt) - _LONGEST_EXCERPT))
    right = left + _LONGEST_EXCERPT
    head, tail = ("…" if left else ""), ("…" if right < len(excerpt) else "")
    return f"{head}{excerpt[left:right]}{tail}", start - left + len(head), min(length, right - start)


def _severe(severity: Severity, text: str, style: Style) -> str:
    match severity:
        case Severity.ERROR:
            return style.bad(text)
        case Severity.WARNING:
            return style.doubtful(text)
        case Severity.NOTE:
            return style.note(text)


def render_summary(
    diagnostics: Sequence[Diagnostic], *, files: int, language: str, verb: str = "", fail_on: Severity = Severity.ERROR, suppressed: int = 0
) -> str:
    """How many of each, in how many of the `files` looked at, and that nothing was changed; `verb` is named where it only ever reads.

    Then how many are `suppressed`, why it is a failure where nothing found is an error but something is as severe as `fail_on`, and, where there is something to
    read about, the first of the gravest codes.
    """
    parts = [phrase.say(language, count=count) for severity, phrase in _COUNTED if (count := sum(d.severity is severity for d in diagnostics))]
    where = ""
    if files and parts:
        some = len({d.location.path for d in diagnostics if d.location is not None})
        where = phrases.IN_FILES.say(language, some=min(some, files), files=files)
    elif files:
        where = phrases.IN_ALL_FILES.say(language, files=files)
    found = joined(parts, language) if parts else phrases.NO_ERRORS.say(language)
    ending = phrases.ONLY_READS.say(language, verb=verb) if verb else phrases.NOTHING_CHANGED.say(language)
    lines = [f"{found}{where}. {ending}"]
    if suppressed:
        lines.append(phrases.SUPPRESSED_FINDINGS.say(language, count=suppressed))
    if diagnostics:
        gravest = max(d.severity for d in diagnostics)
        if fail_on <= gravest < Severity.ERROR:
            lines.append(phrases.FAILED_ON.say(language, severity=fail_on.name.lower()))
        first = next(d for d in sort_diagnostics(diagnostics) if d.severity is gravest)
        lines.append(phrases.MORE_ABOUT_CODE.say(language, code=first.code))
    return "\n".join(lines)
