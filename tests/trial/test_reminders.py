"""Reminders: `--all-types` fires each lead point of a type under a fixed clock, with the deadline that is just so far off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reconciler.cli.moments import moment
from reconciler.engine.reminders import moved_to, zone_of
from reconciler.engine.trial.choose import Wanted
from reconciler.engine.trial.run import try_out
from reconciler.model.trial import Mode
from reconciler.schema.examples import example_payload
from reconciler.settings.catalogue import CATALOGUE
from tests.cli.conftest import Run, edit, write
from tests.trial.conftest import NOON

TYPES = {type_.id: type_ for type_ in CATALOGUE}
LEADS = [("license-renewal", "license.renewal_due", lead) for lead in TYPES["license-renewal"].lead]
LEADS += [("response-deadline", "response.deadline_approaching", lead) for lead in TYPES["response-deadline"].lead]


@pytest.mark.parametrize("now", [NOON, "2026-11-24T00:00:00+03:00", "2028-02-29T23:59:59+03:00", "2026-03-29T02:30:00+01:00", "2026-12-31T20:00:00+00:00"])
@pytest.mark.parametrize(("id", "event", "lead"), LEADS, ids=str)
def test_every_point_of_the_catalogue_can_be_fired_at_any_moment(id: str, event: str, lead: str, now: str) -> None:
    type_, clock = TYPES[id], moment(now)
    payload = example_payload(type_.events[event], now=clock)
    assert payload is not None
    for zone in ("Europe/Moscow", "Asia/Vladivostok", "Europe/Berlin", "UTC"):
        reminder = moved_to(type_, event, payload, lead, now=clock, zone=zone_of(zone))
        assert reminder is not None
        assert reminder.lead == lead
        assert not reminder.late


def test_hours_before_a_date_are_later_that_day() -> None:
    from dataclasses import replace

    type_ = replace(TYPES["license-renewal"], lead=("1d", "6h"))
    payload = example_payload(type_.events["license.renewal_due"], now=moment(NOON))
    assert payload is not None
    reminder = moved_to(type_, "license.renewal_due", payload, "6h", now=moment(NOON), zone=zone_of("Europe/Moscow"))
    assert reminder is not None
    assert reminder.at == moment("2026-11-24T18:00:00+03:00")


def document(run: Run, *arguments: str) -> Any:
    return json.loads(run("test", "--format", "json", *arguments).out)


def test_all_types_has_a_scenario_for_each_point(applied: Path, run: Run) -> None:
    told = document(run, "--all-types", "--now", NOON)
    tried = {one["scenario"]: one for one in told["scenarios"]}
    assert {f"license-renewal-{lead}" for lead in TYPES["license-renewal"].lead} <= set(tried)
    assert {"response-deadline-3d", "response-deadline-1d"} <= set(tried)
    assert "license-renewal" not in tried
    assert all(one["passed"] for one in tried.values())


def test_what_arrives_says_how_long_it_still_is(applied: Path) -> None:
    result = try_out(applied, Wanted(all_types=True, now=moment(NOON), accounts=("teleset/ivanova",)), mode=Mode.DECLARED)
    mails = {
        one.scenario.id: received.raw
        for one in result.trial.tried
        for cell in one.cells
        for received in cell.received
        if cell.channel == "email" and one.scenario.type == "response-deadline"
    }
    assert set(mails) == {"response-deadline-3d", "response-deadline-1d"}
    from email import message_from_bytes
    from email.policy import default

    for id, days in (("response-deadline-3d", "3 дня"), ("response-deadline-1d", "1 день")):
        body = message_from_bytes(mails[id], policy=default).get_body(("plain",))
        assert body is not None
        assert days in body.get_content(), id


SCENARIO = """\
version: 1
kind: Scenario
id: answer-soon
organization: teleset
event: response.deadline_approaching
now: "2026-11-24T12:00:00+03:00"
payload: {request_id: R-1, subject: Обращение, due_at: "2026-11-25T12:00:00+03:00", time_left: 1d}
"""


def test_the_event_of_a_scenario_is_the_reminder_that_is_due_by_its_clock(applied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(applied / "organizations" / "answer.yaml", SCENARIO)
    from reconciler.engine import events
    from reconciler.engine.trial import attempt

    leads: list[str] = []

    def accept(*arguments: Any, **named: Any) -> Any:
        answer = events.accept(*arguments, **named)
        leads.append(answer.event.reminder if answer.event is not None else "rejected")
        return answer

    monkeypatch.setattr(attempt, "accept", accept)
    assert try_out(applied, Wanted()).trial.passed
    edit(applied / "organizations" / "answer.yaml", "2026-11-25T12:00:00+03:00", "2026-12-24T12:00:00+03:00")
    assert try_out(applied, Wanted()).trial.passed
    assert leads == ["1d", ""]
