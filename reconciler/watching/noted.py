"""What is true after one more pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from reconciler.engine.orders import Made
from reconciler.model.ledger import Holder
from reconciler.model.watching import LOOKED, THROUGH, Ended, Status

REMEMBERED: Final = 50
"""How many passes a status tells."""


def went_well(made: Made) -> bool:
    """Whether what it looked at is live as it is declared."""
    return made.passed.ended in (Ended.CLEAN, Ended.APPLIED) and made.plan is not None and not (made.plan.left_out or made.plan.outside)


def noted(status: Status, made: Made, total: Mapping[Ended, int], *, now: float, next: float, fetched: float) -> Status:
    """`now` is when the pass ended, `next` when the next one is due, both in seconds since 1970, `fetched` when a repository that is the source last answered."""
    passed = made.passed
    well = went_well(made)
    wrote = made.completed is not None and made.completed.report is not None and made.completed.report.ok
    found = replace(
        status,
        target=made.target or status.target,
        passes=(passed, *status.passes[: REMEMBERED - 1]),
        total=dict(total),
        plan=made.plan,
        synced=now if well and not passed.part else status.synced,
        applied=now if passed.wrote else status.applied,
        commit=passed.commit if well or wrote else status.commit,
        pauses=status.pauses if made.pauses is None else made.pauses,
        waiting=passed.waiting if made.plan is not None and not passed.part else status.waiting,
        failures=status.failures + 1 if passed.ended is Ended.FAILED else 0 if passed.ended in THROUGH else status.failures,
        next=next,
        fetched=fetched,
        looked=passed if passed.ended in LOOKED else status.looked,
    )
    # The lead may have been lost during the pass.
    return _stood_down(found) if found.stands_by else found


def led(status: Status, holder: Holder | None, *, leads: bool) -> Status:
    """After the lead was taken, or lost to `holder`."""
    found = replace(status, leader=leads, holder=holder)
    return found if leads else _stood_down(found)


def _stood_down(status: Status) -> Status:
    """What a standby knows of what is in force: nothing. What it knew when it led, somebody else may have settled since."""
    return replace(status, plan=None, looked=None, pauses=(), waiting=0)
