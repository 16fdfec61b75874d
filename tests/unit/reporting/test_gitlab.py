"""The Code Quality report of GitLab."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from reconciler.model.diagnostic import Diagnostic
from reconciler.reporting.machine import dumps
from reconciler.reporting.machine.gitlab import code_quality
from tests.unit.reporting.samples import ALL, CONSENT, DUPLICATE, diagnostics, shown

pytestmark = pytest.mark.usefixtures("rows")


def test_a_report() -> None:
    one, two = code_quality([CONSENT, DUPLICATE], language="en", shown=shown)
    assert one | {"fingerprint": "…"} == {
        "description": 'account "teleset/ivanova" is declared twice: also declared at organizations/teleset.yaml:20:3; two people need two ids, such as "ivanova-2"',
        "check_name": "duplicate-id",
        "fingerprint": "…",
        "severity": "critical",
        "location": {"path": "settings/organizations/teleset-2.yaml", "lines": {"begin": 5}},
    }
    assert two | {"fingerprint": "…"} == {
        "description": 'no basis for sending SMS to "teleset/ivanova"',
        "check_name": "sms-without-consent",
        "fingerprint": "…",
        "severity": "minor",
        "location": {"path": "settings/organizations/teleset.yaml", "lines": {"begin": 25}},
    }


def test_people_read_it_in_their_language() -> None:
    assert code_quality([DUPLICATE], language="ru", shown=shown)[0]["description"].startswith("учётная запись «teleset/ivanova» объявлена дважды")


def test_nothing_found_is_an_empty_list() -> None:
    assert dumps(code_quality([], language="en", shown=shown)) == "[]"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(diagnostics())
def test_every_entry_has_what_gitlab_demands(found: list[Diagnostic]) -> None:
    text = dumps(code_quality(found, language="en", shown=shown))
    assert text.isascii()
    report = json.loads(text)
    assert len(report) == len(found)
    assert len({entry["fingerprint"] for entry in report}) == len(found)
    for entry in report:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["path"]
        assert not set(entry["location"]["path"]) & set("\r\n\x1b\u2028")
        assert entry["location"]["lines"]["begin"] >= 1
        assert entry["description"]


def test_no_personal_value() -> None:
    assert "ivanova@" not in dumps(code_quality(ALL, language="ru", shown=shown))
