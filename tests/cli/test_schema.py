"""`reconciler schema`: what is printed, and what is written where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit, write


def comment(file: Path) -> str:
    return str(json.loads(file.read_text(encoding="utf-8"))["$comment"])


def test_the_schema_of_the_project_is_printed_or_written(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project / "reconciler.yaml", "sources: [organizations]", "sources: [organizations]\nchannels: [pager]")
    printed = run("schema", "--project")
    assert '"pager"' in printed.out
    assert run("schema", "--project", "--out", "schemas/reconciler.json").out == "schemas/reconciler.json\n"
    written = (project / "schemas/reconciler.json").read_bytes()
    assert written.decode() == printed.out
    assert b"\r" not in written
    monkeypatch.chdir(project.parent)
    assert run("schema", "--project", "project").out == printed.out
    assert run("schema", "--project=project", "--out", "x.json").code == 0
    assert (project.parent / "x.json").read_bytes() == written


def test_one_schema_is_printed_or_written(project: Path, run: Run) -> None:
    assert "Organization" in json.loads(run("schema", "bundle").out)["$defs"]
    assert run("schema", "accounts", "--out", "a/accounts.json").code == 0
    assert json.loads((project / "a/accounts.json").read_text(encoding="utf-8"))["title"] == "Accounts"


def test_a_file_keeps_its_language_unless_another_is_asked_for(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    file, again = project / "s.json", ("schema", "--project", "--out", "s.json")
    run(*again, "--lang", "ru")
    assert ", ru. " in comment(file)
    run(*again)
    assert ", ru. " in comment(file)
    run("--lang", "en", *again)
    assert ", en. " in comment(file)
    monkeypatch.setenv("RECONCILER_LANG", "ru")
    run(*again)
    assert ", en. " in comment(file)
    file.unlink()
    run(*again)
    assert ", ru. " in comment(file)


def test_mistakes_of_types_are_told(project: Path, run: Run) -> None:
    write(project / "organizations/types.yaml", "version: 1\nkind: NotificationType\nid: outage\n")
    ended = run("schema", "--project", "--out", "s.json")
    assert ended.code == 3
    assert "organizations/types.yaml:1:1: error[missing-key]" in ended.out + ended.err
    assert not (project / "s.json").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("document", "--project"), 64, "document"),
        (("--project", "nowhere"), 64, "no reconciler.yaml"),
        (("--project", "--out", "reconciler.yaml/x"), 64, "reconciler.yaml"),
        (("paymant",), 64, "bundle"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_said(project: Path, run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended = run("schema", *arguments)
    assert ended.code == code
    assert said in ended.err
