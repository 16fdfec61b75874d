"""What goes on beside the controller."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from reconciler.model.notice import Notice, Notify, Topic
from reconciler.model.watching import Ended
from reconciler.watching.attending import attending
from reconciler.watching.systemd import Manager
from tests.watching_server.samples import LOSS, NOW, Controller, passed, status


class Heard(Manager):
    """Hears what the service manager would."""

    def __init__(self, every: float = 0.02) -> None:
        super().__init__({})
        self.every = every
        self.said: list[str] = []

    def say(self, state: str) -> bool:
        self.said.append(state)
        return True


def wait(until: object, seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.01)
    assert until()  # type: ignore[operator]


def test_ready_comes_after_the_first_pass_and_the_end_is_told() -> None:
    heard, controller = Heard(every=0.0), Controller(status())
    with attending(controller.status, manager=heard, clock=lambda: NOW, tick=0.01):
        time.sleep(0.1)
        assert heard.said == []
        controller.now = status(passed(1, Ended.FAILED))
        wait(lambda: heard.said)
        time.sleep(0.05)
        assert heard.said == ["READY=1"], "once, and though the pass failed"
    assert heard.said == ["READY=1", "STOPPING=1"]


def test_stopping_is_told_as_soon_as_the_controller_knows() -> None:
    heard, controller = Heard(every=0.0), Controller(status(passed(1)))
    with attending(controller.status, manager=heard, clock=lambda: NOW, tick=0.01):
        controller.now = replace(controller.now, ending=True)
        wait(lambda: "STOPPING=1" in heard.said)


def test_the_watchdog_is_fed_only_while_the_controller_moves() -> None:
    heard, controller = Heard(), Controller(status(passed(1)))
    with attending(controller.status, manager=heard, clock=lambda: NOW, bound=10.0, tick=0.01):
        wait(lambda: heard.said.count("WATCHDOG=1") >= 3)
        controller.now = replace(controller.now, moved=NOW - 11.0)
        time.sleep(0.1)
        fed = heard.said.count("WATCHDOG=1")
        time.sleep(0.2)
        assert heard.said.count("WATCHDOG=1") == fed
        controller.now = replace(controller.now, moved=NOW)
        wait(lambda: heard.said.count("WATCHDOG=1") > fed)


def test_a_controller_that_hangs_is_not_alive() -> None:
    hangs, go_on = threading.Event(), threading.Event()
    now = status(passed(1))

    def asked() -> object:
        if hangs.is_set():
            go_on.wait(10)
        return now

    heard = Heard()
    with attending(asked, manager=heard, clock=lambda: NOW, tick=0.01):  # type: ignore[arg-type]
        wait(lambda: "WATCHDOG=1" in heard.said)
        hangs.set()
        time.sleep(0.1)
        fed = heard.said.count("WATCHDOG=1")
        time.sleep(0.2)
        assert heard.said.count("WATCHDOG=1") == fed
        go_on.set()


def test_notices_are_told_though_a_transport_is_slow_or_broken(caplog: pytest.LogCaptureFixture) -> None:
    told: list[Topic] = []
    controller = Controller(status(passed(1, Ended.HELD, refusals=(LOSS,), drift=1)))

    def tell(notices: Sequence[Notice]) -> None:
        told.extend(notice.topic for notice in notices)
        if len(told) == 1:
            raise ValueError("duty@teleset.example")

    heard = Heard()
    with attending(controller.status, notify=Notify(), tell=tell, manager=heard, clock=lambda: NOW, tick=0.01):
        wait(lambda: len(told) == 2)
    assert told == [Topic.DRIFT, Topic.REFUSED]
    assert "a notice was not sent: drift" in caplog.text
    assert "duty@" not in caplog.text


def test_a_notice_at_which_a_transport_hangs_is_in_the_log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconciler.watching.attending.LAST", 0.05)
    inside, go_on = threading.Event(), threading.Event()
    controller = Controller(status(passed(1, Ended.HELD, refusals=(LOSS,), drift=1)))

    def tell(notices: Sequence[Notice]) -> None:
        inside.set()
        go_on.wait(10)

    with attending(controller.status, notify=Notify(), tell=tell, manager=Heard(every=0.0), clock=lambda: NOW, tick=0.01):
        assert inside.wait(5)
    go_on.set()
    assert [record.getMessage() for record in caplog.records] == ["a notice was not sent: drift", "a notice was not sent: refused"]


def test_what_happened_last_is_still_told() -> None:
    told: list[Topic] = []
    controller = Controller(status(passed(1)))
    with attending(
        controller.status,
        notify=Notify(),
        tell=lambda notices: told.extend(one.topic for one in notices),
        manager=Heard(),
        clock=lambda: NOW,
        tick=30.0,
    ):
        time.sleep(0.1)
        controller.now = status(passed(1), passed(2, Ended.HELD, refusals=(LOSS,)))
    assert told == [Topic.REFUSED]


def test_a_status_that_fails_is_survived(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    broken = [True]
    now = status(passed(1))

    def asked() -> object:
        if broken[0]:
            raise ValueError("x")
        return now

    heard = Heard()
    with attending(asked, manager=heard, clock=lambda: NOW, tick=0.01):  # type: ignore[arg-type]
        wait(lambda: "attending failed" in caplog.text)
        broken[0] = False
        wait(lambda: "READY=1" in heard.said)
