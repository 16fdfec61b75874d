"""Why something would change: the files, or the live system."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit

TELESET = "organizations/teleset.yaml"


def sql(project: Path, statement: str) -> None:
    live = sqlite3.connect(project / "live/notifications.db")
    try:
        with live:
            live.execute(statement)
    finally:
        live.close()


@pytest.fixture
def mixed(project: Path, run: Run) -> Path:
    """ivanova has drifted, petrov gets another type in the files."""
    assert run("apply", "--yes").code == 0
    sql(project, "delete from reconciler_subscriptions where account = 'ivanova' and type = 'works'")
    text = (project / TELESET).read_text(encoding="utf-8")
    (project / TELESET).write_text(text + "    notifications: {types: {works: true}}\n", encoding="utf-8")
    return project


def test_each_change_says_what_caused_it(mixed: Path, run: Run) -> None:
    shown = run("plan").out
    assert "Causes: 1 from the files; 1 drift: the backend changed, not the files (teleset/ivanova)." in shown
    lines = {line.split()[1]: line for line in shown.splitlines() if line.startswith("~ teleset/")}
    assert lines["teleset/ivanova"].endswith("from: drift")
    assert lines["teleset/petrov"].endswith("from: the files")
    told = json.loads(run("plan", "--format", "json").out)
    assert told["causes"] == {"files": 1, "drift": 1}
    assert {change["address"]: change["cause"] for change in told["changes"]} == {"teleset/ivanova": "drift", "teleset/petrov": "files"}
    assert "причина: расхождение" in run("plan", "--lang", "ru").out


@pytest.mark.parametrize(("only", "made", "left"), [("drift", "ivanova", "petrov"), ("declared", "petrov", "ivanova")])
def test_one_kind_can_be_applied_alone(mixed: Path, run: Run, only: str, made: str, left: str) -> None:
    planned = run("plan", "--only", only)
    assert f"~ teleset/{made}" in planned.out
    assert f"~ teleset/{left}" not in planned.out
    assert f"1 change of another cause is left out by --only {only}: teleset/{left}." in planned.out
    applied = run("apply", "--yes", "--only", only)
    assert applied.code == 0, applied.err
    assert "1 changed" in applied.out
    rest = run("plan").out
    assert f"~ teleset/{left}" in rest
    assert f"~ teleset/{made}" not in rest
    assert ("drift" in rest) == (left == "ivanova")
    assert run("apply", "--yes").code == 0
    assert "No changes." in run("plan").out


def test_where_both_moved_both_are_said(mixed: Path, run: Run) -> None:
    sql(mixed, "delete from reconciler_subscriptions where account = 'petrov' and type = 'orders'")
    assert json.loads(run("plan", "--format", "json").out)["causes"] == {"drift": 1, "both": 1}
    for only in ("drift", "declared"):
        assert "~ teleset/petrov" in run("plan", "--only", only).out


def test_what_was_applied_before_causes_were_kept_is_not_known(mixed: Path, run: Run) -> None:
    sql(mixed, "delete from reconciler_applied")
    assert json.loads(run("plan", "--format", "json").out)["causes"] == {"unknown": 2}
    assert run("apply", "--yes").code == 0
    # From then on everything is known, also what was not changed.
    sql(mixed, "update reconciler_organizations set name = 'x'")
    assert json.loads(run("plan", "--format", "json").out)["causes"] == {"drift": 1}


def test_a_newer_catalogue_is_told_from_a_change_of_the_files(mixed: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconciler.__version__", "9.9.9")
    assert json.loads(run("plan", "--format", "json").out)["causes"] == {"either": 1, "drift": 1}


def test_a_stale_plan_says_what_moved(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    edit(project / TELESET, "{works: true}", "{works: true, account-balance: true}")
    assert run("plan", "--out", "plan.json").code == 0
    sql(project, "delete from reconciler_subscriptions where account = 'ivanova' and type = 'works'")
    stale = run("apply", "--yes", "plan.json")
    assert stale.code == 5
    assert "because: both the files and the backend have changed" in stale.out


def test_a_saved_plan_cannot_be_narrowed(mixed: Path, run: Run) -> None:
    assert run("plan", "--only", "drift", "--out", "plan.json").code == 0
    assert run("apply", "--yes", "--only", "drift", "plan.json").code == 64
    assert run("apply", "--yes", "plan.json").code == 0
    assert "~ teleset/petrov" in run("plan").out


def test_no_organization_goes_from_under_an_account_that_stays(project: Path, run: Run) -> None:
    """Its name has drifted; that it is to be deleted, with everybody in it, is a change of the files."""
    assert run("apply", "--yes").code == 0
    live = sqlite3.connect(project / "live/notifications.db")
    try:
        with live:
            live.execute("update reconciler_organizations set name = 'drifted'")
    finally:
        live.close()
    text = (project / "organizations/teleset.yaml").read_text(encoding="utf-8")
    (project / "organizations/teleset.yaml").write_text(text.replace("id: teleset", "id: alfa").partition("accounts:")[0], encoding="utf-8")
    drift = run("plan", "--only", "drift")
    assert "0 to add, 0 to change, 0 to delete" in drift.out or "No changes" in drift.out
    assert "3 to delete" in run("plan").out


def test_what_is_left_for_its_cause_is_not_called_a_match(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    edit(project / TELESET, "{works: true}", "{works: true, account-balance: true}")
    drift = run("plan", "--only", "drift").out
    assert "1 change of another cause is left out by --only drift: teleset/ivanova." in drift
    assert "No changes. The backend matches the declaration, apart from what is left out." in drift
