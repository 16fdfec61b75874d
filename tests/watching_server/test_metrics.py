"""The text that Prometheus reads, read by its own parser and judged by its own tool."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families

from reconciler import __version__
from reconciler.model.plan import Counts, Plan
from reconciler.model.watching import Claim, Ended, Status, Trigger
from reconciler.watching.metrics import MOST_ORGANIZATIONS, MOST_OWNERS, Metrics
from tests.unit.reporting.worlds import TARGET
from tests.watching_server.samples import LOSS, NOW, Controller, busy, passed, status

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def read(text: str) -> Samples:
    found: Samples = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            key = (sample.name, frozenset(sample.labels.items()))
            assert key not in found
            found[key] = sample.value
    return found


def value(samples: Samples, name: str, **labels: str) -> float:
    return samples[f"reconciler_{name}", frozenset(labels.items())]


def of(now: Status) -> Samples:
    return read(Metrics(lambda: now, lambda: NOW).text())


def test_what_is_true_now() -> None:
    found = of(busy())
    assert value(found, "since_synced_seconds") == 5_000
    assert value(found, "since_applied_seconds") == 5_940
    assert value(found, "since_fetched_seconds") == 30
    assert value(found, "commit_refused") == 0
    assert value(found, "applied_commit_info", commit="4f2c81e0aa11") == 1
    assert value(found, "last_pass_status", end="held") == 1
    assert sum(number for (name, _), number in found.items() if name == "reconciler_last_pass_status") == 1
    assert value(found, "last_pass_timestamp_seconds") == NOW - 6_000 + 240 + 0.4
    assert value(found, "guard_refusals_open", guard="loss") == 1
    assert value(found, "guard_refusals_open", guard="empty") == 0
    assert value(found, "organization_held", organization="teleset") == 1
    assert value(found, "last_pass_drift_changes") == 2
    assert value(found, "confirmations_pending") == 5
    assert value(found, "pauses") == 1
    assert value(found, "lease_info", host="node-1", process="4711") == 1
    assert value(found, "build_info", version=__version__, python=__import__("platform").python_version()) == 1
    assert value(found, "passes_total", end="failed") == 1
    assert value(found, "pass_triggers_total", trigger="hook") == 1


@pytest.mark.parametrize(("error", "refused"), [("commit-refused", 1), ("source-database-inside", 1), ("verify-timeout", 0), ("", 0)])
def test_a_commit_that_is_not_let_in(error: str, refused: int) -> None:
    assert value(of(status(passed(1), passed(2, Ended.HELD, error=error), ref="main")), "commit_refused") == refused
    assert ("reconciler_commit_refused", frozenset[tuple[str, str]]()) not in of(status(passed(1)))


def test_passes_add_up_though_only_the_last_are_known() -> None:
    controller = Controller()
    metrics = Metrics(controller.status, lambda: NOW)
    made = [passed(number, Ended.APPLIED, seconds=0.2, counts=Counts(add=2), triggers=(Trigger.FILES,), drift=1) for number in range(40)]
    for last in range(1, 41):
        controller.now = replace(status(*made[max(0, last - 5) : last]), total={Ended.APPLIED: last})
        metrics.take()
        if last % 7 == 0:
            metrics.text()
    found = read(metrics.text())
    assert value(found, "passes_total", end="applied") == 40
    assert value(found, "pass_triggers_total", trigger="files") == 40
    assert value(found, "changes_total", kind="add") == 80
    assert value(found, "changes_total", kind="delete") == 0
    assert value(found, "drift_changes_total") == 40
    assert value(found, "pass_duration_seconds_count") == 40
    assert value(found, "pass_duration_seconds_bucket", le="0.25") == 40
    assert value(found, "pass_duration_seconds_bucket", le="0.1") == 0
    assert value(found, "pass_duration_seconds_bucket", le="+Inf") == 40
    assert value(found, "pass_duration_seconds_sum") == pytest.approx(8.0)


def test_what_is_only_planned_is_not_counted_as_made() -> None:
    plan = Plan(TARGET)
    found = of(status(passed(1, Ended.PLANNED, left=Counts(add=9)), plan=plan))
    assert value(found, "changes_total", kind="add") == 0
    assert value(found, "changes_pending", kind="add") == 0


def test_what_is_made_is_counted_however_the_pass_ended() -> None:
    made = [passed(number, ended, counts=Counts(change=1), left=Counts(change=5, delete=4)) for number, ended in enumerate((Ended.HELD, Ended.FAILED))]
    kept = [passed(number, ended, left=Counts(change=5)) for number, ended in enumerate((Ended.PAUSED, Ended.LOCKED, Ended.FAILED, Ended.INVALID), 2)]
    found = of(status(*made, *kept))
    assert value(found, "changes_total", kind="change") == 2
    assert value(found, "changes_total", kind="delete") == 0


def test_drift_that_stays_is_counted_once() -> None:
    found = of(status(*(passed(number, Ended.PLANNED, drift=3, again=3 if number else 0) for number in range(7)), passed(7, Ended.PLANNED, drift=4, again=3)))
    assert value(found, "drift_changes_total") == 4
    assert value(found, "last_pass_drift_changes") == 4


def test_what_only_leaves_to_others_is_pending_nowhere() -> None:
    found = of(status(passed(1), plan=Plan(TARGET, only="drift", outside=("teleset/ivanova", "teleset/petrov"))))
    assert value(found, "changes_left_to_others") == 2
    assert value(found, "changes_pending", kind="change") == 0


def test_a_refusal_that_stays_is_counted_once() -> None:
    controller = Controller()
    metrics = Metrics(controller.status, lambda: NOW)
    held = [passed(number, Ended.HELD, refusals=(LOSS,)) for number in range(4)]
    controller.now = status(*held, passed(4), passed(5, Ended.HELD, refusals=(LOSS,)))
    assert value(read(metrics.text()), "guard_refusals_total", guard="loss") == 2


def test_who_never_did_anything_says_so_by_silence() -> None:
    found = of(status())
    names = {name for name, _ in found}
    assert "reconciler_synced_timestamp_seconds" not in names
    assert "reconciler_last_pass_status" not in names
    assert value(found, "passes_total", end="failed") == 0
    assert value(found, "leader") == 1


def test_what_others_hold_is_counted_by_owner() -> None:
    claims = (Claim("radiolink", "legacy-crm", 3), Claim("teleset", "legacy-crm", 1), Claim("", "", 2))
    found = of(status(passed(1, Ended.HELD, claims=claims), passed(2, Ended.INVALID)))
    assert value(found, "conflicts_open", owner="legacy-crm") == 4
    assert value(found, "conflicts_open", owner="") == 2
    assert "reconciler_conflicts_open" not in {name for name, _ in of(status(passed(1, Ended.HELD, claims=claims), passed(2)))}
    many = of(status(passed(1, Ended.HELD, claims=tuple(Claim("teleset", f"m-{number}", 1) for number in range(500)))))
    assert sum(name == "reconciler_conflicts_open" for name, _ in many) == MOST_OWNERS


def test_organizations_are_bounded() -> None:
    found = of(status(passed(1, Ended.HELD, held=tuple(f"o{number}" for number in range(500)))))
    assert sum(name == "reconciler_organization_held" for name, _ in found) == MOST_ORGANIZATIONS
    assert value(found, "organizations_held") == 500


def test_hostile_labels_stay_labels() -> None:
    nasty = 'x"} 1\nreconciler_leader 0\n\\'
    found = of(status(passed(1, Ended.HELD, held=(nasty,), refusals=(replace(LOSS, guard=nasty),)), commit=nasty))
    assert value(found, "organization_held", organization=nasty) == 1
    assert value(found, "applied_commit_info", commit=nasty) == 1
    assert value(found, "leader") == 1


def test_nothing_is_there_but_ours_and_nothing_personal() -> None:
    text = Metrics(busy, lambda: NOW).text()
    assert {family.name.partition("_")[0] for family in text_string_to_metric_families(text)} == {"reconciler"}
    assert "ivanova" not in text, "neither accounts, nor who paused"


@pytest.mark.parametrize("now", [busy(), status(), status(passed(1))])
def test_promtool_finds_nothing_to_say(now: Status) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("no promtool (Debian: apt-get install prometheus)")
    text = Metrics(lambda: now, lambda: NOW).text()
    judged = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, encoding="utf-8", timeout=60)
    assert (judged.returncode, judged.stdout, judged.stderr) == (0, "", "")
