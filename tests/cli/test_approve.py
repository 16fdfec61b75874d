"""A guard refuses; somebody says that it is meant; it is made once, and nothing else is."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TELESET = "organizations/teleset.yaml"


def _people(project: Path, count: int) -> None:
    text = (project / TELESET).read_text(encoding="utf-8").partition("accounts:")[0]
    one = "  op-{0}: {{family_name: Иванова, given_name: Анна, contacts: {{email: op-{0}@teleset.example}}}}\n"
    (project / TELESET).write_text(text + "accounts:\n" + "".join(one.format(number) for number in range(count)), encoding="utf-8")


def _refusal(run: Run) -> str:
    planned = run("plan", "--format", "json")
    assert planned.code == 4
    (refusal,) = json.loads(planned.out)["refusals"]
    return str(refusal["digest"])


@pytest.fixture
def refused(project: Path, run: Run) -> Path:
    """Thirty people are live, and ten of them are gone from the files."""
    _people(project, 30)
    assert run("apply", "--yes").code == 0
    _people(project, 20)
    return project


def test_yes_passes_no_guard_and_an_approval_does_once(refused: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 4
    planned = run("plan")
    digest = _refusal(run)
    assert f'reconciler approve {digest} --reason "…"' in planned.out
    approved = run("approve", digest, "--reason", "the department was closed")
    assert approved.code == 0
    assert "once, within 24 hours. Next: reconciler apply" in approved.out
    passed = run("plan")
    assert passed.code == 0
    assert f"Guards: passed. 1 refusal is approved: loss {digest}." in passed.out
    assert run("apply", "--yes").code == 0
    _people(refused, 30)
    assert run("apply", "--yes").code == 0
    _people(refused, 20)
    assert run("apply", "--yes").code == 4, "the approval was used up"


def test_an_approval_is_for_these_changes_only(refused: Path, run: Run) -> None:
    assert run("approve", _refusal(run), "--reason", "closed").code == 0
    _people(refused, 19)
    assert run("apply", "--yes").code == 4


def test_whoever_runs_apply_can_approve_in_this_run(refused: Path, run: Run) -> None:
    digest = _refusal(run)
    assert run("apply", "--yes", "--approve", "000000000000").code == 4
    assert run("apply", "--yes", "--approve", digest).code == 0
    assert run("plan").code == 0


def test_a_saved_plan_is_approved_like_any_other(refused: Path, run: Run) -> None:
    assert run("plan", "--out", "plan.json").code == 4
    assert run("apply", "--yes", "plan.json").code == 4
    assert run("approve", _refusal(run), "--reason", "closed").code == 0
    assert run("apply", "--yes", "plan.json").code == 0


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501, "a\u202eb"])
def test_a_reason_is_needed(reason: str, refused: Path, run: Run) -> None:
    assert run("approve", _refusal(run), "--reason", reason).code == 64
    assert run("apply", "--yes").code == 4


def test_what_nobody_refuses_cannot_be_approved(refused: Path, run: Run) -> None:
    wrong = run("approve", "000000000000", "--reason", "closed")
    assert wrong.code == 64
    assert _refusal(run) in wrong.err
    _people(refused, 30)
    none = run("approve", "000000000000", "--reason", "closed")
    assert none.code == 64
    assert "nothing has to be approved" in none.err


def test_as_json(refused: Path, run: Run) -> None:
    digest = _refusal(run)
    document = json.loads(run("approve", digest, "--reason", "closed", "--format", "json").out)
    assert (document["approved"]["digest"], document["reason"]) == (digest, "closed")
    assert json.loads(run("plan", "--format", "json").out)["approved"][0]["digest"] == digest


def test_what_is_printed_approves_what_was_refused_of_a_narrowed_plan(project: Path, run: Run) -> None:
    """Ten get another address in the files, and five others have one by somebody's hand: the whole plan refuses something else."""
    _people(project, 30)
    assert run("apply", "--yes").code == 0
    path = project / TELESET
    path.write_text(path.read_text(encoding="utf-8").replace("email: op-1", "email: other-1"), encoding="utf-8")
    live = sqlite3.connect(project / "live/notifications.db")
    try:
        with live:
            live.execute("update reconciler_contacts set address = 'x' || address where account in ('op-2', 'op-3', 'op-4', 'op-5', 'op-6')")
    finally:
        live.close()
    narrowing = ("--organization", "teleset", "--only", "declared")
    planned = run("plan", "--format", "json", *narrowing)
    (refusal,) = json.loads(planned.out)["refusals"]
    assert refusal["digest"] != _refusal(run)
    shown = run("plan", *narrowing).out
    assert f'reconciler approve {refusal["digest"]} --organization teleset --only declared --reason "…"' in shown
    assert "reconciler plan --organization teleset --only declared --full" in shown
    approved = run("approve", refusal["digest"], *narrowing, "--reason", "closed")
    assert approved.code == 0
    assert "Next: reconciler apply --organization teleset --only declared" in approved.out
    assert run("apply", "--yes", *narrowing).code == 0
