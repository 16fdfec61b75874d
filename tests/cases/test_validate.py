"""Directories here with `diagnostics.json` or `validate.<language>.txt`: files with mistakes, and exactly what `validate organizations` says of them.

`diagnostics.json`: [path, line, column, code] of each finding, in order. `validate.en.txt`, `validate.ru.txt`: the whole output.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reconciler.cli.main import execute
from reconciler.engine.validate import validate

CASES = Path(__file__).parent
TEN = CASES / "ten-mistakes"


def _found(directory: Path) -> list[list[str | int]]:
    located = [(found.location, found.code) for found in validate(["organizations"], directory=directory, base=directory).diagnostics]
    return [[where.path, where.line, where.column, code] if where is not None else [code] for where, code in located]


@pytest.mark.parametrize("case", sorted(path.parent.name for path in CASES.glob("*/diagnostics.json")))
def test_each_mistake_is_found_where_it_is(case: str) -> None:
    assert _found(CASES / case) == json.loads((CASES / case / "diagnostics.json").read_text(encoding="utf-8"))


def test_there_are_ten_mistakes_of_ten_kinds_in_five_files() -> None:
    expected = json.loads((TEN / "diagnostics.json").read_text(encoding="utf-8"))
    assert len(expected) == len({code for *_, code in expected}) == 10
    assert len({path for path, *_ in expected}) == len(list((TEN / "organizations").iterdir())) == 5
    assert expected == sorted(expected)


@pytest.mark.parametrize("name", ["0-first.yaml", "6-last.yaml"])
def test_a_file_that_cannot_be_read_hides_nothing_of_the_others(name: str, tmp_path: Path) -> None:
    shutil.copytree(TEN / "organizations", tmp_path / "organizations")
    shutil.copy(TEN / "sixth.yaml", tmp_path / "organizations" / name)
    found = _found(tmp_path)
    assert [each for each in found if each[0] != f"organizations/{name}"] == json.loads((TEN / "diagnostics.json").read_text(encoding="utf-8"))
    assert [each[3] for each in found if each[0] == f"organizations/{name}"] == ["syntax-error"]


@pytest.mark.parametrize("output", [pytest.param(path, id=f"{path.parent.name}-{path.name}") for path in sorted(CASES.glob("*/validate.*.txt"))])
def test_the_whole_output(output: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """To rewrite one after words have changed, and read it: cd tests/cases/<name>; reconciler validate organizations --lang en > validate.en.txt"""
    monkeypatch.chdir(output.parent)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert execute(["validate", "organizations", "--lang", output.suffixes[0].removeprefix(".")]) == 3
    said = capsys.readouterr()
    assert said.out + said.err == output.read_text(encoding="utf-8")
