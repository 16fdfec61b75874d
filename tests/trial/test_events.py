"""Wrong events from the command line and from scenarios: each is turned away with its field and code, and nothing is delivered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, write
from tests.trial.conftest import NOON

PAYMENT: dict[str, Any] = {"payment_id": "P-1", "service": "Интернет 100", "amount": "1000.50", "status": "paid"}
WORKS: dict[str, Any] = {
    "work_id": "W-5",
    "title": "Замена кабеля",
    "area": "Омск",
    "starts_at": "2026-11-25T01:00:00+03:00",
    "ends_at": "2026-11-25T05:00:00+03:00",
}

WRONG: dict[str, tuple[str, Any, str, str]] = {
    "E1 missing": ("payment.status_changed", {key: value for key, value in PAYMENT.items() if key != "service"}, "service", "required"),
    "E1 empty link": ("payment.status_changed", {**PAYMENT, "link": ""}, "link", "link"),
    "E2 empty": ("payment.status_changed", {**PAYMENT, "service": ""}, "service", "required"),
    "E2 null": ("payment.status_changed", {**PAYMENT, "service": None}, "service", "required"),
    "E2 invisible": ("payment.status_changed", {**PAYMENT, "service": " \u00a0\u200b"}, "service", "required"),
    "E3 event": ("payment.status_chnged", PAYMENT, "event", "unknown-event"),
    "E4 choice": ("payment.status_changed", {**PAYMENT, "status": "payed"}, "status", "enum"),
    "E5 negative": ("payment.status_changed", {**PAYMENT, "amount": "-1.00"}, "amount", "money"),
    "E5 spelling": ("payment.status_changed", {**PAYMENT, "amount": "1 000,5"}, "amount", "money"),
    "E5 float": ("payment.status_changed", {**PAYMENT, "amount": 0.1 + 0.2}, "amount", "money"),
    "E6 no offset": ("work.planned", {**WORKS, "starts_at": "2026-11-25T01:00:00"}, "starts_at", "time"),
    "E5 decimals": ("payment.status_changed", {**PAYMENT, "amount": "10.505"}, "amount", "money"),
    "E6 25 o'clock": ("work.planned", {**WORKS, "starts_at": "2026-11-25T25:00:00+03:00"}, "starts_at", "time"),
    "E6 leap day": ("work.planned", {**WORKS, "starts_at": "2026-02-29T01:00:00+03:00"}, "starts_at", "time"),
    "E6 no such day": ("work.planned", {**WORKS, "starts_at": "2026-02-30T01:00:00+03:00"}, "starts_at", "time"),
    "E7 order": ("work.planned", {**WORKS, "ends_at": "2026-11-25T00:00:00+03:00"}, "ends_at", "order"),
    "E8 http": ("payment.status_changed", {**PAYMENT, "link": "http://lk.example/1"}, "link", "link"),
    "E8 password": ("payment.status_changed", {**PAYMENT, "link": "https://a:b@lk.example/1"}, "link", "link"),
    "E8 script": ("payment.status_changed", {**PAYMENT, "link": "javascript:alert(1)"}, "link", "link"),
    "E10 header": ("payment.status_changed", {**PAYMENT, "service": "a\r\nBcc: x@y.example"}, "service", "control"),
    "E13 long": ("payment.status_changed", {**PAYMENT, "service": "я" * 1_100_000}, "service", "too-long"),
}


def told(run: Run, *arguments: str) -> tuple[int, Any]:
    ended = run("test", "--format", "json", "--now", NOON, *arguments)
    return ended.code, json.loads(ended.out)


@pytest.mark.parametrize(("event", "payload", "field", "code"), WRONG.values(), ids=WRONG)
def test_a_wrong_event_is_turned_away_before_anything_is_sent(applied: Path, run: Run, event: str, payload: Any, field: str, code: str) -> None:
    write(applied / "payload.json", json.dumps(payload, ensure_ascii=False))
    exit_code, document = told(run, "--event", event, "--payload", "@payload.json")
    assert exit_code == 8
    (scenario,) = document["scenarios"]
    assert (field, code) in {(one["field"], one["code"]) for one in scenario["rejections"]}
    assert not any(cell["message_id"] for cell in scenario["cells"])


@pytest.mark.parametrize("raw", [b"[1, 2]", b"{", b"\xff\xfe\x00", "да".encode("cp1251"), b"", b"a: &a [*a]"], ids=repr)
def test_what_is_no_payload_is_turned_away(applied: Path, run: Run, raw: bytes) -> None:
    (applied / "payload").write_bytes(raw)
    exit_code, document = told(run, "--event", "payment.status_changed", "--payload", "@payload")
    assert exit_code == 8
    assert [one["code"] for one in document["scenarios"][0]["rejections"]] == ["parse"]


def test_an_unknown_organization_is_no_event_for_anybody(applied: Path, run: Run) -> None:
    assert run("test", "--event", "payment.status_changed", "--organization", "telset").code == 64


def test_markup_and_templates_are_data(applied: Path, run: Run) -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }} %s ${HOME} {0.__class__}"
    write(applied / "payload.json", json.dumps({**PAYMENT, "service": hostile}))
    exit_code, document = told(run, "--event", "payment.status_changed", "--payload", "@payload.json")
    assert exit_code == 0, document
    assert {cell["verdict"] for cell in document["scenarios"][0]["cells"]} == {"pass", "silent"}


SCENARIO = """\
version: 1
kind: Scenario
id: {id}
organization: teleset
event: payment.status_changed
now: "2026-11-24T12:00:00+03:00"
payload: {payload}
{rest}
"""


def scenario(project: Path, id: str, payload: Any, rest: str) -> None:
    write(project / "organizations" / f"{id}.yaml", SCENARIO.format(id=id, payload=json.dumps(payload, ensure_ascii=False), rest=rest))


def test_a_scenario_may_expect_the_rejection(applied: Path, run: Run) -> None:
    scenario(applied, "bad-amount", {**PAYMENT, "amount": "1 000,5"}, "rejected: [{field: amount, code: money}]")
    ended = run("test", "bad-amount")
    assert ended.code == 0, ended.out
    assert "bad-amount: rejected as expected (amount: money), nothing was delivered: pass" in ended.out


def test_one_that_expects_a_rejection_fails_when_the_event_is_accepted(applied: Path, run: Run) -> None:
    scenario(applied, "fine", PAYMENT, "rejected: [{field: amount, code: money}]")
    code, document = told(run, "fine")
    assert code == 8
    assert not any(cell["message_id"] for cell in document["scenarios"][0]["cells"])


def test_the_same_event_twice_is_sent_once_and_another_payload_is_a_conflict(applied: Path, run: Run) -> None:
    scenario(applied, "a-first", {**PAYMENT, "event_id": "e-1"}, "")
    scenario(applied, "b-again", {**PAYMENT, "event_id": "e-1"}, "")
    scenario(applied, "c-other", {**PAYMENT, "event_id": "e-1", "amount": "7.00"}, "rejected: [{field: event_id, code: conflict}]")
    _, document = told(run)
    first, again, other = document["scenarios"]
    assert {cell["verdict"] for cell in first["cells"]} >= {"pass"}
    assert {cell["verdict"] for cell in again["cells"]} <= {"skipped", "silent"}
    assert other["passed"]


@pytest.mark.parametrize(("event", "payload", "field", "code"), WRONG.values(), ids=WRONG)
def test_a_scenario_with_a_wrong_event_passes_when_it_expects_that_and_delivers_nothing(
    applied: Path, run: Run, event: str, payload: Any, field: str, code: str
) -> None:
    scenario(applied, "wrong", payload, f"rejected: [{{field: {field}, code: {code}}}]")
    file = applied / "organizations" / "wrong.yaml"
    write(file, file.read_text(encoding="utf-8").replace("event: payment.status_changed", f"event: {event}"))
    exit_code, document = told(run, "wrong")
    assert exit_code == 0, document
    (one,) = document["scenarios"]
    assert (field, code) in {(found["field"], found["code"]) for found in one["rejections"]}
    assert not any(cell["message_id"] for cell in one["cells"])
    assert run("test", "wrong", "--declared").code == 0


def test_e9_from_a_scenario_an_organization_that_is_nowhere(applied: Path, run: Run) -> None:
    scenario(applied, "nowhere", PAYMENT, "rejected: [{field: organization, code: unknown-target}]")
    file = applied / "organizations" / "nowhere.yaml"
    write(file, file.read_text(encoding="utf-8").replace("organization: teleset", "organization: telset"))
    for words in ((), ("--declared",), ("nowhere",), ("nowhere", "--declared")):
        ended = run("test", *words)
        assert ended.code == 0, (words, ended.out, ended.err)


@pytest.mark.parametrize("raw", ["[1, 2]", "{", "a: 1\na: 2", ""], ids=repr)
def test_e16_from_a_scenario(applied: Path, run: Run, raw: str) -> None:
    scenario(applied, "raw", PAYMENT, "rejected: [{code: parse}]")
    file = applied / "organizations" / "raw.yaml"
    text = file.read_text(encoding="utf-8")
    write(file, "\n".join(f"payload_text: {json.dumps(raw)}" if line.startswith("payload:") else line for line in text.splitlines()) + "\n")
    ended = run("test", "raw")
    assert ended.code == 0, ended.out + ended.err


HOSTILE = "<script>alert(1)</script> {{ 7777*7777 }} %s ${HOME} {0.__class__} {% raw %}"


def test_e11_e12_e15_from_a_scenario_are_delivered_as_they_are(applied: Path, run: Run) -> None:
    rest = "expect: [{to: teleset/petrov, channel: email, contains: [" + json.dumps(HOSTILE) + "], not_contains: ['60481729', unheard-of]}]"
    scenario(applied, "hostile", {**PAYMENT, "service": HOSTILE, "nobody_knows": "unheard-of"}, rest)
    exit_code, document = told(run, "hostile")
    assert exit_code == 0, document
    assert {cell["verdict"] for cell in document["scenarios"][0]["cells"]} == {"pass", "silent"}


def test_e15_from_the_command_line_is_left_out(applied: Path, run: Run) -> None:
    write(applied / "payload.json", json.dumps({**PAYMENT, "nobody_knows": "unheard-of"}))
    exit_code, document = told(run, "--event", "payment.status_changed", "--payload", "@payload.json")
    assert (exit_code, document["scenarios"][0]["rejections"]) == (0, [])
    assert "unheard-of" not in run("test", "--event", "payment.status_changed", "--payload", "@payload.json", "--now", NOON, "--format", "html").out
