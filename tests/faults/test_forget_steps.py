"""Giving objects up in a system without transactions: nothing is deleted, and the history says what was given up, whatever happens."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from reconciler.backends.memory import Fault
from reconciler.cli.exits import Exit
from reconciler.engine.forget import Forgetting, Forgotten, forget
from reconciler.model.journal import DONE
from reconciler.model.plan import Counts
from tests.faults.processes import killed_at_step
from tests.faults.steps import MANAGER, applied, effects, history, ledger, program, project, world
from tests.faults.test_steps import FILE, run
from tests.started import ended, until
from tests.unit.engine.worlds import write

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
BOTH = ("teleset/ivanova", "teleset/petrov")


def agree(_: Forgetting) -> None:
    pass


def forgotten(directory: Path, *addresses: str) -> Forgotten:
    return forget(directory, addresses or BOTH, confirm=agree, reason="another system looks after them")


def marks(directory: Path) -> list[str]:
    with world(directory).seen() as seen:
        return [seen.objects[address].manager for address in BOTH]


@pytest.fixture
def undeclared(tmp_path: Path) -> Path:
    """Both accounts are live and ours, and not in the files any more."""
    project(tmp_path)
    applied(tmp_path)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    write(tmp_path / FILE, text.partition("accounts:")[0])
    return tmp_path


def test_both_are_given_up(undeclared: Path) -> None:
    done = forgotten(undeclared)
    assert done.report is not None
    assert (done.report.ok, done.report.history) == (True, 2)
    assert marks(undeclared) == ["", ""]
    assert (history(undeclared)[-1].outcome, history(undeclared)[-1].counts) == ("forgotten", Counts(adopt=2))
    assert not {*BOTH} & ledger(undeclared).last_applied(MANAGER).keys()


def test_what_fails_is_said_and_the_rest_is_given_up(undeclared: Path) -> None:
    program(undeclared, Fault("rejected", "adopt", BOTH[0]))
    done = ended(undeclared, "forget", *BOTH, "--yes")
    assert done.returncode == 7, done.stderr
    assert b"1 of 2" in done.stdout
    assert marks(undeclared) == [MANAGER, ""]
    assert (history(undeclared)[-1].outcome, history(undeclared)[-1].counts) == ("partial", Counts(adopt=1))


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "termination"])
def test_the_first_interrupt_finishes_what_is_in_flight(undeclared: Path, number: signal.Signals) -> None:
    begun = len(effects(undeclared))
    program(undeclared, Fault("slow", "adopt", nth=2, seconds=0.7), Fault("slow", "adopt", seconds=0.7))
    with run(undeclared, "forget", *BOTH, "--yes") as process:
        until(lambda: any(intent.outcome == "" for one in ledger(undeclared).unfinished(MANAGER, "") for intent in one.intents))
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == Exit.PARTIAL, err
    assert "Finishing what is in flight" in err
    assert "interrupted before it began" in out
    assert len(effects(undeclared)) == begun + 1
    assert (history(undeclared)[-1].outcome, history(undeclared)[-1].counts) == ("interrupted", Counts(adopt=1))


def killed(directory: Path, point: int) -> None:
    killed_at_step(forgotten, directory, point)
    assert history(directory)[-1].outcome == "unfinished"


@POSIX
def test_killed_after_the_last_it_is_forgotten_all_the_same(undeclared: Path) -> None:
    killed(undeclared, 4)
    (found,) = applied(undeclared).resumed
    assert [intent.outcome for intent in found.intents] == [DONE]
    assert (history(undeclared)[1].outcome, history(undeclared)[1].counts) == ("forgotten", Counts(adopt=2))
    assert not {*BOTH} & ledger(undeclared).last_applied(MANAGER).keys()


@POSIX
def test_killed_in_the_middle_the_next_says_so_and_finishes(undeclared: Path) -> None:
    killed(undeclared, 2)
    done = forgotten(undeclared)
    assert [intent.outcome for found in done.resumed for intent in found.intents] == [DONE]
    assert marks(undeclared) == ["", ""]
    assert [(entry.outcome, entry.counts.adopt) for entry in history(undeclared)[1:]] == [("interrupted", 1), ("forgotten", 1)]
