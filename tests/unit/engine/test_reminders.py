"""Reminders under a fixed clock: one for each lead point, never twice, late rather than never, and none when it is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.engine.events import accept
from reconciler.engine.reminders import Reminder, points, reminders
from reconciler.model.settings import EMPLOYEE, NotificationType
from reconciler.settings.catalogue import CATALOGUE

TYPES = {type_.id: type_ for type_ in CATALOGUE}
LICENSE = TYPES["license-renewal"]
ANSWER = TYPES["response-deadline"]
MOSCOW = ZoneInfo("Europe/Moscow")
KAMCHATKA = ZoneInfo("Asia/Kamchatka")
BERLIN = ZoneInfo("Europe/Berlin")
DUE = {"event_id": "l-1", "license_number": "Л-1", "license_name": "Связь", "valid_until": "2026-12-31", "days_left": "?"}
LEADS = ("180d", "90d", "60d", "30d", "14d", "7d", "1d")


def _at(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def _license(now: datetime, sent: set[str] | frozenset[str] = frozenset(), *, zone: ZoneInfo = MOSCOW, **changes: str) -> tuple[Any, ...]:
    return reminders(LICENSE, "license.renewal_due", {**DUE, **changes}, now=now, zone=zone, sent=sent)


def _days(until: str, zone: ZoneInfo = MOSCOW) -> list[tuple[str, str]]:
    return [(point.lead, point.at.isoformat()) for point in points(LICENSE, "license.renewal_due", {**DUE, "valid_until": until}, zone=zone)]


def test_lead_points_fall_on_the_calendar() -> None:
    assert _days("2026-12-31") == [
        ("180d", "2026-07-04T00:00:00+03:00"),
        ("90d", "2026-10-02T00:00:00+03:00"),
        ("60d", "2026-11-01T00:00:00+03:00"),
        ("30d", "2026-12-01T00:00:00+03:00"),
        ("14d", "2026-12-17T00:00:00+03:00"),
        ("7d", "2026-12-24T00:00:00+03:00"),
        ("1d", "2026-12-30T00:00:00+03:00"),
    ]


@pytest.mark.parametrize(
    ("until", "lead", "day"),
    [
        ("2024-03-01", "1d", "2024-02-29"),
        ("2025-03-01", "1d", "2025-02-28"),
        ("2024-02-29", "1d", "2024-02-28"),
        ("2024-03-30", "30d", "2024-02-29"),
        ("2025-03-31", "30d", "2025-03-01"),
        ("2026-01-01", "1d", "2025-12-31"),
        ("2026-05-31", "30d", "2026-05-01"),
    ],
)
def test_ends_of_months_and_leap_days(until: str, lead: str, day: str) -> None:
    assert dict(_days(until))[lead][:10] == day
    (reminder,) = _license(_at(f"{day}T12:00"), valid_until=until)
    assert (reminder.lead, reminder.late, reminder.payload["days_left"]) == (lead, False, lead.removesuffix("d"))


@pytest.mark.parametrize("hour", ["00:00:00", "09:30:00", "23:59:59"])
def test_today_is_the_lead_day_all_day(hour: str) -> None:
    assert _license(_at("2026-12-23T23:59:59"), {"2026-12-31/14d"}) == ()
    (reminder,) = _license(_at(f"2026-12-24T{hour}"), {"2026-12-31/14d"})
    assert (reminder.lead, reminder.late) == ("7d", False)


def test_what_was_sent_is_not_sent_again() -> None:
    (reminder,) = _license(_at("2026-12-24T09:00"))
    assert _license(_at("2026-12-24T09:01"), {*reminder.keys}) == ()
    assert _license(_at("2026-12-29T23:59"), {*reminder.keys}) == ()
    assert _license(_at("2026-12-30T00:00"), {*reminder.keys})[0].lead == "1d"


def test_a_day_that_was_missed_is_made_good_late() -> None:
    (reminder,) = _license(_at("2026-12-26T03:00"), {"2026-12-31/14d"})
    assert (reminder.lead, reminder.late, reminder.payload["days_left"]) == ("7d", True, "5")


def test_several_that_were_missed_are_one_reminder() -> None:
    (reminder,) = _license(_at("2026-12-20T03:00"), {"2026-12-31/180d"})
    assert (reminder.lead, reminder.keys) == ("14d", ("2026-12-31/90d", "2026-12-31/60d", "2026-12-31/30d", "2026-12-31/14d"))


def test_a_license_is_valid_through_its_last_day_and_then_it_is_over() -> None:
    assert _license(_at("2026-12-31T23:59:59"))[0].payload["days_left"] == "0"
    assert _license(_at("2027-01-01T00:00:00")) == ()
    assert _license(_at("2030-01-01T00:00:00")) == ()


def test_who_renews_is_reminded_of_the_new_deadline_only() -> None:
    sent = {f"2026-12-31/{lead}" for lead in LEADS[:5]}
    assert _license(_at("2026-12-24T09:00"), sent, valid_until="2029-12-31") == ()
    assert _license(_at("2029-12-24T09:00"), sent, valid_until="2029-12-31")[0].lead == "7d"


def test_days_begin_where_the_organization_is() -> None:
    now = datetime(2026, 12, 23, 12, 30, tzinfo=UTC)
    assert [each.lead for each in _license(now, zone=KAMCHATKA)] == ["7d"]
    assert [each.lead for each in _license(now, zone=MOSCOW)] == ["14d"]


def test_clocks_that_are_put_forward_or_back_take_no_day_away() -> None:
    due = {"due_at": "2026-03-30T02:30:00+02:00", "request_id": "r", "subject": "s"}
    assert [point.at.isoformat() for point in points(ANSWER, "response.deadline_approaching", due, zone=BERLIN)] == [
        "2026-03-27T02:30:00+01:00",
        "2026-03-29T03:30:00+02:00",  # 02:30 was not that night
    ]
    back = {**due, "due_at": "2026-10-26T02:30:00+01:00"}
    assert [point.at.isoformat() for point in points(ANSWER, "response.deadline_approaching", back, zone=BERLIN)] == [
        "2026-10-23T02:30:00+02:00",
        "2026-10-25T02:30:00+02:00",
    ]


def test_deadlines_that_are_moments() -> None:
    due = {"event_id": "r-1", "request_id": "r", "subject": "s", "due_at": "2026-11-25T18:00:00+03:00"}

    def ask(now: datetime, *sent: str) -> tuple[Reminder, ...]:
        return reminders(ANSWER, "response.deadline_approaching", due, now=now, zone=MOSCOW, sent=sent)

    assert ask(_at("2026-11-22T17:59:59")) == ()
    (first,) = ask(_at("2026-11-22T18:00:00"))
    assert (first.lead, first.payload["time_left"], first.payload["event_id"]) == ("3d", "3d", "r-1-3d")
    (second,) = ask(_at("2026-11-24T20:15:30"), *first.keys)
    assert (second.lead, second.payload["time_left"], second.late) == ("1d", "21h 45m", False)
    assert ask(_at("2026-11-25T18:00:00"), *first.keys) == ()
    other = {**due, "due_at": "2026-11-25T15:00:00Z"}
    assert reminders(ANSWER, "response.deadline_approaching", other, now=_at("2026-11-22T18:00:00"), zone=MOSCOW, sent=first.keys) == ()


def _own(deadline: object, lead: tuple[str, ...], **schema: Any) -> NotificationType:
    events = {"own.due": {"properties": schema, "x-deadline": deadline}}
    return NotificationType("own", {}, {}, "c", "lko", frozenset({EMPLOYEE}), ("email",), lead=lead, events=events)  # type: ignore[arg-type]


def test_types_of_users_in_hours_and_minutes() -> None:
    type_ = _own({"field": "until", "left": "left"}, ("12h", "45m"), until={"x-format": "moment"}, left={"type": "string"})
    payload = {"until": "2026-03-01T12:00:00Z"}
    at = datetime(2026, 3, 1, tzinfo=UTC)
    found = [(point.lead, point.at) for point in points(type_, "own.due", payload, zone=MOSCOW)]
    assert found == [("12h", at), ("45m", at + timedelta(hours=11, minutes=15))]
    for minutes, late in ((0, False), (59, False), (60, True)):
        (reminder,) = reminders(type_, "own.due", payload, now=at + timedelta(minutes=minutes), zone=MOSCOW)
        assert (reminder.lead, reminder.late) == ("12h", late)
    (last,) = reminders(type_, "own.due", payload, now=at + timedelta(hours=11, minutes=59, seconds=50), zone=MOSCOW)
    assert (last.lead, last.payload["left"]) == ("45m", "1m")


def test_a_number_of_days_is_a_number_where_the_schema_wants_one() -> None:
    type_ = _own({"field": "until", "left": "left"}, ("7d",), until={"format": "date"}, left={"type": "integer"})
    (reminder,) = reminders(type_, "own.due", {"until": "2026-03-08"}, now=_at("2026-03-01T09:00"), zone=MOSCOW)
    assert reminder.payload["left"] == 7


@pytest.mark.parametrize("until", ["31.12.2026", "2026-02-30", "", None, 17, "9999-12-31", "0001-01-01"])
def test_without_a_deadline_that_can_be_read_there_is_no_reminder(until: object) -> None:
    assert reminders(LICENSE, "license.renewal_due", {**DUE, "valid_until": until}, now=_at("2026-12-24T09:00"), zone=MOSCOW) == ()  # type: ignore[dict-item]


def test_nor_for_events_that_have_none() -> None:
    assert points(LICENSE, "license.expired", DUE, zone=MOSCOW) == ()
    assert points(LICENSE, "no.such", DUE, zone=MOSCOW) == ()
    assert points(_own("until", ("7d",), until={"x-format": "date"}), "own.due", {"until": "2026-03-08"}, zone=MOSCOW) == ()


@given(
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.sampled_from((MOSCOW, KAMCHATKA, BERLIN, ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia"))),
    st.lists(st.integers(0, 60 * 24), min_size=1, max_size=40),
)
def test_looking_now_and_then_sends_each_point_once_at_most_and_the_last_one_always(until: date, zone: ZoneInfo, steps: list[int]) -> None:
    """Whenever the process runs: what it sends is in order, each point is answered once, and whoever looks at least once after a point has reminded of it."""
    payload = {**DUE, "valid_until": until.isoformat()}
    now = datetime(until.year, until.month, until.day, tzinfo=zone) - timedelta(days=200)
    sent: list[str] = []
    for step in steps:
        now += timedelta(hours=step)
        found = reminders(LICENSE, "license.renewal_due", payload, now=now, zone=zone, sent=frozenset(sent))
        for reminder in found:
            assert reminder.at <= now
            assert not set(reminder.keys) & set(sent)
            sent += reminder.keys
        over = now.astimezone(zone).date() > until
        due = [point.key for point in points(LICENSE, "license.renewal_due", payload, zone=zone) if point.at <= now]
        assert over or sorted(sent) == sorted(due)
        assert not (over and found)


@pytest.mark.parametrize("lead", LEADS)
def test_each_reminder_is_an_event_that_is_accepted(lead: str) -> None:
    payload = {**DUE, "link": "https://lk.example/licenses/1"}
    (point,) = [point for point in points(LICENSE, "license.renewal_due", payload, zone=MOSCOW) if point.lead == lead]
    (reminder,) = reminders(LICENSE, "license.renewal_due", payload, now=point.at, zone=MOSCOW)
    answer = accept(
        "license.renewal_due", reminder.payload, organization="teleset", types=CATALOGUE, organizations=("teleset",), now=point.at, reminder=lead, test=False
    )
    assert answer.event is not None
    assert (answer.event.id, answer.event.reminder, answer.event.payload["days_left"]) == (f"l-1-{lead}", lead, lead.removesuffix("d"))
