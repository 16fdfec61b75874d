"""The status page of `watch` in Chromium, as it is served."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.model.pause import Pause
from reconciler.model.personal import Personal
from reconciler.model.plan import Counts, Plan, Target
from reconciler.model.watching import Ended, Status
from reconciler.watching.server import serving
from tests.browser.browser import Browser
from tests.browser.test_trial_page import CONTRAST
from tests.unit.reporting.worlds import PETROV, update
from tests.watching_server.samples import HOLDER, LOSS, Controller, busy, passed, status

NASTY = '"><script>document.title="owned"</script><img src=x onerror="document.title=1"><a href="javascript:alert(1)">x</a>\u202e' + "w" * 300
TARGET = Target(NASTY, NASTY, NASTY)


def hostile() -> Status:
    refusal = replace(LOSS, guard=NASTY, subject=NASTY, digest=NASTY, detail=NASTY, addresses=(NASTY,))
    one = passed(
        1,
        Ended.HELD,
        id=NASTY,
        commit=NASTY,
        held=(NASTY,),
        refusals=(refusal,),
        error=NASTY,
        arguments={"a": Personal(NASTY), "b": NASTY},
        counts=Counts(1, 2, 3),
    )
    pause = Pause(NASTY, NASTY, NASTY, NASTY, NASTY, NASTY, NASTY)
    plan = Plan(TARGET, (update(PETROV, replace(PETROV, locale="en")),), refusals=(refusal,), left_out=(NASTY,))
    holder = replace(HOLDER, owner=replace(HOLDER.owner, host=NASTY, user=NASTY), since=NASTY)
    return replace(status(one, commit=NASTY, holder=holder, leader=False, pauses=(pause,), plan=plan, mode=NASTY), target=TARGET)


PAGES = {"busy": busy(), "hostile": hostile(), "starting": status(), "clean": status(passed(1), plan=Plan(busy().target, unchanged=4))}


@pytest.fixture(scope="module")
def controller() -> Controller:
    return Controller()


@pytest.fixture(scope="module")
def address(controller: Controller) -> Iterator[str]:
    with serving("127.0.0.1:0", status=controller.status, trigger=controller.trigger) as found:
        yield found


@pytest.mark.parametrize("width", [400, 1400])
@pytest.mark.parametrize("name", PAGES)
def test_it_needs_nothing_else_and_fits(browser: Browser, controller: Controller, address: str, name: str, width: int) -> None:
    controller.now = PAGES[name]
    browser.show(f"{address}/", width=width)
    time.sleep(0.2)
    assert {url for url in browser.requests() if not url.startswith("about:")} == {f"{address}/"}
    assert browser.complaints() == []
    assert browser.overflow() <= 0
    assert browser.driver.title.startswith("reconciler watch")
    assert browser.all("script, img, a, iframe, link, form") == []
    assert browser.run("return getComputedStyle(document.querySelector('h1')).display") == "flex", "the policy lets its own style in"


def test_what_it_shows_can_be_seen(browser: Browser, controller: Controller, address: str) -> None:
    controller.now = PAGES["busy"]
    browser.show(f"{address}/")
    assert [heading.text for heading in browser.visible("h2")] == [
        "What guards hold back",
        "What belongs to others",
        "What is left to do",
        "Organizations",
        "Last passes",
    ]
    assert browser.find(".badge").text == "held back"
    assert len(browser.all("table")[-1].find_elements("css selector", "tbody tr")) == 4


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_stands_out_from_its_ground(browser: Browser, controller: Controller, address: str, dark: bool) -> None:
    controller.now = PAGES["busy"]
    browser.show(f"{address}/", dark=dark)
    found = browser.run(CONTRAST)
    assert len(found) > 30
    assert [one for one in found if one[1] < 4.5] == []


@pytest.mark.parametrize(("name", "width", "dark"), [("busy", 1400, False), ("busy", 400, True), ("hostile", 400, False), ("clean", 1400, True)])
def test_pictures_to_look_at(browser: Browser, controller: Controller, address: str, pictures: Path, name: str, width: int, dark: bool) -> None:
    controller.now = PAGES[name]
    browser.show(f"{address}/", width=width, height=1400, dark=dark)
    path = pictures / f"status-{name}-{width}-{'dark' if dark else 'light'}.png"
    browser.picture(path)
    assert path.stat().st_size > 10_000
