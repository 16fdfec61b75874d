"""validate --format: one document on stdout whatever happens, paths as the repository has them, and no personal value in any of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reconciler.cli.forms import FORMS, MACHINE
from tests.cli.conftest import PROJECT, Ended, Run, edit, write
from tests.cli.test_hostile import FILES, PERSONAL, PROJECTS
from tests.started import ended

ALL = FORMS["validate"]
BY_ITSELF = {"GITHUB_ACTIONS": "true"}


def spoilt(project: Path) -> None:
    """One error, one warning, and one finding that a comment takes back."""
    edit(project / "organizations/teleset.yaml", "[payment, orders]", "[paymant, orders]")
    edit(
        project / "organizations/teleset.yaml",
        "{email: petrov@teleset.example}",
        "{mobile: {channel: sms, address: '+79160000002'}}  # reconciler: ignore[sms-without-consent] signed on paper\n"
        "    notifications: {types: {orders: [sms]}}",
    )
    edit(project / "organizations/teleset.yaml", "    notifications: {types: {works: true}}", "    notifications: {types: {works: [sms]}}")


def paths_of(form: str, ended: Ended) -> set[str]:
    """The files a report names."""
    if form == "gitlab":
        return {entry["location"]["path"] for entry in json.loads(ended.out)}
    if form == "sarif":
        results = json.loads(ended.out)["runs"][0]["results"]
        return {where["physicalLocation"]["artifactLocation"]["uri"] for result in results for where in result["locations"]}
    return {line.partition("file=")[2].partition(",line=")[0] for line in ended.out.splitlines() if line.startswith(("::error", "::warning", "::notice"))}


REPORTS = ("github", "gitlab", "sarif")


def test_github_annotates_by_itself(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt(project)
    plain = run("validate")
    assert "::error" not in plain.out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    ended = run("validate")
    assert ended.code == 3
    assert "::error file=organizations/teleset.yaml,line=10," in ended.out
    said = [line for line in ended.out.splitlines() if not line.startswith("::")]
    assert "\n".join(said).replace("\n\n\n", "\n\n") == plain.out.rstrip("\n"), "people read what they read elsewhere"
    assert ended.out.rstrip().splitlines()[-1].startswith("To read more")
    assert run("validate", "--format", "text") == plain
    assert "::" not in run("types").out
    assert json.loads(run("validate", "--format", "json").out)["summary"]["errors"] == 1


def test_github_says_nothing_more_where_nothing_is_wrong(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run("validate")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("validate") == plain


def test_json(project: Path, run: Run) -> None:
    spoilt(project)
    document = json.loads(run("validate", "--format", "json").out)
    (error, *_) = [found for found in document["diagnostics"] if found["severity"] == "error"]
    assert error["code"] == "unknown-type"
    assert error["location"] == {"path": "organizations/teleset.yaml", "line": 10, "column": 11, "end_column": 18, "keys": ["notifications", "types", 0]}
    assert error["page"] == "docs/codes.md#unknown-type"
    (silent,) = document["suppressed"]
    assert (silent["code"], silent["reason"]) == ("sms-without-consent", "signed on paper")
    assert document["summary"]["suppressed"] == 1
    assert document["summary"]["failed"] is True


def test_sarif(project: Path, run: Run) -> None:
    spoilt(project)
    (sarif,) = json.loads(run("validate", "--format", "sarif").out)["runs"]
    assert sarif["invocations"] == [{"executionSuccessful": True, "exitCode": 3}]
    (silent,) = [result for result in sarif["results"] if "suppressions" in result]
    assert (silent["ruleId"], silent["suppressions"][0]["justification"]) == ("sms-without-consent", "signed on paper")


def test_gitlab(project: Path, run: Run) -> None:
    spoilt(project)
    report = json.loads(run("validate", "--format", "gitlab").out)
    assert ("unknown-type", "critical", 10) in [(entry["check_name"], entry["severity"], entry["location"]["lines"]["begin"]) for entry in report]
    assert "sms-without-consent" not in [entry["check_name"] for entry in report]


def test_a_fingerprint_outlives_lines_added_above(project: Path, run: Run) -> None:
    spoilt(project)
    before = json.loads(run("validate", "--format", "gitlab").out)
    edit(project / "organizations/teleset.yaml", "locale: ru\n", "locale: ru\n\n# More about it.\nparent: holding\n")
    write(project / "organizations/holding.yaml", "version: 1\nkind: Organization\nid: holding\nname: Холдинг\nform: company\n")
    after = json.loads(run("validate", "--format", "gitlab").out)
    assert {entry["fingerprint"] for entry in before} <= {entry["fingerprint"] for entry in after}
    assert [entry["location"]["lines"] for entry in before] != [entry["location"]["lines"] for entry in after]


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("environ", [{"GITHUB_WORKSPACE": ".."}, {"CI_PROJECT_DIR": ".."}, {}], ids=str)
def test_paths_are_those_of_the_repository(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, form: str, environ: dict[str, str]) -> None:
    spoilt(project)
    if environ:
        for name, value in environ.items():
            monkeypatch.setenv(name, str((project / value).resolve()))
    else:
        (project.parent / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    expected = {"project/organizations/teleset.yaml"}
    assert paths_of(form, run("validate", "--format", form)) == expected
    assert paths_of(form, run("validate", "organizations", "--format", form)) == expected
    monkeypatch.chdir(project / "organizations")
    assert paths_of(form, run("validate", "teleset.yaml", "--format", form)) == expected
    assert paths_of(form, run("validate", "--project", "..", "--format", form)) == expected
    edit(project / "reconciler.yaml", "manager:", "manger:")
    assert paths_of(form, run("validate", "--project", "..", "teleset.yaml", "--format", form)) == {*expected, "project/reconciler.yaml"}


@pytest.mark.parametrize("form", REPORTS)
def test_without_a_repository_paths_are_those_that_were_given(project: Path, run: Run, form: str) -> None:
    spoilt(project)
    assert paths_of(form, run("validate", "--format", form)) == {"organizations/teleset.yaml"}


def test_a_file_elsewhere_is_named_by_its_whole_path(project: Path, run: Run, tmp_path: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere" / "x.yaml", "version: 1\nkind: Organisation\n")
    assert paths_of("gitlab", run("validate", str(elsewhere), "--format", "gitlab")) == {elsewhere.as_posix()}
    assert paths_of("sarif", run("validate", str(elsewhere), "--format", "sarif")) == {f"file://{elsewhere.as_posix()}"}


def test_text_keeps_its_paths(project: Path, run: Run) -> None:
    spoilt(project)
    (project.parent / ".git").mkdir()
    assert run("validate").out.startswith("organizations/teleset.yaml:10:11: error[unknown-type]")


def no_project(project: Path) -> None:
    (project / "reconciler.yaml").unlink()


def nothing(project: Path) -> None:
    pass


@pytest.mark.parametrize("form", sorted(MACHINE))
@pytest.mark.parametrize(
    ("arguments", "damage", "code"),
    [
        (("no-such.yaml",), nothing, 3),
        ((), no_project, 64),
        (("--frobnicate",), nothing, 64),
        (("--fail-on", "fatal"), nothing, 64),
        (("--project",), nothing, 64),
        (("-", "organizations"), nothing, 64),
        (("--stdin-name", "x.yaml"), nothing, 64),
    ],
    ids=lambda value: getattr(value, "__name__", None) or str(value),
)
def test_one_document_whatever_happens(project: Path, run: Run, form: str, arguments: tuple[str, ...], damage: Callable[[Path], None], code: int) -> None:
    damage(project)
    for command in (("validate", "--format", form, *arguments), ("validate", f"--format={form}", *arguments)):
        ended = run(*command)
        assert ended.code == code
        assert ended.out.isascii()
        json.loads(ended.out)
    if arguments != ("--project",):
        json.loads(run("validate", *arguments, "--format", form).out)


def test_what_went_wrong_is_in_the_document(project: Path, run: Run) -> None:
    no_project(project)
    assert json.loads(run("validate", "--format", "json").out)["error"]["code"] == "nothing-to-validate"
    (sarif,) = json.loads(run("validate", "--format", "sarif").out)["runs"]
    assert sarif["invocations"][0]["toolConfigurationNotifications"][0]["descriptor"] == {"id": "nothing-to-validate"}
    ended = run("validate", "--format", "gitlab")
    assert json.loads(ended.out) == []
    assert "there is nothing to check" in ended.err


def test_a_fault_is_annotated(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    no_project(project)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    ended = run("validate")
    assert ended.code == 64
    assert ended.out.startswith("::error title=nothing-to-validate::there is nothing to check")
    assert "there is nothing to check" in ended.err


def test_a_wrong_option_of_any_verb_is_told_in_the_form_asked_for(project: Path, run: Run) -> None:
    readable: list[tuple[str, ...]] = [("plan", "--frobnicate", "--format", "json"), ("show", "--format=json", "extra"), ("plan", "--format", "json", "--env")]
    for arguments in readable:
        ended = run(*arguments)
        assert ended.code == 64
        assert "code" in json.loads(ended.out)["error"]
        assert ended.err == ""
    unreadable: list[tuple[str, ...]] = [("plan", "--format", "sarif"), ("plan", "--", "--format", "json"), ("plan", "--format")]
    for arguments in unreadable:
        ended = run(*arguments)
        assert ended.code == 64
        assert ended.out == ""


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "ascii"])
@pytest.mark.parametrize("form", ALL)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_form_survives_every_code_page(project: Path, encoding: str, form: str, language: str) -> None:
    spoilt(project)
    write(project / "organizations/филиал „№1“.yaml", "version: 1\nkind: Organization\nid: x\nname: “会社”\nform: company\nfrob: 1\n")
    environ = os.environ | {"PYTHONIOENCODING": encoding, "RECONCILER_LANG": language}
    done = ended(project, "validate", "--format", form, environment=environ)
    assert done.returncode == 3, done.stderr
    said = done.stdout.decode(encoding)
    if form in MACHINE:
        assert said.isascii()
        json.loads(said)
    else:
        assert "[unknown-type]" in said
        assert ("::error file=" in said) is (form == "github")
        if encoding == "cp866" and language == "ru":
            assert "ошибка[unknown-type]" in said


def everything(document: Any) -> str:
    """A JSON document as people read it."""
    return json.dumps(document, ensure_ascii=False)


@pytest.mark.parametrize("form", [form for form in ALL if form != "text"])
def test_nothing_personal_in_any_form(project: Path, run: Run, form: str) -> None:
    for number, row in enumerate(FILES.values()):
        (project / f"organizations/x{number}.yaml").write_bytes(_bytes(row[0]))
    for content in [PROJECT, *(row[0] for row in PROJECTS.values())]:
        (project / "reconciler.yaml").write_bytes(_bytes(content))
        ended = run("validate", "--format", form)
        assert ended.code == 3
        said = everything(json.loads(ended.out)) if form in MACHINE else ended.out
        assert [secret for secret in PERSONAL if secret in said + ended.err] == []


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
