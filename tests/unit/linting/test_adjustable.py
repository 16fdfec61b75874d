"""Severities of findings that are no rules, and what reconciler.yaml may say of any."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.linting import RULES
from reconciler.linting.adjustable import ADJUSTABLE, COMMENTS, PLANS, SETTINGS, adjusted
from reconciler.linting.linter import SEVERITIES
from reconciler.model.diagnostic import Diagnostic, Place, Severity
from reconciler.model.document import Document
from reconciler.model.message import Entry
from reconciler.project.file import json_schema
from reconciler.reporting.messages import linting, moves, settings
from reconciler.schema.check import check

PLACE = Place(0, ("id",))
USUAL = {row.id: row.severity for row in ADJUSTABLE} | {rule.id: rule.severity for rule in RULES}


def less_than_errors(entries: tuple[Entry, ...]) -> dict[str, Severity]:
    return {entry.code: entry.severity for entry in entries if entry.severity is not Severity.ERROR}


def test_every_warning_and_note_of_these_stages_is_adjustable() -> None:
    assert {row.id: row.severity for row in SETTINGS} == less_than_errors(settings.ENTRIES)
    assert {row.id: row.severity for row in COMMENTS} == less_than_errors(linting.ENTRIES)
    assert {row.id: row.severity for row in PLANS} == less_than_errors(moves.ENTRIES)


def test_none_is_a_rule_too() -> None:
    assert {row.id for row in ADJUSTABLE} & {rule.id for rule in RULES} == set()


@pytest.mark.parametrize("row", ADJUSTABLE, ids=lambda row: row.id)
def test_each_takes_every_severity(row: Any) -> None:
    found = Diagnostic(row.id, row.severity, place=PLACE)
    assert adjusted(found, {}) == found
    for word, severity in SEVERITIES.items():
        after = adjusted(found, {row.id: {"severity": word}})
        assert (after.severity if after is not None else None) == severity


def test_an_error_stays_one() -> None:
    found = Diagnostic("no-contact-for-type", Severity.ERROR, place=PLACE)
    for word in SEVERITIES:
        assert adjusted(found, {found.code: {"severity": word}}) is found


def test_other_findings_are_not_adjusted() -> None:
    found = Diagnostic("empty-file", Severity.WARNING, place=PLACE)
    assert adjusted(found, {"empty-file": {"severity": "off"}}) is found


def project(lint: object) -> list[tuple[str, str, object]]:
    data: dict[str, Any] = {"version": 1, "kind": "Project", "manager": "teleset-7f3a", "backend": {"type": "memory"}, "lint": lint}
    return [(found.code, found.hint, found.arguments.get("suggestion")) for found in check([Document(0, "reconciler.yaml", data)])]


def test_the_schema_names_every_one() -> None:
    named = json_schema()["properties"]["lint"]["properties"]
    assert list(named) == sorted(USUAL)
    for code, severity in USUAL.items():
        assert named[code]["description"].endswith(f"Severity: {severity.name.lower()}, unless said.")


@pytest.mark.parametrize("word", SEVERITIES)
def test_every_severity_may_be_written_for_every_code(word: str) -> None:
    assert project(dict.fromkeys(USUAL, word)) == []
    assert project({rule.id: {"severity": word} for rule in RULES if rule.options}) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"inn-checksum": False}, ("not-a-choice", "similar", "off")),
        ({"inn-checksum": "none"}, ("not-a-choice", "similar", "off")),
        ({"inn-checksum": "нет"}, ("not-a-choice", "similar", "off")),
        ({"inn-checksum": "Off"}, ("not-a-choice", "similar", "off")),
        ({"inn-checksum": "warn"}, ("not-a-choice", "similar", "warning")),
        ({"inn-checksum": True}, ("not-a-choice", "", None)),
        ({"inn-checksum": 0}, ("not-a-choice", "", None)),
        ({"inn-checksum": None}, ("empty-value", "", None)),
        ({"inn-checksum": ["error"]}, ("wrong-type", "choice", None)),
        ({"inn_checksum": "error"}, ("unknown-key", "similar", "inn-checksum")),
        ({"no-contact-for-types": "error"}, ("unknown-key", "similar", "no-contact-for-type")),
        ({"unknown-type": "off"}, ("unknown-key", "", None)),
        ({"foreign-messenger": False}, ("not-a-choice", "similar", "off")),
        ({"foreign-messenger": {"severity": False}}, ("not-a-choice", "similar", "off")),
        ({"foreign-messenger": {"severty": "off"}}, ("unknown-key", "similar", "severity")),
        ({"foreign-messenger": {"channels": "telegram"}}, ("wrong-type", "list", None)),
        ({"foreign-messenger": {"channels": ["telegram", "telegram"]}}, ("duplicate-item", "", None)),
        ({"foreign-messenger": {"forms": ["banc"]}}, ("not-a-choice", "similar", "bank")),
        ({"foreign-messenger": {}}, ("empty-value", "", None)),
        (["inn-checksum"], ("wrong-type", "mapping", None)),
        ("off", ("wrong-type", "mapping", None)),
    ],
    ids=str,
)
def test_what_is_written_wrong_is_answered(written: object, said: tuple[str, str, object]) -> None:
    assert project(written) == [said]
