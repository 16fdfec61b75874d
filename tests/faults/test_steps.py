"""An apply to a system without transactions, whatever happens to it: the next one says what it found, and finishes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

import reconciler
from reconciler.backends.memory import Fault
from reconciler.cli.exits import Exit
from reconciler.engine.plan import plan
from reconciler.model.errors import BackendError
from reconciler.model.journal import DONE, NOT_DONE
from reconciler.model.report import Applied
from tests.faults import steps
from tests.faults.processes import killed_at_step
from tests.faults.steps import MANAGER, applied, effects, history, ledger, program, project
from tests.started import Started, ended, until
from tests.unit.engine.worlds import edit

ROOT = Path(reconciler.__file__).parents[1]
FILE = "organizations/teleset.yaml"

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")


def settled(directory: Path) -> None:
    """Nothing is left to do, nothing was done twice, and the books are closed."""
    assert not plan(directory).plan
    assert len(effects(directory)) == len(set(effects(directory)))
    assert list(ledger(directory).unfinished(MANAGER, "")) == []
    assert ledger(directory).binding(MANAGER) is not None


def test_apply_then_plan_is_empty(tmp_path: Path) -> None:
    project(tmp_path)
    completed = applied(tmp_path)
    assert completed.report is not None
    assert (completed.report.ok, completed.report.history, completed.differing) == (True, 1, ())
    settled(tmp_path)
    (entry,) = history(tmp_path)
    assert (entry.outcome, entry.counts) == ("applied", completed.planned.plan.counts)
    assert applied(tmp_path).report is None


def test_what_fails_is_said_and_done_by_the_next(tmp_path: Path) -> None:
    project(tmp_path)
    program(tmp_path, Fault("rejected", "create", "teleset/petrov"))
    completed = applied(tmp_path)
    assert completed.report is not None
    assert completed.report.partial
    first = sum(isinstance(outcome, Applied) for outcome in completed.report.outcomes)
    assert first == len(completed.report.outcomes) - 1
    assert [(entry.outcome, entry.error, entry.counts.add) for entry in history(tmp_path)] == [("partial", "backend-failed", first)]
    assert ledger(tmp_path).binding(MANAGER) is None
    assert b"applied in part [backend-failed]" in ended(tmp_path, "history").stdout
    again = applied(tmp_path)
    assert again.report is not None
    assert [outcome.change.address for outcome in again.report.outcomes] == ["teleset/petrov"]
    assert again.resumed == ()
    settled(tmp_path)


def run(directory: Path, *arguments: str) -> Started:
    return Started(directory, *arguments, environment={**os.environ, "RECONCILER_LANG": "en"})


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "termination"])
def test_the_first_interrupt_finishes_what_is_in_flight(tmp_path: Path, number: signal.Signals) -> None:
    project(tmp_path)
    program(tmp_path, Fault("slow", "create", nth=2, times=99, seconds=0.5))
    with run(tmp_path, "apply", "--yes") as process:
        until(lambda: len(effects(tmp_path)) >= 1)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == Exit.PARTIAL, err
    assert "Finishing what is in flight" in err
    assert "applied in part" in out
    assert "interrupted before it began" in out
    program(tmp_path)
    done = len(effects(tmp_path))
    (entry,) = history(tmp_path)
    assert (entry.outcome, entry.counts.add) == ("interrupted", done)
    assert list(ledger(tmp_path).unfinished(MANAGER, "")) == []
    assert applied(tmp_path).resumed == ()
    settled(tmp_path)
    assert [entry.outcome for entry in history(tmp_path)] == ["interrupted", "applied"]


@POSIX
def test_the_second_interrupt_ends_it_at_once(tmp_path: Path) -> None:
    project(tmp_path)
    program(tmp_path, Fault("slow", "create", nth=2, seconds=30))
    with run(tmp_path, "apply", "--yes") as process:
        until(lambda: len(effects(tmp_path)) == 1)
        # The second one is in flight, and not the first one still being written down.
        made = {address for _, address in effects(tmp_path)}
        until(
            lambda: any(
                intent.outcome == "" and intent.change.address not in made for one in ledger(tmp_path).unfinished(MANAGER, "") for intent in one.intents
            )
        )
        process.send_signal(signal.SIGINT)
        until(lambda: "Finishing" in process.told)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
    assert process.returncode == Exit.PARTIAL
    assert "Perhaps saved, perhaps not" in out
    assert [entry.outcome for entry in history(tmp_path)] == ["unfinished"]
    program(tmp_path)
    (found,) = applied(tmp_path).resumed
    assert [intent.outcome for intent in found.intents] == [NOT_DONE]
    settled(tmp_path)
    assert [entry.outcome for entry in history(tmp_path)] == ["interrupted", "applied"]


@POSIX
@pytest.mark.parametrize(("point", "outcome"), [(3, NOT_DONE), (4, DONE)])
def test_a_killed_apply_is_finished_by_the_next_which_says_what_it_found(tmp_path: Path, point: int, outcome: str) -> None:
    project(tmp_path)
    killed_at_step(applied, tmp_path, point)
    (entry,) = history(tmp_path)
    assert entry.outcome == "unfinished"
    with run(tmp_path, "plan") as process:
        _, err = process.communicate(timeout=60)
    assert "Apply 1 did not finish: 1 change was in flight" in err
    (found,) = applied(tmp_path).resumed
    assert [intent.outcome for intent in found.intents] == [outcome]
    settled(tmp_path)
    first, second = history(tmp_path)
    assert (first.outcome, first.counts.add) == ("interrupted", 2 if outcome == DONE else 1)
    assert (second.outcome, first.counts.add + second.counts.add) == ("applied", len(effects(tmp_path)))
    keys = [call.key for call in steps.world(tmp_path).calls] if outcome == NOT_DONE else []
    assert len(set(keys)) == len(keys) - (outcome == NOT_DONE) if keys else True


@POSIX
def test_killed_after_the_last_change_it_was_applied_all_the_same(tmp_path: Path) -> None:
    project(tmp_path)
    applied(tmp_path)
    edit(tmp_path / FILE, "Павел", "Пётр")
    killed_at_step(applied, tmp_path, 2)
    assert [entry.outcome for entry in history(tmp_path)] == ["applied", "unfinished"]
    completed = applied(tmp_path)
    assert completed.report is None
    assert [intent.outcome for found in completed.resumed for intent in found.intents] == [DONE]
    assert [(entry.outcome, entry.counts.change) for entry in history(tmp_path)][1:] == [("applied", 1)]
    settled(tmp_path)


def test_what_somebody_else_changed_since_is_said_to_be_unclear(tmp_path: Path) -> None:
    project(tmp_path)
    applied(tmp_path)
    edit(tmp_path / FILE, "Павел", "Пётр")
    program(tmp_path, Fault("limited", "update", times=99, seconds=500), Fault("before", "observe", nth=3, times=99))
    completed = applied(tmp_path)
    assert completed.report is not None
    (outcome,) = completed.report.outcomes
    assert type(outcome).__name__ == "Unanswered"
    program(tmp_path)
    edit(tmp_path / FILE, "Пётр", "Пров")
    with steps.world(tmp_path).opened() as opened:
        address = "teleset/petrov"
        changed = {**opened.objects[address].spec, "given_name": "Сам"}
        from dataclasses import replace

        from reconciler.canonical import canonical

        opened.objects[address] = replace(opened.objects[address], canonical=canonical(changed), version="7")
    assert [intent.outcome for found in applied(tmp_path).resumed for intent in found.intents] == ["unclear"]
    assert not plan(tmp_path).plan


def test_what_was_never_answered_and_was_not_made_failed(tmp_path: Path) -> None:
    project(tmp_path)
    applied(tmp_path)
    edit(tmp_path / FILE, "Павел", "Пётр")
    program(tmp_path, Fault("limited", "update", seconds=500), Fault("before", "observe", nth=3, times=99))
    completed = applied(tmp_path)
    assert completed.report is not None
    assert completed.report.partial, "nobody knows"
    assert history(tmp_path)[-1].outcome == "partial"
    program(tmp_path)
    assert [intent.outcome for found in applied(tmp_path).resumed for intent in found.intents] == [NOT_DONE]
    assert [(entry.outcome, entry.counts.change) for entry in history(tmp_path)][1:] == [("failed", 0), ("applied", 1)]


@pytest.mark.parametrize("kind", ["partial", "before", "rejected"])
def test_half_of_what_is_live_is_never_taken_for_all_of_it(tmp_path: Path, kind: str) -> None:
    """Neither does it delete what is missing, nor make anew what is there: not by a plan, nor under the lock when the second look ends early."""
    project(tmp_path)
    applied(tmp_path)
    edit(tmp_path / FILE, "  petrov:", "  sokolov: {family_name: Соколов, given_name: Пётр, contacts: {email: s@teleset.example}}\n  petrov:")
    before = effects(tmp_path)
    for nth in (1, 2):
        program(tmp_path, Fault(kind, "observe", nth=nth, times=99))
        with pytest.raises(BackendError):
            applied(tmp_path)
        assert effects(tmp_path) == before
    program(tmp_path, Fault(kind, "observe", times=99))
    with pytest.raises(BackendError):
        plan(tmp_path)
    program(tmp_path)
    applied(tmp_path)
    settled(tmp_path)
