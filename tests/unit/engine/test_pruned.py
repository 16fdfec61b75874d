"""What was left out of a list because it is wrong does not move the places of what stands behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.engine.validate import validate
from reconciler.model.diagnostic import Location

HEAD = "version: 1\nkind: Organization\nid: teleset\nname: X\n"
TYPE = "version: 1\nkind: NotificationType\nid: outage\ntitle: X\n"

ROWS = [
    ("one before", HEAD + "notifications: {types: [5, payment, paymant]}", [("unquoted-number", 5, 25), ("unknown-type", 5, 37)]),
    (
        "two before",
        HEAD + "notifications: {types: [5, payment, 6, paymant]}",
        [("unquoted-number", 5, 25), ("unquoted-number", 5, 37), ("unknown-type", 5, 40)],
    ),
    ("one behind", HEAD + "notifications: {types: [paymant, 5]}", [("unknown-type", 5, 25), ("unquoted-number", 5, 34)]),
    ("channels", HEAD + "notifications: {types: {works: [5, fax]}}", [("unquoted-number", 5, 33), ("unknown-channel", 5, 36)]),
    ("another list", HEAD + "notifications: {types: [5, works], channels: [fax]}", [("unquoted-number", 5, 25), ("unknown-channel", 5, 47)]),
    ("a rule's place", TYPE + "lead: [5, 1d, 7d]", [("unquoted-number", 5, 8), ("lead-order", 5, 15)]),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_places_behind_a_wrong_item(text: str, expected: list[tuple[str, int, int]], tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text + "\n", encoding="utf-8")
    located = [(found.code, found.location) for found in validate(["."], directory=tmp_path, base=tmp_path).diagnostics]
    assert [(code, where.line, where.column) for code, where in located if where is not None] == expected


def test_places_of_rules(tmp_path: Path) -> None:
    text = TYPE + 'until: "3.0"\n---\n' + HEAD + "contacts: {email: duty@teleset.example}\nnotifications: {types: [5, works, outage]}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (found,) = [found for found in validate(["."], directory=tmp_path, base=tmp_path).diagnostics if found.code == "deprecated-type"]
    assert found.location is not None
    assert (found.location.line, found.location.column) == (12, 35)


def test_what_goes_in_a_second_round_counts_too_and_the_other_place_that_is_named(tmp_path: Path) -> None:
    """The first entry goes at once; the second when nothing is left of its `from`."""
    moved = "moved: [5, {from: 5, to: teleset/anna}, {from: teleset/x, to: teleset/anna}, {from: teleset/x, to: teleset/olga}]"
    accounts = "accounts: {anna: {audience: external, contacts: {max: '1'}}, olga: {audience: external, contacts: {max: '2'}}}"
    (tmp_path / "a.yaml").write_text(f"{HEAD}{moved}\n{accounts}\n", encoding="utf-8")
    (found,) = [found for found in validate(["."], directory=tmp_path, base=tmp_path).diagnostics if found.code == "moved-twice"]
    other = found.arguments["other"]
    assert found.location is not None
    assert isinstance(other, Location)
    assert (found.location.column, other.column) == (moved.rindex("teleset/x") + 1, moved.index("teleset/x") + 1)
