"""The YAML on the pages is what the schemas allow."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from reconciler.model.document import Document
from reconciler.schema.check import check
from reconciler.schema.files import schema

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCKS = [
    pytest.param(block, id=f"{page.relative_to(ROOT).as_posix()}-{number}")
    for page in PAGES
    for number, block in enumerate(re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL), 1)
    if block.startswith("version: ")
]


@pytest.mark.parametrize("block", BLOCKS)
def test_whole_documents_fit_the_schema(block: str) -> None:
    data = yaml.safe_load(block)
    assert check([Document(0, "page.yaml", data)]) == []


KINDS = {"organization": "## Organization", "notification-type": "## Notification types", "scenario": "## Scenarios", "project": "## The project"}


@pytest.mark.parametrize("name", KINDS)
def test_every_key_is_described(name: str) -> None:
    page = (ROOT / "docs" / "yaml.md").read_text(encoding="utf-8")
    section = page[page.index(f"\n{KINDS[name]}\n") :]
    keys = {*_properties(name)} - {"version", "kind"}
    assert sorted(key for key in keys if f"`{key}`" not in section) == []


def test_every_key_of_an_account_is_described() -> None:
    page = (ROOT / "docs" / "yaml.md").read_text(encoding="utf-8")
    section = page[page.index("\n## Accounts\n") : page.index("\n## Contacts\n")]
    definitions: dict[str, Any] = schema("definitions")["$defs"]
    assert sorted(key for key in definitions["account"]["properties"] if f"`{key}`" not in section) == []


def _properties(name: str) -> dict[str, Any]:
    properties: dict[str, Any] = schema(name)["properties"]
    return properties
