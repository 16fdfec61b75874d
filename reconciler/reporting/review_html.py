"""A review → a page: what was found, whether it is ready, and the matrix folded by organization."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from reconciler.model.health import Level
from reconciler.model.review import Reviewed, Row
from reconciler.reporting import phrases_review as phrases
from reconciler.reporting.header import header_rows
from reconciler.reporting.review import concerned, found_lines, held_text, organizations_of, render_readiness, state_text, summary, support_lines
from reconciler.reporting.webpage import lines, page, text
from reconciler.reporting.wording import Phrase

MOST_CELLS: Final = 20_000
"""More cells than this no browser shows in one page without effort, and nobody reads."""

_OPEN: Final = 500
"""Up to so many cells, all of them are unfolded."""

_STYLE: Final = """\
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .85rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; } th { color: var(--faint); font-weight: 600; }
tr.delivered td:nth-child(4) { color: var(--add); } tr.off td { color: var(--faint); } tr.refused td:nth-child(4), tr.no-contact td:nth-child(4) { color: var(--delete); }
tr.unconfirmed td:nth-child(4), tr.suspended td:nth-child(4) { color: var(--change); } pre + pre { margin-top: .35rem; } dl + pre { margin: 1rem 0; }
"""


def review_page(reviewed: Reviewed, *, rows: Sequence[Row], language: str) -> str:
    """The page. It needs nothing else, and everything in it is escaped."""
    title = phrases.REVIEW_OF.say(language, environment=reviewed.target.environment) if reviewed.target.environment else "reconciler review"
    head = "".join(f"<dt>{text(label)}</dt><dd>{text(value)}</dd>" for label, value in header_rows(reviewed.target, None, language=language))
    ready = render_readiness(reviewed.readiness, language=language)
    body = [
        f"<h1>{text(title)}</h1>",
        f"<dl>{head}</dl>",
        f'<pre class="{"add" if reviewed.readiness.ready else "refused"}">{lines([ready])}</pre>',
        *(f"<p>{text(line)}</p>" for line in summary(reviewed, language)),
        *_found(reviewed, language),
        *(f"<p>{text(line)}</p>" for line in support_lines(concerned(reviewed), language)),
        *_matrix(rows, language),
    ]
    return page(title, body, language=language, style=_STYLE)


def _found(reviewed: Reviewed, language: str) -> Iterable[str]:
    for found in reviewed.found:
        kind = "delete" if found.finding.level is Level.PROBLEM else "change"
        yield f'<pre class="{kind}"><b>{text(found.organization)}</b>\n{lines(line.strip() for line in found_lines(found, language))}</pre>'


def _matrix(rows: Sequence[Row], language: str) -> Iterable[str]:
    yield f"<h2>{text(phrases.MATRIX.say(language))}</h2>"
    if len(rows) > MOST_CELLS:
        yield f"<p>{text(phrases.MATRIX_TOO_LONG.say(language, count=len(rows)))}</p>"
        return
    opened = " open" if len(rows) <= _OPEN else ""
    columns = (phrases.RECIPIENT, phrases.TYPE, phrases.CONTACT, phrases.STATE, phrases.ORIGIN)
    for organization, cells in organizations_of(rows):
        table = (
            f'<div class="wide"><table><thead>{_row(columns, language)}</thead><tbody>{"".join(_cell(row, language) for row in cells)}</tbody></table></div>'
        )
        yield f"<details{opened}><summary><b>{text(organization)}</b><span>{len(cells)}</span></summary>{table}</details>"


def _row(columns: Iterable[Phrase], language: str) -> str:
    return f"<tr>{''.join(f'<th>{text(column.say(language))}</th>' for column in columns)}</tr>"


def _cell(row: Row, language: str) -> str:
    contact = " ".join(part for part in (row.contact, "" if row.address is None else str(row.address)) if part)
    state = "delivered" if row.why is None else row.why.value
    values = [row.recipient, row.type, contact, state_text(row.why, language), held_text(row, language)]
    return f'<tr class="{text(state)}">{"".join(f"<td>{text(value)}</td>" for value in values)}</tr>'
