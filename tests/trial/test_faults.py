"""Sinks and servers that misbehave: what did not arrive as it should is never a pass."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reconciler.cli.moments import moment
from reconciler.delivering.sinks import Fault, LoopbackSinks, sinks
from reconciler.engine.trial.choose import OneEvent, Wanted
from reconciler.engine.trial.run import Result, try_out
from reconciler.model.delivery import Received, SinkRoom
from reconciler.model.errors import BackendError
from reconciler.model.trial import Verdict
from tests.cli.conftest import Run, write
from tests.delivery.servers import Mailbox, black_hole, make_authority, smtp_server
from tests.trial.conftest import NOON

PAYMENT = Wanted(event=OneEvent("payment.status_changed"), now=moment(NOON), within=1.0)
PETROV = "petrov@teleset.example"
BUS = "https://bus.teleset.example/notify"

TRANSPORTS = """
transports:
  email: {type: smtp, host: smtp.teleset.example, sender: reconciler@teleset.example, timeout: 1}
  webhook: {timeout: 1}
"""


def room_with(address: str, fault: Fault) -> SinkRoom:
    @contextmanager
    def room() -> Iterator[LoopbackSinks]:
        with sinks() as opened:
            opened.set(address, fault)
            yield opened

    return room


@pytest.fixture
def quick(applied: Path) -> Path:
    """The project, with transports that do not wait long."""
    file = applied / "reconciler.yaml"
    write(file, file.read_text(encoding="utf-8") + TRANSPORTS)
    return applied


def verdicts(result: Result) -> dict[str, tuple[Verdict, str, str]]:
    """(verdict, code, answer) by address, of what was not silent."""
    found = [cell for one in result.trial.tried for cell in one.cells if cell.verdict is not Verdict.SILENT]
    return {cell.address.value if cell.address is not None else "": (cell.verdict, cell.code, cell.answer) for cell in found}


FAULTS = {
    "pause": (PETROV, Fault(pause=1.5), Verdict.LATE, "arrived-late"),
    "drop": (PETROV, Fault(drop=True), Verdict.MISSING, "nothing-arrived"),
    "black hole": (PETROV, Fault(silent=True), Verdict.MISSING, "delivery-unknown"),
    "550": (PETROV, Fault(code=550, enhanced="5.1.1"), Verdict.FAILED, "delivery-refused"),
    "451 always": (PETROV, Fault(code=451), Verdict.FAILED, "delivery-put-off"),
    "webhook drops": (BUS, Fault(drop=True), Verdict.MISSING, "nothing-arrived"),
    "webhook 404": (BUS, Fault(code=404), Verdict.FAILED, "delivery-refused"),
    "webhook pauses": (BUS, Fault(pause=1.2), Verdict.LATE, "arrived-late"),
}


@pytest.mark.parametrize(("address", "fault", "verdict", "code"), FAULTS.values(), ids=FAULTS)
def test_what_does_not_arrive_as_it_should_is_no_pass(quick: Path, address: str, fault: Fault, verdict: Verdict, code: str) -> None:
    file = quick / "reconciler.yaml"
    # The pause has to be longer than is allowed, and shorter than is waited for.
    write(file, file.read_text(encoding="utf-8").replace("timeout: 1", "timeout: 5" if fault.pause else "timeout: 1"))
    result = try_out(quick, PAYMENT, room=room_with(address, fault))
    assert not result.trial.passed
    found = verdicts(result)
    assert found[address][:2] == (verdict, code), found
    others = {key: value[0] for key, value in found.items() if key != address}
    assert set(others.values()) == {Verdict.PASS}
    assert len(others) > 3


@pytest.mark.parametrize(
    ("address", "fault"),
    [(PETROV, Fault(code=451, times=1)), (BUS, Fault(code=429, retry_after=1, times=1)), (BUS, Fault(code=503, times=1))],
    ids=["451", "429 with Retry-After", "503"],
)
def test_what_is_put_off_is_waited_for_and_passes(quick: Path, address: str, fault: Fault) -> None:
    from dataclasses import replace

    result = try_out(quick, replace(PAYMENT, within=10.0), room=room_with(address, fault))
    assert result.trial.passed
    (cell,) = [cell for one in result.trial.tried for cell in one.cells if cell.address is not None and cell.address.value == address]
    assert cell.seconds is not None
    if fault.retry_after:
        assert cell.seconds >= 1.0


class Tampering:
    """Sinks as they are, but for what is said of what they took."""

    def __init__(self, real: LoopbackSinks, change: Any) -> None:
        self._real, self._change = real, change

    @property
    def smtp(self) -> tuple[str, int]:
        return self._real.smtp

    @property
    def http(self) -> str:
        return self._real.http

    def received(self) -> tuple[Received, ...]:
        return self._real.received()

    def fresh(self) -> tuple[Received, ...]:
        return tuple(changed for one in self._real.fresh() for changed in self._change(one))


def tampered(change: Any) -> SinkRoom:
    @contextmanager
    def room() -> Iterator[Tampering]:
        with sinks() as opened:
            yield Tampering(opened, change)

    return room


def spoilt(one: Received) -> Received:
    from dataclasses import replace

    return replace(one, raw=one.raw.replace(b"example.invalid", b"elsewhere.invalid")) if one.to == PETROV else one


def test_twice_is_a_duplicate(quick: Path) -> None:
    result = try_out(quick, PAYMENT, room=tampered(lambda one: (one, one) if one.to == PETROV else (one,)))
    assert verdicts(result)[PETROV][:2] == (Verdict.DUPLICATE, "arrived-twice")
    assert not result.trial.passed


def test_other_words_than_those_that_were_sent_are_wrong_content(quick: Path) -> None:
    result = try_out(quick, PAYMENT, room=tampered(lambda one: (spoilt(one),)))
    assert verdicts(result)[PETROV][0] is Verdict.WRONG_CONTENT
    assert not result.trial.passed


def test_a_message_to_somebody_else_is_unexpected(quick: Path) -> None:
    from dataclasses import replace

    stray = "sidorova@teleset.example"
    result = try_out(quick, PAYMENT, room=tampered(lambda one: (one, replace(one, to=stray, id="m-0")) if one.to == PETROV else (one,)))
    assert verdicts(result)[stray][0] is Verdict.UNEXPECTED
    assert not result.trial.passed


def test_a_late_copy_of_an_earlier_event_is_not_held_against_the_next(quick: Path) -> None:
    """The answer to the first was lost, and it arrives while the second is tried."""
    held: list[Received] = []

    def later(one: Received) -> tuple[Received, ...]:
        if one.to == PETROV and not held:
            held.append(one)
            return ()
        return (one, held[0]) if one.to == PETROV else (one,)

    twice = Wanted(all_types=True, accounts=("teleset/petrov", "teleset/ivanova"), now=moment(NOON))
    result = try_out(quick, twice, room=tampered(later))
    cells = [cell for one in result.trial.tried for cell in one.cells if cell.recipient == "teleset/petrov"]
    assert not any(cell.verdict is Verdict.UNEXPECTED for one in result.trial.tried for cell in one.cells)
    assert [cell.verdict for cell in cells if cell.verdict.bad] == [Verdict.MISSING]


def test_sinks_that_die_are_no_verdict(quick: Path) -> None:
    @contextmanager
    def room() -> Iterator[LoopbackSinks]:
        with sinks() as opened:
            os.kill(opened.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
            yield opened

    with pytest.raises(BackendError) as raised:
        try_out(quick, PAYMENT, room=room)
    assert raised.value.code == "sinks-failed"


def live(project: Path, run: Run, options: str) -> tuple[int, dict[str, Any], str]:
    file = project / "reconciler.yaml"
    write(file, file.read_text(encoding="utf-8") + f"\ntransports: {{email: {{type: smtp, {options}, sender: reconciler@teleset.example, timeout: 1}}}}\n")
    ended = run("test", "--event", "payment.status_changed", "--now", NOON, "--live", "--account", "teleset/petrov", "--format", "json")
    (cell,) = [
        cell for one in json.loads(ended.out)["scenarios"] for cell in one["cells"] if cell["recipient"] == "teleset/petrov" and cell["channel"] == "email"
    ]
    return ended.code, cell, ended.out + ended.err


def test_live_a_wrong_password_is_no_pass(applied: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "wrong-horse-battery")
    authority = make_authority(tmp_path)
    mailbox = Mailbox()
    with smtp_server(mailbox, authority, login=("u", "right")) as port:
        ca = os.path.relpath(authority.ca, applied).replace(os.sep, "/")
        code, cell, said = live(applied, run, f"host: localhost, port: {port}, ca_file: {ca}, username: u, password: {{env: MAIL_PASSWORD}}")
    assert (code, cell["verdict"], mailbox.mails) == (8, "failed", [])
    assert "wrong-horse" not in said
    assert PETROV not in said


def test_live_a_certificate_that_nobody_knows_is_no_pass(applied: Path, run: Run, tmp_path: Path) -> None:
    mailbox = Mailbox()
    with smtp_server(mailbox, make_authority(tmp_path)) as port:
        code, cell, _ = live(applied, run, f"host: localhost, port: {port}")
    assert (code, cell["verdict"], mailbox.mails) == (8, "failed", [])


def test_live_a_name_that_is_none_is_no_pass(applied: Path, run: Run) -> None:
    code, cell, _ = live(applied, run, "host: smtp.invalid, tls: none")
    assert (code, cell["verdict"]) == (8, "failed")


def test_live_550_is_no_pass(applied: Path, run: Run) -> None:
    with smtp_server(Mailbox(answers=["550 5.1.1 petrov@teleset.example is nobody here"])) as port:
        code, cell, said = live(applied, run, f"host: 127.0.0.1, port: {port}, tls: none")
    assert (code, cell["verdict"], cell["status"], cell["answer"]) == (8, "failed", "permanent-failure", "550 5.1.1")
    assert PETROV not in said


def test_live_451_is_waited_for_and_passes(applied: Path, run: Run) -> None:
    with smtp_server(Mailbox(answers=["451 4.3.0 later"])) as port:
        code, cell, _ = live(applied, run, f"host: 127.0.0.1, port: {port}, tls: none")
    assert (code, cell["verdict"]) == (0, "pass")


def test_live_a_black_hole_is_no_pass(applied: Path, run: Run) -> None:
    with black_hole() as port:
        code, cell, _ = live(applied, run, f"host: 127.0.0.1, port: {port}, tls: none")
    assert code == 8
    assert cell["verdict"] in ("missing", "failed")


def test_live_nobody_listening_is_no_pass(applied: Path, run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    code, cell, _ = live(applied, run, f"host: 127.0.0.1, port: {port}, tls: none")
    assert (code, cell["verdict"]) == (8, "failed")


def test_a_ledger_that_cannot_be_read_any_more_spoils_no_verdict(quick: Path) -> None:
    """What was sent was sent, and is told: only that it is not written down is told too."""

    @contextmanager
    def ending() -> Iterator[Any]:
        (database,) = quick.rglob("*.db")
        database.write_bytes(b"this is no database, or not any more" * 1000)
        yield lambda: False

    trial = try_out(quick, PAYMENT, ending=ending).trial
    assert trial.passed
    assert trial.unrecorded
    assert trial.number == 0
