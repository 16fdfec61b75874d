"""A run that somebody ends: what was sent is written down, what was not is not held against anybody, and nothing is proven that was not tried."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from reconciler.cli.moments import moment
from reconciler.delivering.dispatch import dispatch
from reconciler.delivering.lane import Lane
from reconciler.engine.connect import connect
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.engine.steps import Ending
from reconciler.engine.trial import keep as keeping
from reconciler.engine.trial import run as running
from reconciler.engine.trial.attempt import Attempts, Prepared
from reconciler.engine.trial.choose import OneEvent, Wanted
from reconciler.engine.trial.run import try_out
from reconciler.model.delivery import Receipt, Received
from reconciler.model.evidence import FAILED, TrialEntry
from reconciler.model.trial import Mode, Trial, Tried, Verdict
from tests.cli.conftest import Run, write
from tests.delivery.servers import Mailbox, smtp_server
from tests.started import Started, until
from tests.trial.conftest import NOON, SCENARIO
from tests.trial.test_faults import PETROV, tampered

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals")
EVERYTHING = Wanted(all_types=True, now=moment(NOON))


def ended_when(condition: Callable[[], bool]) -> Ending:
    """As the command line does it, but for the signal."""

    @contextmanager
    def ending() -> Iterator[Callable[[], bool]]:
        yield condition

    return ending


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the ledger knows. `proofs` are (type, mode), `ids` those of the messages of the only run."""

    run: TrialEntry
    proofs: set[tuple[str, str]]
    ids: set[str]
    transports: list[str]


def remembered(project: Path) -> Remembered:
    connection = connect(open_project(Reading(), project, None))
    of, evidence = (connection.target.manager, connection.target.environment), connection.evidence
    (run,) = evidence.trials(*of)
    proofs = {(one.type, one.mode) for one in evidence.proofs(*of)}
    return Remembered(run, proofs, {one.id for one in evidence.deliveries(*of)}, [one.channel for one in evidence.transport_proofs(*of)])


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Tried]:
    """The scenarios that have been carried out."""
    done: list[Tried] = []
    real = Attempts.carry_out

    def carry_out(self: Attempts, prepared: Prepared) -> Tried:
        done.append(real(self, prepared))
        return done[-1]

    monkeypatch.setattr(Attempts, "carry_out", carry_out)
    return done


CREATED = SCENARIO.replace("id: paid", "id: created").replace("payment.status_changed", "order.created")
CREATED = re.sub(r"payload: .*", 'payload: {order_id: "A-17", service: Интернет, created_at: "2026-11-24T09:00:00+03:00"}', CREATED)
CREATED = re.sub(r"expect: .*\n", "", CREATED)


def scenarios(project: Path, *ids: str) -> None:
    for id in ids:
        text = CREATED if id.endswith("created") else SCENARIO
        write(project / "organizations" / f"{id}.yaml", re.sub(r"^id: .*", f"id: {id}", text, flags=re.MULTILINE))


def test_what_was_done_proves_its_types_and_a_type_with_a_scenario_that_was_not_is_unproven(applied: Path, counted: list[Tried]) -> None:
    scenarios(applied, "a-created", "b-paid", "c-paid")
    result = try_out(applied, Wanted(), ending=ended_when(lambda: len(counted) >= 2))
    assert [(one.scenario.id, one.passed, one.begun, one.interrupted) for one in result.trial.tried] == [
        ("a-created", True, True, False),
        ("b-paid", True, True, False),
        ("c-paid", False, False, True),
    ]
    assert [(cell.verdict, cell.code) for cell in result.trial.tried[2].cells] == [(Verdict.SKIPPED, "scenario-not-begun")]
    kept = remembered(applied)
    assert (result.trial.interrupted, result.trial.passed, kept.run.outcome) == (True, False, "interrupted")
    assert kept.proofs == {("orders", "sandbox")}


def test_a_rejection_that_was_not_tried_has_not_failed(applied: Path, counted: list[Tried]) -> None:
    scenarios(applied, "a-paid")
    wrong = SCENARIO.replace('amount: "1000.50"', "amount: lots").replace("expect: [{to: teleset/petrov}]", "rejected: [{field: amount, code: money}]")
    write(applied / "organizations" / "b.yaml", wrong.replace("id: paid", "id: b-wrong"))
    try_out(applied, Wanted(), ending=ended_when(lambda: len(counted) >= 1))
    assert remembered(applied).proofs == set(), "nor is the type of it proven"
    assert try_out(applied, Wanted(names=("b-wrong",))).trial.passed


def test_what_is_ended_when_all_was_tried_is_told_and_nothing_else(applied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenarios(applied, "paid")
    kept: list[object] = []

    def keep(*arguments: Any, **named: Any) -> Trial:
        kept.append(arguments)
        return keeping.keep(*arguments, **named)

    monkeypatch.setattr(running, "keep", keep)
    result = try_out(applied, Wanted(), ending=ended_when(lambda: bool(kept)))
    assert (result.interrupted, result.trial.interrupted, result.trial.passed, remembered(applied).run.outcome) == (True, False, True, "passed")


def test_what_is_not_waited_for_is_skipped_and_not_missing(applied: Path) -> None:
    looked: list[object] = []
    one_event = Wanted(event=OneEvent("payment.status_changed"), now=moment(NOON))

    def swallowed(one: Received) -> tuple[Received, ...]:
        looked.append(one)
        return () if one.to == PETROV else (one,)

    result = try_out(applied, one_event, room=tampered(swallowed), ending=ended_when(lambda: bool(looked)))
    (tried,) = result.trial.tried
    (cell,) = [cell for cell in tried.cells if cell.recipient == "teleset/petrov" and cell.channel == "email"]
    assert (cell.verdict, cell.code, tried.passed, tried.interrupted) == (Verdict.SKIPPED, "arrival-not-awaited", False, True)
    assert remembered(applied).proofs == set()


@dataclass
class Slow(Mailbox):
    """Takes each message at once, and says so when it is told to."""

    release: threading.Event = field(default_factory=threading.Event)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        answer = await super().handle_DATA(server, session, envelope)
        ends = time.monotonic() + 60
        while not self.release.is_set() and time.monotonic() < ends:
            await asyncio.sleep(0.01)
        return answer

    @property
    def ids(self) -> set[str]:
        return {found[1].decode() for _, mail in self.mails if (found := re.search(rb"(?im)^X-Reconciler-Message: *(\S+)", mail))}


@pytest.fixture
def slow(applied: Path) -> Iterator[Slow]:
    """The server behind the project's e-mail; a live test may write to everybody who has any."""
    mailbox = Slow()
    with smtp_server(mailbox) as port:
        file = applied / "reconciler.yaml"
        email = f"{{type: smtp, host: 127.0.0.1, port: {port}, tls: none, sender: reconciler@teleset.example, connections: 1}}"
        write(file, file.read_text(encoding="utf-8") + f'transports: {{email: {email}}}\ntesting: {{safelist: ["*@*.example"]}}\n')
        yield mailbox
        mailbox.release.set()


def test_live_the_record_names_what_the_server_has_and_the_rest_is_skipped(applied: Path, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Lane.stop

    def stop(lane: Lane) -> list[Receipt]:
        stopped = real(lane)
        slow.release.set()
        return stopped

    monkeypatch.setattr(Lane, "stop", stop)
    scenarios(applied, "a-paid", "b-created", "c-paid")
    result = try_out(applied, Wanted(), mode=Mode.LIVE, ending=ended_when(lambda: bool(slow.mails)))
    first, *others = result.trial.tried
    assert len(slow.mails) == 1
    assert {cell.message for cell in first.cells if cell.verdict is Verdict.PASS} == slow.ids == result.trial.handed_over
    assert {cell.code for cell in first.cells if cell.verdict is Verdict.SKIPPED} == {"delivery-stopped", "not-tried"}
    assert (first.passed, first.interrupted, result.trial.passed) == (False, True, False)
    assert [one.begun for one in others] == [False, False]
    kept = remembered(applied)
    assert (kept.ids, kept.run.outcome, kept.run.passed, kept.proofs) == (slow.ids, "interrupted", (), set())
    assert kept.transports == ["email"], "a message has left through it"


def test_live_what_the_other_side_refused_before_the_end_has_failed(applied: Path, slow: Slow) -> None:
    slow.answers.append("550 5.1.1 nobody")
    slow.release.set()
    result = try_out(applied, EVERYTHING, mode=Mode.LIVE, ending=ended_when(lambda: not slow.answers))
    (type_,) = {one.scenario.type for one in result.trial.tried if one.begun}
    kept = remembered(applied)
    assert (kept.run.outcome, kept.proofs) == ("interrupted", {(type_, FAILED)})


def test_live_what_was_not_answered_in_time_is_remembered_and_has_not_failed(applied: Path, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconciler.delivering.dispatch.dispatch", functools.partial(dispatch, grace=0.1))
    result = try_out(applied, EVERYTHING, mode=Mode.LIVE, ending=ended_when(lambda: bool(slow.mails)))
    (cell,) = [cell for cell in result.trial.tried[0].cells if cell.verdict is not Verdict.SKIPPED and cell.verdict is not Verdict.SILENT]
    assert (cell.verdict, cell.code) == (Verdict.MISSING, "delivery-unknown")
    kept = remembered(applied)
    assert kept.ids == slow.ids == result.trial.unanswered
    assert kept.run.outcome == "interrupted"
    assert not kept.proofs
    assert not kept.transports
    assert not result.trial.handed_over


@contextmanager
def begun(project: Path, slow: Slow, *more: str) -> Iterator[Started]:
    """A live test of everything, in the midst of which it is."""
    arguments = ("test", "--all-types", "--live", "--now", NOON, "--out", "report", *more)
    with Started(project, *arguments, environment={**os.environ, "RECONCILER_LANG": "en"}) as process:
        until(lambda: bool(slow.mails) or process.returncode is not None)
        yield process


def number(run: Run) -> str:
    """How many messages a live test of everything sends."""
    said = run("test", "--all-types", "--live", "--now", NOON).err
    return said.rpartition("--messages ")[2].split()[0].strip("`.")


@POSIX
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "termination"])
def test_the_first_signal_ends_it_after_what_is_in_flight_and_the_record_is_true(applied: Path, slow: Slow, run: Run, sent: signal.Signals, code: int) -> None:
    with begun(applied, slow, "--messages", number(run), "--format", "json") as process:
        process.send_signal(sent)
        until(lambda: "Finishing what is in flight" in process.told)
        slow.release.set()
        _, err = process.communicate()
    assert process.returncode == code, err
    report = json.loads((applied / "report").read_text(encoding="utf-8"))
    assert (report["interrupted"], report["passed"], report["summary"]["messages_left"]) == (True, False, len(slow.mails))
    assert f"{report['summary']['scenarios_not_begun']} of {report['summary']['scenarios']} scenarios were not tried" in err
    assert "Result: interrupted." in err
    told = json.loads(run("history", "deliveries", "--format", "json").out)
    assert [one["outcome"] for one in told["runs"]] == ["interrupted"]
    assert {one["id"] for one in told["deliveries"]} == slow.ids
    assert report["summary"]["scenarios_not_begun"] > 0


@POSIX
def test_the_second_signal_ends_it_at_once_and_nothing_is_written_down(applied: Path, slow: Slow, run: Run) -> None:
    with begun(applied, slow, "--messages", number(run)) as process:
        process.send_signal(signal.SIGINT)
        until(lambda: "Finishing what is in flight" in process.told)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130, err
    assert "not written down: ask those they were for" in err
    assert not slow.release.is_set()
    assert not (applied / "report").exists()
    assert json.loads(run("history", "deliveries", "--format", "json").out)["runs"] == []
