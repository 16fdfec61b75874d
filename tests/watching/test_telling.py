"""The line of a pass in the log says why something is held, and what nobody looked at."""

from __future__ import annotations

import json
import logging

import pytest

from reconciler.engine.orders import Made
from reconciler.model.watching import Ended
from reconciler.watching.logs import JsonLines
from reconciler.watching.telling import log_pass, news
from tests.watching_server.samples import CLAIM, LOSS, passed


def test_why_something_is_held_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "reconciler.watching.telling")
    log_pass(Made(passed(1, Ended.HELD, held=("partner",), claims=(CLAIM,), paused=("teleset",))), new=True)
    said = json.loads(JsonLines().format(caplog.records[0]))
    assert said["conflicts"] == ["partner legacy-crm 3"]
    assert said["paused"] == ["teleset"]


def test_it_is_news_when_somebody_else_holds_something_or_another_organization_is_paused() -> None:
    told = [passed(1), passed(2, claims=(CLAIM,)), passed(3, paused=("teleset",)), passed(4, refusals=(LOSS,))]
    assert len({news(Made(one)) for one in told}) == len(told)
