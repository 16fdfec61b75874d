"""The README's example, run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reconciler.cli.main import execute

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECONCILER_LANG", "en")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("RECONCILER_ENV", raising=False)


def test_the_example_gives_the_plan_that_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"^```yaml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    shown = re.search(r"^```\n\$ reconciler plan\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert example is not None
    assert shown is not None
    assert len(example[1].splitlines()) == 12

    project = tmp_path / "my-project"
    assert execute(["init", str(project)]) == 0
    monkeypatch.chdir(project)
    for scaffold in (project / "organizations").iterdir():
        scaffold.unlink()
    (project / "organizations" / "teleset.yaml").write_text(example[1], encoding="utf-8")
    assert execute(["validate"]) == 0
    capsys.readouterr()

    assert execute(["plan"]) == 0
    assert _settled(capsys.readouterr().out) == _settled(shown[1])

    assert execute(["apply", "--yes"]) == 0
    capsys.readouterr()
    assert execute(["plan", "--detailed-exitcode"]) == 0
    assert "No changes." in capsys.readouterr().out


def _settled(text: str) -> str:
    """Without what differs from project to project."""
    return re.sub(r"(Manager: +\S+-)[0-9a-f]{4}", r"\1xxxx", text).strip()
