"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit on good and bad files."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from reconciler.cli.main import VERBS
from reconciler.engine.init import init
from tests.hooks.repository import ROOT, Repository, hooks

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

ORDER, CHANGED, PROJECT = "reconciler-fmt", "reconciler-validate", "reconciler-validate-project"
PETROVA = "version: 1\nkind: Accounts\norganization: {organization}\naccounts:\n  petrova: {{family_name: Петрова, given_name: Ольга, contacts: {{email: petrova@teleset.example}}}}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return committed(tmp_path)


def committed(directory: Path, place: str = ".", **more: object) -> Repository:
    """A repository with a committed project at `place`, whose hooks are the published ones, run by the program under test instead of one that pre-commit installs.

    `more` is what the configuration says beside that of every hook.
    """
    made = Repository(directory / "мой проект", directory / "home")
    init(made.directory / place)
    local = [{**hook, "language": "system", **more} for hook in hooks()]
    made.write(".pre-commit-config.yaml", json.dumps({"repos": [{"repo": "local", "hooks": local}]}, ensure_ascii=False))
    made.git("init", "--quiet", "--initial-branch", "main")
    made.commit()
    return made


def outcome(repository: Repository, *arguments: str) -> tuple[dict[str, str], str]:
    """How each hook ended (Passed, Failed, Skipped), and all that was said."""
    ended = repository.pre_commit("run", *arguments)
    said = ended.stdout + ended.stderr
    names = {hook["name"]: hook["id"] for hook in hooks()}
    results = {names[name]: result for name, result in re.findall(r"^(.+?)\.{3,}(?:\(no files to check\))?(Passed|Failed|Skipped)$", said, re.MULTILINE)}
    assert (ended.returncode == 0) == ("Failed" not in results.values()), said
    return results, said


def test_good_files_pass(repository: Repository) -> None:
    results, said = outcome(repository, "--all-files")
    assert results == {ORDER: "Passed", CHANGED: "Passed", PROJECT: "Passed"}, said
    assert repository.git("status", "--porcelain") == ""


def test_a_file_out_of_order_is_put_in_order_and_stops_the_commit_once(repository: Repository) -> None:
    file = "organizations/example.yaml"
    text = (repository.directory / file).read_text(encoding="utf-8")
    repository.write(file, text.replace("kind: Organization\nid: example", "id:   example\nkind: Organization"))
    repository.stage()
    results, said = outcome(repository)
    assert results == {ORDER: "Failed", CHANGED: "Passed", PROJECT: "Passed"}, said
    assert "files were modified by this hook" in said
    repository.stage()
    results, said = outcome(repository)
    assert results[ORDER] in ("Passed", "Skipped"), said


def test_a_mistake_is_told_with_its_place(repository: Repository) -> None:
    file = "organizations/example.yaml"
    text = (repository.directory / file).read_text(encoding="utf-8")
    repository.write(file, text.replace("timezone:", "timezon:"))
    repository.stage()
    results, said = outcome(repository)
    assert (results[CHANGED], results[PROJECT]) == ("Failed", "Failed")
    line = next(number for number, written in enumerate(text.splitlines(), 1) if written.startswith("timezone"))
    assert said.count(f"{file}:{line}:1: error[unknown-key]") == 2


def test_a_name_with_spaces_and_cyrillic_letters(repository: Repository) -> None:
    repository.write("organizations/север и юг/новые люди.yaml", PETROVA.format(organization="example") + "acounts: {}\n")
    repository.stage()
    results, said = outcome(repository)
    assert (results[CHANGED], results[PROJECT]) == ("Failed", "Failed")
    assert said.count("organizations/север и юг/новые люди.yaml:6:1: error[unknown-key]") == 2


def test_what_a_changed_file_refers_to_may_be_elsewhere(repository: Repository) -> None:
    repository.write("organizations/people.yaml", PETROVA.format(organization="example"))
    repository.stage()
    results, said = outcome(repository)
    assert (results[CHANGED], results[PROJECT]) == ("Passed", "Passed"), said


def test_a_reference_that_leads_nowhere_is_for_the_project_to_find(repository: Repository) -> None:
    repository.write("organizations/people.yaml", PETROVA.format(organization="exampel"))
    repository.stage()
    results, said = outcome(repository)
    assert (results[CHANGED], results[PROJECT]) == ("Passed", "Failed")
    assert "organizations/people.yaml:3:15: error[unknown-organization]" in said


def test_a_deleted_file_is_missed_by_those_that_need_it(repository: Repository) -> None:
    repository.write("organizations/people.yaml", PETROVA.format(organization="example"))
    repository.commit()
    (repository.directory / "organizations/example.yaml").unlink()
    repository.stage()
    results, said = outcome(repository)
    assert (results[CHANGED], results[PROJECT]) == ("Skipped", "Failed")
    assert "error[unknown-organization]" in said


def test_files_of_others_are_not_looked_at(repository: Repository) -> None:
    repository.write("compose.yaml", "services: {db: {image: postgres}}\n")
    repository.write("deploy/organizations/x.yaml", "a: 1\n")
    repository.stage()
    results, said = outcome(repository)
    assert (results[CHANGED], results[PROJECT]) == ("Skipped", "Passed"), said


def test_a_project_further_down(tmp_path: Path) -> None:
    repository = committed(tmp_path, "notifications", files="^notifications/", args=["--project", "notifications"])
    repository.write("notifications/organizations/people.yaml", PETROVA.format(organization="exampel") + "acounts: {}\n")
    repository.stage()
    results, said = outcome(repository)
    assert (results[CHANGED], results[PROJECT]) == ("Failed", "Failed")
    assert "notifications/organizations/people.yaml:6:1: error[unknown-key]" in said
    assert said.count("error[unknown-organization]") == 1


def test_warnings_stop_a_commit_where_they_are_told_to(tmp_path: Path) -> None:
    repository = committed(tmp_path, args=["--fail-on", "warning"])
    repository.write("organizations/people.yaml", PETROVA.format(organization="example").replace("{email: petrova@teleset.example}", "{}"))
    repository.stage()
    results, said = outcome(repository)
    assert results[PROJECT] == "Failed"
    assert "warning[" in said
    assert "error[" not in said


def test_the_project_file_is_looked_at(repository: Repository) -> None:
    text = (repository.directory / "reconciler.yaml").read_text(encoding="utf-8")
    repository.write("reconciler.yaml", text + "sorces: []\n")
    repository.stage()
    results, said = outcome(repository)
    assert (results[CHANGED], results[PROJECT]) == ("Failed", "Failed")
    assert said.count("error[unknown-key]") == 2


def test_a_commit_with_a_mistake_is_not_made(repository: Repository) -> None:
    assert repository.pre_commit("install").returncode == 0
    repository.write("organizations/people.yaml", "version: 1\n")
    repository.stage()
    before = repository.git("rev-parse", "HEAD")
    ended = repository.try_commit()
    assert ended.returncode != 0
    assert "error[missing-kind]" in ended.stdout + ended.stderr
    assert repository.git("rev-parse", "HEAD") == before
    repository.write("organizations/people.yaml", PETROVA.format(organization="example"))
    repository.stage()
    assert repository.try_commit().returncode == 0
    assert repository.git("rev-parse", "HEAD") != before


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_a_verb_and_is_documented(hook: dict[str, str]) -> None:
    program, verb, *_ = hook["entry"].split()
    assert program == "reconciler"
    assert verb in VERBS
    page = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    assert f"`{hook['id']}`" in page


SOURCES = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "reconciler", "schemas", "examples")


@pytest.mark.long
def test_pre_commit_installs_the_program_and_runs_it(repository: Repository, tmp_path: Path) -> None:
    """As users have it: from a repository, into an environment of its own. It takes half a minute and the package index."""
    source = Repository(tmp_path / "source", tmp_path / "home")
    for name in SOURCES:
        target = source.directory / name
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__", ".reconciler"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    source.git("init", "--quiet", "--initial-branch", "main")
    source.commit()
    revision = source.git("rev-parse", "HEAD").strip()
    ids = [{"id": hook["id"]} for hook in hooks()]
    repository.write(".pre-commit-config.yaml", json.dumps({"repos": [{"repo": source.directory.as_uri(), "rev": revision, "hooks": ids}]}))
    repository.commit()
    results, said = outcome(repository, "--all-files")
    assert (results[CHANGED], results[PROJECT]) == ("Passed", "Passed"), said
    repository.write("organizations/x.yaml", "version: 1\n")
    repository.stage()
    results, said = outcome(repository)
    assert (results[CHANGED], results[PROJECT]) == ("Failed", "Failed")
    assert said.count("error[missing-kind]") == 2
