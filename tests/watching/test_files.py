"""Whatever is done to the files: what is live is the last good declaration, after the fewest passes that make sense."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.database.database import Database
from reconciler.engine.orders import Order
from reconciler.engine.texts import Texts
from reconciler.ledger.sql import SqlLedger
from reconciler.model.watching import Ended, Trigger
from reconciler.project import Project
from reconciler.watching.pace import Pace
from tests.watching.watched import QUICK, Watched, declare, nothing_left, people, wait_until

POLLING = Pace(interval=300.0, quiet=0.05, poll=True, lease=4)


@pytest.fixture(params=[QUICK, POLLING], ids=["followed", "polled"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Watched:
    return Watched(declare(tmp_path / "project", people("teleset", 2)), request.param)


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(declare(tmp_path / "project", people("teleset", 2)))


def test_an_edit_is_one_pass(either: Watched) -> None:
    watched = either
    with watched:
        assert watched.wait_for(Ended.APPLIED).passed.triggers == (Trigger.START,)
        watched.stands_still()
        declare(watched.directory, people("teleset", 2, **{"op-1": ["orders"]}))
        made = watched.wait_for(Ended.APPLIED, after=1)
        assert made.passed.triggers == (Trigger.FILES,)
        assert made.passed.counts.change == 1
        assert nothing_left(watched.directory)
        watched.stands_still()
        assert watched.ends == [Ended.APPLIED, Ended.APPLIED]
    status = watched.controller.status()
    assert (status.total, status.ending, status.failures) == ({Ended.APPLIED: 2}, True, 0)
    assert status.plan is not None
    assert not status.plan
    assert status.applied > status.synced >= status.began, "only a part was looked at since"


def test_what_is_broken_changes_nothing_and_is_said_once(watched: Watched) -> None:
    file = watched.directory / "organizations" / "0.yaml"
    with watched:
        watched.wait_for(Ended.APPLIED)
        good = file.read_text(encoding="utf-8")
        file.write_text("accounts: [", encoding="utf-8")
        made = watched.wait_for(Ended.INVALID)
        assert made.passed.error == "syntax-error"
        watched.controller.trigger(Trigger.HOOK)
        wait_until(lambda: watched.ends.count(Ended.INVALID) == 2)
        assert [new for _, new in watched.passes] == [True, True, False]
        file.write_text(good, encoding="utf-8")
        watched.wait_for(Ended.CLEAN)
        assert nothing_left(watched.directory)
    first, second = (made.passed for made, _ in watched.passes[:2])
    assert first.started + first.seconds <= watched.controller.status().applied <= second.started


def test_a_directory_that_is_deleted_and_comes_back(either: Watched) -> None:
    watched = either
    with watched:
        watched.wait_for(Ended.APPLIED)
        shutil.move(watched.directory / "live.db", watched.directory.parent / "kept.db")
        shutil.rmtree(watched.directory)
        wait_until(lambda: Ended.INVALID in watched.ends or Ended.FAILED in watched.ends)
        watched.directory.mkdir()
        shutil.move(watched.directory.parent / "kept.db", watched.directory / "live.db")
        declare(watched.directory, people("teleset", 2, **{"op-0": ["works"]}))
        wait_until(lambda: nothing_left(watched.directory))
        watched.stands_still()
        declare(watched.directory, people("teleset", 2, **{"op-0": ["orders"]}))
        wait_until(lambda: nothing_left(watched.directory))
    history = SqlLedger(Database("sqlite:///live.db", directory=watched.directory)).history()
    assert [entry.operation for entry in history] == ["watch"] * watched.ends.count(Ended.APPLIED)


def test_an_editor_that_renames(watched: Watched) -> None:
    file = watched.directory / "organizations" / "0.yaml"
    with watched:
        watched.wait_for(Ended.APPLIED)
        text = file.read_text(encoding="utf-8")
        for old, new in (("payment", "orders"), ("orders", "works")):
            (file.parent / ".0.yaml.swp").write_text("x", encoding="utf-8")
            (file.parent / ".new").write_text(text := text.replace(old, new), encoding="utf-8")
            file.rename(file.with_name("0.yaml~"))
            (file.parent / ".new").rename(file)
            wait_until(lambda: nothing_left(watched.directory))
        watched.stands_still()
    assert watched.ends.count(Ended.APPLIED) == 3


def test_touching_two_hundred_files_is_no_pass(tmp_path: Path) -> None:
    watched = Watched(declare(tmp_path, *(people(f"org-{number}", 1) for number in range(200))))
    with watched:
        watched.wait_for(Ended.APPLIED)
        watched.stands_still()
        for file in (tmp_path / "organizations").iterdir():
            os.utime(file)
        watched.stands_still(1.0)
        assert watched.ends == [Ended.APPLIED]


def test_a_checkout_of_another_branch(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        done = subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@t.example", *words], cwd=tmp_path, capture_output=True, timeout=30)
        assert done.returncode == 0, done.stderr

    organizations = [people(f"org-{number}", 1) for number in range(60)]
    declare(tmp_path, *organizations)
    (tmp_path / ".gitignore").write_text("live.db*\n", encoding="utf-8")
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "one")
    git("switch", "-qc", "branch")
    declare(tmp_path, *(people(f"org-{number}", 1, **{"op-0": ["orders"]}) for number in range(60)))
    git("commit", "-qam", "two")
    git("switch", "-q", "main")
    watched = Watched(tmp_path)
    with watched:
        watched.wait_for(Ended.APPLIED)
        git("switch", "-q", "branch")
        made = watched.wait_for(Ended.APPLIED, after=1)
        assert made.passed.counts.change == 60
        assert made.passed.commit
        assert nothing_left(tmp_path)
        watched.stands_still()
        assert watched.ends.count(Ended.APPLIED) == 2
        git("switch", "-q", "main")
        held = watched.wait_for(Ended.HELD)
        assert held.passed.error == "checkout-older", "an older commit is not gone back to unasked"


def test_files_that_move_while_they_are_read_are_not_applied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of a checkout may be valid, and mean that half of the people are gone."""
    from reconciler.engine import watch

    declare(tmp_path, people("teleset", 2))
    whole, count = vars(watch)["texts_of"], [0]

    def moving(project: Project, before: Texts | None = None) -> Texts:
        count[0] += 1
        found: Texts = whole(project, before)
        # Another text each time it is looked at.
        return replace(found, contents={path: one._replace(digest=bytes([count[0]])) for path, one in found.contents.items()}) if count[0] < 100 else found

    monkeypatch.setattr(watch, "texts_of", moving)
    monkeypatch.setattr(watch, "PATIENCE", 0.0)
    made = watch.make_pass(Order(tmp_path), (Trigger.START,), id="1")
    assert (made.passed.ended, made.passed.error) == (Ended.INVALID, "files-moving")
    assert not (tmp_path / "live.db").exists()
    count[0] = 100
    assert watch.make_pass(Order(tmp_path), (Trigger.START,), id="2").passed.ended is Ended.APPLIED


def test_files_outside_of_the_project(tmp_path: Path) -> None:
    project = declare(tmp_path / "project", people("teleset", 2))
    shared = tmp_path / "shared"
    shutil.move(project / "organizations", shared)
    text = (project / "reconciler.yaml").read_text(encoding="utf-8")
    (project / "reconciler.yaml").write_text(text.replace('"organizations"', '"../shared/*.yaml"'), encoding="utf-8")
    watched = Watched(project)
    with watched:
        watched.wait_for(Ended.APPLIED)
        file = shared / "0.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("payment", "orders"), encoding="utf-8")
        watched.wait_for(Ended.APPLIED, after=1)
        assert nothing_left(project)


def test_where_following_is_refused_it_looks_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import watchfiles

    def refuse(*_: object, **__: object) -> None:
        raise OSError(24, "inotify")

    monkeypatch.setattr(watchfiles, "watch", refuse)
    watched = Watched(declare(tmp_path, people("teleset", 2)))
    with watched:
        watched.wait_for(Ended.APPLIED)
        declare(tmp_path, people("teleset", 2, **{"op-1": ["orders"]}))
        watched.wait_for(Ended.APPLIED, after=1)
