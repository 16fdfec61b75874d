"""What a pass has found, what it made of that, and what it left."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from reconciler.engine.apply import Completed
from reconciler.engine.plan import Planned
from reconciler.model.address import organization_of
from reconciler.model.cause import DRIFTED
from reconciler.model.change import Change, Create
from reconciler.model.plan import Conflict, Counts, Plan
from reconciler.model.reach import People
from reconciler.model.report import Applied
from reconciler.model.watching import Claim, Pass

_MARK: Final = 8
"""Bytes that tell one drift from another. It is never shown nor kept beyond the process."""


def seen(passed: Pass, planned: Planned) -> Pass:
    """The pass with what `planned` says of everything."""
    plan = planned.plan
    # What undoes something that moved in the live system.
    drift = sum(cause in DRIFTED for cause in plan.causes.values())
    return replace(passed, files=planned.files, commit=planned.source.commit, drift=drift, waiting=plan.beside.waiting, paused=plan.left_out)


def claims(conflicts: Iterable[Conflict]) -> tuple[Claim, ...]:
    """What others hold, by organization and owner: nothing that names anybody inside."""
    found = Counter((organization_of(conflict.address), conflict.owner) for conflict in conflicts)
    return tuple(Claim(organization, owner, count) for (organization, owner), count in sorted(found.items()))


def wrote(passed: Pass, completed: Completed) -> Pass:
    """The pass with what is known to be made, and the row that tells of it."""
    report = completed.report
    if report is None:
        return passed
    return replace(passed, number=report.history or 0, counts=Counts.of(tuple(one.change for one in report.outcomes if isinstance(one, Applied))))


def left(plan: Plan, completed: Completed) -> Plan:
    """What of it is left to do. What that means for people is not known then."""
    outcomes = completed.report.outcomes if completed.report is not None else ()
    made = {one.change.address for one in outcomes if isinstance(one, Applied)} - {*completed.differing}
    if not made:
        return plan
    changes = tuple(change for change in plan.changes if change.address not in made)
    causes = {address: cause for address, cause in plan.causes.items() if address not in made}
    return replace(plan, changes=changes, causes=causes, people=People(), digest="", foreseen={})


def drifted(plan: Plan) -> frozenset[bytes]:
    """A mark of each object that moved in the live system, and of what it is by now."""
    return frozenset(_mark(change) for change in plan.changes if plan.causes.get(change.address) in DRIFTED)


def _mark(change: Change) -> bytes:
    live = b"" if isinstance(change, Create) else change.before.canonical
    return hashlib.blake2b(change.address.encode() + b"\0" + live, digest_size=_MARK).digest()
