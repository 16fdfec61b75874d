"""A plan → what `apply` shows before it asks, and the question."""

from __future__ import annotations

from collections.abc import Sequence

from reconciler.model.address import kind_of
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.diagnostic import Diagnostic
from reconciler.model.plan import Plan, Target
from reconciler.model.resource import Resource
from reconciler.reporting import phrases
from reconciler.reporting.causes import differ, render_causes, render_outside
from reconciler.reporting.changes import ALIKE, EXAMPLES, collapse_builtin, ordered, symbol
from reconciler.reporting.diagnostics import render_diagnostics
from reconciler.reporting.fields import field_details
from reconciler.reporting.header import FilesInfo, render_header
from reconciler.reporting.layout import few, pad, paragraph, width
from reconciler.reporting.people import render_people
from reconciler.reporting.plan import render_counts
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import visible
from reconciler.resources import recipient_of


def render_prompt(plan: Plan, *, files: FilesInfo | None = None, saved: str = "", notes: Sequence[Diagnostic] = (), language: str, style: Style = PLAIN) -> str:
    """Header, notes about the files, one line for each change, counts and people. The question is apart: `render_question`.

    `saved` says where a plan that was approved comes from.
    """
    told = [render_counts(plan, language=language), render_people(plan.people, language=language)]
    summary = "\n".join([*told, *([render_causes(plan.causes, language=language)] if differ(plan.causes) else [])])
    found = render_diagnostics(notes, language=language, style=style)
    blocks = [
        render_header(plan.target, files, plan=saved, language=language),
        found,
        render_short_changes(plan, language=language, style=style),
        summary,
        render_outside(plan, language=language),
    ]
    return "\n\n".join(block for block in blocks if block)


def expected_answers(target: Target, language: str) -> tuple[str, ...]:
    """What may be typed to go on: the environment's name; where a project has none `yes`, in the reader's language too."""
    if target.environment:
        return (target.environment,)
    return ("yes", "да") if language == "ru" else ("yes",)


def render_question(target: Target, *, language: str) -> str:
    if target.environment:
        return phrases.ASK_ENVIRONMENT.say(language, environment=target.environment)
    return phrases.ASK_YES.say(language, backend=target.backend)


def render_cancelled(*, language: str) -> str:
    return phrases.CANCELLED.say(language)


def render_short_changes(plan: Plan, *, language: str, style: Style = PLAIN) -> str:
    """One line each, what stops first; more than twenty of one kind become a count and examples."""
    builtin, others = collapse_builtin(ordered(plan.changes))
    rows: list[tuple[str, str, str]] = []
    for mark in "-~=+":
        changes = [change for change in others if symbol(change) == mark]
        if mark == "+" and builtin:
            rows.append((mark, phrases.BUILTIN_TYPES.say(language, count=len(builtin)), ""))
        if len(changes) > ALIKE:
            rows.append((mark, _counted(changes, language), ""))
        else:
            rows += [(mark, visible(change.address), _effect(change, language)) for change in changes]
    columns = max((width(address) for _, address, effect in rows if effect), default=0) + 4
    return "\n".join(style.change(mark, f"{mark} {pad(address, columns)}{effect}".rstrip()) for mark, address, effect in rows)


def _counted(changes: list[Change], language: str) -> str:
    names = few((change.address for change in changes), EXAMPLES, language)
    return f"{len(changes)}: {names}"


def _effect(change: Change, language: str) -> str:
    match change:
        case Create(after):
            if kind_of(after.address) == "type":
                return phrases.TYPE_ADDED.say(language)
            types = _types(after)
            if not types and after.spec.get("suspended"):
                return phrases.WILL_BE_SUSPENDED.say(language)
            return phrases.WILL_START.say(language, types=types) if types else phrases.WILL_BE_ADDED.say(language)
        case Delete(before):
            if kind_of(before.address) == "type":
                return phrases.TYPE_DELETED.say(language)
            types = _types(before)
            return phrases.WILL_STOP.say(language, types=types) if types else phrases.WILL_BE_DELETED.say(language)
        case Update():
            return "; ".join(detail.text for detail in field_details(change, language=language))
        case Adopt():
            return phrases.MARKED_OURS.say(language)
        case Move(before, _):
            return phrases.MOVED_FROM.say(language, address=before.address)


def _types(resource: Resource) -> str:
    """What its recipient receives; nothing while it is suspended."""
    recipient = recipient_of(resource.address, resource.spec)
    return "" if recipient.suspended else ", ".join(recipient.subscriptions)


def render_migrated(names: tuple[str, ...], *, language: str) -> str:
    """The migrations that were run, for `prepare` and an `apply` that prepared its database."""
    return paragraph(phrases.MIGRATIONS.say(language), [", ".join(visible(name) for name in names) or phrases.NONE.say(language)])
