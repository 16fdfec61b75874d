"""plan --base REF and --offline, in real git repositories."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import ENVIRONMENTS, Run, edit, fingerprint, write

TELESET = "organizations/teleset.yaml"
NEW = "  sokolov:\n    family_name: Соколов\n    given_name: Пётр\n    contacts: {email: sokolov@teleset.example}\n"


def git(directory: Path, *arguments: str) -> str:
    quiet = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_DATE": "2026-11-22T12:00:00Z",
        "GIT_COMMITTER_DATE": "2026-11-22T12:00:00Z",
    }
    names = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "tests"), ("EMAIL", "tests@teleset.example"))}
    done = subprocess.run(["git", *arguments], cwd=directory, env={**os.environ, **quiet, **names}, capture_output=True, check=True)
    return done.stdout.decode().strip()


def commit(directory: Path, message: str) -> str:
    git(directory, "add", "-A")
    git(directory, "commit", "-qm", message)
    return git(directory, "rev-parse", "--short=7", "HEAD")


def without_petrov(project: Path) -> None:
    text = (project / TELESET).read_text(encoding="utf-8")
    write(project / TELESET, text.partition("  petrov:")[0])


@pytest.fixture
def branch(project: Path, run: Run) -> Path:
    """`main` is applied; on `work` petrov goes."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    write(project / ".gitignore", "live/\n")
    git(project, "init", "-q", "-b", "main")
    commit(project, "one")
    assert run("apply", "--yes").code == 0
    git(project, "checkout", "-q", "-b", "work")
    without_petrov(project)
    commit(project, "petrov goes")
    return project


def test_what_is_deleted_was_declared_in_the_base(branch: Path, run: Run) -> None:
    main, head = (git(branch, "rev-parse", "--short=7", ref) for ref in ("main", "HEAD"))
    planned = run("plan", "--base", "main")
    assert planned.code == 0
    assert f"Files:   1 at {head}, compared with main at {main}\n" in planned.out
    assert f"-   was at {TELESET}:19 in {main}\n" in planned.out
    document = json.loads(run("plan", "--base", "main", "--format", "json").out)
    assert document["files"]["base"] == {"ref": "main", "tip": main, "commit": main, "moved_on": False}
    assert document["changes"][0]["commit"] == main
    assert document["changes"][0]["origin"]["line"] == 19


def test_nothing_is_touched(branch: Path, run: Run) -> None:
    before = fingerprint(branch)
    for form in ("text", "json", "markdown", "html"):
        assert run("plan", "--base", "main", "--format", form).code == 0
        assert run("plan", "--base", "main", "--offline", "--format", form).code == 0
    assert fingerprint(branch) == before


def test_a_branch_that_is_behind_undoes_nothing(branch: Path, run: Run) -> None:
    left = git(branch, "rev-parse", "--short=7", "main")
    git(branch, "checkout", "-q", "main")
    edit(branch / TELESET, "name: ООО «ТелеСеть»", "name: ПАО «ТелеСеть»")
    moved = commit(branch, "others work")
    git(branch, "checkout", "-q", "work")
    offline = run("plan", "--offline", "--base", "main")
    assert f"compared with {left}, where this branch left main (which has moved on to {moved}" in offline.out
    assert "Plan: 0 to add, 0 to change, 1 to delete, " in offline.out
    document = json.loads(run("plan", "--base", "main", "--format", "json").out)
    assert document["files"]["base"] == {"ref": "main", "tip": moved, "commit": left, "moved_on": True}


def test_a_change_elsewhere_in_the_repository_is_no_moving_on(branch: Path, run: Run) -> None:
    # The project is the whole repository here, so it is moved down first.
    (branch / "app").mkdir()
    for name in ("reconciler.yaml", "organizations"):
        git(branch, "mv", name, f"app/{name}")
    commit(branch, "down")
    git(branch, "branch", "-f", "main")
    git(branch, "checkout", "-q", "main")
    write(branch / "README.md", "elsewhere\n")
    commit(branch, "elsewhere")
    git(branch, "checkout", "-q", "work")
    planned = run("plan", "--project", "app", "--offline", "--base", "main")
    assert planned.code == 0
    assert ", where this branch left main\n" in planned.out
    assert "No changes. Both revisions declare the same." in planned.out


def test_offline_needs_nothing(branch: Path, run: Run) -> None:
    shutil.rmtree(branch / "live")
    edit(branch / "reconciler.yaml", 'url: "sqlite:///live/notifications.db"', "url: {env: NOT_SET}")
    edit(branch / TELESET, "accounts:\n", "accounts:\n" + NEW)
    assert run("plan").code == 64
    planned = run("plan", "--offline", "--base", "main")
    assert planned.code == 0
    assert "Backend: not asked: two declarations are compared, not the live state\n" in planned.out
    assert "\n+ teleset/sokolov\n" in planned.out
    assert "\n- teleset/petrov\n" in planned.out
    assert planned.out.endswith("Not compared with the live state: what apply would do may differ.\n")
    assert not (branch / "live").exists()
    document = json.loads(run("plan", "--offline", "--base", "main", "--format", "json").out)
    assert document["digest"] == ""
    assert document["target"]["backend"] == ""
    for form in ("markdown", "html"):
        assert "Not compared with the live state" in run("plan", "--offline", "--base", "main", "--format", form).out
    russian = run("plan", "--offline", "--base", "main", "--lang", "ru")
    assert "С действующими настройками не сравнивалось" in russian.out


def test_offline_counts_people_and_refuses(branch: Path, run: Run) -> None:
    write(branch / TELESET, (branch / TELESET).read_text(encoding="utf-8").partition("accounts:")[0])
    planned = run("plan", "--offline", "--base", "main")
    assert planned.code == 4
    assert "reconciler approve" not in planned.out


def test_an_environment_may_be_named_and_may_be_new(branch: Path, run: Run) -> None:
    write(branch / "reconciler.yaml", ENVIRONMENTS)
    for options in ((), ("--env", "staging")):
        planned = run("plan", "--offline", "--base", "main", *options)
        assert planned.code == 0
        assert "1 to delete" in planned.out
    assert run("plan", "--offline", "--base", "main", "--env", "stagin").code == 64


def test_types_and_globs_are_those_of_the_revision(branch: Path, run: Run) -> None:
    edit(branch / "reconciler.yaml", "sources: [organizations]", 'sources: ["here/**/*.yaml"]')
    git(branch, "mv", "organizations", "here")
    custom = (
        "version: 1\nkind: NotificationType\nid: tariff-change\ntitle: {en: Tariff, ru: Тариф}\ndescription: {en: Tariff, ru: Тариф}\n"
        "category: finance\nsurface: lko\naudience: [employee]\nchannels: [email]\n"
    )
    write(branch / "here/types.yaml", custom)
    validated = run("validate")
    assert validated.code == 0, validated.out
    planned = run("plan", "--offline", "--base", "main")
    assert planned.code == 0, planned.err + planned.out
    assert "\n+ type:tariff-change\n" in planned.out
    assert "Plan: 1 to add, 0 to change, 1 to delete" in planned.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--base", "nope"), 64, 'git knows no revision "nope" here'),
        (("--base", "-x"), 64, 'git knows no revision "-x" here'),
        (("--base", "main:reconciler.yaml"), 64, "git knows no revision"),
        (("--offline",), 64, "add --base and a revision"),
        (("--offline", "--base", "main", "--out", "p.json"), 64, "--out has no meaning with --offline"),
    ],
)
def test_what_cannot_be_compared(branch: Path, run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended = run("plan", *arguments)
    assert ended.code == code
    assert said in ended.err
    assert not (branch / "p.json").exists()


def test_a_branch_that_only_the_remote_has(branch: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "clone", "-q", "--branch", "work", str(branch), "clone")
    monkeypatch.chdir(tmp_path / "clone")
    ended = run("plan", "--offline", "--base", "main")
    assert ended.code == 64
    assert "did you mean --base origin/main?" in ended.err
    assert run("plan", "--offline", "--base", "origin/main").code == 0


def test_a_shallow_clone_is_told_how_to_get_the_rest(branch: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(branch, "checkout", "-q", "main")
    write(branch / "notes.txt", "x\n")
    commit(branch, "main goes on")
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "work", f"file://{branch}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    ended = run("plan", "--offline", "--base", "origin/main")
    assert ended.code == 64
    assert "fetch-depth: 0" in ended.err
    assert "GIT_DEPTH: 0" in ended.err
    git(tmp_path / "clone", "fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    ended = run("plan", "--offline", "--base", "origin/main")
    assert ended.code == 64
    assert "too shallow to tell where the branch left" in ended.err
    git(tmp_path / "clone", "fetch", "-q", "--unshallow")
    git(tmp_path / "clone", "fetch", "-q", "origin", "main:refs/remotes/origin/main")
    assert run("plan", "--offline", "--base", "origin/main").code == 0


def test_an_invalid_base_names_its_commit(branch: Path, run: Run) -> None:
    edit(branch / TELESET, "form: company", "form: compony")
    broken = commit(branch, "broken")
    edit(branch / TELESET, "form: compony", "form: company")
    ended = run("plan", "--base", "HEAD")
    assert ended.code == 3
    assert f'error[base-invalid]: "HEAD" cannot be compared with: at {broken} its own files are invalid' in ended.out
    assert f"{broken}:{TELESET}:5:7: error[" in ended.out
    document = json.loads(run("plan", "--base", "HEAD", "--format", "json").out)
    assert document["diagnostics"][0]["code"] == "base-invalid"


def test_a_base_without_a_project(branch: Path, run: Run) -> None:
    git(branch, "rm", "-q", "--cached", "reconciler.yaml")
    git(branch, "commit", "-qm", "no project")
    ended = run("plan", "--base", "HEAD")
    assert ended.code == 64
    assert "has no reconciler.yaml here" in ended.err


def test_outside_of_git(project: Path, run: Run) -> None:
    ended = run("plan", "--base", "main")
    assert ended.code == 64
    assert "is in no git repository" in ended.err
    assert project.exists()


# Where each change comes from.


def causes(run: Run, *arguments: str) -> dict[str, str]:
    document = json.loads(run("plan", "--base", "main", "--format", "json", *arguments).out)
    return {change["address"]: change["cause"] for change in document["changes"]}


def live(project: Path, statement: str) -> None:
    connection = sqlite3.connect(project / "live/notifications.db")
    try:
        with connection:
            connection.execute(statement)
    finally:
        connection.close()


def test_what_the_branch_changes_what_is_merged_and_what_drifted(branch: Path, run: Run) -> None:
    git(branch, "checkout", "-q", "main")
    edit(branch / TELESET, "accounts:\n", "accounts:\n" + NEW)
    edit(branch / TELESET, "family_name: Иванова", "family_name: Иванова-Петрова")
    commit(branch, "merged, and nobody applied it")
    git(branch, "checkout", "-q", "work")
    git(branch, "merge", "-q", "--no-edit", "main")
    live(branch, "update reconciler_organizations set name = 'ООО «Другое»'")
    planned = run("plan", "--base", "main")
    assert planned.code == 0
    assert causes(run) == {"teleset": "drift", "teleset/ivanova": "merged", "teleset/petrov": "branch", "teleset/sokolov": "merged"}
    assert "Causes: 1 from this branch; 2 merged but not yet applied (teleset/ivanova, teleset/sokolov);" in planned.out
    assert "1 drift: the backend changed, not the files (teleset)." in planned.out
    lines = planned.out.splitlines()
    assert next(line for line in lines if line.startswith("- teleset/petrov")).endswith("from: this branch")
    assert next(line for line in lines if line.startswith("+ teleset/sokolov")).endswith("from: merged but not yet applied")
    assert next(line for line in lines if line.startswith("~ teleset ")).endswith("from: drift")
    assert causes(run, "--only", "drift") == {"teleset": "drift"}
    live(branch, "update reconciler_accounts set given_name = 'Инна' where account = 'ivanova'")
    assert causes(run)["teleset/ivanova"] == "merged-drift"
    for form in ("markdown", "html"):
        assert "merged but not yet applied" in run("plan", "--base", "main", "--format", form).out
    assert "слито, но ещё не применено" in run("plan", "--base", "main", "--lang", "ru").out


def test_where_only_the_branch_changes_something_the_others_are_told_as_none(branch: Path, run: Run) -> None:
    assert "Causes: 1 from this branch; 0 merged but not yet applied; 0 drift.\n" in run("plan", "--base", "main").out


def test_what_the_other_branch_has_applied_meanwhile_is_not_undone_by_this_one(branch: Path, run: Run) -> None:
    git(branch, "checkout", "-q", "main")
    edit(branch / TELESET, "accounts:\n", "accounts:\n" + NEW)
    commit(branch, "others work")
    assert run("apply", "--yes").code == 0
    git(branch, "checkout", "-q", "work")
    assert causes(run) == {"teleset/petrov": "branch", "teleset/sokolov": "behind"}
    said = " ".join(run("plan", "--base", "main").out.split())
    assert "1 changed on the other branch and not in this one yet: merge it or rebase (teleset/sokolov)" in said
    # What the others have broken by now does not keep anybody from planning.
    git(branch, "checkout", "-q", "main")
    edit(branch / TELESET, "form: company", "form: compony")
    commit(branch, "others break it")
    git(branch, "checkout", "-q", "work")
    assert run("plan", "--base", "main").code == 0
