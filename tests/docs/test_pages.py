"""What the pages promise is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reconciler.cli.exits import Exit
from reconciler.cli.main import VERBS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and GitLab make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        linked = (page.parent / file).resolve() if file else page
        assert linked.exists(), target
        assert not anchor or anchor in _anchors(linked), target


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_paths_that_are_named_exist(page: Path) -> None:
    """Paths of the repository in backticks, such as `reconciler/model/backend.py`; those with a placeholder are forms, not paths."""
    for path in re.findall(r"`((?:reconciler|schemas|scripts|docs|benchmarks|tests|examples|\.ci)/[^`\s<>*]*)`", page.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), path


def test_every_verb_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \|", readme, re.MULTILINE) == list(VERBS)


def test_every_exit_code_is_on_its_page() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([0-9, ]+) \|", page, re.MULTILINE)
    assert sorted(int(code) for row in rows for code in row.split(",")) == sorted(Exit)


def test_every_decision_is_in_the_index() -> None:
    directory = ROOT / "docs" / "adr"
    index = (directory / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[\d{4}\]\(([^)]+)\) \| (.+) \|$", index, re.MULTILINE)
    assert [file for file, _ in listed] == [path.name for path in sorted(directory.glob("[0-9]*.md"))]
    for file, title in listed:
        number = int(file[:4])
        assert (directory / file).read_text(encoding="utf-8").startswith(f"# {number}. {title}\n")


def test_the_changelog_names_every_verb() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"`{verb}`" not in changelog] == []
