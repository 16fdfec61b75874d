"""What we show people to start from has nothing wrong with it, not even a note."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reconciler.engine.init import examples, init
from reconciler.engine.validate import validate

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
ORGANIZATIONS = [
    pytest.param(block, id=f"{page.relative_to(ROOT).as_posix()}-{number}")
    for page in PAGES
    for number, block in enumerate(re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL), 1)
    if block.startswith("version: ") and "\nkind: Organization\n" in block
]


def test_there_are_organizations_on_the_pages() -> None:
    assert len(ORGANIZATIONS) > 1


@pytest.mark.parametrize("block", ORGANIZATIONS)
def test_an_organization_on_a_page(block: str, tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text(block, encoding="utf-8")
    for parent in re.findall("^parent: (.+)$", block, re.MULTILINE):
        (tmp_path / "parent.yaml").write_text(f"version: 1\nkind: Organization\nid: {parent}\nname: X\n", encoding="utf-8")
    assert validate(["."], directory=tmp_path, base=tmp_path).diagnostics == ()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_new_project(language: str, tmp_path: Path) -> None:
    init(tmp_path / "new", language=language)
    assert validate(directory=tmp_path / "new").diagnostics == ()


@pytest.mark.parametrize("example", examples())
def test_an_example(example: str) -> None:
    assert validate(directory=ROOT / "examples" / example).diagnostics == ()
