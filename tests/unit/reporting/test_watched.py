"""How a pass ended, in sentences: what holds something back is said as it is."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.model.errors import StalePlan
from reconciler.model.plan import Conflict, Plan, Refusal
from reconciler.model.watching import Claim, Ended, Pass, Trigger
from reconciler.reporting.watched import render_pass
from tests.unit.reporting.worlds import TARGET

LOSS = Refusal("loss", "teleset", 400, 448, ("teleset/ivanova",), "9f31c2aa")
CLAIM = Claim("radiolink", "legacy-crm", 1)
PLAN = Plan(TARGET, conflicts=(Conflict("radiolink", "legacy-crm"),))


def said(ended: Ended, plan: Plan | None = None, error: StalePlan | None = None, language: str = "en", **more: Any) -> str:
    return render_pass(Pass("p1", (Trigger.FILES,), 0.0, 0.1, ended, **more), plan, error, time="18:40", language=language)


@pytest.mark.parametrize(
    ("more", "head"),
    [
        ({"refusals": (LOSS,), "held": ("teleset",)}, "18:40 Held back until the files change or somebody approves: teleset."),
        ({"refusals": (LOSS,)}, "18:40 Everything is held back until the files change or somebody approves."),
        ({"claims": (CLAIM,), "held": ("radiolink",)}, "18:40 Held back until the files change or the owner gives up what it holds: radiolink."),
        ({"claims": (CLAIM,)}, "18:40 Everything is held back until the files change or the owner gives up what it holds."),
        (
            {"claims": (CLAIM,), "refusals": (LOSS,), "held": ("radiolink", "teleset")},
            "18:40 Held back, each for what is said of it below: radiolink, teleset.",
        ),
        ({"claims": (CLAIM,), "refusals": (LOSS,)}, "18:40 Everything is held back, for what is said below."),
    ],
)
def test_until_when_something_is_held(more: dict[str, Any], head: str) -> None:
    assert said(Ended.HELD, **more).splitlines()[0] == head
    assert said(Ended.HELD, language="ru", **more).splitlines()[0] != head


def test_who_holds_it_is_said_as_plan_says_it() -> None:
    text = said(Ended.HELD, PLAN, claims=(CLAIM,), held=("radiolink",))
    assert "! radiolink is managed by legacy-crm: remove it from these files, or have legacy-crm give it up" in text
    assert "approve" not in text


def test_nobody_can_approve_an_older_checkout() -> None:
    error = StalePlan("checkout-older", commit="4f2c81e", applied="9d0b711", when="2026-11-22", number=3)
    assert said(Ended.HELD, error=error).startswith("18:40 Everything is held back, for what is said below.")


def test_not_everything_is_as_declared_where_something_is_paused() -> None:
    assert said(Ended.CLEAN) == "18:40 Everything is as declared."
    assert said(Ended.CLEAN, paused=("teleset",)) == "18:40 Everything that was looked at is as declared.\nPaused, and not looked at: teleset."
    assert said(Ended.APPLIED, paused=("teleset",), number=3).splitlines()[1] == "Paused, and not looked at: teleset."
    assert said(Ended.PAUSED, paused=("teleset",)) == "18:40 Paused."
