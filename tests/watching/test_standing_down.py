"""A leader that has lost the lead looks at nothing any more: what it knew is not told as if it were still so."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.engine.orders import Order
from reconciler.engine.pause import pause
from reconciler.model.errors import Locked
from reconciler.model.watching import Ended, Status, Trigger
from reconciler.watching.leader import Leader
from reconciler.watching.metrics import Metrics
from tests.watching.watched import declare, people, working
from tests.watching_server.samples import NOW


def lose(leader: Leader, other: Leader) -> None:
    """It stood still for so long that another one leads, and finds that out as its heart beats."""
    leader.hold().release()
    other.hold()
    with pytest.raises(Locked):
        leader.hold()


def lines(now: Status) -> set[str]:
    return {line for line in Metrics(lambda: now, lambda: NOW).text().splitlines() if not line.startswith("#")}


def test_who_lost_the_lead_tells_nothing_of_what_was_in_force(tmp_path: Path) -> None:
    declare(tmp_path, people("teleset", 2), people("other", 2))
    with working(tmp_path) as (controller, leader), Leader(Order(tmp_path), lambda leads, holder: None) as other:
        controller._pass((Trigger.START,))
        pause(tmp_path, ["other"], reason="a holiday")
        declare(tmp_path, people("teleset", 0), people("other", 2))
        controller._pass((Trigger.SIGNAL,))
        now = controller.status()
        assert now.passes[0].ended is Ended.HELD
        assert now.looked is not None
        assert now.looked.refusals
        assert now.plan
        assert now.pauses
        assert "reconciler_organizations_held 1.0" in lines(now)
        synced = now.synced
        lose(leader, other)
        for _ in range(2):  # at once, and after the pass that says so
            now = controller.status()
            assert (now.leader, now.looked, now.plan, now.pauses, now.waiting) == (False, None, None, (), 0)
            assert now.synced == synced, "what was, was"
            said = lines(now)
            assert {"reconciler_organizations_held 0.0", 'reconciler_guard_refusals_open{guard="empty"} 0.0', "reconciler_pauses 0.0"} <= said
            assert not {line for line in said if line.startswith(("reconciler_changes_pending", "reconciler_last_pass_drift", "reconciler_organization_held"))}
            controller._pass((Trigger.INTERVAL,))
        assert controller.status().passes[0].ended is Ended.STANDBY
        other.hold().release()
        controller._pass((Trigger.RETRY,))
        assert controller.status().looked == controller.status().passes[0], "who leads again looks again"


def test_a_pass_that_was_under_way_when_the_lead_was_lost_tells_nothing_either(tmp_path: Path) -> None:
    declare(tmp_path, people("teleset", 2))
    with working(tmp_path) as (controller, _):
        controller._pass((Trigger.START,))
        declare(tmp_path, people("teleset", 0))
        whole = controller._made

        def made(*arguments: object) -> object:
            found = whole(*arguments)  # type: ignore[arg-type]
            controller._led(False, None)
            return found

        controller._made = made  # type: ignore[method-assign,assignment]
        controller._pass((Trigger.SIGNAL,))
        now = controller.status()
        assert now.passes[0].ended is Ended.HELD
        assert (now.looked, now.plan) == (None, None)
