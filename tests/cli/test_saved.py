"""plan --out, somebody approves, apply PLAN: exactly that, or nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reconciler import __version__
from tests.cli.conftest import Run, apply_first, edit

TELESET = "organizations/teleset.yaml"
CHANGE = ("{works: true}", "{works: true, account-balance: true}")


def _live(project: Path, *statements: str) -> None:
    live = sqlite3.connect(project / "live/notifications.db")
    try:
        with live:
            for statement in statements:
                live.execute(statement)
    finally:
        live.close()


@pytest.fixture
def approved(project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose last change is planned, saved, and not applied yet: ivanova gets a type, petrov goes, sokolov comes."""
    apply_first(project, run, tmp_path_factory)
    edit(project / TELESET, *CHANGE)
    text = (project / TELESET).read_text(encoding="utf-8")
    sokolov = "  sokolov:\n    family_name: Соколов\n    given_name: Пётр\n    contacts: {email: sokolov@teleset.example}\n"
    (project / TELESET).write_text(text.partition("  petrov:")[0] + sokolov, encoding="utf-8")
    planned = run("plan", "--out", "plan.json")
    assert planned.code == 0
    assert "Saved: plan.json, digest " in planned.out
    return project


def test_exactly_the_saved_plan_is_applied(approved: Path, run: Run) -> None:
    applied = run("apply", "--yes", "plan.json")
    assert applied.code == 0
    assert "Plan:    plan.json, digest " in applied.out
    assert "it still fits" in applied.out
    assert "1 added, 1 changed, 1 deleted" in applied.out
    assert run("plan", "--detailed-exitcode").code == 0
    again = run("apply", "--yes", "plan.json")
    assert again.code == 0
    assert "No changes." in again.out


def test_what_came_later_is_named_and_left(approved: Path, run: Run) -> None:
    edit(approved / TELESET, "types: [payment, orders]", "types: [payment, orders, works]")
    edit(approved / TELESET, "  sokolov:", "  later:\n    family_name: Поздний\n    given_name: Пётр\n    contacts: {email: l@teleset.example}\n  sokolov:")
    applied = run("apply", "--yes", "plan.json")
    assert applied.code == 5
    # What sokolov would get is no longer what was approved; nobody else was touched.
    assert "- teleset/petrov" not in applied.out.partition("Error:")[2]
    assert "+ teleset/sokolov" in applied.out
    assert "planned:" in applied.out
    edit(approved / TELESET, "types: [payment, orders, works]", "types: [payment, orders]")
    applied = run("apply", "--yes", "plan.json")
    assert applied.code == 0
    assert "teleset/later" in applied.out
    assert "1 added, 1 changed, 1 deleted" in applied.out
    left = run("plan")
    assert "1 to add, 0 to change, 0 to delete" in left.out


INTERFERENCE: dict[str, Callable[[Path], None]] = {
    "an object changed": lambda project: _live(
        project, "insert into reconciler_subscriptions values ('teleset', 'ivanova', 'messages', 'email', 'tests-7f3a')"
    ),
    "an object removed": lambda project: _live(
        project, *(f"delete from reconciler_{table} where account = 'ivanova'" for table in ("accounts", "contacts", "subscriptions"))
    ),
    "an object added": lambda project: _live(
        project, "insert into reconciler_accounts (organization, account, manager) values ('teleset', 'sokolov', 'legacy-crm')"
    ),
    "an object added without a mark": lambda project: _live(project, "insert into reconciler_accounts (organization, account) values ('teleset', 'sokolov')"),
    "an object added with our mark": lambda project: _live(
        project, "insert into reconciler_accounts (organization, account, manager) values ('teleset', 'sokolov', 'tests-7f3a')"
    ),
    "an object taken": lambda project: _live(project, "update reconciler_accounts set manager = 'legacy-crm' where account = 'petrov'"),
    "the files changed": lambda project: edit(project / TELESET, "account-balance: true", "account-debit: true"),
}


@pytest.mark.parametrize("what", INTERFERENCE)
def test_anything_that_came_between_makes_it_stale_and_nothing_is_written(what: str, approved: Path, run: Run) -> None:
    INTERFERENCE[what](approved)
    before = (approved / "live/notifications.db").read_bytes()
    refused = run("apply", "--yes", "plan.json")
    assert refused.code == 5, refused.out
    assert "the saved plan is stale: 1 of its 3 changes no longer fits. Nothing was changed." in refused.out
    assert "reconciler plan --out plan.json" in refused.out
    assert (approved / "live/notifications.db").read_bytes() == before
    document = json.loads(run("apply", "--yes", "plan.json", "--format", "json").out)
    assert document["error"]["code"] == "plan-stale"


def test_what_somebody_has_made_already_is_no_obstacle(approved: Path, run: Run) -> None:
    _live(approved, *(f"delete from reconciler_{table} where account = 'petrov'" for table in ("accounts", "contacts", "subscriptions")))
    applied = run("apply", "--yes", "plan.json")
    assert applied.code == 0
    assert "1 is made already: teleset/petrov." in applied.out
    assert "1 added, 1 changed, 0 deleted" in applied.out


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "make a new one"),
        ("{", "make a new one"),
        ("[]", "make a new one"),
        ('{"format_version": "2.0"}', "newer reconciler"),
        ("{}", "make a new one"),
        ("[" * 100_000, "make"),
    ],
)
def test_a_file_that_is_no_plan(text: str, hint: str, approved: Path, run: Run) -> None:
    (approved / "other.json").write_text(text, encoding="utf-8")
    refused = run("apply", "--yes", "other.json")
    assert refused.code == 64
    assert hint in refused.err


def test_a_plan_for_somewhere_else(approved: Path, run: Run) -> None:
    edit(approved / "reconciler.yaml", "live/notifications.db", "live/other.db")
    refused = run("apply", "--yes", "plan.json")
    assert refused.code == 5
    assert not (approved / "live/other.db").exists()


def test_a_digest_approves_one_plan_only(approved: Path, run: Run) -> None:
    digest = json.loads(run("plan", "--format", "json").out)["digest"]
    assert run("apply", "--yes", "--digest", "000000000000").code == 5
    edit(approved / TELESET, "account-balance: true", "account-debit: true")
    assert run("apply", "--yes", "--digest", digest).code == 5
    edit(approved / TELESET, "account-debit: true", "account-balance: true")
    assert run("apply", "--yes", "--digest", digest).code == 0


def test_the_file_says_what_made_it(approved: Path) -> None:
    document = json.loads((approved / "plan.json").read_text(encoding="utf-8"))
    saved = document["saved"]
    assert saved["tool"] == __version__
    assert len(saved["catalogue"]) == 12
    assert {"made", "source", "commit", "dirty", "organizations"} <= saved.keys()
    assert document["target"]["manager"] == "tests-7f3a"
    assert all({"address", "action", "before_tag", "after_tag", "cause"} <= change.keys() for change in document["changes"])


def test_nothing_personal_is_in_the_file(approved: Path) -> None:
    text = (approved / "plan.json").read_text(encoding="utf-8")
    for value in ("sokolov@", "petrov@", "Соколов", "\\u0421\\u043e\\u043a"):
        assert value not in text


def test_before_anything_was_set_up_a_plan_cannot_be_saved(project: Path, run: Run) -> None:
    refused = run("plan", "--out", "plan.json")
    assert refused.code == 64
    assert "reconciler prepare" in refused.err
    assert not (project / "plan.json").exists()
    assert run("prepare").code == 0
    assert run("plan", "--out", "plan.json").code == 0
    assert run("apply", "--yes", "plan.json").code == 0


def test_a_saved_plan_says_itself_whom_it_is_about(approved: Path, run: Run) -> None:
    assert run("apply", "--yes", "plan.json", "--organization", "teleset").code == 64
    assert run("plan", "--organization", "teleset", "--out", "narrow.json").code == 0
    assert run("apply", "--yes", "narrow.json").code == 0


def test_a_place_that_cannot_be_written(approved: Path, run: Run) -> None:
    assert run("plan", "--out", "nowhere/plan.json").code == 64


def test_what_is_left_is_not_called_done(approved: Path, run: Run) -> None:
    assert run("apply", "--yes", "plan.json").code == 0
    edit(approved / TELESET, "  sokolov:", "  later:\n    family_name: Поздний\n    given_name: Пётр\n    contacts: {email: l@teleset.example}\n  sokolov:")
    again = run("apply", "--yes", "plan.json")
    assert again.code == 0
    assert "No changes. The backend matches the declaration, apart from what is left out." in again.out
    assert "3 are made already: teleset/ivanova, teleset/petrov, teleset/sokolov." in again.out
    assert "since the plan does not name it: teleset/later." in again.out


def test_commands_can_be_typed_as_they_are_printed(approved: Path, run: Run) -> None:
    planned = run("plan", "--out", "my plan.json", "--organization", "teleset")
    assert 'reconciler apply "my plan.json"' in planned.out
    edit(approved / TELESET, "types: [payment, orders]", "types: [payment, orders, works]")
    assert 'reconciler plan --organization teleset --out "my plan.json"' in run("apply", "--yes", "my plan.json").out


EDITS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a change taken out": lambda plan: plan["changes"].pop(),
    "another action": lambda plan: plan["changes"][0].update(action="delete"),
    "all of them": lambda plan: plan["changes"].clear(),
    "another digest": lambda plan: plan.update(digest="0" * 12),
    "another organization": lambda plan: plan["saved"].update(organizations=["teleset"]),
    "another commit": lambda plan: plan["saved"].update(commit="9c41d7e"),
    "no seal": lambda plan: plan["saved"].update(seal=""),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_part_of_what_was_approved_was_not_approved(name: str, approved: Path, run: Run) -> None:
    plan = json.loads((approved / "plan.json").read_text(encoding="utf-8"))
    EDITS[name](plan)
    (approved / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    refused = run("apply", "--yes", "plan.json")
    assert refused.code == 5
    assert "is not as `plan --out` wrote it; nothing was changed" in refused.err
    assert "sokolov" in run("plan").out
