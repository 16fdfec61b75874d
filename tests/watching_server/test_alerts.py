"""The alerts, judged and run by promtool: each has a history that sets it off, and one that does not. And what the pages and the dashboard say of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from reconciler.model.watching import Ended
from reconciler.watching.metrics import GUARDS, Metrics
from tests.watching_server.samples import NOW, busy, passed, status

ROOT = Path(__file__).parents[2]
RULES = ROOT / "deploy" / "prometheus" / "reconciler.rules.yml"
DASHBOARD = ROOT / "deploy" / "grafana" / "reconciler.json"
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
ALERTS: list[dict[str, Any]] = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"][0]["rules"]
NAMES = [alert["alert"] for alert in ALERTS]

A, B, C, D = (f'job="reconciler", instance="{host}:9464"' for host in "abcd")
INFO = 'environment="production", manager="m-1", mode="apply"'


def series(name: str, values: str, labels: str = A) -> tuple[str, str]:
    return f"reconciler_{name}{{{labels}}}", values


TARGETS = [series("target_info", "1x1700", f"{A}, {INFO}"), series("target_info", "1x1700", f"{B}, {INFO}")]
UP = (f"up{{{A}}}", "1x1700")

CASES: dict[str, tuple[str, list[tuple[str, str]], list[tuple[str, str]]]] = {
    # alert: (when to look, a history that sets it off, one that does not); a minute lies between two values, but for `EVERY`
    "ReconcilerDown": ("10m", [(f"up{{{A}}}", "0x20")], [(f"up{{{A}}}", "0x3 1x20")]),
    "ReconcilerAbsent": ("15m", [('up{job="other"}', "1x20")], [UP]),
    "ReconcilerStuck": ("20m", [series("moved_timestamp_seconds", "0x30")], [series("moved_timestamp_seconds", "0+60x30")]),
    "ReconcilerFailing": ("10m", [series("consecutive_failures", "0 1 2 3x20")], [series("consecutive_failures", "2x20")]),
    "ReconcilerBehind": (
        "80m",
        [
            *TARGETS,
            *(series(name, "1x100") for name in ("leader", "changes_left_to_others")),
            *(series(name, "0x100") for name in ("pauses", "organizations_held")),
            *(series("changes_pending", f"{count}x100", f'{A}, kind="{kind}"') for kind, count in (("add", 0), ("change", 2))),
            series("start_timestamp_seconds", "0x100"),
        ],
        [
            *TARGETS,
            *(series("start_timestamp_seconds", "0x100", labels) for labels in (A, B)),
            *(series("leader", "1x100", labels) for labels in (A, B)),
            series("synced_timestamp_seconds", "0+60x100"),
            series("organizations_held", "1x100", B),
            *(series(name, "1x100", C) for name in ("leader", "commit_refused")),
            series("start_timestamp_seconds", "0x100", C),
            series("target_info", "1x1700", f"{C}, {INFO}"),
            *(series(name, "1x100", D) for name in ("leader", "changes_left_to_others")),
            *(series("changes_pending", "0x100", f'{D}, kind="{kind}"') for kind in ("add", "change")),
            series("start_timestamp_seconds", "0x100", D),
            series("target_info", "1x1700", f"{D}, {INFO}"),
        ],
    ),
    "ReconcilerFilesInvalid": (
        "20m",
        [series("last_pass_status", "1x30", f'{A}, end="invalid"')],
        [series("last_pass_status", "1x10 0 1x20", f'{A}, end="invalid"'), series("last_pass_status", "1x30", f'{A}, end="clean"')],
    ),
    "ReconcilerCommitRefused": ("10m", [series("commit_refused", "1x20")], [series("commit_refused", "1x3 0x20")]),
    "ReconcilerGuardRefuses": (
        "10m",
        [series("guard_refusals_open", "1x20", f'{A}, guard="loss"')],
        [series("guard_refusals_open", "0x20", f'{A}, guard="loss"')],
    ),
    "ReconcilerConflict": (
        "10m",
        [series("conflicts_open", "2x20", f'{A}, owner="legacy-crm"')],
        [series("conflicts_open", "2x3 _x20", f'{A}, owner="legacy-crm"'), series("organizations_held", "1x20")],
    ),
    "ReconcilerDrift": ("40m", [series("drift_changes_total", "0x20 3x40")], [series("drift_changes_total", "3x60")]),
    "ReconcilerDriftAgain": ("200m", [series("drift_changes_total", "0+1x300")], [series("drift_changes_total", "0x30 5x300")]),
    "ReconcilerNoLeader": (
        "10m",
        [*TARGETS, series("leader", "0x20"), series("leader", "0x20", B)],
        [
            *TARGETS,
            series("leader", "0x20"),
            series("leader", "1x20", B),
            series("leader", "0x20", C),
            series("target_info", "1x20", f'{C}, environment="staging", manager="m-1", mode="plan"'),
        ],
    ),
    "ReconcilerTwoLeaders": (
        "10m",
        [*TARGETS, series("leader", "1x20"), series("leader", "1x20", B)],
        [
            TARGETS[0],
            series("target_info", "1x20", f'{B}, environment="staging", manager="m-1", mode="apply"'),
            series("leader", "1x20"),
            series("leader", "1x20", B),
        ],
    ),
    "ReconcilerLocked": (
        "40m",
        [series("last_pass_status", "1x60", f'{A}, end="locked"')],
        [series("last_pass_status", "1x20 0x60", f'{A}, end="locked"')],
    ),
    "ReconcilerPaused": ("27h", [series("pauses", "1x170")], [series("pauses", "1x100 0 1x70"), series("pauses", "_x100 1x70", B)]),
    "ReconcilerConfirmationsPending": (
        "171h",
        [series("confirmations_pending", "4x1100")],
        [series("confirmations_pending", "4x500 0 2x600"), series("confirmations_pending", "_x500 3x600", B)],
    ),
    "ReconcilerHookDenied": (
        "20m",
        [series("hook_requests_total", "0+1x30", f'{A}, result="denied"')],
        [series("hook_requests_total", "0x10 2x30", f'{A}, result="denied"'), series("hook_requests_total", "0+9x30", f'{A}, result="accepted"')],
    ),
    "ReconcilerFilesNotFollowed": ("20m", [series("files_followed", "0x30")], [series("files_followed", "0x10 1 0x20"), series("files_followed", "1x30", B)]),
    "ReconcilerClockJumps": ("70m", [series("clock_jumps_total", "0x20 1x20 2x10 4x40")], [series("clock_jumps_total", "7x30 8x60")]),
}

EVERY = {"ReconcilerPaused": "10m", "ReconcilerConfirmationsPending": "10m"}
"""What lies between two values there: promtool holds no more than 50 000 samples."""


@pytest.fixture
def promtool() -> str:
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("no promtool (Debian: apt-get install prometheus)")
    return found


def run(promtool: str, *arguments: str) -> str:
    done = subprocess.run([promtool, *arguments], capture_output=True, encoding="utf-8", timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_rules_are_rules(promtool: str) -> None:
    assert f"SUCCESS: {len(ALERTS)} rules found" in run(promtool, "check", "rules", str(RULES))


def test_every_alert_has_its_histories() -> None:
    assert [*CASES] == NAMES


def firing(name: str, inputs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """What is expected where it goes off: its labels, which are those of the series, and its words."""
    alert = next(one for one in ALERTS if one["alert"] == name)
    labels = dict(re.findall(r'(\w+)="([^"]*)"', inputs[-1][0]))
    if name == "ReconcilerAbsent":
        labels = {"job": "reconciler"}
    if name in ("ReconcilerNoLeader", "ReconcilerTwoLeaders"):
        labels = {"job": "reconciler", "environment": "production", "manager": "m-1"}

    def filled(text: str) -> str:
        text = re.sub(r"\{\{ \$labels\.(\w+) \}\}", lambda found: labels[found[1]], text)
        return text.replace("{{ $value }}", "3")

    return [{"exp_labels": {**labels, **alert["labels"]}, "exp_annotations": {key: filled(text) for key, text in alert["annotations"].items()}}]


@pytest.mark.parametrize("name", NAMES)
def test_an_alert_goes_off_when_it_should_and_only_then(promtool: str, tmp_path: Path, name: str) -> None:
    at, sets_off, does_not = CASES[name]
    file = tmp_path / "tests.yml"
    cases = [
        {
            "interval": EVERY.get(name, "1m"),
            "input_series": [{"series": series, "values": values} for series, values in inputs],
            "alert_rule_test": [{"eval_time": at, "alertname": name, "exp_alerts": expected}],
        }
        for inputs, expected in ((sets_off, firing(name, sets_off)), (does_not, []))
    ]
    written = {"rule_files": [str(RULES)], "evaluation_interval": EVERY.get(name, "1m"), "tests": cases}
    file.write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    run(promtool, "test", "rules", str(file))


def section(title: str) -> str:
    """The text under a heading of the page, to the next one."""
    found = re.search(rf"^###? {re.escape(title)}\n(.*?)(?=^##|\Z)", OPERATIONS, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


@pytest.mark.parametrize("name", [*NAMES, *GUARDS])
def test_the_page_says_what_to_do(name: str) -> None:
    assert len(section(name)) > 80


def test_the_page_has_no_section_too_many() -> None:
    parts = {part: OPERATIONS.partition(f"\n## {part}\n")[2].partition("\n## ")[0] for part in ("Alerts", "Guards")}
    assert re.findall(r"^### (.+)$", parts["Alerts"], re.MULTILINE) == NAMES
    assert re.findall(r"^### (.+)$", parts["Guards"], re.MULTILINE) == [*GUARDS]


@pytest.mark.parametrize("alert", ALERTS, ids=NAMES)
def test_an_alert_leads_to_its_section(alert: dict[str, Any]) -> None:
    assert alert["annotations"]["runbook"] == f"docs/operations.md#{alert['alert'].lower()}"
    assert alert["labels"]["severity"] in ("critical", "warning", "info")


def metric_names() -> set[str]:
    """As they are scraped."""
    from dataclasses import replace

    worlds = replace(busy(), next=NOW, follows=True), status(passed(1, Ended.FAILED, error="backend-full"))
    texts = [Metrics(lambda now=now: now, lambda: NOW).text() for now in worlds]  # type: ignore[misc]
    return {sample.name for text in texts for family in text_string_to_metric_families(text) for sample in family.samples}


def families() -> set[str]:
    return {re.sub("_(bucket|sum|count)$", "", name) for name in metric_names()}


USED = re.compile(r"\breconciler_[a-z_]+")


def test_rules_and_dashboard_ask_for_metrics_that_there_are() -> None:
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    asked = [alert["expr"] for alert in ALERTS] + [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    used = {name for one in asked for name in USED.findall(one)}
    assert len(used) > 20
    assert used - metric_names() == set()


def test_every_metric_is_on_the_page() -> None:
    described = set(USED.findall(OPERATIONS.partition("\n## Metrics\n")[2].partition("\n## ")[0]))
    assert described == families()


def test_the_dashboard_is_one(promtool: str, tmp_path: Path) -> None:
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    panels = dashboard["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    places = [(x, y) for panel in panels for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"]) for y in _rows(panel["gridPos"])]
    assert len(set(places)) == len(places), "no panel lies on another"
    assert max(x for x, _ in places) < 24
    assert {panel["datasource"]["uid"] for panel in panels} == {"${datasource}"}
    asked = sorted({target["expr"].replace("$__rate_interval", "5m") for panel in panels for target in panel["targets"]})
    rules = tmp_path / "rules.yml"
    written = {"groups": [{"name": "dashboard", "rules": [{"record": f"x:{number}", "expr": one} for number, one in enumerate(asked)]}]}
    rules.write_text(yaml.safe_dump(written), encoding="utf-8")
    assert f"SUCCESS: {len(asked)} rules found" in run(promtool, "check", "rules", str(rules))


def _rows(place: dict[str, int]) -> range:
    return range(place["y"], place["y"] + place["h"])
