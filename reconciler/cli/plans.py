"""A plan as the verbs `plan` and `apply` show it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reconciler.cli.terminal import Terminal
from reconciler.model.address import kind_of
from reconciler.model.change import Change, Update
from reconciler.model.errors import Refused
from reconciler.model.plan import Plan
from reconciler.reporting.plan import FilesInfo, render_plan

if TYPE_CHECKING:
    from reconciler.engine.plan import Planned
    from reconciler.reporting.machine import JsonDocument

CROWD = 20
"""More objects of one kind that come or go than this are counted and not shown one by one, so nobody asks where they are declared."""

COMMIT_LENGTH = 7


def files_of(planned: Planned) -> FilesInfo:
    """The line of the header that says what was read."""
    return FilesInfo(planned.files, planned.checkout.commit[:COMMIT_LENGTH], planned.checkout.dirty)


def whole(planned: Planned, terminal: Terminal, *, full: bool) -> str:
    """The plan with everything known about it."""
    return render_plan(
        planned.plan,
        files=files_of(planned),
        origins=planned.locations(_shown(planned.plan.changes, full=full)),
        language=terminal.language,
        style=terminal.style(),
        full=full,
        notes=planned.diagnostics,
        guards=planned.guards,
    )


def refusal(plan: Plan) -> Refused:
    """Why a plan is not carried out, as the fault that `apply` ends with: the first conflict of ownership, else the guards."""
    if plan.conflicts:
        first, count = plan.conflicts[0], len(plan.conflicts)
        if first.holds:
            return Refused("deletion-blocked", address=first.address, owner=first.owner, holds=first.holds[0], count=count)
        return Refused("ownership-conflict", hint="" if first.owner else "unmarked", address=first.address, owner=first.owner, count=count)
    return Refused("guard-refused", count=len(plan.refusals))


def machine(planned: Planned) -> JsonDocument:
    """The plan for programs, in full."""
    from reconciler.reporting.machine.plan import plan_document

    changes = planned.plan.changes
    return plan_document(planned.plan, files=files_of(planned), origins=planned.locations(_shown(changes, full=True)), notes=planned.diagnostics)


def _shown(changes: tuple[Change, ...], *, full: bool) -> list[str]:
    crowds = Counter(_crowd(change) for change in changes)
    return [change.address for change in changes if full or isinstance(change, Update) or crowds[_crowd(change)] <= CROWD]


def _crowd(change: Change) -> tuple[type[Change], str]:
    return type(change), kind_of(change.address)
