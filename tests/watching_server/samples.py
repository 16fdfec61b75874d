"""Passes and what is true now, made by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reconciler.model.ledger import Holder, Owner
from reconciler.model.pause import Pause
from reconciler.model.plan import Counts, Plan, Refusal
from reconciler.model.watching import LOOKED, Claim, Ended, Pass, Status, Trigger
from tests.unit.reporting.worlds import TARGET

NOW = 1_795_000_000.0
LOSS = Refusal("loss", "teleset", 400, 448, ("teleset/ivanova", "teleset/petrov"), "9f31c2aa", "")
HOLDER = Holder(Owner("svc", "node-1", 4711), "watch", "2026-11-22T18:40:00Z", "2026-11-22T18:41:00Z", 7)
CLAIM = Claim("partner", "legacy-crm", 3)
PAUSE = Pause("teleset-platform-7f3a", "production", "radiolink", "ivanova@node-1", "the bus is down", "2026-11-22T18:40:00Z")


def passed(order: int, ended: Ended = Ended.CLEAN, **more: Any) -> Pass:
    """The pass of that number; each begins a minute after the one before."""
    given: dict[str, Any] = {"id": f"p{order}", "triggers": (Trigger.INTERVAL,), "started": NOW - 6_000 + 60 * order, "seconds": 0.4, "files": 12, **more}
    return Pass(ended=ended, **given)


def status(*passes: Pass, **more: Any) -> Status:
    """With the passes given in the order they were made."""
    total: dict[Ended, int] = {}
    for one in passes:
        total[one.ended] = total.get(one.ended, 0) + 1
    given: dict[str, Any] = {"mode": "apply", "began": NOW - 6_000, "moved": NOW, **more}
    leads = given.get("leader", True) or given["mode"] != "apply"
    given["looked"] = next((one for one in reversed(passes) if one.ended in LOOKED), None) if leads else None
    return Status(TARGET, passes=tuple(reversed(passes)), total=total, **given)


def busy() -> Status:
    """Something of everything."""
    made = (
        passed(1, Ended.APPLIED, triggers=(Trigger.START,), counts=Counts(add=3, delete=1), number=12, commit="4f2c81e0aa11"),
        passed(2, Ended.FAILED, error="backend-unreachable", arguments={"backend": "sql"}, triggers=(Trigger.FILES, Trigger.HOOK)),
        passed(3, Ended.INVALID, error="invalid-input"),
        passed(4, Ended.HELD, left=Counts(change=2), drift=2, held=("partner", "teleset"), refusals=(LOSS,), waiting=5, claims=(CLAIM,)),
    )
    return status(
        *made,
        plan=Plan(TARGET, refusals=(LOSS,), unchanged=118),
        synced=NOW - 5_000,
        applied=NOW - 5_940,
        commit="4f2c81e0aa11",
        holder=HOLDER,
        pauses=(PAUSE,),
        waiting=5,
        next=NOW + 300,
        ref="main",
        fetched=NOW - 30,
    )


@dataclass
class Controller:
    """Stands in for the one that makes passes."""

    now: Status = field(default_factory=lambda: status(passed(1)))
    triggered: list[Trigger] = field(default_factory=list)

    def status(self) -> Status:
        return self.now

    def trigger(self, trigger: Trigger) -> None:
        self.triggered.append(trigger)
