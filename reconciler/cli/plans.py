"""A plan as the verbs `plan` and `apply` show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from reconciler.cli.forms import PAGES
from reconciler.cli.terminal import Terminal
from reconciler.model.address import kind_of, organization_of
from reconciler.model.change import Change, Create, Delete, FieldChange, Update
from reconciler.model.commit import SHORT
from reconciler.model.diagnostic import Location
from reconciler.model.values import Absent
from reconciler.reporting.deciding import Decider, Deciders
from reconciler.reporting.fields import leaves
from reconciler.reporting.header import BaseInfo, FilesInfo
from reconciler.reporting.layers import named_layer
from reconciler.resources import recipient_of

if TYPE_CHECKING:
    from reconciler.engine.plan import Planned
    from reconciler.reporting.machine import JsonDocument

CROWD = 20
"""More objects of one kind that come or go than this are counted and not shown one by one, so nobody asks where they are declared."""

NO_COMMITS: Final[Mapping[str, str]] = {}

_CELL_DEPTH = 2
"""A subscription is at `types/<type>` of a specification."""


def files_of(planned: Planned, commits: Mapping[str, str] = NO_COMMITS) -> FilesInfo:
    """The line of the header that says what was read; `commits` are those in which what is deleted was declared."""
    standing, here = planned.standing, planned.checkout
    base = planned.base.revision if planned.base is not None else None
    return FilesInfo(
        planned.files,
        here.commit[:SHORT],
        here.dirty,
        standing.commit[:SHORT],
        standing,
        planned.last,
        base=BaseInfo(base.ref, base.tip[:SHORT], base.commit[:SHORT], base.moved_on) if base is not None else None,
        commits={address: commit[:SHORT] for address, commit in commits.items()},
        pauses=planned.pauses,
        left_out=planned.plan.left_out,
        bound=planned.bound,
        key_lost=planned.key_lost,
    )


def whole(planned: Planned, terminal: Terminal, *, full: bool) -> str:
    """The plan with everything known about it, in the form asked for."""
    origins, deciders, commits = explained(planned, full=full, form=terminal.form)
    render = _renderer(terminal)
    return render(
        planned.plan,
        files=files_of(planned, commits),
        origins=origins,
        deciders=deciders,
        language=terminal.language,
        full=full,
        notes=planned.diagnostics,
        guards=planned.guards,
    )


def _renderer(terminal: Terminal) -> Callable[..., str]:
    match terminal.form:
        case "markdown":
            from reconciler.reporting.plan_markdown import render_markdown

            return render_markdown
        case "html":
            from reconciler.reporting.plan_html import render_html

            return render_html
        case _:
            from reconciler.reporting.plan import render_plan

            return partial(render_plan, style=terminal.style())


def explained(planned: Planned, *, full: bool, form: str = "text") -> tuple[Mapping[str, Location], Deciders, Mapping[str, str]]:
    """Where what is shown is declared, and which layers decide its subscriptions (of an update those that change, of what comes all of them), and in which commits what is
    deleted was declared.
    """
    from reconciler.engine.deciding import Question

    cells: dict[tuple[str, str], Question] = {}
    shown = _shown(planned.plan.changes, full=full, form=form)
    named = frozenset(shown)
    for change in planned.plan.changes:
        if kind_of(change.address) == "type":
            continue
        match change:
            case Update(_, _, fields):
                cells.update({(change.address, type_): Question(switched, contacts) for type_, switched, contacts in _changed_types(fields)})
            case Create(after) if change.address in named:
                cells.update({(change.address, type_): Question(switched=False) for type_ in recipient_of(after.address, after.spec).subscriptions})
    found = planned.explained(shown, cells)
    return found.origins, {cell: Decider(named_layer(by.layer, cell[0]), by.location, by.missing) for cell, by in found.deciding.items()}, found.commits


def _changed_types(fields: Iterable[FieldChange]) -> Iterator[tuple[str, bool, frozenset[str]]]:
    """(type, whether it is switched on or off, the contacts that come or go) for each subscription that changes."""
    for leaf in leaves(fields):
        if len(leaf.pointer) == _CELL_DEPTH and leaf.pointer[0] == "types":
            before, after = (frozenset() if isinstance(side, Absent) else frozenset(map(str, cast(Sequence[str], side))) for side in (leaf.before, leaf.after))
            yield str(leaf.pointer[1]), not before or not after, before ^ after


def machine(planned: Planned) -> JsonDocument:
    """The plan for programs, in full."""
    from reconciler.reporting.machine.plan import plan_document

    origins, deciders, commits = explained(planned, full=True)
    return plan_document(
        planned.plan,
        files=files_of(planned, commits),
        origins=origins,
        deciders=deciders,
        notes=planned.diagnostics,
    )


def _shown(changes: tuple[Change, ...], *, full: bool, form: str) -> list[str]:
    """The addresses that are shown one by one: a page counts what is alike by organization, and neither a page nor a comment counts what goes."""
    crowds = Counter(_crowd(change, form) for change in changes)
    return [change.address for change in changes if full or _single(change, form) or crowds[_crowd(change, form)] <= CROWD]


def _single(change: Change, form: str) -> bool:
    return isinstance(change, Update) or (isinstance(change, Delete) and form in PAGES)


def _crowd(change: Change, form: str) -> tuple[type[Change], str, str]:
    return type(change), kind_of(change.address), organization_of(change.address) if form == "html" else ""
