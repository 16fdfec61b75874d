"""The benchmarks keep working: what they generate is valid, the same every time, and the floor reads all of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import deliver
from benchmarks.errors import CASES
from benchmarks.generate import write_project
from benchmarks.measure import Cost
from benchmarks.run import ratios
from reconciler.cli.main import execute

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("layout", ["files", "one"])
def test_a_generated_project_is_valid(layout: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    write_project(tmp_path, 25, size=10, layout=layout)
    monkeypatch.chdir(tmp_path)
    assert execute(["validate", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert "warning" not in said.out + said.err
    assert len(list((tmp_path / "organizations").iterdir())) == (3 if layout == "files" else 1)


def test_the_same_numbers_give_the_same_bytes(tmp_path: Path) -> None:
    texts = []
    for copy in ("a", "b"):
        write_project(tmp_path / copy, 12, size=5)
        texts.append([path.read_bytes() for path in sorted((tmp_path / copy / "organizations").iterdir())])
    assert texts[0] == texts[1]


def test_the_share_that_changes_is_about_what_was_asked_for(tmp_path: Path) -> None:
    lines = []
    for copy, changed in (("before", 0.0), ("after", 0.1)):
        write_project(tmp_path / copy, 1000, layout="one", changed=changed)
        lines.append((tmp_path / copy / "organizations" / "all.yaml").read_text(encoding="utf-8").splitlines())
    assert 60 < sum(before != after for before, after in zip(*lines, strict=True)) < 150


@pytest.mark.parametrize("name", CASES)
def test_each_mistake_earns_its_code_and_nothing_else(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    write_project(tmp_path, 25, size=25, layout="one")
    code, change = CASES[name]
    file = tmp_path / "organizations" / "all.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(change(text), encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") != text
    monkeypatch.chdir(tmp_path)
    execute(["validate", "--format", "json"])
    codes = [found["code"] for found in json.loads(capsys.readouterr().out)["diagnostics"]]
    assert set(codes) == {code}
    assert len(codes) == 1 if name.startswith("one") else len(codes) >= 24


def test_the_floor_reads_what_was_generated(tmp_path: Path) -> None:
    write_project(tmp_path, 25, size=10)
    result = subprocess.run([sys.executable, str(ROOT / "benchmarks" / "floor.py"), str(tmp_path)], check=True, capture_output=True, encoding="utf-8")
    figures = json.loads(result.stdout)
    assert figures["valid"]
    assert figures["documents"] == 3


def test_a_small_world_is_held_to_no_budget_and_gives_no_senseless_ratio() -> None:
    # Of so few accounts the difference from start-up is noise, and here it is negative.
    verbs = ("validate", "plan, first", "apply, first", "plan, no-op", "floor", "plan, 1 % changed")
    start = dict.fromkeys(("plan of 10 accounts", "floor of 10 accounts", "reconciler --version", "python -c 'import click'"), Cost(1.0, 1.0, 1, 0))
    world = dict.fromkeys(verbs, Cost(0.9, 0.9, 10**9, 0))
    rows = ratios({1000: world}, start, {}, {})
    assert all(measured > 0 for _, measured, _ in rows)
    assert [what for what, _, budget in rows if budget is not None] == ["reconciler --version / import click"]


def test_what_is_delivered_is_counted_and_the_floor_carries_the_same_bytes() -> None:
    ours, least = deliver.reconciler(60, 2), deliver.floor(60, 2)
    assert ours.messages == least.messages == 60
    found = {what: (measured, budget) for what, measured, budget, _ in deliver.rows(ours, least, ours)}
    assert found["messages a second, on two cores"][1] == 2000
    assert all(measured >= 0 for measured, _ in found.values())
