"""What a guard, a conflict or a pause keeps back stays as it is, and everything else goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.backends.sql import SqlBackend
from reconciler.database.database import Database
from reconciler.engine.approve import approve
from reconciler.engine.orders import Order
from reconciler.engine.pause import pause, resume
from reconciler.engine.watch import make_pass
from reconciler.model.address import organization_of
from reconciler.model.backend import Scope
from reconciler.model.watching import Claim, Ended, Trigger
from reconciler.watching.leader import Leader, Words
from tests.convergence.project import write_project
from tests.watching.watched import Watched, declare, nothing_left, people, wait_until, working


def live(directory: Path, organization: str) -> int:
    """How many people of an organization are live."""
    reader = SqlBackend({"type": "sql", "url": "sqlite:///live.db"}, directory).reader()
    try:
        return sum("/" in one.address and organization_of(one.address) == organization for one in reader.observe(Scope()))
    finally:
        reader.close()


def test_a_guard_holds_one_organization_and_an_approval_lets_it_go(tmp_path: Path) -> None:
    others = [people(f"big-{number}", 100) for number in range(2)]
    watched = Watched(declare(tmp_path, people("teleset", 12), *others))
    with watched:
        watched.wait_for(Ended.APPLIED)
        declare(tmp_path, people("teleset", 5), people("big-0", 101), others[1])
        made = watched.wait_for(Ended.HELD)
        passed = made.passed
        assert passed.held == ("teleset",)
        assert [(refusal.guard, refusal.subject) for refusal in passed.refusals] == [("loss", "teleset")]
        assert passed.number == 2, "what was let through is in the history"
        assert (live(tmp_path, "teleset"), live(tmp_path, "big-0")) == (12, 101)
        assert (passed.counts.add, passed.counts.delete) == (1, 0), "what was made"
        assert (passed.left.add, passed.left.delete) == (0, 7), "what is left to do"
        assert made.plan is not None
        assert {organization_of(change.address) for change in made.plan.changes} == {"teleset"}
        first = watched.controller.status().passes[-1]
        assert first.started + first.seconds <= watched.controller.status().synced <= passed.started
        watched.stands_still()
        count = len(watched.passes)
        approve(tmp_path, passed.refusals[0].digest, reason="the department was closed")
        watched.wait_for(Ended.APPLIED, after=count)
        assert nothing_left(tmp_path)
        assert live(tmp_path, "teleset") == 5


def test_mended_files_let_it_go_too(tmp_path: Path) -> None:
    watched = Watched(declare(tmp_path, people("teleset", 12), people("big", 100)))
    with watched:
        watched.wait_for(Ended.APPLIED)
        declare(tmp_path, people("teleset", 5), people("big", 100))
        watched.wait_for(Ended.HELD)
        declare(tmp_path, people("teleset", 12), people("big", 100))
        watched.wait_for(Ended.CLEAN)
        assert nothing_left(tmp_path)


def test_a_refusal_that_is_about_everybody_holds_everything(tmp_path: Path) -> None:
    watched = Watched(declare(tmp_path, *(people(f"org-{number}", 2) for number in range(30))))
    with watched:
        watched.wait_for(Ended.APPLIED)
        declare(tmp_path, *(people(f"org-{number}", 1) for number in range(29)), people("org-29", 3))
        made = watched.wait_for(Ended.HELD)
        assert "" in {refusal.subject for refusal in made.passed.refusals}
        assert (live(tmp_path, "org-0"), live(tmp_path, "org-29")) == (2, 2)
        assert made.passed.number == 0


def test_what_somebody_else_holds_is_held_alone(tmp_path: Path) -> None:
    declare(tmp_path, people("teleset", 2))
    assert make_pass(Order(tmp_path), (Trigger.START,), id="1").passed.ended is Ended.APPLIED
    write_project(tmp_path, [people("teleset", 3), people("other", 2)], manager="tests-0002")
    made = make_pass(Order(tmp_path), (Trigger.START,), id="2")
    assert made.passed.ended is Ended.HELD
    assert made.passed.held == ("teleset",)
    assert made.passed.claims == (Claim("teleset", "tests-0001", 1),)
    assert (live(tmp_path, "teleset"), live(tmp_path, "other")) == (2, 2)
    assert made.plan is not None
    assert made.plan.conflicts
    looked = make_pass(Order(tmp_path, mode="plan"), (Trigger.START,), id="3").passed
    assert (looked.ended, looked.claims) == (Ended.HELD, made.passed.claims)


def test_a_pause_of_everything_and_of_one(tmp_path: Path) -> None:
    watched = Watched(declare(tmp_path, people("teleset", 2), people("other", 2)))
    with watched:
        watched.wait_for(Ended.APPLIED)
        pause(tmp_path, [], reason="a holiday")
        declare(tmp_path, people("teleset", 3), people("other", 3))
        made = watched.wait_for(Ended.PAUSED)
        assert made.passed.error == "paused"
        assert watched.controller.status().pauses[0].organization == ""
        assert live(tmp_path, "teleset") == 2
        resume(tmp_path, [])
        watched.wait_for(Ended.APPLIED, after=1)
        assert nothing_left(tmp_path)
        synced = watched.controller.status().synced
        pause(tmp_path, ["teleset"], reason="a holiday")
        declare(tmp_path, people("teleset", 4), people("other", 4))
        wait_until(lambda: live(tmp_path, "other") == 4)
        assert live(tmp_path, "teleset") == 3
        wait_until(lambda: watched.ends.count(Ended.APPLIED) == 3)
        assert watched.controller.status().synced == synced, "not everything is as declared"
        assert watched.passes[-1][0].passed.paused == ("teleset",)
        watched.stands_still()
        count = len(watched.passes)
        resume(tmp_path, ["teleset"])
        assert watched.wait_for(Ended.APPLIED, after=count).passed.triggers == (Trigger.RETRY,)
        assert nothing_left(tmp_path)


def test_nobody_asks_for_words_but_while_somebody_has_said_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Leader] = []
    whole = Leader.words

    def words(self: Leader) -> Words:
        asked.append(self)
        return whole(self)

    monkeypatch.setattr(Leader, "words", words)
    declare(tmp_path, people("teleset", 2), people("other", 2))
    with working(tmp_path) as (controller, _):

        def heard() -> tuple[bool, int]:
            """What it hears, and by how many questions, once it is time for one."""
            asked.clear()
            controller._asked = float("-inf")
            return controller._heard(), len(asked)

        controller._pass((Trigger.START,))
        assert heard() == (False, 0)
        pause(tmp_path, ["teleset"], reason="a holiday", seconds=3_600)
        declare(tmp_path, people("teleset", 3), people("other", 2))
        controller._pass((Trigger.FILES,))
        assert controller.status().passes[0].ended is Ended.CLEAN
        assert heard() == (False, 1)
        (tmp_path / "organizations" / "9.yaml").write_text("kind: [", encoding="utf-8")
        controller._pass((Trigger.FILES,))
        assert controller.status().passes[0].ended is Ended.INVALID
        assert [one.organization for one in controller.status().pauses] == ["teleset"]
        assert heard() == (False, 1)
        with Database("sqlite:///live.db", directory=tmp_path).write() as connection:
            connection.exec_driver_sql("UPDATE reconciler_pauses SET until = 1")
        assert heard() == (True, 1), "its time is over"
        controller._pass((Trigger.RETRY,))
        assert controller.status().passes[0].ended is Ended.INVALID
        assert controller.status().pauses == (), "the ledger was asked, though the files could not be read"
        assert heard() == (False, 0)
        (tmp_path / "organizations" / "9.yaml").unlink()
        controller._pass((Trigger.FILES,))
        assert controller.status().passes[0].ended is Ended.APPLIED


def test_mode_plan_writes_nothing(tmp_path: Path) -> None:
    watched = Watched(declare(tmp_path, people("teleset", 2)), mode="plan")
    with watched:
        made = watched.wait_for(Ended.PLANNED)
        assert made.passed.left.add
        assert not made.passed.wrote
        assert made.plan
        declare(tmp_path, people("teleset", 3))
        wait_until(lambda: watched.ends == [Ended.PLANNED, Ended.PLANNED])
    assert not (tmp_path / "live.db").exists()
    assert not watched.controller.status().leader


def test_drift_is_undone_and_counted(tmp_path: Path) -> None:
    declare(tmp_path, people("teleset", 2))
    first = make_pass(Order(tmp_path), (Trigger.START,), id="1")
    backend = SqlBackend({"type": "sql", "url": "sqlite:///live.db"}, tmp_path)
    with backend.database.write() as connection:
        connection.exec_driver_sql("UPDATE reconciler_contacts SET address = 'somebody@else.example' WHERE account = 'op-0'")
    declare(tmp_path, people("teleset", 3))
    drift = make_pass(Order(tmp_path, only="drift"), (Trigger.INTERVAL,), id="2", known=first.known)
    assert (drift.passed.ended, drift.passed.counts.add, drift.passed.drift) == (Ended.APPLIED, 0, 1)
    assert live(tmp_path, "teleset") == 2
    again = make_pass(Order(tmp_path), (Trigger.INTERVAL,), id="3", known=drift.known)
    assert (again.passed.ended, again.passed.counts.add, again.passed.drift) == (Ended.APPLIED, 1, 0)
