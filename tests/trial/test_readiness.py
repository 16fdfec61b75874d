"""What a test run proves for later, and what it does not: held by `review --ready`, over a real database."""

from __future__ import annotations

import json
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reconciler.engine.trial import ground
from reconciler.engine.trial.ground import Ground
from tests.cli.conftest import ENVIRONMENTS, Run, edit, write
from tests.delivery.servers import Mailbox, smtp_server
from tests.trial.conftest import NOON, ORGANIZATION

WRONG = """\
version: 1
kind: Scenario
id: paid
organization: teleset
event: payment.status_changed
now: "2026-11-24T12:00:00+03:00"
payload: {payment_id: P-1, service: Интернет, amount: "10.00", status: paid}
expect:
  - {to: teleset/petrov, contains: [what nobody says]}
"""

REJECTED = """\
version: 1
kind: Scenario
id: refused
organization: teleset
event: payment.status_changed
payload: {payment_id: P-1, service: Интернет, amount: "10.00", status: paid}
rejected: [{field: amount, code: money}]
"""


def types_against(run: Run, *options: str) -> dict[str, list[str]]:
    """The types that are not proven, by the code of the reason."""
    reasons = json.loads(run("review", "--format", "json", *options).out)["readiness"]["reasons"]
    return {one["code"]: sorted(one["arguments"]["types"]) for one in reasons if "types" in one.get("arguments", {})}


@pytest.fixture
def tested(applied: Path, run: Run) -> Path:
    with closing(sqlite3.connect(applied / "live/notifications.db")) as live, live:
        live.execute("UPDATE reconciler_history SET started = '2026-11-01T00:00:00Z', seconds = 0")
    assert run("test", "--all-types", "--now", NOON).code == 0
    assert types_against(run) == {}
    return applied


@pytest.mark.parametrize("scenario", [WRONG, REJECTED])
def test_a_type_whose_last_test_failed_is_not_ready_though_it_passed_before(tested: Path, run: Run, scenario: str) -> None:
    edit(tested / "reconciler.yaml", "[organizations]", "[organizations, scenarios]")
    write(tested / "scenarios/paid.yaml", scenario)
    assert run("test").code == 8
    assert types_against(run) == {"ready-test-failed": ["payment"]}
    assert "the last test of 1 type of teleset failed: payment" in run("review").out
    write(tested / "scenarios/paid.yaml", scenario.partition("expect:")[0].partition("rejected:")[0] + "expect: [{to: teleset/petrov}]\n")
    assert run("test", "--now", NOON).code == 0
    assert types_against(run) == {}


def test_what_was_put_off_or_tested_on_paper_takes_nothing_back_and_proves_nothing(tested: Path, run: Run) -> None:
    edit(tested / "organizations/teleset.yaml", "  channels: [email]\n", '  channels: [email]\n  quiet_hours: {from: "22:00", to: "08:00"}\n')
    assert run("apply", "--yes").code == 0
    with closing(sqlite3.connect(tested / "live/notifications.db")) as live, live:
        live.execute("UPDATE reconciler_history SET started = '2099-01-01T00:00:00Z' WHERE number = 2")
    before = types_against(run)
    assert "payment" in before["ready-test-old"]
    night = run("test", "--event", "payment.status_changed", "--account", "teleset/petrov", "--now", "2026-11-24T23:30:00+03:00")
    assert night.code == 8
    assert "--now 2026-11-24T12:00:00+03:00" in night.out
    assert run("test", "--all-types", "--declared", "--now", NOON).code == 0
    assert types_against(run) == before


def test_a_run_that_an_apply_overtakes_proves_nothing(applied: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    routed = ground.live

    def meanwhile(*arguments: object) -> Ground:
        found = routed(*arguments)  # type: ignore[arg-type]
        edit(applied / "organizations/teleset.yaml", "types: {payment: [email], orders: true}", "types: {payment: [email]}")
        assert run("apply", "--yes").code == 0
        return found

    monkeypatch.setattr(ground, "live", meanwhile)
    ended = run("test", "--all-types", "--now", NOON)
    assert ended.code == 0, "what was tried has passed"
    assert "Settings were applied while it ran" in ended.out
    assert "payment" in types_against(run)["ready-untested"]
    assert "250 2.0.0" in run("history", "deliveries").out, "and is written down all the same"


def test_environments_in_one_ledger_prove_nothing_for_each_other(project: Path, run: Run) -> None:
    both = (
        ENVIRONMENTS.replace("live/staging.db", "live/one.db")
        .replace("live/production.db", "live/one.db")
        .replace("manager: tests-7f3a\n", "manager: tests-7f3a\nid: tests\n")
    )
    write(project / "reconciler.yaml", both + "ledger: {type: sql, url: 'sqlite:///live/ledger.db'}\n")
    write(project / "organizations/teleset.yaml", ORGANIZATION)
    assert run("apply", "--yes", "--env", "staging").code == 0
    assert run("test", "--all-types", "--now", NOON, "--env", "staging").code == 0
    refused = run("apply", "--yes", "--env", "production")
    assert refused.code != 0, "one manager is bound to one environment of a database"
    assert run("history", "deliveries", "--env", "production").out.count("teleset/petrov") == 0
    assert json.loads(run("review", "--env", "production", "--format", "json").out)["readiness"]["ready"] is False


def typed_in(text: str) -> list[str]:
    """The words of a live test that a report says to type."""
    found = re.search(r"reconciler (test [^\n]*--live[^\n(]*)", text)
    assert found is not None, text
    return shlex.split(found[1])


@pytest.mark.parametrize("words", [("--all-types",), ("--event", "payment.status_changed"), ("paid",)], ids=" ".join)
def test_what_a_test_says_to_type_sends_as_many_as_it_says(applied: Path, run: Run, words: tuple[str, ...]) -> None:
    edit(applied / "reconciler.yaml", "[organizations]", "[organizations, scenarios]")
    write(applied / "scenarios/paid.yaml", WRONG.replace(", contains: [what nobody says]", ""))
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        file = applied / "reconciler.yaml"
        smtp = f'transports: {{email: {{type: smtp, host: 127.0.0.1, port: {port}, tls: none, timeout: 30, sender: "n@teleset.example"}}}}\n'
        write(file, file.read_text(encoding="utf-8") + smtp)
        said = run("test", *words, "--now", NOON).out
        sent = run(*typed_in(said), "--now", NOON)
    assert sent.code == 0, sent.out + sent.err
    assert f"({len(mailbox.mails)} message" in said


def test_what_review_says_to_type_proves_the_transport(applied: Path, run: Run) -> None:
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        file = applied / "reconciler.yaml"
        smtp = f'transports: {{email: {{type: smtp, host: 127.0.0.1, port: {port}, tls: none, timeout: 30, sender: "n@teleset.example"}}}}\n'
        write(file, file.read_text(encoding="utf-8") + smtp)
        reasons = json.loads(run("review", "--format", "json").out)["readiness"]["reasons"]
        (unproven,) = (one for one in reasons if one["code"] == "ready-transport-unproven" and one["arguments"]["channel"] == "email")
        assert run(*typed_in(unproven["command"]), "--now", NOON).code == 0
    assert len(mailbox.mails) == 1
    reasons = json.loads(run("review", "--format", "json").out)["readiness"]["reasons"]
    assert not [one for one in reasons if one["code"] == "ready-transport-unproven" and one["arguments"]["channel"] == "email"]


def test_before_the_first_apply_nothing_is_live_and_that_is_said(project: Path, run: Run) -> None:
    write(project / "organizations/teleset.yaml", ORGANIZATION)
    for words in (("test", "--all-types", "--organization", "teleset"), ("contacts", "list", "--organization", "teleset")):
        ended = run(*words)
        assert ended.code == 64
        assert 'organization "teleset" is not live here' in ended.err
    assert run("test", "--all-types", "--organization", "teleset", "--declared", "--now", NOON).code == 0


def test_a_run_to_one_account_proves_the_type_for_nobody_else(applied: Path, run: Run) -> None:
    assert run("test", "--event", "payment.status_changed", "--account", "teleset/petrov", "--now", NOON).code == 0
    assert "payment" in types_against(run)["ready-untested"]
    assert run("test", "--event", "payment.status_changed", "--now", NOON).code == 0
    assert "payment" not in types_against(run)["ready-untested"]
