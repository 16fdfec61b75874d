"""What a project says of watching, changed while it is watched."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.model.watching import Ended
from reconciler.project import Project
from reconciler.watching.heeded import Heeded
from reconciler.watching.pace import Pace
from tests.watching.watched import QUICK, Watched, declare, people, wait_until

NOTIFY = {"to": [{"channel": "email", "address": "duty@teleset.example"}]}


def said(directory: Path, **sections: Any) -> Project:
    """The project with these sections in the place of its own."""
    file = directory / "reconciler.yaml"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **sections}), encoding="utf-8")
    return open_project(Reading(), directory, None)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return declare(tmp_path, people("teleset", 2))


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if getattr(record, "event", "") == "restart-needed"]


def test_another_interval_holds_at_once_unless_the_command_line_said_one(project: Path) -> None:
    by_file, by_command = Heeded(Pace(), interval=False), Heeded(Pace(interval=60.0))
    for one in (by_file, by_command):
        one.heed(said(project, watch={"interval": "2s"}))
    assert by_file.pace.interval == 2.0
    assert by_command.pace.interval == 60.0


def test_figures_of_guards_are_those_of_the_last_pass(project: Path) -> None:
    heeded = Heeded(Pace())
    heeded.heed(said(project, safety={"loss": {"people": 7}}))
    assert heeded.guards == open_project(Reading(), project, None).guards
    before = heeded.guards
    heeded.heed(said(project, safety={"loss": {"people": 9}}))
    assert heeded.guards != before


@pytest.mark.parametrize(
    ("sections", "name"),
    [
        ({"watch": {"listen": "127.0.0.1:9464"}}, "watch.listen"),
        ({"watch": {"token": {"env": "ANOTHER"}}}, "watch.token"),
        ({"watch": {"notify": NOTIFY}}, "watch.notify"),
        ({"confirmation": {"url": "https://confirm.teleset.example/?token={token}"}}, "confirmation.url"),
    ],
)
def test_what_takes_a_restart_is_told_once_for_each_change(project: Path, caplog: pytest.LogCaptureFixture, sections: dict[str, Any], name: str) -> None:
    caplog.set_level(logging.INFO, "reconciler")
    heeded = Heeded(Pace(), interval=False)
    first = open_project(Reading(), project, None)
    heeded.heed(first)
    assert told(caplog) == []
    for _ in range(3):
        heeded.heed(said(project, **sections))
    (line,) = told(caplog)
    assert name in line
    assert "@" not in line
    heeded.heed(first)
    heeded.heed(open_project(Reading(), project, None))
    assert len(told(caplog)) == 2


def test_where_the_command_line_says_where_to_listen_the_project_does_not_matter(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    heeded = Heeded(Pace(), listen=True)
    heeded.heed(open_project(Reading(), project, None))
    heeded.heed(said(project, watch={"listen": "127.0.0.1:9464"}))
    assert told(caplog) == []


def test_a_watch_goes_by_what_its_project_says_now(project: Path) -> None:
    watched = Watched(project, Heeded(QUICK, interval=False))
    with watched:
        watched.wait_for(Ended.APPLIED)
        count = len(watched.passes)
        said(project, watch={"interval": "1s"})
        # One for the file, and then one a second.
        wait_until(lambda: len(watched.passes) >= count + 3)
