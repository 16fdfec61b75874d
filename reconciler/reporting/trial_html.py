"""A test run → a page: the matrix of accounts, types and channels, and behind each verdict the message as it arrived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from reconciler.model.trial import Judged, Trial, Tried, Verdict
from reconciler.reporting import phrases
from reconciler.reporting import phrases_interrupted as cut
from reconciler.reporting import phrases_trial as words
from reconciler.reporting.trial import coverage_lines, header_lines, support_lines
from reconciler.reporting.trial_marks import kind, mark
from reconciler.reporting.trial_matrix import Row, own_name, rows_of
from reconciler.reporting.trial_messages import Messages, Parts
from reconciler.reporting.trial_webpage import SCRIPT, STYLE
from reconciler.reporting.trial_words import COUNTED, NOWHERE, Places, has_cells, organizations, seconds_text, verdict_counts, whole, worst_first
from reconciler.reporting.webpage import page, text
from reconciler.reporting.wording import Phrase

_MESSAGES: Final = 1_000
"""Entries on one page; those that failed come first."""

_ROWS: Final = 1_000
"""Rows of one matrix; the same."""

_DENSE: Final = 8
"""With more columns than this only the sign of a verdict is shown in a matrix, and the titles stand upright."""


def trial_page(
    trial: Trial,
    *,
    language: str,
    places: Places = NOWHERE,
    live: Mapping[str, bool] | None = None,
    threshold: float | None = None,
    parts: Parts | None = None,
) -> str:
    """The page, which needs nothing else. Arguments as those of `render_trial`; `parts` counts how many SMS a text takes (None: that is not said)."""
    return _Page(trial, language, places, parts).text(live, threshold)


class _Page:
    def __init__(self, trial: Trial, language: str, places: Places, parts: Parts | None) -> None:
        self._trial = trial
        self._language = language
        self._messages = Messages(trial, language=language, places=places, parts=parts)
        pairs = [(tried, cell) for tried in trial.tried if tried.begun for cell in tried.cells if cell.verdict is not Verdict.SILENT]
        ranks = {id(cell): rank for rank, cell in enumerate(worst_first(cell for _, cell in pairs))}
        self._pairs = sorted(pairs, key=lambda pair: ranks[id(pair[1])])
        self._numbers = {id(cell): number for number, (_, cell) in enumerate(self._pairs[:_MESSAGES], 1)}
        self._anchors = {organization: f"o{number}" for number, organization in enumerate(organizations(trial), 1)}

    def text(self, live: Mapping[str, bool] | None, threshold: float | None) -> str:
        title = self._title()
        body = [*self._head(title, live, threshold), *self._filter()]
        for organization, group in organizations(self._trial).items():
            body += self._matrix(organization, [tried for tried in group if has_cells(tried)])
        body += [*self._wholes(), *self._entries()]
        return page(title, body, language=self._language, style=STYLE, script=SCRIPT)

    def _say(self, phrase: Phrase, **arguments: str | int) -> str:
        return phrase.say(self._language, **arguments)

    def _title(self) -> str:
        environment = self._trial.target.environment
        return self._say(words.PAGE_TITLE, environment=environment) if environment else self._say(words.PAGE_TITLE_NOWHERE)

    def _head(self, title: str, live: Mapping[str, bool] | None, threshold: float | None) -> Iterator[str]:
        trial = self._trial
        said = cut.BADGE if trial.interrupted else words.PASSED if trial.passed else words.NOT_PASSED
        badge = f'<span class="badge{"" if trial.passed else " bad"}">{text(self._say(said))}</span>'
        yield f"<header><h1>{text(title)} {badge}</h1>"
        for line in header_lines(trial, self._language):
            yield f'<p class="wide">{text(line)}</p>'
        facts = [
            (self._say(phrases.BACKEND), trial.target.backend),
            (self._say(phrases.MANAGER), trial.target.manager),
            (self._say(words.TOOK_ALL), self._say(words.SECONDS, seconds=seconds_text(trial.seconds, self._language))),
        ]
        yield f'<dl class="facts">{"".join(f"<dt>{text(label)}</dt><dd>{text(value)}</dd>" for label, value in facts if value)}</dl>'
        counts = verdict_counts(trial)
        if chips := [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]]:
            items = "".join(f'<li class="v {kind(verdict)}">{text(COUNTED[verdict].say(self._language, count=count))}</li>' for verdict, count in chips)
            yield f'<ul class="counts">{items}</ul>'
        elif not trial.tried:
            yield f"<p>{text(self._say(words.NOTHING_TRIED))}</p>"
        coverage = trial.coverage
        if coverage.subscribed:
            label = text(self._say(words.COVERAGE))
            bar = f'<progress max="{len(coverage.subscribed)}" value="{len(coverage.proven & coverage.subscribed)}" aria-label="{label}"></progress>'
            yield f'<div class="cover">{bar}<span>{"<br>".join(text(_flat(line)) for line in coverage_lines(trial, live, threshold, self._language))}</span></div>'
        for line in support_lines(trial, self._language):
            yield f'<p class="small">{text(line)}</p>'
        yield "</header>"

    def _filter(self) -> Iterator[str]:
        search, hint, bad = (text(self._say(phrase)) for phrase in (words.SEARCH, words.SEARCH_FOR, words.ONLY_FAILURES))
        yield (
            f'<form class="filter" hidden><label>{search} <input type="search" name="search" placeholder="{hint}" autocomplete="off"></label>'
            f'<label><input type="checkbox" name="bad"> {bad}</label></form><p class="nothing faint" role="status" hidden>{text(self._say(words.NOTHING_FOUND))}</p>'
        )

    def _matrix(self, organization: str, columns: Sequence[Tried]) -> Iterator[str]:
        if not columns:
            return
        rows = rows_of(columns)
        shown = sorted(rows, key=lambda row: (not row.bad, row.fine)) if len(rows) > _ROWS else rows
        dense = " dense" if len(columns) > _DENSE else ""
        yield f'<section><h2 id="{self._anchors[organization]}">{text(organization)}</h2>'
        yield f'<div class="scroll" tabindex="0" role="region" aria-label="{text(organization)}"><table class="matrix{dense}"><thead>{self._heads(columns)}</thead><tbody>'
        yield from (self._row(organization, row, columns) for row in shown[:_ROWS])
        yield "</tbody></table></div>"
        if len(rows) > _ROWS:
            yield f'<p class="faint">{text(self._say(words.ROWS_LEFT_OUT, count=len(rows) - _ROWS, limit=_ROWS))}</p>'
        if any(Verdict.SILENT in row.verdicts for row in shown[:_ROWS]):
            yield f'<p class="faint small">{text(self._say(words.LEGEND).replace(".", "·", 1))}</p>'
        yield "</section>"

    def _heads(self, columns: Sequence[Tried]) -> str:
        types = [(type_, len([*group])) for type_, group in groupby(columns, key=_type)]
        above = "".join(f'<th class="type" scope="colgroup" colspan="{count}"><span>{text(type_)}</span></th>' for type_, count in types)
        below = "".join(f'<th class="scenario" scope="col"><span>{text(tried.scenario.id)}</span></th>' for tried in columns)
        left = "".join(f'<th rowspan="2" scope="col">{text(self._say(phrase))}</th>' for phrase in (words.ACCOUNT, words.CONTACT))
        return f"<tr>{left}{above}</tr><tr>{below}</tr>"

    def _row(self, organization: str, row: Row, columns: Sequence[Tried]) -> str:
        who = own_name(row.recipient, organization) or self._say(words.SOMEBODY)
        contact, address = row.contact or self._say(words.NO_CONTACT), str(row.address or "")
        channel = next((cell.channel for cells in row.cells.values() for cell in cells if cell.channel), "")
        spoken = [columns[number].scenario.id for number, cells in row.cells.items() if any(cell.verdict is not Verdict.SILENT for cell in cells)]
        find = " ".join([row.recipient, row.contact, channel, address, *sorted(verdict.value for verdict in row.verdicts), *spoken]).lower()
        told = f" {text(channel)}" if channel != row.contact else ""
        cells = "".join(self._cell(tried, row.cells.get(number, []), f"{row.recipient} {row.contact}") for number, tried in enumerate(columns))
        return (
            f'<tr data-bad="{int(row.bad)}" data-find="{text(find)}"><th scope="row">{text(who)}</th>'
            f'<td class="contact">{text(contact)}<span>{told} {text(address)}</span></td>{cells}</tr>'
        )

    def _cell(self, tried: Tried, cells: Sequence[Judged], about: str) -> str:
        if not cells:
            return '<td class="cell quiet"></td>'
        quiet = " quiet" if all(cell.verdict is Verdict.SILENT for cell in cells) else ""
        label = f'<span class="label">{text(tried.scenario.id)}</span>'
        return f'<td class="cell{quiet}">{label}{" ".join(self._mark(tried, cell, about) for cell in worst_first(cells))}</td>'

    def _mark(self, tried: Tried, cell: Judged, about: str) -> str:
        number = self._numbers.get(id(cell))
        return mark(cell.verdict, self._language, f"m{number}" if number else "", f"{tried.scenario.id}: {about}" if number else "")

    def _wholes(self) -> Iterator[str]:
        lines = [(tried.passed, line) for tried in self._trial.tried if (line := whole(tried, self._language))]
        if lines:
            items = "".join(
                f'<li data-bad="{int(not passed)}" data-find="{text(line.lower())}"{_wrong(passed=passed)}>{text(line)}</li>' for passed, line in lines
            )
            yield f'<section><h2>{text(self._say(words.REJECTIONS))}</h2><ul class="whole">{items}</ul></section>'

    def _entries(self) -> Iterator[str]:
        yield f'<section><h2>{text(self._say(words.MESSAGES))}</h2><p class="faint">{text(self._say(words.MESSAGES_ABOUT if self._pairs else words.NO_MESSAGES))}</p>'
        for number, (tried, cell) in enumerate(self._pairs[:_MESSAGES], 1):
            yield from self._messages.entry(number, tried, cell, self._anchors[tried.scenario.organization])
        if (more := len(self._pairs) - _MESSAGES) > 0:
            yield f'<p class="faint">{text(self._say(words.NOT_SHOWN, count=more, limit=_MESSAGES))}</p>'
        yield "</section>"


def _type(tried: Tried) -> str:
    return tried.scenario.type or next((cell.type for cell in tried.cells), "")


def _wrong(*, passed: bool) -> str:
    return "" if passed else ' class="wrong"'


def _flat(found: str) -> str:
    return " ".join(found.split())
