"""A test run → text: the matrix, the notes to it, the result, what it covers, and what to do next."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from reconciler.model.trial import Mode, Trial, Verdict
from reconciler.reporting import phrases_interrupted as cut
from reconciler.reporting import phrases_trial as phrases
from reconciler.reporting.commands import command, typed
from reconciler.reporting.errors import sentence
from reconciler.reporting.layout import WIDTH, few, moment, paragraph
from reconciler.reporting.messages import render_message
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.trial_live import candidate, channels_lacking
from reconciler.reporting.trial_matrix import Matrix
from reconciler.reporting.trial_notes import Notes
from reconciler.reporting.trial_words import (
    COUNTED,
    NOWHERE,
    Places,
    cells_of,
    failed_organizations,
    has_cells,
    is_unproven,
    organizations,
    rejections_counted,
    unproven,
    verdict_counts,
    whole,
)
from reconciler.reporting.wording import visible

_UNPROVEN: Final = 5
_ALIKE: Final = 3
"""Up to so many scenarios of which the same is to be said have a line each."""
_WHERE: Final = {Mode.SANDBOX: phrases.IN_SANDBOX, Mode.DECLARED: phrases.BY_DECLARATION, Mode.LIVE: phrases.BY_LIVE}


def render_trial(
    trial: Trial,
    *,
    language: str,
    style: Style = PLAIN,
    places: Places = NOWHERE,
    live: Mapping[str, bool] | None = None,
    threshold: float | None = None,
    columns: int = WIDTH,
    full: bool = False,
) -> str:
    """The whole answer of `test`.

    `places` are where the places that codes and scenarios name were found in the files. `live` are the channels in use, and whether each has a live proof (None: nobody
    looked); `threshold` is the coverage that was asked for, from 0 to 1. `columns` is how wide the terminal is. With many contacts those where all is as expected are
    counted, unless `full`.
    """
    notes = Notes(language=language, places=places, environment=trial.target.environment, full=full)
    blocks = ["\n".join(header_lines(trial, language))]
    for organization, group in organizations(trial).items():
        if told := [tried for tried in group if has_cells(tried)]:
            blocks.append("\n".join(Matrix(organization, told, notes, language=language, style=style, columns=columns, full=full).lines()))
    if any(cell.verdict is Verdict.SILENT for cell in cells_of(trial)) and len(blocks) > 1:
        blocks[-1] += f"\n{style.faint(phrases.LEGEND.say(language))}"
    if lines := _wholes(trial, language, style, columns, full=full):
        blocks.append("\n".join(lines))
    if lines := notes.lines(columns, style):
        blocks.append("\n".join(lines))
    ending = [_coloured(result_text(trial, language), style, passed=trial.passed)]
    ending += [
        *untried_lines(trial, language, full=full),
        *coverage_lines(trial, live, threshold, language, full=full),
        *_next(trial, language),
        *support_lines(trial, language),
    ]
    return "\n\n".join([*blocks, "\n".join(ending)])


def _wholes(trial: Trial, language: str, style: Style, columns: int, *, full: bool) -> list[str]:
    """What there is to say of scenarios as a whole; of many of which nothing else is to be said, at once."""
    alike = [tried for tried in trial.tried if is_unproven(tried)]
    gathered = {id(tried) for tried in alike} if len(alike) > _ALIKE and not full else set()
    told = [tried for tried in trial.tried if tried.begun and id(tried) not in gathered]
    lines = [_coloured(line, style, passed=tried.passed) for tried in told if (line := whole(tried, language))]
    if gathered:
        names = sorted({visible(tried.scenario.id) for tried in alike})
        said = phrases.ALL_UNPROVEN.say(language, count=len(alike), verdict=phrases.FAILED_WORD.say(language))
        lines += [style.bad(said), *textwrap.wrap(few(names, len(names), language), max(columns, 40), initial_indent="    ", subsequent_indent="    ")]
    return lines


def _coloured(text: str, style: Style, *, passed: bool) -> str:
    """The last word of a line (or the first sentence of several) in the colour of what it says."""
    return text if passed else style.bad(text)


def header_lines(trial: Trial, language: str) -> list[str]:
    """What kind of run it was, how it was routed, and when."""
    environment = visible(trial.target.environment)
    when = moment(started_text(trial))
    run = phrases.RUN.say(language, number=trial.number, when=when) if trial.number else phrases.RUN_UNNUMBERED.say(language, when=when)
    first = phrases.LIVE.say(language, count=len(trial.handed_over)) if trial.mode is Mode.LIVE else phrases.SANDBOX.say(language)
    if trial.mode is Mode.DECLARED:
        routed = phrases.ROUTED_DECLARED.say(language)
    else:
        routed = phrases.ROUTED_LIVE.say(language, environment=environment) if environment else phrases.ROUTED_LIVE_NOWHERE.say(language)
    return [first, f"{routed} {run}", *interrupted_lines(trial, language), *unrecorded_lines(trial, language)]


def interrupted_lines(trial: Trial, language: str) -> list[str]:
    """That somebody ended the run, and how far it had come; nothing where nobody did."""
    if not trial.interrupted:
        return []
    left = sum(not tried.begun for tried in trial.tried)
    said = cut.INTERRUPTED.say(language, left=left, count=len(trial.tried), messages=len(trial.handed_over))
    return [f"{said} {cut.UNANSWERED.say(language, count=len(trial.unanswered))}" if trial.unanswered else said]


def untried_lines(trial: Trial, language: str, *, full: bool = False) -> Iterator[str]:
    """The scenarios whose turn did not come."""
    if names := [visible(tried.scenario.id) for tried in trial.tried if not tried.begun]:
        yield paragraph(cut.NOT_TRIED.say(language), [few(names, len(names) if full else _UNPROVEN, language)])


def unrecorded_lines(trial: Trial, language: str) -> list[str]:
    """That the run is not in the ledger, and why, or proves nothing; nothing where it is, or was not to be."""
    if not trial.unrecorded:
        return [phrases.OVERTAKEN.say(language)] if trial.overtaken else []
    reason = sentence(render_message(trial.unrecorded, {"backend": trial.target.backend}, "", language)[0])
    # Hardly more than the code is known here: a sentence that needs more cannot be said.
    return [phrases.NOT_RECORDED.say(language, reason=trial.unrecorded if "{" in reason else reason)]


def started_text(trial: Trial) -> str:
    """RFC 3339 in UTC."""
    return datetime.fromtimestamp(trial.started, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def result_text(trial: Trial, language: str) -> str:
    """`Result: failed. 14 pass, 1 missing; 5 silent as expected; 1 of 1 rejections as expected.`"""
    first = (cut.RESULT if trial.interrupted else phrases.RESULT_PASSED if trial.passed else phrases.RESULT_FAILED).say(language)
    if not trial.tried:
        return f"{first} {phrases.NOTHING_TRIED.say(language)}"
    return f"{first} {counts_text(trial, language)}"


def counts_text(trial: Trial, language: str) -> str:
    """`14 pass, 1 missing; 5 silent as expected.`, and "" where there is nothing to count."""
    counts = verdict_counts(trial)
    parts = [", ".join(COUNTED[verdict].say(language, count=counts[verdict]) for verdict in Verdict if counts[verdict] and verdict is not Verdict.SILENT)]
    if counts[Verdict.SILENT]:
        parts.append(COUNTED[Verdict.SILENT].say(language, count=counts[Verdict.SILENT]))
    done, meant = rejections_counted(trial)
    if meant:
        parts.append(phrases.COUNT_REJECTIONS.say(language, done=done, count=meant))
    text = "; ".join(part for part in parts if part)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def coverage_lines(trial: Trial, live: Mapping[str, bool] | None, threshold: float | None, language: str, *, full: bool = False) -> Iterator[str]:
    """What was proven, of what; and the first that was not."""
    coverage = trial.coverage
    parts: list[str] = []
    if coverage.subscribed:
        proven = len(coverage.proven & coverage.subscribed)
        text = phrases.COVERED.say(language, proven=proven, subscribed=len(coverage.subscribed), where=_WHERE[trial.mode].say(language))
        if threshold is not None and coverage.ratio < threshold:
            text += f", {phrases.BELOW.say(language, threshold=f'{threshold * 100:g}')}"
        parts.append(text)
    if live:
        text = phrases.TRANSPORTS.say(language, proven=sum(live.values()), count=len(live))
        parts.append(text if all(live.values()) else f"{text}, {phrases.NOT_READY.say(language)}")
    if parts:
        yield f"{phrases.COVERAGE.say(language)}: {'; '.join(parts)}."
    if left := unproven(trial):
        names = [visible(f"{recipient} {type_} {contact}") for recipient, type_, contact in left]
        yield paragraph(phrases.NOT_PROVEN.say(language), [few(names, len(names) if full else _UNPROVEN, language)])


def _next(trial: Trial, language: str) -> Iterator[str]:
    if trial.mode is not Mode.LIVE and any(cell.received for cell in cells_of(trial)):
        yield phrases.EVERY_MESSAGE.say(language)
    if lacking := channels_lacking(trial):
        yield phrases.LACKING.say(language, channels=lacking)
    found = candidate(trial)
    if found is not None:
        words = [typed(word) for word in (*found.selection, "--live", "--account", found.recipient)]
        yield phrases.REACH_ONE.say(language, command=command("test", *words, environment=trial.target.environment), count=found.messages)


def support_lines(trial: Trial, language: str) -> Iterator[str]:
    """Where to turn, for each organization in which something failed."""
    for organization in failed_organizations(trial):
        if contacts := [visible(value) for value in trial.support.get(organization, {}).values() if value]:
            yield phrases.SUPPORT.say(language, organization=organization, contacts=tuple(contacts))
