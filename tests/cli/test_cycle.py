"""validate → plan → apply → nothing left to do, as a person types it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit, fingerprint


def test_the_whole_cycle(project: Path, run: Run) -> None:
    assert run("validate").code == 0
    planned = run("plan", "--detailed-exitcode")
    assert planned.code == 2
    assert "teleset/ivanova" in planned.out
    assert "organizations/teleset.yaml:14" in planned.out
    applied = run("apply", "--yes")
    assert applied.code == 0
    assert "Read back: the backend matches the plan." in applied.out
    again = run("plan", "--detailed-exitcode")
    assert again.code == 0
    assert "No changes." in again.out
    idle = run("apply", "--yes")
    assert idle.code == 0
    assert "No changes." in idle.out


def test_plan_writes_nothing(project: Path, run: Run) -> None:
    before = fingerprint(project)
    assert run("plan").code == 0
    assert run("show").code == 0
    assert run("explain", "teleset/ivanova", "payment").code == 0
    assert fingerprint(project) == before
    run("apply", "--yes")
    edit(project / "organizations/teleset.yaml", "works: true", "works: false")
    before = fingerprint(project)
    assert run("plan", "--detailed-exitcode").code == 2
    assert fingerprint(project) == before


def test_one_edit_is_one_change(project: Path, run: Run) -> None:
    run("apply", "--yes")
    edit(project / "organizations/teleset.yaml", "{works: true}", "{works: true, orders: false}")
    planned = run("plan")
    assert "Plan: 0 to add, 1 to change, 0 to delete" in planned.out
    assert "~ teleset/ivanova" in planned.out
    assert "petrov" not in planned.out


def test_deleting_a_block_deletes_that_account_only(project: Path, run: Run) -> None:
    run("apply", "--yes")
    text = (project / "organizations/teleset.yaml").read_text(encoding="utf-8")
    (project / "organizations/teleset.yaml").write_text(text.partition("  petrov:")[0], encoding="utf-8")
    applied = run("apply", "--yes")
    assert applied.code == 0
    assert "0 added, 0 changed, 1 deleted" in applied.out
    assert "petrov" not in run("show").out
    assert "ivanova" in run("show").out


def test_a_hand_edit_is_seen_and_healed(project: Path, run: Run) -> None:
    run("apply", "--yes")
    with sqlite3.connect(project / "live/notifications.db") as live:
        live.execute("delete from reconciler_subscriptions where account = 'ivanova' and type = 'works'")
    live.close()
    assert run("plan", "--detailed-exitcode").code == 2
    assert run("apply", "--yes").code == 0
    assert run("plan", "--detailed-exitcode").code == 0


@pytest.mark.parametrize(
    "arguments",
    [("validate",), ("plan",), ("apply", "--yes"), ("show",), ("explain", "teleset/ivanova", "payment"), ("types",), ("codes",), ("prepare",)],
    ids=" ".join,
)
def test_json_is_one_document(project: Path, run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments, "--format", "json")
    assert ended.code == 0
    assert json.loads(ended.out)["format_version"] == "1.0"


def test_a_fault_is_one_json_document_too(project: Path, run: Run) -> None:
    edit(project / "organizations/teleset.yaml", "works: true", "wroks: true")
    ended = run("plan", "--format", "json")
    assert ended.code == 3
    assert [found["code"] for found in json.loads(ended.out)["diagnostics"]] == ["unknown-type"]
    (project / "reconciler.yaml").unlink()
    ended = run("plan", "--format", "json")
    assert ended.code == 64
    assert json.loads(ended.out)["error"]["code"] == "no-project"


def test_the_first_plan_is_the_same_bytes_every_time(project: Path, run: Run) -> None:
    assert run("plan", "--format", "json").out == run("plan", "--format", "json").out


def test_organization_narrows_both_sides(project: Path, run: Run) -> None:
    run("apply", "--yes")
    other = (project / "organizations/teleset.yaml").read_text(encoding="utf-8").replace("id: teleset", "id: other")
    (project / "organizations/other.yaml").write_text(other, encoding="utf-8")
    edit(project / "organizations/teleset.yaml", "works: true", "works: false")
    planned = run("plan", "--organization", "other")
    assert "Plan: 3 to add, 0 to change, 0 to delete" in planned.out
    assert "teleset" not in planned.out.replace("@teleset.example", "").replace("ТелеСеть", "").split("Start receiving")[1]


def test_nothing_personal_is_printed(project: Path, run: Run) -> None:
    said = (
        run("plan", "--full").out
        + run("plan", "--format", "json").out
        + run("apply", "--yes", "-v").out
        + run("show").out
        + run("show", "--format", "json").out
    )
    for secret in ("ivanova@teleset.example", "Иванова", "petrov@", "Павел"):
        assert secret not in said


def test_quickstart_of_a_new_user(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("en", "ru"):
        directory = tmp_path / language
        assert run("init", str(directory), "--lang", language).code == 0
        monkeypatch.chdir(directory)
        assert run("validate").code == 0
        assert run("apply", "--yes").code == 0
        assert run("plan", "--detailed-exitcode").code == 0


def test_init_copies_the_example(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "--example", "quickstart").code == 0
    assert "manager: quickstart-7f3a" not in (tmp_path / "reconciler.yaml").read_text(encoding="utf-8")
    assert run("apply", "--yes").code == 0
    assert run("plan", "--detailed-exitcode").code == 0
