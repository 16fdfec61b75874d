"""A test run that somebody ended, in every form."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from reconciler.model.trial import Tried, Verdict
from reconciler.reporting.machine.trial import trial_document
from reconciler.reporting.trial import render_trial
from reconciler.reporting.trial_html import trial_page
from reconciler.reporting.trial_junit import trial_junit
from tests.unit.reporting.trials import cell, interrupted, scenario, trial


def test_the_text_says_how_far_it_came() -> None:
    said = render_trial(interrupted(), language="en")
    head = said.splitlines()[:4]
    assert head[0].startswith("Live: 7 messages were handed to real transports")
    assert head[2] == "Interrupted: 7 of 9 scenarios were not tried; 7 messages had left. Of 1 more message nobody knows whether it left."
    assert "works-planned: the run was interrupted in the middle of it, so it is not proven: interrupted" in said
    assert "Result: interrupted." in said
    assert "Not tried: later-0, later-1, later-2, later-3, later-4 and 2 more" in " ".join(said.split())
    assert "rejection" not in said
    assert "accepted" not in said, "what was to be rejected was not even tried"
    assert "later-1 " not in said.partition("Result:")[0], "no column is for what was not tried"
    assert "payment-bad-amount" in render_trial(interrupted(), language="en", full=True)
    assert "later-0" in render_trial(trial([*interrupted().tried[2:4]], interrupted=True), language="en")


def test_the_same_in_russian() -> None:
    said = render_trial(interrupted(), language="ru")
    assert "Прервано: не проверено сценариев 7 из 9; ушло сообщений: 7. Ещё о 1 сообщении неизвестно, ушло ли оно." in said
    assert "Итог: прервано." in said


def test_json() -> None:
    value = trial_document(interrupted())
    assert (value["interrupted"], value["passed"]) == (True, False)
    assert [value["summary"][key] for key in ("scenarios", "scenarios_passed", "scenarios_not_begun", "messages_left", "messages_unanswered")] == [
        9,
        1,
        7,
        7,
        1,
    ]
    assert [one["interrupted"] for one in value["scenarios"]] == [False, *[True] * 8]
    assert trial_document(trial())["interrupted"] is False


def test_junit_skips_the_rest() -> None:
    (suite,) = ET.fromstring(trial_junit(interrupted()))  # noqa: S314 - our own
    assert {one.get("name"): one.get("value") for one in suite.findall("properties/property")}["interrupted"] == "true"
    whole = {case.get("classname"): [part.tag for part in case] for case in suite.findall("testcase") if case.get("name") == "as a whole"}
    assert set(whole) == {"teleset.works-planned", "teleset.payment-bad-amount", *(f"teleset.later-{number}" for number in range(6))}
    assert set(map(tuple, whole.values())) == {("skipped",)}
    failures = [(case.get("classname"), case.get("name")) for case in suite.findall("testcase") if case.find("failure") is not None]
    assert failures == [("teleset.works-planned", "teleset/sokolov email")], "it may be with him, and nobody knows"


@pytest.mark.parametrize(("language", "badge"), [("en", "Interrupted"), ("ru", "Прервано")])
def test_the_page_says_it(language: str, badge: str) -> None:
    said = trial_page(interrupted(), language=language)
    assert f'<span class="badge bad">{badge}</span>' in said
    assert f"{badge}: " in said
    assert said.count("later-3") == 2, "a line that the filter finds, and no column"


def test_support_is_named_where_something_failed_and_not_where_it_was_not_tried() -> None:
    fine = cell("order", "teleset/ivanova", "email", type="orders")
    order = scenario("order", "order.created", "orders")
    left = Tried(order, (cell("order", "teleset/ivanova", "email", Verdict.SKIPPED, code="scenario-not-begun"),), interrupted=True, begun=False)
    assert "Support" not in render_trial(trial([Tried(order, (fine,), passed=True), left], interrupted=True), language="en")
    assert "Support" in render_trial(interrupted(), language="en")
