"""A controller that follows a repository: when it fetches, and what it says."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from reconciler.backends.sql import SqlBackend
from reconciler.model.watching import Ended, Trigger
from reconciler.reporting.watched import render_pass
from reconciler.watching.metrics import Metrics
from reconciler.watching.pace import Pace
from tests.watching.followed import Repository, following
from tests.watching.watched import Watched, wait_until

REFUSES = (sys.executable, "-c", "import os; raise SystemExit(os.path.exists(os.environ['REFUSE']))")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository", tmp_path / "base")


@pytest.mark.parametrize("trigger", [Trigger.HOOK, Trigger.SIGNAL])
def test_who_asks_makes_it_fetch_at_once(repository: Repository, tmp_path: Path, trigger: Trigger) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        with Watched(source.directory, source=source) as watched:
            watched.wait_for(Ended.APPLIED)
            commit = repository.people(2)
            watched.controller.trigger(trigger)
            made = watched.wait_for(Ended.APPLIED, after=1)
            assert (made.passed.commit, made.passed.triggers) == (commit, (trigger, Trigger.COMMIT))
            status = watched.controller.status()
            assert (status.ref, status.commit) == ("main", commit)
            assert status.fetched > 0
            assert "\nreconciler_since_fetched_seconds " in Metrics(watched.controller.status).text()
            # The files that a commit replaces are no news by themselves.
            watched.stands_still()
            assert len(watched.passes) == 2


def test_the_interval_fetches(repository: Repository, tmp_path: Path) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        with Watched(source.directory, Pace(interval=0.2), source=source) as watched:
            watched.wait_for(Ended.APPLIED)
            commit = repository.people(2)
            wait_until(lambda: watched.controller.status().commit == commit)


def test_it_tries_again_until_the_repository_is_back(repository: Repository, tmp_path: Path) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        with Watched(source.directory, Pace(interval=300, backoff=0.1, longest=0.5), source=source) as watched:
            watched.wait_for(Ended.APPLIED)
            repository.directory.rename(tmp_path / "away")
            watched.controller.trigger(Trigger.HOOK)
            wait_until(lambda: watched.controller.status().failures >= 3)
            assert {made.passed.triggers for made, _ in watched.passes[2:]} == {(Trigger.RETRY,)}
            assert [new for made, new in watched.passes if made.passed.ended is Ended.FAILED].count(True) == 1
            # Drift is undone meanwhile, and that does not make it forget to try.
            with SqlBackend({"type": "sql", "url": repository.url}, repository.base).database.write() as connection:
                connection.exec_driver_sql("DELETE FROM reconciler_contacts")
            assert watched.wait_for(Ended.APPLIED, after=1).passed.drift == 1
            undone = watched.ends.index(Ended.APPLIED, 1)
            wait_until(lambda: watched.ends[undone + 1 :].count(Ended.FAILED) >= 1)
            (tmp_path / "away").rename(repository.directory)
            commit = repository.people(2)
            wait_until(lambda: watched.controller.status().commit == commit)
            assert watched.controller.status().failures == 0


def test_a_refused_commit_is_said_once(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("REFUSE", str(tmp_path / "refuse"))
    caplog.set_level(logging.INFO, "reconciler")
    first = repository.people(1)
    with following(repository, tmp_path / "state", verify=REFUSES) as source:
        source.ready()
        with Watched(source.directory, Pace(interval=0.1), source=source) as watched:
            watched.wait_for(Ended.APPLIED)
            (tmp_path / "refuse").touch()
            second = repository.people(2)
            wait_until(lambda: watched.ends.count(Ended.HELD) >= 2)
            third = repository.people(3)
            wait_until(lambda: watched.passes[-1][0].passed.arguments.get("commit") == third[:7])
            news = [made for made, new in watched.passes if new and made.passed.ended is Ended.HELD]
            assert [made.passed.arguments["commit"] for made in news] == [second[:7], third[:7]]
            assert {made.passed.commit for made in news} == {first}
            said = render_pass(news[0].passed, news[0].plan, news[0].error, time="now", language="en")
            assert said.startswith("now The newest commit is not let in; the one before stays in force.\n")
            assert f"{second[:7]} is not let in" in said
            (tmp_path / "refuse").unlink()
            wait_until(lambda: watched.controller.status().commit == third)
    assert [record.__dict__["commit"] for record in caplog.records if record.__dict__.get("event") == "commit"] == [first, third]


def test_the_first_look_that_applies_says_what_is_kept_away(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFUSE", str(tmp_path / "refuse"))
    first = repository.people(1)
    with following(repository, tmp_path / "state", verify=REFUSES) as source:
        source.ready()
        (tmp_path / "refuse").touch()
        repository.people(2)
        with Watched(source.directory, source=source) as watched:
            made = watched.wait_for(Ended.APPLIED)
            assert (made.passed.commit, made.passed.error) == (first, "commit-refused")
            assert made.error is not None
