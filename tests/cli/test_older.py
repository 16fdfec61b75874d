"""An older checkout never undoes a newer one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit, write
from tests.cli.test_adopt import sql

TELESET = "organizations/teleset.yaml"
BETA = "version: 1\nkind: Organization\nid: beta\nname: ООО «Бета»\nform: company\n"


def git(project: Path, *arguments: str) -> str:
    names = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@teleset.example", "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@teleset.example"}
    done = subprocess.run(["git", *arguments], cwd=project, env={**os.environ, **names}, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


def commit(project: Path, words: str) -> str:
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", words)
    return git(project, "rev-parse", "HEAD")


@pytest.fixture
def commits(project: Path, run: Run) -> list[str]:
    """Two commits, of which the second is applied: ivanova gets one type more, beta a name."""
    git(project, "init", "-q", "-b", "main")
    write(project / ".gitignore", "live/\n")
    write(project / "organizations/beta.yaml", BETA)
    found = [commit(project, "first")]
    assert run("apply", "--yes").code == 0
    edit(project / TELESET, "{works: true}", "{works: true, account-balance: true}")
    edit(project / "organizations/beta.yaml", "Бета", "Бета плюс")
    found.append(commit(project, "second"))
    assert run("apply", "--yes").code == 0
    return found


def test_what_was_applied_later_is_not_undone(commits: list[str], project: Path, run: Run) -> None:
    git(project, "checkout", "-q", commits[0])
    before = (project / "live/notifications.db").read_bytes()
    planned = run("plan")
    assert planned.code == 0
    assert f"Applied: {commits[1][:7]} (history 2, " in planned.out
    assert "newer than this checkout: apply will refuse" in planned.out
    assert json.loads(run("plan", "--format", "json").out)["files"]["checkout"] == "older"
    refused = run("apply", "--yes")
    assert refused.code == 5
    assert f"this checkout is at {commits[0][:7]}, older than {commits[1][:7]}, which was applied at " in refused.err
    assert "(history 2)" in refused.err
    assert "новее" in run("plan", "--lang", "ru").out
    assert (project / "live/notifications.db").read_bytes() == before


def test_unless_that_is_meant_and_the_history_says_so(commits: list[str], project: Path, run: Run) -> None:
    git(project, "checkout", "-q", commits[0])
    assert run("apply", "--yes", "--allow-older").code == 0
    entry = json.loads(run("history", "--format", "json").out)["history"][0]
    assert (entry["operation"], entry["commit"], entry["outcome"]) == ("apply --allow-older", commits[0], "applied")
    assert "git revert" not in run("history", "show", "3").out
    # From now on this is the commit that counts, and the newer one is newer again.
    assert run("apply", "--yes").code == 0
    git(project, "checkout", "-q", "main")
    assert run("apply", "--yes").code == 0
    assert "Applied:" not in run("plan").out


def test_going_back_for_one_organization_does_not_make_it_the_commit_of_all(commits: list[str], project: Path, run: Run) -> None:
    git(project, "checkout", "-q", commits[0])
    assert run("apply", "--yes", "--allow-older", "--organization", "beta").code == 0
    assert json.loads(run("history", "--format", "json").out)["history"][0]["operation"] == "apply --allow-older --organization beta"
    assert run("apply", "--yes").code == 5
    assert "account-balance" in run("show").out


def test_after_one_organization_the_rest_of_the_same_commit(commits: list[str], project: Path, run: Run) -> None:
    edit(project / TELESET, "account-balance: true", "account-debit: true")
    edit(project / "organizations/beta.yaml", "Бета плюс", "Бета")
    third = commit(project, "third")
    assert run("apply", "--yes", "--organization", "beta").code == 0
    assert run("apply", "--yes").code == 0
    entries = json.loads(run("history", "--format", "json").out)["history"]
    assert [(entry["operation"], entry["commit"]) for entry in entries[:2]] == [("apply", third), ("apply --organization beta", third)]
    git(project, "checkout", "-q", commits[1])
    assert run("apply", "--yes").code == 5


def test_a_revert_is_newer(commits: list[str], project: Path, run: Run) -> None:
    git(project, "revert", "--no-edit", "HEAD")
    assert "Applied:" not in run("plan").out
    assert run("apply", "--yes").code == 0
    assert "account-balance" not in run("show").out


def test_nothing_to_do_is_no_reason_to_refuse(commits: list[str], project: Path, run: Run) -> None:
    write(project / "organizations/beta.yaml", (project / "organizations/beta.yaml").read_text(encoding="utf-8") + "# remark\n")
    third = commit(project, "a remark")
    edit(project / TELESET, "account-balance: true", "account-debit: true")
    fourth = commit(project, "fourth")
    assert run("apply", "--yes").code == 0
    git(project, "checkout", "-q", third)
    edit(project / TELESET, "account-balance: true", "account-debit: true")
    assert fourth != third
    nothing = run("apply", "--yes")
    assert (nothing.code, "No changes." in nothing.out) == (0, True)


def test_changed_files_count_as_their_commit(commits: list[str], project: Path, run: Run) -> None:
    git(project, "checkout", "-q", commits[0])
    write(project / "notes.txt", "not committed\n")
    assert run("apply", "--yes").code == 5


def test_another_branch_is_told_and_goes_on(commits: list[str], project: Path, run: Run) -> None:
    git(project, "checkout", "-q", "-b", "other", commits[0])
    edit(project / TELESET, "{works: true}", "{works: true, account-balance: true, account-debit: true}")
    commit(project, "elsewhere")
    assert "on another branch" in run("plan").out
    assert run("apply", "--yes").code == 0


def test_a_clone_that_was_not_brought_up_to_date(commits: list[str], project: Path, tmp_path: Path, run: Run) -> None:
    """It does not know what was applied, which is how one that is older looks."""
    git(project, "branch", "old", commits[0])
    stale = tmp_path / "stale"
    git(tmp_path, "clone", "-q", "--single-branch", "-b", "old", project.as_uri(), str(stale))
    shutil.copytree(project / "live", stale / "live")
    assert "which git does not know here" in run("plan", "--project", str(stale)).out
    refused = run("apply", "--yes", "--rebind", "--project", str(stale))
    assert refused.code == 5
    assert "git fetch" in refused.err
    git(stale, "fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*")
    refused = run("apply", "--yes", "--rebind", "--project", str(stale))
    assert (refused.code, "older than" in refused.err) == (5, True)
    git(stale, "checkout", "-q", commits[1])
    assert "Applied:" not in run("plan", "--project", str(stale)).out


def test_a_shallow_clone_is_told_what_to_fetch(commits: list[str], project: Path, tmp_path: Path, run: Run) -> None:
    edit(project / TELESET, "account-balance: true", "account-debit: true")
    commit(project, "third")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", project.as_uri(), str(shallow))
    shutil.copytree(project / "live", shallow / "live")
    assert "this shallow clone cannot compare" in run("plan", "--project", str(shallow)).out
    refused = run("apply", "--yes", "--rebind", "--project", str(shallow))
    assert refused.code == 5
    assert "fetch-depth: 0" in refused.err
    git(shallow, "fetch", "-q", "--unshallow")
    assert run("apply", "--yes", "--rebind", "--project", str(shallow)).code == 0


def test_rewritten_history_stops_once(commits: list[str], project: Path, run: Run) -> None:
    sql(project, "update reconciler_history set source_commit = '00000000000000000000000000000000000000ff' where number = 2")
    edit(project / TELESET, "account-balance: true", "account-debit: true")
    commit(project, "third")
    refused = run("apply", "--yes")
    assert (refused.code, "--allow-older" in refused.err) == (5, True)
    assert run("apply", "--yes", "--allow-older").code == 0
    edit(project / TELESET, "account-debit: true", "account-balance: true")
    commit(project, "fourth")
    assert run("apply", "--yes").code == 0


@pytest.mark.parametrize("text", ["--help", "$(touch x)", "HEAD", ""])
def test_what_the_ledger_holds_is_no_command(text: str, commits: list[str], project: Path, run: Run) -> None:
    sql(project, f"update reconciler_history set source_commit = '{text}'")
    edit(project / TELESET, "account-balance: true", "account-debit: true")
    commit(project, "third")
    assert run("apply", "--yes").code == (5 if text else 0)


def test_without_git_nothing_is_checked(commits: list[str], project: Path, run: Run) -> None:
    git(project, "checkout", "-q", commits[0])
    shutil.rmtree(project / ".git")
    assert run("apply", "--yes").code == 0
    assert json.loads(run("plan", "--format", "json").out)["files"]["checkout"] == "unchecked"


def test_a_saved_plan_of_yesterday(commits: list[str], project: Path, run: Run) -> None:
    git(project, "checkout", "-q", commits[0])
    assert run("plan", "--out", "plan.json").code == 0
    assert run("apply", "--yes", "plan.json").code == 5
    assert run("apply", "--yes", "--allow-older", "plan.json").code == 0


def test_giving_up_asks_the_same(commits: list[str], project: Path, run: Run) -> None:
    """What an older commit does not declare a newer one may."""
    write(project / "organizations/gamma.yaml", BETA.replace("beta", "gamma"))
    commit(project, "third")
    assert run("apply", "--yes").code == 0
    git(project, "checkout", "-q", commits[1])
    assert run("forget", "gamma", "--yes").code == 5


SOKOLOV = "  sokolov:\n    family_name: Соколов\n    given_name: Пётр\n    contacts: {email: sokolov@teleset.example}\n"


def recorded(run: Run, number: int) -> tuple[str, str]:
    """The commit that an entry of the history names, and the way back from it."""
    told = json.loads(run("history", "show", str(number), "--format", "json").out)
    [entry] = told["history"]
    return entry["commit"], told["undo"]


def test_a_saved_plan_is_recorded_with_the_commit_it_was_made_at(commits: list[str], project: Path, run: Run) -> None:
    edit(project / "organizations/beta.yaml", "Бета плюс", "Бета третья")
    third = commit(project, "third")
    assert run("plan", "--out", "live/plan.json").code == 0
    write(project / TELESET, (project / TELESET).read_text(encoding="utf-8") + SOKOLOV)
    fourth = commit(project, "fourth")
    applied = run("apply", "--yes", "live/plan.json")
    assert applied.code == 0, applied.err
    assert f"git revert --no-edit {third[:7]}" in applied.out
    assert recorded(run, 3) == (third, f"git revert --no-edit {third[:7]}")
    # The files of the newer commit are newer than what was applied, and what they add is still to come.
    assert "1 to add" in run("plan").out
    assert run("apply", "--yes").code == 0
    assert recorded(run, 4) == (fourth, f"git revert --no-edit {fourth[:7]}")


def test_the_commit_on_record_never_goes_back(commits: list[str], project: Path, run: Run) -> None:
    edit(project / "organizations/beta.yaml", "Бета плюс", "Бета третья")
    third = commit(project, "third")
    assert run("plan", "--organization", "beta", "--out", "live/plan.json").code == 0
    write(project / TELESET, (project / TELESET).read_text(encoding="utf-8") + SOKOLOV)
    fourth = commit(project, "fourth")
    assert run("apply", "--yes", "--organization", "teleset").code == 0
    edit(project / TELESET, "given_name: Пётр", "given_name: Павел")
    commit(project, "fifth")
    assert run("apply", "--yes", "live/plan.json").code == 0
    # Nothing leads back from here alone: the fourth commit, of which this is a part, was applied before.
    assert recorded(run, 4) == (fourth, "")
    git(project, "checkout", "-q", third)
    assert run("apply", "--yes").code == 5


def test_what_was_not_committed_belongs_to_the_commit_of_the_files(commits: list[str], project: Path, run: Run) -> None:
    edit(project / "organizations/beta.yaml", "Бета плюс", "Бета третья")
    assert run("plan", "--out", "live/plan.json").code == 0
    third = commit(project, "third")
    assert run("apply", "--yes", "live/plan.json").code == 0
    assert recorded(run, 3)[0] == third


def test_a_plan_says_that_another_place_is_bound(commits: list[str], project: Path, run: Run) -> None:
    assert json.loads(run("plan", "--format", "json").out)["files"]["bound"] is None
    git(project, "remote", "add", "origin", "https://git.teleset.example/fork/settings.git")
    edit(project / "reconciler.yaml", "id: 0b7e4d52-5a0e-4a5e-9d5c-3f6f3a1c2b4d", "id: 1b7e4d52-5a0e-4a5e-9d5c-3f6f3a1c2b4d")
    planned = run("plan")
    assert planned.code == 0
    assert "Bound:   to id:0b7e4d52-5a0e-4a5e-9d5c-3f6f3a1c2b4d; this is git:git.teleset.example/fork/settings:; apply will refuse until" in planned.out
    assert "apply откажет, пока не указан --rebind" in run("plan", "--lang", "ru").out
    assert "apply will refuse until it is told" in run("plan", "--format", "markdown").out
    assert json.loads(run("plan", "--format", "json").out)["files"]["bound"]["code"] == "other-source"
    edit(project / TELESET, "types: [payment, orders]", "types: [payment]")
    assert run("apply", "--yes").code == 4
    assert run("apply", "--yes", "--rebind").code == 0
    assert "Bound:" not in run("plan").out
