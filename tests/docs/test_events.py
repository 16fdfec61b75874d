"""The page of events says what becomes of every fault."""

from __future__ import annotations

import re
from pathlib import Path

from reconciler.model.event import REJECTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "events.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ?(E\d+|) \| (.+?) \| (`[a-z-]+`|accepted) \| (.+) \|$", PAGE, re.MULTILINE)


def test_every_fault_of_the_table_has_a_row_in_order() -> None:
    assert [number for number, *_ in ROWS] == [*(f"E{number}" for number in range(1, 17)), ""]


def test_every_code_has_a_row_and_no_other_is_named() -> None:
    assert {code.strip("`") for _, _, code, _ in ROWS} == {*REJECTIONS, "accepted"}
