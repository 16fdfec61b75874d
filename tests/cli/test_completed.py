"""The exit code of what was written: the most important of those that hold."""

from __future__ import annotations

import signal

import pytest

from reconciler.cli import interruption
from reconciler.cli.completed import exit_of_report
from reconciler.cli.exits import Exit
from reconciler.model.change import Create
from reconciler.model.errors import RejectedError, TransientError
from reconciler.model.report import Applied, Failed, Report, Skipped, Unanswered
from reconciler.model.resource import Resource

CHANGE = Create(Resource("teleset/ivanova", b"{}", "mine"))
MADE = Applied(CHANGE)
LEFT = Skipped(CHANGE, "interrupted")
UNKNOWN = Unanswered(CHANGE, TransientError("backend-busy"))
REJECTED = Failed(CHANGE, RejectedError("backend-failed"))


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (Report((MADE, MADE)), Exit.DONE),
        (Report((MADE, LEFT), interrupted=True), Exit.PARTIAL),
        (Report((UNKNOWN, LEFT), interrupted=True), Exit.PARTIAL),
        (Report((MADE, REJECTED)), Exit.PARTIAL),
        (Report((LEFT, LEFT), interrupted=True), Exit.INTERRUPTED),
        (Report((MADE, MADE), interrupted=True), Exit.INTERRUPTED),
        (Report((REJECTED, LEFT), interrupted=True), Exit.INTERRUPTED),
        (Report((REJECTED,)), Exit.FAILED),
    ],
    ids=[
        "done",
        "interrupted in part",
        "interrupted, perhaps in part",
        "in part",
        "interrupted before",
        "interrupted behind",
        "failed and interrupted",
        "failed",
    ],
)
def test_in_part_comes_before_interrupted(report: Report, code: Exit) -> None:
    assert exit_of_report(report) == code


def test_in_part_comes_before_termination(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interruption, "_received", [signal.SIGTERM])
    assert exit_of_report(Report((LEFT,), interrupted=True)) == Exit.TERMINATED
    assert exit_of_report(Report((MADE, LEFT), interrupted=True)) == Exit.PARTIAL
