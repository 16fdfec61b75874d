"""A plan → a page: the same as its text, with the changes folded by organization."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reconciler.model.address import kind_of, organization_of, sort_key
from reconciler.model.change import Change, Create, Delete
from reconciler.model.diagnostic import Diagnostic, Location
from reconciler.model.plan import Counts, Guards, Plan
from reconciler.reporting import phrases
from reconciler.reporting.causes import render_causes
from reconciler.reporting.changes import Block, Writer, ordered, symbol
from reconciler.reporting.deciding import NOBODY, Deciders
from reconciler.reporting.diagnostics import render_diagnostic, sort_diagnostics
from reconciler.reporting.guards import DEFAULT_GUARDS, approved_text, refusal_block, sort_refusals
from reconciler.reporting.header import FilesInfo, header_rows
from reconciler.reporting.ownership import conflict_text
from reconciler.reporting.people import people_statements
from reconciler.reporting.plan import left_as_it_is, migrations_text, no_changes, render_counts
from reconciler.reporting.remedies import render_remedies
from reconciler.reporting.style import PLAIN
from reconciler.reporting.webpage import lines, page, text
from reconciler.reporting.wording import Phrase

_OPEN: Final = 200
"""Up to so many changes, everything is unfolded."""

_CLASSES: Final = {"+": "add", "-": "delete", "~": "change", "=": "keep"}


def render_html(
    plan: Plan,
    *,
    files: FilesInfo,
    origins: Mapping[str, Location],
    deciders: Deciders = NOBODY,
    language: str,
    full: bool = False,
    notes: Sequence[Diagnostic] = (),
    guards: Guards = DEFAULT_GUARDS,
) -> str:
    """The page. Arguments as those of `render_plan`; many alike changes of one organization are counted unless `full`, deletions never."""
    writer = Writer(plan, origins, deciders, language, PLAIN, full, files.commit_of)
    return _Page(plan, writer, language, guards).text(files, notes)


class _Page:
    def __init__(self, plan: Plan, writer: Writer, language: str, guards: Guards) -> None:
        self._plan = plan
        self._writer = writer
        self._language = language
        self._guards = guards

    def text(self, files: FilesInfo, notes: Sequence[Diagnostic]) -> str:
        plan = self._plan
        title = f"reconciler plan, {plan.target.environment}" if plan.target.environment else "reconciler plan"
        rows = [f"<dt>{text(label)}</dt><dd>{text(value)}</dd>" for label, value in header_rows(plan.target, files, language=self._language)]
        if plan.digest:
            rows.append(f"<dt>{text(self._say(phrases.DIGEST))}</dt><dd><code>{text(plan.digest)}</code></dd>")
        body = [f"<h1>{text(title)}</h1>", f"<dl>{''.join(rows)}</dl>"]
        if plan.pending_migrations:
            body.append(f"<p>{text(_flat(migrations_text(plan, self._language)))}</p>")
        if plan or plan.conflicts or plan.refusals:
            body += [*self._summary(compared=files.base is not None), *self._refusals(), *self._conflicts(), *self._left_alone(), *self._changes()]
        else:
            body += [f'<p class="counts">{text(no_changes(plan, self._language))}</p>', *self._left_alone()]
        return page(title, [*body, *self._notes(notes)], language=self._language)

    def _say(self, phrase: Phrase, **arguments: str | int) -> str:
        return phrase.say(self._language, **arguments)

    def _summary(self, *, compared: bool) -> Iterable[str]:
        plan = self._plan
        yield f'<p class="counts">{text(render_counts(plan, language=self._language))}</p>'
        yield f"<p>{text(self._say(phrases.PEOPLE))}:</p>"
        yield f"<ul>{''.join(f'<li>{text(one)}</li>' for one in people_statements(plan.people, language=self._language))}</ul>"
        if causes := render_causes(plan.causes, language=self._language, compared=compared):
            yield f"<p>{text(_flat(causes))}</p>"
        said = self._say(phrases.GUARDS_REFUSE, count=len(plan.refusals)) if plan.refusals else self._say(phrases.GUARDS_PASSED)
        approved = f" {text(approved_text(plan.approved, self._language))}" if plan.approved else ""
        mark = ' class="bad"' if plan.refusals else ""
        yield f"<p{mark}>{text(self._say(phrases.GUARDS))}: {text(said)}{approved}</p>"
        if plan.target.on_paper:
            yield f'<p class="bad">{text(self._say(phrases.NOT_COMPARED))}</p>'

    def _refusals(self) -> Iterable[str]:
        if refusals := sort_refusals(self._plan.refusals):
            for refusal in refusals:
                yield f'<pre class="refused">{lines([refusal_block(refusal, self._plan, self._guards, self._language)])}</pre>'
            yield f"<pre>{lines([render_remedies(self._plan.target.environment, refusals, language=self._language)])}</pre>"

    def _conflicts(self) -> Iterable[str]:
        if conflicts := sorted(self._plan.conflicts, key=lambda conflict: (sort_key(conflict.address), conflict.owner)):
            yield f"<h2>{text(self._say(phrases.NOT_OURS))}</h2>"
            yield f'<pre class="refused">{lines(conflict_text(conflict, self._language) for conflict in conflicts)}</pre>'

    def _left_alone(self) -> Iterable[str]:
        for found in left_as_it_is(self._plan, self._language):
            yield f"<p>{text(_flat(found))}</p>"

    def _changes(self) -> Iterable[str]:
        changes = self._plan.changes
        if not changes:
            return
        yield f"<h2>{text(self._say(phrases.CHANGES_COUNTED, count=len(changes)))}</h2>"
        groups: dict[str, list[Change]] = {}
        for change in ordered(changes):
            groups.setdefault("" if kind_of(change.address) == "type" else organization_of(change.address), []).append(change)
        opened = " open" if len(changes) <= _OPEN else ""
        for organization, members in groups.items():
            name = organization or self._say(phrases.TYPES_HEADING)
            blocks = "".join(_preformatted(block) for block in self._blocks(members))
            yield f"<details{opened}><summary><b>{text(name)}</b><span>{text(self._counted(members))}</span></summary>{blocks}</details>"

    def _blocks(self, changes: Sequence[Change]) -> Iterable[Block]:
        """What goes is always told one by one; then what changes, then what comes."""
        yield from map(self._writer.block, (change for change in changes if isinstance(change, Delete)))
        yield from self._writer.blocks([change for change in changes if not isinstance(change, Delete | Create)])
        yield from self._writer.blocks([change for change in changes if isinstance(change, Create)])

    def _counted(self, changes: Iterable[Change]) -> str:
        counts = Counts.of(tuple(changes))
        rows = [
            (phrases.COUNT_DELETE, counts.delete),
            (phrases.COUNT_CHANGE, counts.change),
            (phrases.COUNT_ADD, counts.add),
            (phrases.COUNT_ADOPT, counts.adopt),
            (phrases.COUNT_MOVE, counts.move),
        ]
        return ", ".join(self._say(phrase, count=count) for phrase, count in rows if count)

    def _notes(self, notes: Sequence[Diagnostic]) -> Iterable[str]:
        if notes:
            yield f"<h2>{text(self._say(phrases.NOTES_COUNTED, count=len(notes)))}</h2>"
            for note in sort_diagnostics(notes):
                yield f"<pre>{lines([render_diagnostic(note, language=self._language)])}</pre>"


def _preformatted(block: Block) -> str:
    head, *rest = block.lines
    return f'<pre class="{_CLASSES[symbol(block.changes[0])]}"><b>{lines([head])}</b>{chr(10) if rest else ""}{lines(rest)}</pre>'


def _flat(paragraph: str) -> str:
    return " ".join(paragraph.split())
