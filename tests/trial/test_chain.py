"""Each link to a recipient broken in turn: `test` fails, and says which."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from reconciler.model.backend import Backend
from tests.cli.conftest import Run, edit, write
from tests.trial.conftest import NOON, SCENARIO

PETROV = "organization = 'teleset' and account = 'petrov'"


@pytest.fixture
def awaited(applied: Path, run: Run) -> Path:
    """The project, live, with a scenario that awaits one message to petrov; it passes."""
    write(applied / "organizations" / "paid.yaml", SCENARIO)
    assert run("test").code == 0
    return applied


def change(project: Path, *statements: str) -> None:
    with closing(sqlite3.connect(project / "live/notifications.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def more(project: Path, text: str) -> None:
    write(project / "reconciler.yaml", (project / "reconciler.yaml").read_text(encoding="utf-8") + text)


def of_petrov(run: Run) -> list[tuple[str, str]]:
    """(verdict, code) of the cells that are petrov's, and do more than keep silent."""
    ended = run("test", "--format", "json")
    assert ended.code == 8
    (scenario,) = json.loads(ended.out)["scenarios"]
    assert not scenario["passed"]
    return [(cell["verdict"], cell["code"]) for cell in scenario["cells"] if cell["recipient"] == "teleset/petrov" and cell["verdict"] != "silent"]


LINKS: dict[str, tuple[Sequence[str], str, str]] = {
    "off": ((f"delete from reconciler_subscriptions where {PETROV} and type = 'payment'",), "missing", "expected-but-off"),
    "refused": (
        ("insert into reconciler_refusals (organization, channel, address, type) values ('teleset', 'email', 'petrov@teleset.example', 'payment')",),
        "suppressed",
        "address-refused",
    ),
    "refused all": (
        ("insert into reconciler_refusals (organization, channel, address, type) values ('teleset', 'email', 'petrov@teleset.example', '*')",),
        "suppressed",
        "address-refused",
    ),
    "suspended": ((f"update reconciler_accounts set suspended = 1 where {PETROV}",), "suppressed", "recipient-suspended"),
    "unconfirmed": ((f"update reconciler_contacts set confirm = 1 where {PETROV}",), "suppressed", "awaiting-confirmation"),
    "no contact": ((f"delete from reconciler_contacts where {PETROV}",), "missing", "expected-but-no-contact"),
    "quiet": ((f"update reconciler_accounts set quiet_from = '11:00', quiet_to = '13:00' where {PETROV}",), "deferred", "quiet-hours-now"),
    "account": ((f"delete from reconciler_accounts where {PETROV}",), "missing", "expected-but-not-live"),
}


@pytest.mark.parametrize(("statements", "verdict", "code"), LINKS.values(), ids=LINKS)
def test_a_link_broken_by_hand(awaited: Path, run: Run, statements: Sequence[str], verdict: str, code: str) -> None:
    change(awaited, *statements)
    assert set(of_petrov(run)) == {(verdict, code)}


def test_a_policy(awaited: Path, run: Run) -> None:
    more(awaited, "policy: {forbidden: [payment]}\n")
    assert set(of_petrov(run)) == {("suppressed", "outside-policy")}


def test_whom_an_environment_leaves_out_is_not_held_against_a_scenario_there(awaited: Path, run: Run) -> None:
    edit(awaited / "organizations" / "paid.yaml", "expect: [{to: teleset/petrov}]", "expect: [{to: teleset/petrov}, {to: teleset/client-17, channel: email}]")
    more(awaited, "recipients: {allow: ['*@client.example'], otherwise: drop}\n")
    ended = run("test", "--format", "json")
    assert ended.code == 0, ended.out
    cells = [cell for cell in json.loads(ended.out)["scenarios"][0]["cells"] if cell["verdict"] != "silent"]
    assert {(cell["recipient"], cell["verdict"]) for cell in cells} >= {("teleset/petrov", "suppressed"), ("teleset/client-17", "pass")}
    # What it can deliver has to arrive: where there is nothing of that, it has proven nothing.
    edit(awaited / "reconciler.yaml", "*@client.example", "*@nobody.example")
    ended = run("test")
    assert ended.code == 8, ended.out


def test_an_organization_that_is_not_live_is_a_verdict_beside_others(awaited: Path, run: Run) -> None:
    write(
        awaited / "organizations" / "new.yaml",
        "version: 1\nkind: Organization\nid: newcomer\nname: Новая\nform: company\nlocale: ru\ntimezone: Europe/Moscow\n",
    )
    write(
        awaited / "organizations" / "welcome.yaml",
        SCENARIO.replace("id: paid", "id: welcome").replace("organization: teleset", "organization: newcomer").partition("expect")[0],
    )
    ended = run("test", "--format", "json")
    assert ended.code == 8
    tried = {one["scenario"]: one for one in json.loads(ended.out)["scenarios"]}
    assert tried["paid"]["passed"]
    assert [(one["field"], one["code"]) for one in tried["welcome"]["rejections"]] == [("organization", "unknown-target")]


def test_with_nothing_live_it_says_what_to_do_and_makes_nothing(project: Path, run: Run) -> None:
    write(project / "organizations" / "paid.yaml", SCENARIO.partition("expect")[0])
    for words in ((), ("--all-types",), ("--event", "payment.status_changed"), ("--event", "payment.status_changed", "--organization", "teleset")):
        ended = run("test", *words)
        assert (ended.code, ended.out) == (64, ""), words
        assert "reconciler test --declared" in ended.err
        assert "apply it first" in ended.err
    assert not list(project.rglob("*.db"))


def test_who_is_named_has_to_be_there(applied: Path, run: Run) -> None:
    ended = run("test", "--all-types", "--account", "teleset/petrof")
    assert ended.code == 64
    assert "teleset/petrov" in ended.err
    ended = run("test", "--all-types", "--organization", "telesett", "--declared")
    assert ended.code == 64
    assert "teleset?" in ended.err


def test_who_is_named_and_not_told_learns_why(applied: Path, run: Run) -> None:
    change(applied, f"delete from reconciler_subscriptions where {PETROV} and type = 'payment'")
    ended = run("test", "--event", "payment.status_changed", "--account", "teleset/petrov", "--now", NOON)
    assert ended.code == 8
    assert "payment is off there" in " ".join(ended.out.split())


def test_one_account_is_tried_by_itself(awaited: Path, run: Run) -> None:
    """What others are awaited to receive is not held against a run that leaves them out, and what is not about the account is not in it."""
    edit(awaited / "organizations" / "paid.yaml", "expect: [{to: teleset/petrov}]", "expect: [{to: teleset/petrov}, {to: teleset/ivanova, channel: email}]")
    edit(awaited / "organizations" / "paid.yaml", "version: 1", OTHERS + "---\nversion: 1")
    ended = run("test", "--account", "teleset/petrov", "--format", "json")
    assert ended.code == 0, ended.out
    assert [one["scenario"] for one in json.loads(ended.out)["scenarios"]] == ["paid"]
    assert run("test", "--account", "teleset/sidorova").code == 64
    every = json.loads(run("test", "--all-types", "--account", "teleset/petrov", "--now", NOON, "--format", "json").out)
    assert {one["type"] for one in every["scenarios"]} == {"payment"}
    assert every["passed"]


OTHERS = f"""\
version: 1
kind: Scenario
id: works
organization: teleset
event: work.planned
now: "{NOON}"
payload: {{work_id: W-5, title: Замена, area: Омск, starts_at: "2026-11-25T01:00:00+03:00", ends_at: "2026-11-25T05:00:00+03:00"}}
expect: [{{to: teleset/client-17}}]
"""


def test_a_backend_that_cannot_route_is_named(applied: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from reconciler.engine.connect import connect
    from reconciler.engine.trial import run as running

    class Mute:
        """A backend that can do everything else."""

        def __init__(self, real: Any) -> None:
            self.label, self.reader, self.interpret = real.label, real.reader, real.interpret

    monkeypatch.setattr(running, "connect", lambda project: replace(found := connect(project), backend=cast("Backend", Mute(found.backend))))
    ended = run("test", "--all-types")
    assert (ended.code, ended.out) == (64, "")
    assert "cannot say who would be told" in ended.err


@pytest.mark.parametrize("broken", ["key", "evidence"])
def test_a_ledger_that_cannot_be_used_spoils_no_verdict(awaited: Path, run: Run, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    from reconciler.ledger.evidence import SqlEvidence
    from reconciler.ledger.sql import SqlLedger
    from reconciler.model.errors import BackendError

    def refused(*_: Any, **__: Any) -> Any:
        raise BackendError("database-refused")

    owner: type = SqlLedger if broken == "key" else SqlEvidence
    monkeypatch.setattr(owner, "key" if broken == "key" else "keep_trial", refused)
    ended = run("test")
    assert ended.code == 0, ended.err
    assert "Result: passed" in ended.out
    assert ("could not be written down" in ended.out) == (broken == "evidence")
