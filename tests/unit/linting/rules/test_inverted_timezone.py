"""Names of time zones that are easily misread."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime

import pytest

from reconciler.linting.rules import inverted_timezone
from tests.unit.linting.rules.conftest import Found, Places

ROWS = [
    ("Etc/GMT+3", "behind", "Europe/Moscow"),
    ("Etc/GMT+12", "behind", "Asia/Kamchatka"),
    ("Etc/GMT+1", "behind", "Etc/GMT-1"),
    ("Etc/GMT-3", "ahead", "Europe/Moscow"),
    ("Etc/GMT-10", "ahead", "Asia/Vladivostok"),
    ("W-SU", "old", "Europe/Moscow"),
    ("EST5EDT", "old", "America/New_York"),
    ("HST", "old", "Pacific/Honolulu"),
    ("EST", "fixed", "America/New_York"),
]
FINE = ["Europe/Moscow", "UTC", "Etc/UTC", "Etc/GMT", "Etc/GMT+0", "Etc/GMT-0", "Etc/GMT-1", "Etc/GMT-14", "Asia/Omsk", "GMT"]


@pytest.mark.parametrize(("zone", "hint", "suggestion"), ROWS)
def test_a_misleading_name(zone: str, hint: str, suggestion: str, found: Found, places: Places) -> None:
    assert places("inverted-timezone", f"timezone: {zone}") == [(1, 11)]
    (said,) = found("inverted-timezone", f"timezone: {zone}")
    assert (said.hint, said.arguments["timezone"], said.arguments["suggestion"]) == (hint, zone, suggestion)
    assert places("inverted-timezone", f"timezone: {suggestion}") == []


@pytest.mark.parametrize("zone", FINE)
def test_a_name_that_says_what_it_is(zone: str, places: Places) -> None:
    assert places("inverted-timezone", f"timezone: {zone}") == []


def test_it_is_reported_where_it_is_written(places: Places) -> None:
    person = "{family_name: А, given_name: А%s}"
    text = f"timezone: Etc/GMT+3\naccounts:\n  ivanova: {person % ''}\n  petrov: {person % ', timezone: Etc/GMT+5'}"
    assert places("inverted-timezone", text) == [(1, 11), (4, 53)]


JANUARY, JULY = datetime(2025, 1, 15, tzinfo=UTC), datetime(2025, 7, 15, tzinfo=UTC)


def offset(zone: str, moment: datetime) -> float:
    difference = moment.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset()
    assert difference is not None
    return difference.total_seconds() / 3600


@pytest.mark.parametrize("moment", [JANUARY, JULY])
def test_the_suggestions_are_what_the_hints_say(moment: datetime) -> None:
    for hours, zone in inverted_timezone._PLACES.items():
        assert offset(zone, moment) == hours
        assert offset(f"Etc/GMT+{hours}", moment) == -hours
    for old, new in inverted_timezone._OLD.items():
        assert offset(old, moment) == offset(new, moment)


def test_est_has_no_summer_time_and_new_york_has() -> None:
    assert offset("EST", JANUARY) == offset("America/New_York", JANUARY)
    assert offset("EST", JULY) == offset("America/New_York", JULY) - 1
