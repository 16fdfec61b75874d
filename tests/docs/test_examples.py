"""Every example runs: validate, plan, apply, and nothing is left to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reconciler.cli.main import execute

ROOT = Path(__file__).parents[2]
WORLDS = [("quickstart", []), ("telecom", ["--env", "staging"]), ("telecom", ["--env", "production"])]


@pytest.mark.parametrize(("example", "options"), WORLDS, ids=lambda value: value if isinstance(value, str) else "-".join(value))
def test_after_apply_nothing_is_left_to_do(
    example: str, options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECONCILER_LANG", "en")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("RECONCILER_ENV", raising=False)
    shutil.copytree(ROOT / "examples" / example, tmp_path / example, ignore=shutil.ignore_patterns(".reconciler"))
    monkeypatch.chdir(tmp_path / example)

    assert execute(["validate"]) == 0
    said = capsys.readouterr()
    assert "warning" not in said.out + said.err

    assert execute(["plan", *options, "--detailed-exitcode"]) == 2
    assert not list((tmp_path / example).rglob("*.db")), "plan made a file"
    assert execute(["apply", *options, "--yes"]) == 0
    capsys.readouterr()
    assert execute(["plan", *options, "--detailed-exitcode"]) == 0
    assert "No changes." in capsys.readouterr().out


@pytest.mark.parametrize(("example", "options"), WORLDS, ids=lambda value: value if isinstance(value, str) else "-".join(value))
def test_the_scenarios_pass_by_the_files_and_live(
    example: str, options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECONCILER_LANG", "en")
    monkeypatch.delenv("RECONCILER_ENV", raising=False)
    shutil.copytree(ROOT / "examples" / example, tmp_path / example, ignore=shutil.ignore_patterns(".reconciler"))
    monkeypatch.chdir(tmp_path / example)

    assert execute(["test", *options, "--declared"]) == 0
    assert not list((tmp_path / example).rglob("*.db")), "a test on paper made a file"
    assert execute(["apply", *options, "--yes"]) == 0
    assert execute(["test", *options]) == 0
    assert execute(["test", *options, "--all-types", "--now", "2026-11-24T09:00:00+03:00"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_new_project_goes_from_init_to_a_passing_test_unedited(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RECONCILER_ENV", raising=False)
    assert execute(["--lang", language, "init", str(tmp_path / "fresh")]) == 0
    monkeypatch.chdir(tmp_path / "fresh")
    for words in (["validate"], ["test", "--declared"], ["apply", "--yes"], ["test"]):
        capsys.readouterr()
        assert execute(["--lang", language, *words]) == 0, words
    assert ("Result: passed. 2 pass" if language == "en" else "Итог: пройдено. Пришло 2") in capsys.readouterr().out


def test_the_quickstart_shows_every_form_of_types() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples" / "quickstart").rglob("*.yaml")))
    for form in ("types: all", "types: none", "types: [", "types: {", "{all: true", "core", "category:", "surface:", "roles:", "audience: external"):
        assert form in text
