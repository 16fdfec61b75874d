"""A plan → the comment of a merge request, in the Markdown that GitHub and GitLab share.

What somebody has to read before they say yes stands above what can be folded: the counts, people, refusals, conflicts. A comment has a limit, and a plan has none. So the room
is given in this order: refusals, conflicts, people, what is deleted (named, each of it; details after that), all other changes, notes. What did not get any is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reconciler.model.address import sort_key
from reconciler.model.change import Change, Create, Delete
from reconciler.model.diagnostic import Diagnostic, Location
from reconciler.model.plan import Counts, Guards, Plan
from reconciler.reporting import phrases
from reconciler.reporting.causes import render_causes
from reconciler.reporting.changes import Block, Writer, ordered
from reconciler.reporting.commands import command
from reconciler.reporting.deciding import NOBODY, Deciders
from reconciler.reporting.diagnostics import render_diagnostic, sort_diagnostics
from reconciler.reporting.guards import DEFAULT_GUARDS, approved_text, refusal_block, sort_refusals
from reconciler.reporting.header import FilesInfo
from reconciler.reporting.layout import joined
from reconciler.reporting.markdown import LIMIT, Room, code, code_size, comment_mark, escape, fence, size
from reconciler.reporting.ownership import conflict_text
from reconciler.reporting.people import people_statements
from reconciler.reporting.plan import left_as_it_is, migrations_text, no_changes, render_counts
from reconciler.reporting.remedies import render_remedies
from reconciler.reporting.style import PLAIN
from reconciler.reporting.wording import Phrase

_RESERVE: Final = 6_000
"""Room for fences, folds, and the lines that say what was cut."""

_REMEDY: Final = 100
"""About what the command takes that approves a refusal."""

_HALF: Final = 0.5


def render_markdown(
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
    """The comment, at most `LIMIT` by `size`. Arguments as those of `render_plan`."""
    return _Comment(plan, Writer(plan, origins, deciders, language, PLAIN, full, files.commit_of), language, guards).text(files, notes)


class _Comment:
    def __init__(self, plan: Plan, writer: Writer, language: str, guards: Guards) -> None:
        self._plan = plan
        self._writer = writer
        self._language = language
        self._guards = guards
        self._room = Room(LIMIT - _RESERVE)

    def text(self, files: FilesInfo, notes: Sequence[Diagnostic]) -> str:
        plan = self._plan
        head = self._head(files)
        self._room.fits(size(head))
        if not (plan or plan.conflicts or plan.refusals):
            blocks = [head, self._migrations(), escape(no_changes(self._plan, self._language)), self._left_alone(), self._notes(notes)]
            return "\n\n".join(block for block in blocks if block)
        above = [self._refusals(), self._conflicts(), self._left_alone()]
        causes = escape(render_causes(plan.causes, language=self._language, compared=files.base is not None))
        self._room.fits(size(causes))
        people = self._people()
        changes = self._changes() if plan else ""
        blocks = [head, self._migrations(), self._summary(people, causes), *above, changes, self._notes(notes)]
        return "\n\n".join(block for block in blocks if block)

    def _say(self, phrase: Phrase, **arguments: str | int) -> str:
        return phrase.say(self._language, **arguments)

    def _head(self, files: FilesInfo) -> str:
        environment = self._plan.target.environment
        words = f"reconciler plan {environment}".rstrip()
        title = f"**{escape(f'reconciler plan, {environment}' if environment else words)}**"
        warnings = "".join(f"\n\n**{escape(self._say(label))}: {escape(text)}**" for label, text in files.warnings(self._language))
        return f"{comment_mark(words)}\n{title}{escape(files.suffix(self._language))}{warnings}"

    def _migrations(self) -> str:
        return escape(migrations_text(self._plan, self._language)) if self._plan.pending_migrations else ""

    def _summary(self, people: str, causes: str) -> str:
        """Lines of one paragraph: two spaces at the end break a line for GitLab too."""
        plan = self._plan
        label = self._say(phrases.GUARDS)
        passed = f"{label}: {self._say(phrases.GUARDS_PASSED)}"
        refused = f"{label}: {self._say(phrases.GUARDS_REFUSE, count=len(plan.refusals))}"
        guards = f"**{escape(refused)}**" if plan.refusals else escape(passed)
        if plan.approved:
            guards += f" {escape(approved_text(plan.approved, self._language))}"
        digest = f" {escape(self._say(phrases.DIGEST))}: {code(plan.digest)}" if plan.digest else ""
        paper = [f"**{escape(self._say(phrases.NOT_COMPARED))}**"] if plan.target.on_paper else []
        return "  \n".join([escape(render_counts(plan, language=self._language)), people, *([causes] if causes else []), guards + digest, *paper])

    def _people(self) -> str:
        statements = [escape(one) for one in people_statements(self._plan.people, language=self._language)]
        shown = self._room.take(statements, lambda one: size(one) + 2, share=0.25)
        if more := len(statements) - len(shown):
            shown.append(escape(self._say(phrases.AND_MORE_LINE, count=more)))
        return f"{escape(self._say(phrases.PEOPLE))}: {'; '.join(shown)}."

    def _refusals(self) -> str:
        refusals = sort_refusals(self._plan.refusals)
        if not refusals:
            return ""
        blocks = [refusal_block(refusal, self._plan, self._guards, self._language) for refusal in refusals]
        shown = self._room.take(blocks, lambda block: code_size(block) + _REMEDY, share=_HALF)
        more = [self._say(phrases.AND_MORE_LINE, count=len(blocks) - len(shown))] if len(shown) < len(blocks) else []
        remedies = render_remedies(self._plan.target.environment, refusals[: len(shown)], language=self._language)
        return fence(["\n\n".join([*shown, *more, remedies])], "text")

    def _conflicts(self) -> str:
        conflicts = sorted(self._plan.conflicts, key=lambda conflict: (sort_key(conflict.address), conflict.owner))
        if not conflicts:
            return ""
        lines = [f"! {conflict_text(conflict, self._language)}" for conflict in conflicts]
        shown = self._room.take(lines, code_size, share=_HALF)
        if more := len(lines) - len(shown):
            shown.append(f"! {self._say(phrases.AND_MORE_LINE, count=more)}")
        return f"**{escape(self._say(phrases.NOT_OURS))}**\n\n{fence(shown, 'diff')}"

    def _left_alone(self) -> str:
        text = "\n\n".join(map(escape, left_as_it_is(self._plan, self._language)))
        return text if self._room.fits(size(text), share=_HALF) else ""

    def _changes(self) -> str:
        notices: list[str] = []
        lines = self._deletions(notices)
        others = ordered(change for change in self._plan.changes if not isinstance(change, Delete))
        ranked = [change for change in others if not isinstance(change, Create)] + [change for change in others if isinstance(change, Create)]
        blocks = self._writer.blocks(ranked)
        shown = self._room.take(blocks, _block_size)
        lines += [line for block in shown for line in block.lines]
        if cut := [change for block in blocks[len(shown) :] for change in block.changes]:
            notices.append(self._say(phrases.CUT_CHANGES, count=len(cut), what=self._counted(cut), command=self._command()))
        said = "".join(f"**{escape(notice)}**\n\n" for notice in notices)
        summary = self._say(phrases.CHANGES_COUNTED, count=len(self._plan.changes))
        return f"{said}{_folded(summary, fence(map(_marked, lines), 'diff'))}"

    def _deletions(self, notices: list[str]) -> list[str]:
        """Every deletion is named, as long as there is any room; first all names, then as many details as fit."""
        deletions = ordered(change for change in self._plan.changes if isinstance(change, Delete))
        heads = self._room.take([self._writer.head(change) for change in deletions], code_size)
        if missing := len(deletions) - len(heads):
            notices.append(self._say(phrases.CUT_DELETIONS, count=missing, all=len(deletions), command=self._command()))
            return heads
        lines: list[str] = []
        bare = 0
        for change, head in zip(deletions, heads, strict=True):
            details = [] if bare else self._writer.block(change).lines[1:]
            bare += bool(bare) or not self._room.fits(sum(map(code_size, details)))
            lines += [head] if bare else [head, *details]
        if bare:
            notices.append(self._say(phrases.CUT_DETAILS, count=bare, command=self._command()))
        return lines

    def _counted(self, changes: Iterable[Change]) -> str:
        counts = Counts.of(tuple(changes))
        rows = [
            (phrases.COUNT_CHANGE, counts.change),
            (phrases.COUNT_ADD, counts.add),
            (phrases.COUNT_ADOPT, counts.adopt),
            (phrases.COUNT_MOVE, counts.move),
        ]
        return joined([self._say(phrase, count=count) for phrase, count in rows if count], self._language)

    def _command(self) -> str:
        return command("plan", "--full", environment=self._plan.target.environment)

    def _notes(self, notes: Sequence[Diagnostic]) -> str:
        if not notes:
            return ""
        texts = [render_diagnostic(note, language=self._language) for note in sort_diagnostics(notes)]
        shown = self._room.take(texts, lambda text: code_size(text) + 2)
        if more := len(texts) - len(shown):
            shown.append(self._say(phrases.AND_MORE_LINE, count=more))
        return _folded(self._say(phrases.NOTES_COUNTED, count=len(notes)), fence(["\n\n".join(shown)], "text"))


def _folded(summary: str, block: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>\n\n{block}\n\n</details>"


def _block_size(block: Block) -> int:
    return sum(map(code_size, block.lines))


def _marked(line: str) -> str:
    """A diff fence has a colour for `!`, and none for `~`."""
    return f"!{line[1:]}" if line.startswith("~") else line
