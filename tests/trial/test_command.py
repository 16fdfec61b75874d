"""The verb `test`: what it takes, what it says, what it leaves behind, and whom it writes to."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit, fingerprint, write
from tests.delivery.servers import Mailbox, smtp_server
from tests.trial.conftest import NOON, SCENARIO

ADDRESSES = ("ivanova@", "petrov@", "c@client", "9160000001", "duty@")
EVENT = ("test", "--event", "payment.status_changed", "--now", NOON)


def test_without_scenarios_it_says_what_to_do(applied: Path, run: Run) -> None:
    ended = run("test")
    assert ended.code == 64
    assert "--all-types" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--event", "x", "--all-types"),
        ("a-scenario", "--all-types"),
        ("--declared", "--live"),
        ("--payload", "{}"),
        ("--messages", "3"),
        ("--now", "yesterday", "--all-types"),
        ("--event", "payment.status_changed", "--payload", "@no-such-file"),
        ("no-such-scenario",),
        ("--tag", "no-such-tag"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_wrong_usage(applied: Path, run: Run, arguments: tuple[str, ...]) -> None:
    ended = run("test", *arguments)
    assert ended.code == 64
    assert ended.out == ""


def test_no_output_holds_an_address(applied: Path, run: Run, tmp_path: Path) -> None:
    for form in ("text", "json", "junit", "html"):
        ended = run("test", "--all-types", "--now", NOON, "--format", form, "--full")
        assert ended.code == 0, ended.out
        assert not any(address in ended.out + ended.err for address in ADDRESSES), form


def test_the_report_goes_to_a_file_and_the_text_to_the_terminal(applied: Path, run: Run) -> None:
    ended = run(*EVENT, "--format", "junit", "--out", "report.xml")
    assert ended.code == 0
    assert ended.out == ""
    assert "Result: passed" in ended.err
    assert (applied / "report.xml").read_text(encoding="utf-8").startswith("<?xml")


def test_quiet_hours_put_off_and_prove_nothing(applied: Path, run: Run) -> None:
    edit(applied / "organizations/teleset.yaml", "  channels: [email]\n", '  channels: [email]\n  quiet_hours: {from: "22:00", to: "08:00"}\n')
    assert run("apply", "--yes").code == 0
    ended = run("test", "--event", "payment.status_changed", "--account", "teleset/petrov", "--now", "2026-11-24T23:30:00+03:00")
    assert ended.code == 8
    assert "deferred" in ended.out
    assert run("test", "--event", "payment.status_changed", "--account", "teleset/petrov", "--now", NOON).code == 0


def test_a_threshold_of_coverage_fails_a_run_that_proves_too_little(applied: Path, run: Run) -> None:
    assert run(*EVENT, "--coverage", "90").code == 8
    assert run("test", "--all-types", "--now", NOON, "--coverage", "100").code == 0


def test_a_run_is_written_down_and_one_on_paper_is_not(applied: Path, run: Run) -> None:
    assert run(*EVENT).code == 0
    listed = run("history", "deliveries")
    assert "teleset/petrov" in listed.out
    assert not any(address in listed.out for address in ADDRESSES)
    before = fingerprint(applied)
    assert run(*EVENT, "--declared").code == 0
    assert fingerprint(applied) == before


def test_live_needs_somebody_to_write_to_and_a_transport(applied: Path, run: Run) -> None:
    assert "--account" in run(*EVENT, "--live").err
    ended = run(*EVENT, "--live", "--account", "teleset/petrov")
    assert ended.code == 64
    assert "transports" in ended.err


@pytest.fixture
def served(applied: Path) -> Iterator[Path]:
    """The project, with a real mail server on this machine for its e-mail."""
    with smtp_server(Mailbox()) as port:
        file = applied / "reconciler.yaml"
        said = f"transports: {{email: {{type: smtp, host: 127.0.0.1, port: {port}, tls: none, sender: reconciler@teleset.example}}}}\n"
        write(file, file.read_text(encoding="utf-8") + said + 'testing: {safelist: ["ivanova@teleset.example", "*@client.example"]}\n')
        yield applied


def test_live_writes_to_the_named_alone_and_its_proof_is_kept(served: Path, run: Run) -> None:
    ended = run(*EVENT, "--live", "--account", "teleset/petrov", "--format", "json")
    assert ended.code == 0, ended.out
    cells = json.loads(ended.out)["scenarios"][0]["cells"]
    assert {cell["recipient"]: cell["verdict"] for cell in cells if cell["channel"] == "email"}["teleset/petrov"] == "pass"
    assert {cell["verdict"] for cell in cells if cell["recipient"] != "teleset/petrov"} <= {"skipped", "silent"}
    assert "1 message" in ended.err


def test_more_than_ten_messages_want_their_number(served: Path, run: Run) -> None:
    arguments = ("test", "--all-types", "--live", "--now", NOON)
    ended = run(*arguments)
    assert ended.code == 64
    assert "--messages" in ended.err
    number = ended.err.rpartition("--messages ")[2].split()[0].strip("`.")
    assert run(*arguments, "--messages", str(int(number) + 1)).code == 64
    ended = run(*arguments, "--messages", number, "--format", "json")
    cells = [cell for one in json.loads(ended.out)["scenarios"] for cell in one["cells"]]
    assert {cell["recipient"] for cell in cells if cell["verdict"] == "pass"} == {"teleset/ivanova", "teleset/client-17"}


@pytest.mark.parametrize("arguments", [("test",), EVENT, ("test", "--all-types", "--now", NOON)], ids=["scenarios", "event", "all types"])
def test_what_it_suggests_can_be_pasted(served: Path, run: Run, arguments: tuple[str, ...]) -> None:
    write(served / "organizations" / "paid.yaml", SCENARIO)
    said = run(*arguments).out
    suggested = re.search(r"To reach one real person: reconciler (.+)  \((\d+) message", said)
    assert suggested is not None, said
    ended = run(*shlex.split(suggested[1]))
    assert ended.code == 0, ended.out + ended.err
    assert f"Live: {suggested[2]} message" in ended.out


@pytest.mark.parametrize("arguments", [("test",), EVENT, ("test", "--all-types", "--now", NOON)], ids=["scenarios", "event", "all types"])
def test_nothing_is_suggested_that_no_transport_is_there_for(applied: Path, run: Run, arguments: tuple[str, ...]) -> None:
    write(applied / "organizations" / "paid.yaml", SCENARIO)
    said = run(*arguments).out
    assert "need a transport in reconciler.yaml" in said.replace("needs", "need")
    assert not re.search("--live.*(petrov|client-17)", said)


def test_contacts_that_nothing_was_for_are_counted_and_the_cabinet_has_no_address(applied: Path, run: Run) -> None:
    said = run("test", "--event", "account.debited", "--now", NOON).out
    assert "petrov" not in said
    assert "contacts where nothing was to come" in said
    row = next(line for line in said.splitlines() if " inapp " in line)
    assert "•" not in row
    assert "petrov" in run(*EVENT, "--full").out


def test_a_channel_of_ones_own_goes_by_any_transport_that_fits(applied: Path, run: Run) -> None:
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        file = applied / "reconciler.yaml"
        said = f"channels: [pager]\ntransports: {{pager: {{type: smtp, host: 127.0.0.1, port: {port}, tls: none, sender: reconciler@teleset.example}}}}\n"
        write(file, file.read_text(encoding="utf-8") + said)
        edit(
            applied / "organizations/teleset.yaml",
            "contacts: {email: petrov@teleset.example}\n    notifications: {types: [payment]}",
            "contacts: {email: petrov@teleset.example, pager: petrov@pager.example}\n    notifications: {types: {payment: [pager]}}",
        )
        assert run("apply", "--yes").code == 0
        assert run(*EVENT, "--account", "teleset/petrov").code == 0
        assert mailbox.mails == [], "a sandbox"
        ended = run(*EVENT, "--account", "teleset/petrov", "--live")
    assert ended.code == 0, ended.out + ended.err
    assert [to for to, _ in mailbox.mails] == [["petrov@pager.example"]]


def test_many_recipients_are_told_apart_without_comparing_each_with_each(applied: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from reconciler.model import routing

    compared = 0
    equal = routing.Destination.__eq__

    def counted(one: object, other: object) -> bool:
        nonlocal compared
        compared += 1
        return bool(equal(one, other))

    people = "".join(
        f"  p{number:03}:\n    family_name: П\n    given_name: П\n    contacts: {{email: p{number:03}@teleset.example}}\n" for number in range(300)
    )
    file = applied / "organizations/teleset.yaml"
    write(file, file.read_text(encoding="utf-8") + people)
    assert run("apply", "--yes").code == 0
    monkeypatch.setattr(routing.Destination, "__eq__", counted)
    assert run(*EVENT).code == 0
    assert compared < 3_000
