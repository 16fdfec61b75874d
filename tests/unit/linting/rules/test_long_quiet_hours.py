"""Quiet hours that are probably the wrong way round."""

from __future__ import annotations

import pytest

from tests.unit.linting.conftest import Codes
from tests.unit.linting.rules.conftest import Found, Places

QUIET = 'notifications:\n  quiet_hours: {{from: "{}", to: "{}"}}\n'

ROWS = [
    ("22:00", "08:00", None),
    ("08:00", "22:00", None),  # 14 hours
    ("22:00", "12:00", None),
    ("08:00", "22:01", ""),
    ("22:00", "12:01", ""),
    ("07:00", "23:00", ""),
    ("00:00", "23:59", ""),
    ("12:00", "11:59", ""),
]


@pytest.mark.parametrize(("start", "end", "hint"), ROWS)
def test_how_long_they_last(start: str, end: str, hint: str | None, found: Found, places: Places) -> None:
    text = QUIET.format(start, end)
    assert places("long-quiet-hours", text) == ([] if hint is None else [(2, 16)])
    for each in found("long-quiet-hours", text):
        assert (each.arguments["start"], each.arguments["end"], each.arguments["limit"], each.hint) == (start, end, 14, hint)


def test_a_project_says_how_long_they_may_be(found: Found, places: Places) -> None:
    project = "backend: {type: memory}\nlint: {long-quiet-hours: {hours: %s}}\n"
    assert places("long-quiet-hours", QUIET.format("22:00", "08:00"), project=project % 10) == []
    (said,) = found("long-quiet-hours", QUIET.format("22:00", "08:30"), project=project % 10)
    # The other way round they would be longer still.
    assert (said.hint, said.arguments["enough"]) == ("long", 11)
    assert places("long-quiet-hours", QUIET.format("07:00", "23:00"), project=project % 16) == []


def test_they_are_reported_where_they_are_written(places: Places) -> None:
    text = """\
notifications: {quiet_hours: {from: "07:00", to: "23:00"}}
roles:
  coordinator: {notifications: {quiet_hours: {from: "06:00", to: "23:00"}}}
  observer: {notifications: {types: [works]}}
accounts:
  ivanova: {family_name: Иванова, given_name: Анна, role: coordinator}
  petrov: {family_name: Петров, given_name: Пётр, role: coordinator}
  sidorova:
    family_name: Сидорова
    given_name: Ольга
    notifications:
      quiet_hours: {from: "05:00", to: "23:00"}
  smirnov: {family_name: Смирнов, given_name: Олег, notifications: {quiet_hours: none}}
"""
    assert places("long-quiet-hours", text) == [(1, 30), (3, 46), (12, 20)]


def test_none_and_mistakes_are_no_quiet_hours(codes: Codes) -> None:
    assert codes("notifications: {quiet_hours: none}") == []
    assert [code for code, _, _ in codes(QUIET.format("08:00", "08:00"))] == ["empty-quiet-hours"]
    assert [code for code, _, _ in codes(QUIET.format("08:00", "25:00"))] == ["bad-time"]
