"""A test run as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reconciler.model.trial import Coverage, Mode
from reconciler.reporting.machine import dumps
from reconciler.reporting.machine.trial import trial_document
from tests.unit.reporting.trials import ADDRESSES, ALL, PLACES, every_verdict, trial

PAGE = Path(__file__).parents[3] / "docs" / "test-reports.md"
NAMES = ("verdicts", "support", "arguments")
"""Keys whose value is by names that are not keys of ours."""


def keys(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield f"{path}{name}"
            if name not in NAMES:
                yield from keys(part, f"{path}{name}.")
    elif isinstance(value, list):
        for part in value:
            yield from keys(part, path)


@pytest.mark.parametrize("name", sorted(ALL))
def test_it_is_ascii_json_and_holds_no_address(name: str) -> None:
    text = dumps(trial_document(ALL[name](), places=PLACES, live={"email": True}, threshold=0.9))
    assert text.isascii()
    decoded = json.dumps(json.loads(text), ensure_ascii=False)
    assert all(address not in decoded for address in ADDRESSES.values())


def test_the_page_describes_every_key_and_no_other() -> None:
    values = [trial_document(run, places=PLACES, live={"email": True}) for run in (trial(), every_verdict())]
    table = PAGE.read_text(encoding="utf-8").partition("\n## JSON\n")[2].partition("\n## ")[0]
    described = re.findall(r"^\| `([a-z_.]+)` \|", table, re.MULTILINE)
    assert sorted(described) == sorted({key for value in values for key in keys(value)})
    assert len(described) == len(set(described))


def test_a_cell() -> None:
    value = trial_document(trial(), places=PLACES)
    cells = [cell for one in value["scenarios"] for cell in one["cells"]]
    assert len(cells) == 24
    missing = next(cell for cell in cells if cell["verdict"] == "missing")
    assert missing["failed"] is True
    assert missing["address"] == "i•••••@teleset.example"
    assert missing["arguments"]["place"] == {"path": "scenarios/works.yaml", "line": 8, "column": 3}
    assert missing["received"] == []
    assert value["scenarios"][2]["location"] == {"path": "scenarios/works.yaml", "line": 8, "column": 3}
    assert value["scenarios"][3]["rejections"] == [{"field": "amount", "code": "money", "known": [], "suggestion": None}]


def test_the_whole() -> None:
    value = trial_document(trial(mode=Mode.DECLARED, coverage=Coverage(), number=0, unrecorded="busy"), threshold=0.5)
    assert [*value][:6] == ["format_version", "target", "mode", "passed", "run", "unrecorded"]
    assert (value["mode"], value["passed"], value["run"], value["unrecorded"], value["transports"]) == ("declared", False, None, "busy", None)
    assert value["coverage"] == {"subscribed": 0, "proven": 0, "ratio": 1.0, "threshold": 0.5, "unproven": []}
    assert value["started"] == "2026-11-22T18:58:00Z"
