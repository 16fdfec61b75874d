"""When to remind of a deadline: the lead points of a type, and which of them is due. Pure: nothing is scheduled, and the clock is an argument."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from reconciler.model.settings import NotificationType
from reconciler.model.values import Json
from reconciler.schema.described import Described, format_of
from reconciler.schema.marked import date_of, moment_of

_UNITS: Final = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A lead point (`7d`) of one deadline, and the moment it falls on. `key` is what to remember it by: another deadline has others."""

    at: datetime
    lead: str
    key: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is due. `payload` is that of the event to send (its id ends with the lead point), `lead` the point it is for, which fell on `at`.

    `keys` are what to remember once it is sent: its own, and those of earlier points that were missed and that it stands for. `late`: its day has passed, or its
    hour or minute for a point that is said in those.
    """

    lead: str
    at: datetime
    payload: Mapping[str, Json] = field(repr=False)
    keys: tuple[str, ...] = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class _Deadline:
    """`end` is the first moment that is too late. `day` is None where the deadline is a moment; a day lasts until its end."""

    end: datetime
    day: date | None
    zone: tzinfo
    left: str
    whole: bool

    @property
    def name(self) -> str:
        return self.day.isoformat() if self.day is not None else self.end.astimezone(UTC).isoformat()

    def before(self, lead: str) -> datetime | None:
        """The moment of a lead point. Days are counted by the calendar of the zone, hours and minutes by the clock; None before there were calendars."""
        count, unit = int(lead[:-1]), lead[-1]
        try:
            if unit != "d":
                return (self.end.astimezone(UTC) - count * _UNITS[unit]).astimezone(self.zone)
            start = self.end.astimezone(self.zone).replace(tzinfo=None) if self.day is None else datetime.combine(self.day, time())
            # By way of UTC, for a time of day that a clock put forward has left out.
            return (start - timedelta(days=count)).replace(tzinfo=self.zone).astimezone(UTC).astimezone(self.zone)
        except OverflowError:
            return None

    def time_left(self, now: datetime) -> str | int:
        """How long it still is: days for a date, `2d 4h` for a moment."""
        if self.day is not None or self.whole:
            last = self.day or self.end.astimezone(self.zone).date()
            days = (last - now.astimezone(self.zone).date()).days
            return days if self.whole else str(days)
        minutes = -((now - self.end) // timedelta(minutes=1))
        parts = ((minutes // 1440, "d"), (minutes % 1440 // 60, "h"), (minutes % 60, "m"))
        return " ".join([f"{count}{unit}" for count, unit in parts if count][:2])


def zone_of(name: str) -> tzinfo:
    """The zone of an organization; UTC for what is written there and is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def points(type_: NotificationType, event: str, payload: Mapping[str, Json], *, zone: tzinfo) -> tuple[Point, ...]:
    """When each lead point of a type falls for this payload, the earliest first; () where the event has no deadline (`x-deadline`), or the payload none that can be read.

    A day before is the same time of day by the clocks of `zone`, and the beginning of that day for a deadline that is a date, which lasts until its end.
    """
    deadline = _deadline(type_, event, payload, zone)
    if deadline is None:
        return ()
    found = ((deadline.before(lead), lead) for lead in type_.lead)
    return tuple(sorted(Point(at, lead, f"{deadline.name}/{lead}") for at, lead in found if at is not None))


def reminders(
    type_: NotificationType, event: str, payload: Mapping[str, Json], *, now: datetime, zone: tzinfo, sent: Collection[str] = ()
) -> tuple[Reminder, ...]:
    """What to remind of at `now` (aware): nothing, or one reminder. `sent` are the keys of what was sent about the same thing (one licence, one request).

    Each lead point is reminded of once: not before its moment, not when its key is in `sent`, and not once the deadline has passed. Points that were missed are made
    good late, all by the reminder for the last of them: several at once would say the same. Who renews sends a payload with another deadline, whose points are new.
    """
    deadline = _deadline(type_, event, payload, zone)
    due = [point for point in points(type_, event, payload, zone=zone) if point.at <= now]
    if deadline is None or not due or now >= deadline.end or due[-1].key in sent:
        return ()
    last = due[-1]
    late = now.astimezone(zone).date() > last.at.date() if last.lead.endswith("d") else now - last.at >= _UNITS[last.lead[-1]]
    said: dict[str, Json] = {**payload, "occurred_at": now.astimezone(zone).isoformat(timespec="seconds")}
    if isinstance(id := payload.get("event_id"), str):
        said["event_id"] = f"{id}-{last.lead}"
    if deadline.left:
        said[deadline.left] = deadline.time_left(now)
    return (Reminder(last.lead, last.at, said, tuple(point.key for point in due if point.key not in sent), late),)


def moved_to(type_: NotificationType, event: str, payload: Mapping[str, Json], lead: str, *, now: datetime, zone: tzinfo) -> Reminder | None:
    """The reminder for one lead point, of this payload with another deadline: one that is just so far off at `now`, or, where the point is an hour of a day, later that day
    (`at` is then after `now`). None where the event has no deadline, or where another point would be reminded of instead."""
    schema = type_.events.get(event)
    described = Described(schema if isinstance(schema, Mapping) else {})
    name, _ = described.deadline()
    format, ahead = format_of(described.at(described.root(), name)), int(lead[:-1]) * _UNITS[lead[-1]]
    try:
        if format == "date":
            written = (now + ahead).astimezone(zone).date().isoformat()
        elif format == "moment":
            end = (
                (now.astimezone(zone).replace(tzinfo=None) + ahead).replace(tzinfo=zone)
                if lead.endswith("d")
                else (now.astimezone(UTC) + ahead).astimezone(zone)
            )
            written = end.astimezone(UTC).astimezone(zone).isoformat(timespec="seconds")
        else:
            return None
    except OverflowError:
        return None
    moved = {**payload, name: written}
    at = next((point.at for point in points(type_, event, moved, zone=zone) if point.lead == lead), now)
    found = reminders(type_, event, moved, now=max(now, at), zone=zone)
    return found[0] if found and found[0].lead == lead else None


def _deadline(type_: NotificationType, event: str, payload: Mapping[str, Json], zone: tzinfo) -> _Deadline | None:
    schema = type_.events.get(event)
    described = Described(schema if isinstance(schema, Mapping) else {})
    nodes, (name, left) = described.root(), described.deadline()
    text, format = payload.get(name), format_of(described.at(nodes, name))
    whole = any(node.get("type") == "integer" for node in described.at(nodes, left))
    try:
        if isinstance(text, str) and format == "moment" and (end := moment_of(text)) is not None:
            return _Deadline(end, None, zone, left, whole)
        if isinstance(text, str) and format == "date" and (day := date_of(text)) is not None:
            return _Deadline(datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC), day, zone, left, whole)
    except OverflowError:  # the last day of all: nobody is reminded of it
        return None
    return None
