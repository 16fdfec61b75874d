"""What pauses mean for a plan and for an apply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reconciler.engine.connect import Connection
from reconciler.model.address import organization_of
from reconciler.model.backend import Scope
from reconciler.model.errors import Refused
from reconciler.model.moved import Moved
from reconciler.model.pause import Pause


def pauses_of(connection: Connection) -> tuple[Pause, ...]:
    """Those in force now."""
    target = connection.target
    return tuple(connection.ledger.pauses(target.manager, target.environment))


def left_out(organizations: Iterable[str], moves: Iterable[Moved]) -> frozenset[str]:
    """The organizations no plan may touch: these, and those that a move ties to one of them. One half of it would look like a loss. "" (a pause of everything) leaves out none."""
    out = {*organizations} - {""}
    ties = [{organization_of(moved.source), organization_of(moved.target)} for moved in moves] if out else []
    while more := [tie for tie in ties if tie & out and tie - out]:
        out = out.union(*more)
    return frozenset(out)


def check(pauses: Sequence[Pause], scope: Scope, *, touched: Iterable[str] = ()) -> None:
    """Raises `Refused` where everything is paused, or every organization of `scope`, or one that is `touched` and cannot be left out."""
    by = {pause.organization: pause for pause in pauses}
    named = scope.organizations or frozenset()
    wanted = [id for id in ("", *sorted({*touched})) if id in by]
    if not wanted and named and named <= by.keys():
        wanted = sorted(named)
    if wanted:
        raise refusal(by[wanted[0]])


def refusal(pause: Pause) -> Refused:
    """Who paused what, until when, and why."""
    return Refused(
        "organization-paused" if pause.organization else "paused",
        hint="until" if pause.until else "",
        organization=pause.organization,
        actor=pause.actor,
        since=pause.since,
        until=pause.until,
        reason=pause.reason,
    )
