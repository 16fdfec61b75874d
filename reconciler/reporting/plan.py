"""A plan → text, read from the top: where, what stops, what changes, what starts, what is left alone, and what it means for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconciler.model.diagnostic import Diagnostic, Location
from reconciler.model.plan import Guards, Plan
from reconciler.reporting import phrases
from reconciler.reporting.beside import render_beside
from reconciler.reporting.causes import render_causes, render_outside
from reconciler.reporting.changes import render_sections
from reconciler.reporting.deciding import NOBODY, Deciders
from reconciler.reporting.diagnostics import render_diagnostics
from reconciler.reporting.guards import DEFAULT_GUARDS, render_guards
from reconciler.reporting.header import FilesInfo, render_header
from reconciler.reporting.layout import paragraph
from reconciler.reporting.ownership import render_conflicts, render_ours_already
from reconciler.reporting.people import render_people
from reconciler.reporting.style import PLAIN, Style

__all__ = ["FilesInfo", "migrations_text", "render_counts", "render_plan"]


def render_plan(
    plan: Plan,
    *,
    files: FilesInfo,
    origins: Mapping[str, Location],
    deciders: Deciders = NOBODY,
    language: str,
    style: Style = PLAIN,
    full: bool = False,
    notes: Sequence[Diagnostic] = (),
    guards: Guards = DEFAULT_GUARDS,
) -> str:
    """The whole plan.

    `origins` says where each resource is declared, by address (of what is deleted: where it was in `files.commit_of`), `deciders` which layer decides what is received. `full` shows every change where alike ones would be counted. `notes` are diagnostics about
    the files, shown before the changes; `guards` the figures that refusals are explained with.
    """
    blocks = [render_header(plan.target, files, language=language)]
    if notes:
        blocks.append(render_diagnostics(notes, language=language, style=style))
    blocks += render_sections(plan, origins=origins, deciders=deciders, language=language, style=style, full=full, commit_of=files.commit_of)
    if plan.conflicts:
        blocks.append(render_conflicts(plan, language=language, style=style, full=full))
    blocks += left_as_it_is(plan, language)
    blocks.append(_conclusion(plan, guards, language, style, compared=files.base is not None))
    return "\n\n".join(blocks)


def _conclusion(plan: Plan, guards: Guards, language: str, style: Style, *, compared: bool) -> str:
    lines = [migrations_text(plan, language)] if plan.pending_migrations else []
    if not plan and not plan.conflicts and not plan.refusals:
        return "\n".join([*lines, style.good(no_changes(plan, language))])
    lines += [render_counts(plan, language=language), render_people(plan.people, language=language)]
    if causes := render_causes(plan.causes, language=language, compared=compared):
        lines.append(causes)
    lines.append(render_guards(plan, guards=guards, language=language, style=style))
    return "\n".join([*lines, *([style.doubtful(phrases.NOT_COMPARED.say(language))] if plan.target.on_paper else [])])


def left_as_it_is(plan: Plan, language: str) -> list[str]:
    """The paragraphs about what the plan does not change; those with something in them."""
    blocks = render_beside(plan, language=language)
    if plan.ours_already:
        blocks.append(render_ours_already(plan, language=language))
    if plan.only and plan.outside:
        blocks.append(render_outside(plan, language=language))
    return blocks


def no_changes(plan: Plan, language: str) -> str:
    """That there is nothing to do, as far as anybody has looked."""
    if plan.target.on_paper:
        return phrases.SAME_DECLARATIONS.say(language)
    return (phrases.NO_OTHER_CHANGES if plan.left_out or plan.outside else phrases.NO_CHANGES).say(language)


def render_counts(plan: Plan, *, language: str) -> str:
    """`Plan: 2 to add, 1 to change, 1 to delete, 118 unchanged.`"""
    counts = plan.counts
    other = phrases.TO_ADOPT.say(language, count=counts.adopt) if counts.adopt else ""
    other += phrases.TO_MOVE.say(language, count=counts.move) if counts.move else ""
    return phrases.PLAN_COUNTS.say(language, add=counts.add, change=counts.change, delete=counts.delete, other=other, unchanged=plan.unchanged)


def migrations_text(plan: Plan, language: str) -> str:
    """Which migrations the tables still need."""
    pending = plan.pending_migrations
    text = phrases.PENDING_MIGRATIONS.say(language, count=len(pending), names=", ".join(pending))
    return paragraph(phrases.MIGRATIONS.say(language), [text])
