"""A person is renamed, moved to another organization, and keeps what is known of them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit

TELESET = "organizations/teleset.yaml"
MOVED = "moved:\n  - {from: teleset/ivanova, to: teleset/petrova}\n\naccounts:"
SECOND = """\
version: 1
kind: Organization
id: alfa
name: ООО «Альфа»
moved:
  - {from: teleset/ivanova, to: alfa/ivanova}
accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    contacts: {email: ivanova@teleset.example}
    notifications: {types: [payment]}
"""


def _live(project: Path, sql: str) -> list[tuple[object, ...]]:
    live = sqlite3.connect(project / "live/notifications.db")
    try:
        with live:
            return live.execute(sql).fetchall()
    finally:
        live.close()


@pytest.fixture
def renamed(project: Path, run: Run) -> Path:
    assert run("apply", "--yes").code == 0
    _live(project, "insert into reconciler_refusals (organization, channel, address, type) values ('teleset', 'email', 'ivanova@teleset.example', 'works')")
    edit(project / TELESET, "  ivanova:", "  petrova:")
    edit(project / TELESET, "accounts:", MOVED)
    return project


def test_a_renamed_account_is_moved_and_nobody_is_lost(renamed: Path, run: Run) -> None:
    planned = run("plan")
    assert "\n= teleset/petrova\n" in planned.out
    assert "\n=   moved from teleset/ivanova; " in planned.out
    assert "0 to add, 0 to change, 0 to delete" in planned.out
    assert "1 to move" in planned.out
    assert "People: nobody is affected." in planned.out
    assert run("apply", "--yes").code == 0
    accounts = _live(renamed, "select account from reconciler_accounts order by account")
    assert accounts == [("petrov",), ("petrova",)]
    assert _live(renamed, "select count(*) from reconciler_refusals") == [(1,)]
    again = run("plan", "--detailed-exitcode")
    assert again.code == 0
    assert "note[moved-done]" in again.out
    assert f"{TELESET}:14:5" in again.out


def test_without_the_entry_it_would_be_a_loss(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    edit(project / TELESET, "  ivanova:", "  petrova:")
    planned = run("plan")
    assert "1 to add, 0 to change, 1 to delete" in planned.out


def test_across_organizations_refusals_go_along(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    _live(project, "insert into reconciler_refusals (organization, channel, address, type) values ('teleset', 'email', 'ivanova@teleset.example', '*')")
    text = (project / TELESET).read_text(encoding="utf-8")
    start, end = text.index("  ivanova:"), text.index("  petrov:")
    (project / TELESET).write_text(text[:start] + text[end:], encoding="utf-8")
    (project / "organizations/alfa.yaml").write_text(SECOND, encoding="utf-8")
    half = run("plan", "--organization", "alfa")
    assert half.code == 64
    assert "--organization" in half.err
    assert run("plan", "--organization", "alfa", "--organization", "teleset").code == 0
    assert run("apply", "--yes").code == 0
    assert _live(project, "select organization, address from reconciler_refusals") == [("alfa", "ivanova@teleset.example")]
    assert _live(project, "select organization, type from reconciler_kept_refusals") == [("teleset", "*")], "nobody uses the address there any more"
    assert _live(project, "select organization, account from reconciler_accounts order by account") == [("alfa", "ivanova"), ("teleset", "petrov")]


def test_what_nobody_has_looked_at_is_not_called_done(renamed: Path, run: Run) -> None:
    (renamed / "organizations/alfa.yaml").write_text(SECOND.partition("moved:")[0], encoding="utf-8")
    assert "moved-done" not in run("plan", "--organization", "alfa").out


def test_a_whole_organization_gets_another_id(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    edit(project / TELESET, "id: teleset", "id: telecom\nmoved: [{from: teleset, to: telecom}]")
    planned = run("plan", "--format", "json")
    changes = json.loads(planned.out)["changes"]
    assert {change["action"] for change in changes} == {"move"}
    assert [(change["from"], change["address"]) for change in changes] == [
        ("teleset", "telecom"),
        ("teleset/ivanova", "telecom/ivanova"),
        ("teleset/petrov", "telecom/petrov"),
    ]
    assert run("apply", "--yes").code == 0
    assert run("plan", "--detailed-exitcode").code == 0


def test_a_saved_plan_moves_and_makes_nobody_again(renamed: Path, run: Run) -> None:
    edit(renamed / TELESET, "email: ivanova@teleset.example", "email: petrova@teleset.example")
    assert run("plan", "--out", "plan.json").code == 0
    applied = run("apply", "--yes", "plan.json")
    assert applied.code == 0
    assert "0 added, 1 changed, 0 deleted, 1 moved" in applied.out
    assert _live(renamed, "select account from reconciler_accounts order by account") == [("petrov",), ("petrova",)]
    again = run("apply", "--yes", "plan.json")
    assert again.code == 0
    assert run("plan", "--detailed-exitcode").code == 0


def test_only_the_move_is_made_and_nobody_again(renamed: Path, run: Run) -> None:
    drift = run("plan", "--only", "drift")
    assert "moved-done" not in drift.out  # or somebody would take the entry away
    assert run("apply", "--yes", "--only", "declared").code == 0
    assert run("plan", "--detailed-exitcode").code == 0
