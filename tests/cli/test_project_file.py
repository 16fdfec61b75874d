"""Project files that are none, through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.cli.main import execute

PROJECT = "version: 1\nkind: Project\nmanager: tests-0001\nbackend: {type: sql, url: 'sqlite:///live.db'}\n"
ORGANIZATION = "version: 1\nkind: Organization\nid: teleset\nname: ТелеСеть\nform: company\n"

ROWS = [
    ("", "no-project-document"),
    ("# nothing yet\n", "no-project-document"),
    (ORGANIZATION, "not-a-project"),
    (PROJECT + "---\n" + PROJECT, "not-a-project"),
    ("version: 1\nmanager: x\n", "missing-kind"),
]


@pytest.mark.parametrize(("text", "code"), ROWS)
@pytest.mark.parametrize("verb", ["plan", "validate"])
def test_a_project_file_that_is_none(
    text: str, code: str, verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECONCILER_LANG", "en")
    Path("reconciler.yaml").write_text(text, encoding="utf-8")
    assert execute([verb]) == 3
    said = capsys.readouterr()
    shown = said.out + said.err
    assert f"error[{code}]" in shown
    assert shown.count("error[") == 1, shown


def test_a_project_may_be_its_own_source_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("reconciler.yaml").write_text(PROJECT + 'sources: ["."]\n', encoding="utf-8")
    Path("teleset.yaml").write_text(ORGANIZATION, encoding="utf-8")
    assert execute(["validate"]) == 0
    assert execute(["plan"]) == 0
