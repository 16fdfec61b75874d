"""What a pass says that it made is what was made, however it ended; what is left to do is something else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.backends.memory import Fault
from reconciler.backends.sql import SqlBackend
from reconciler.database.database import Database
from reconciler.engine import watch
from reconciler.engine.approve import approve
from reconciler.engine.found import drifted
from reconciler.engine.orders import Hands, Made, Order
from reconciler.engine.pause import pause, resume
from reconciler.engine.watch import make_pass
from reconciler.ledger.sql import SqlLedger
from reconciler.model.cause import Cause
from reconciler.model.errors import TransientError
from reconciler.model.ledger import Owner
from reconciler.model.plan import Counts, Plan
from reconciler.model.watching import Ended, Trigger
from reconciler.reporting.watched import render_pass
from reconciler.watching.drifting import Drifting
from tests.faults import steps
from tests.unit.reporting.worlds import PETROV, TARGET, update
from tests.watching.watched import declare, people
from tests.watching_server.samples import passed


def look(directory: Path, mode: str = "apply", only: str = "") -> Made:
    return make_pass(Order(directory, mode=mode, only=only), (Trigger.INTERVAL,), id="1", hands=Hands(wait=0.0))


def told(made: Made) -> tuple[Ended, Counts, Counts]:
    return made.passed.ended, made.passed.counts, made.passed.left


def write(directory: Path, statement: str) -> None:
    with SqlBackend({"type": "sql", "url": "sqlite:///live.db"}, directory).database.write() as connection:
        connection.exec_driver_sql(statement)


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """One account waits to be added, and nothing else."""
    declare(tmp_path, people("teleset", 2))
    made = look(tmp_path)
    assert (made.passed.ended, made.passed.left) == (Ended.APPLIED, Counts())
    assert made.passed.counts.add > 2
    assert look(tmp_path).passed.counts == Counts()
    return declare(tmp_path, people("teleset", 3))


def test_while_everything_is_paused_nothing_is_made(waiting: Path) -> None:
    pause(waiting, [], reason="a holiday")
    assert told(look(waiting)) == (Ended.PAUSED, Counts(), Counts(add=1))
    resume(waiting, [])
    assert told(look(waiting)) == (Ended.APPLIED, Counts(add=1), Counts())


def test_what_the_database_rejects_is_not_made(waiting: Path) -> None:
    write(waiting, "CREATE TRIGGER no BEFORE INSERT ON reconciler_accounts BEGIN SELECT RAISE(ABORT, 'no'); END")
    assert told(look(waiting)) == (Ended.FAILED, Counts(), Counts(add=1))


def test_behind_a_lock_nothing_is_made(waiting: Path) -> None:
    ledger = SqlLedger(Database("sqlite:///live.db", directory=waiting))
    key = ledger.key()
    assert key is not None
    with ledger.lock("apply", Owner("ci", "elsewhere", 1, "boot"), key=key, wait=0.0):
        assert told(look(waiting)) == (Ended.LOCKED, Counts(), Counts(add=1))


def test_mode_plan_makes_nothing(waiting: Path) -> None:
    assert told(look(waiting, mode="plan")) == (Ended.PLANNED, Counts(), Counts(add=1))


def test_what_was_made_in_part_is_said_and_so_is_the_rest(tmp_path: Path) -> None:
    steps.project(tmp_path)
    steps.program(tmp_path, Fault("rejected", "create", "teleset/petrov"))
    made = look(tmp_path)
    (entry,) = steps.history(tmp_path)
    assert entry.outcome == "partial"
    assert entry.counts.add
    assert told(made) == (Ended.FAILED, entry.counts, Counts(add=1))
    assert made.plan is not None
    assert [change.address for change in made.plan.changes] == ["teleset/petrov"]
    said = render_pass(made.passed, made.plan, made.error, time="now", language="en")
    assert f"Made in this pass: +{entry.counts.add}. Number 1 in the history." in said
    assert told(look(tmp_path)) == (Ended.APPLIED, Counts(add=1), Counts())


def test_what_was_made_before_looking_again_failed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    declare(tmp_path, people("teleset", 12), people("big", 100))
    assert look(tmp_path).passed.ended is Ended.APPLIED
    declare(tmp_path, people("teleset", 5), people("big", 101))
    whole, looks = vars(watch)["look"], []

    def third(session: object) -> object:
        looks.append(session)
        if len(looks) == 3:
            raise TransientError("backend-unreachable", backend="sql")
        return whole(session)

    monkeypatch.setattr(watch, "look", third)
    made = look(tmp_path)
    assert (*told(made), made.passed.number) == (Ended.FAILED, Counts(add=1), Counts(delete=7), 2)
    again = look(tmp_path)
    assert told(again) == (Ended.HELD, Counts(), Counts(delete=7))
    approve(tmp_path, again.passed.refusals[0].digest, reason="closed")
    assert told(look(tmp_path)) == (Ended.APPLIED, Counts(delete=7), Counts())


def test_what_only_leaves_to_others_is_said_apart(waiting: Path) -> None:
    made = look(waiting, only="drift")
    assert (*told(made), made.passed.others) == (Ended.CLEAN, Counts(), Counts(), 1)
    said = render_pass(made.passed, made.plan, None, time="now", language="en")
    assert said == "now Nothing to do here; 1 change is left to others by --only drift."


def test_drift_that_nobody_undoes_is_new_once_and_again_when_it_moves_on(tmp_path: Path) -> None:
    declare(tmp_path, people("teleset", 3))
    look(tmp_path)
    drifting = Drifting()

    def fresh(mode: str = "plan") -> tuple[int, int]:
        passed = drifting.told(look(tmp_path, mode)).passed
        return passed.drift, passed.drift - passed.again

    assert fresh() == (0, 0)
    write(tmp_path, "UPDATE reconciler_contacts SET address = 'one@else.example' WHERE account = 'op-0'")
    assert [fresh(), fresh()] == [(1, 1), (1, 0)]
    write(tmp_path, "UPDATE reconciler_contacts SET address = 'two@else.example' WHERE account IN ('op-0', 'op-1')")
    assert [fresh(), fresh()] == [(2, 2), (2, 0)]
    assert [fresh("apply"), fresh("apply")] == [(2, 0), (0, 0)], "it was counted when it was found"
    write(tmp_path, "UPDATE reconciler_contacts SET address = 'two@else.example' WHERE account = 'op-0'")
    assert fresh("apply") == (1, 1), "somebody did it once more"


def test_a_pass_that_could_not_look_forgets_no_drift_and_a_standby_does() -> None:
    drifting = Drifting()
    change = update(PETROV, replace(PETROV, locale="en"))
    plan = Plan(TARGET, (change,), causes={change.address: Cause.DRIFT})
    found = Made(passed(1, Ended.PLANNED, drift=1), plan, drifted=drifted(plan))
    assert [drifting.told(found).passed.again for _ in range(2)] == [0, 1]
    drifting.told(Made(passed(2, Ended.FAILED)))
    assert drifting.told(found).passed.again == 1
    drifting.told(Made(passed(3, Ended.STANDBY)))
    assert drifting.told(found).passed.again == 0
