"""The tables of docs/validation.md say what the program does. `python -m tests.docs.test_validation` writes them again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from reconciler.linting import RULES
from reconciler.linting.adjustable import ADJUSTABLE
from reconciler.linting.linter import SEVERITIES
from reconciler.reporting.wording import outline

PAGE: Final = Path(__file__).parents[2] / "docs" / "validation.md"
COMMAND: Final = "python -m tests.docs.test_validation writes this table"


def rules() -> str:
    rows = ["| rule | usually | finds that | options |", "|---|---|---|---|"]
    for rule in RULES:
        options = ", ".join(f"`{option.name}`" for option in rule.options)
        rows.append(f"| {_code(rule.id)} | {rule.severity.name.lower()} | {outline(rule.entry.en.message, 'en').replace('|', chr(92) + '|')} | {options} |")
    return "\n".join(rows)


def adjustable() -> str:
    return "\n".join(
        ["| code | usually | what |", "|---|---|---|", *(f"| {_code(row.id)} | {row.severity.name.lower()} | {row.description} |" for row in ADJUSTABLE)]
    )


def _code(code: str) -> str:
    return f"[`{code}`](codes.md#{code})"


TABLES: Final = {"rules": rules, "adjustable": adjustable}


def _section(name: str) -> re.Pattern[str]:
    return re.compile(f"(?<=<!-- {name}: {re.escape(COMMAND)} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_up_to_date(name: str) -> None:
    (written,) = _section(name).findall(PAGE.read_text(encoding="utf-8"))
    assert written == f"{TABLES[name]()}\n", COMMAND


def test_the_page_names_every_severity() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(re.search(rf"\b{word}\b", text) for word in SEVERITIES)


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    for title, table in TABLES.items():
        page = _section(title).sub(lambda _, table=table: f"{table()}\n", page)  # type: ignore[misc]
    PAGE.write_text(page, encoding="utf-8", newline="\n")
