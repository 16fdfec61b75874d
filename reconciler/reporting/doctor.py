"""What `doctor` found → text: a line for each check, and under it what to do where something is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from reconciler.model.diagnostic import Argument
from reconciler.model.health import Checked, Finding, Level
from reconciler.reporting import phrases
from reconciler.reporting.layout import joined, pad, width
from reconciler.reporting.machine import LANGUAGE, JsonDocument, document
from reconciler.reporting.machine.diagnostics import arguments_value
from reconciler.reporting.messages import chain, doctor, render_message
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import Phrase

_TITLES: Final[Mapping[str, Phrase]] = {**doctor.TITLES, **chain.TITLES}
_SENTENCES: Final[Mapping[str, Phrase]] = {**doctor.SENTENCES, **chain.SENTENCES}

_WORDS: Final[dict[Level, Phrase]] = {
    Level.OK: phrases.CHECK_OK,
    Level.SKIPPED: phrases.CHECK_SKIPPED,
    Level.WARNING: phrases.CHECK_WARNING,
    Level.PROBLEM: phrases.CHECK_PROBLEM,
}
_COUNTED: Final = (
    (Level.PROBLEM, phrases.PROBLEMS),
    (Level.WARNING, phrases.WARNINGS),
    (Level.SKIPPED, phrases.CHECKS_SKIPPED),
    (Level.OK, phrases.CHECKS_OK),
)
_BAD: Final = frozenset({Level.WARNING, Level.PROBLEM})


def render_doctor(checks: Sequence[Checked], *, language: str, style: Style = PLAIN) -> str:
    """A line for each check, then how many there are of each kind."""
    columns = [max(map(width, texts)) for texts in zip(*(_heads(one, language) for one in checks), strict=True)]
    lines: list[str] = []
    for one in checks:
        word, title = _heads(one, language)
        message, remedy = said(one.finding, language)
        code = style.faint(f" [{one.finding.code}]") if one.finding.level in _BAD else ""
        lines.append(f"{_coloured(one.finding.level, pad(word, columns[0]), style)}  {pad(title, columns[1])}  {message}{code}")
        lines += [" " * (sum(columns) + 4) + style.strong(f"→ {remedy}")] * bool(remedy)
    return "\n".join([*lines, "", _summary(checks, language), *_more(checks, language, style)])


def doctor_document(checks: Sequence[Checked]) -> JsonDocument:
    """`{summary: {problems, warnings, not_checked, ok}, checks: [{check, status, code, message, remedy, arguments}]}`, in the order of the text."""
    counts = Counter(one.finding.level for one in checks)
    summary = {"problems": counts[Level.PROBLEM], "warnings": counts[Level.WARNING], "not_checked": counts[Level.SKIPPED], "ok": counts[Level.OK]}
    return document(summary=summary, checks=[_value(one) for one in checks])


def said(finding: Finding, language: str) -> tuple[str, str]:
    """What was found, and what to do about it ("" where there is nothing to do)."""
    if finding.level in _BAD:
        return render_message(finding.code, finding.arguments, finding.hint, language)
    return _SENTENCES[finding.code].say(language, **_named(finding.arguments, language)), ""


def _value(one: Checked) -> JsonDocument:
    message, remedy = said(one.finding, LANGUAGE)
    return {
        "check": one.check,
        "status": one.finding.level.value,
        "code": one.finding.code,
        "message": message,
        "remedy": remedy,
        "arguments": arguments_value(one.finding.arguments),
    }


def _named(arguments: Mapping[str, Argument], language: str) -> dict[str, Argument]:
    """With the name of another check as the reader sees it."""
    check = arguments.get("check")
    return {**arguments, "check": _TITLES[check].say(language)} if isinstance(check, str) and check in _TITLES else dict(arguments)


def _heads(one: Checked, language: str) -> tuple[str, str]:
    return _WORDS[one.finding.level].say(language), _TITLES[one.check].say(language)


def _coloured(level: Level, text: str, style: Style) -> str:
    return {Level.OK: style.good, Level.SKIPPED: style.faint, Level.WARNING: style.doubtful, Level.PROBLEM: style.bad}[level](text)


def _summary(checks: Sequence[Checked], language: str) -> str:
    counts = Counter(one.finding.level for one in checks)
    return joined([phrase.say(language, count=counts[level]) for level, phrase in _COUNTED if counts[level]], language) + "."


def _more(checks: Sequence[Checked], language: str, style: Style) -> list[str]:
    worst = [one.finding.code for level in (Level.PROBLEM, Level.WARNING) for one in checks if one.finding.level is level]
    return [style.faint(phrases.MORE_ABOUT_CODE.say(language, code=worst[0]))] if worst else []
