"""The SARIF log, held against the published schema."""

from __future__ import annotations

import copy
import functools
import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from reconciler import __version__
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.errors import ReconcilerError, Unusable
from reconciler.model.suppression import Suppression
from reconciler.reporting.machine import dumps
from reconciler.reporting.machine.sarif import sarif_fault, sarif_log
from tests.npm import json_of_package
from tests.unit.reporting.samples import ALL, CONSENT, DUPLICATE, MISSING, PERSONAL, diagnostics, shown

pytestmark = pytest.mark.usefixtures("rows")

BY = Suppression(("sms-without-consent",), "agreed by letter", 25, Location("organizations/teleset.yaml", 24, 7, "", (0, 0), 40))


@functools.cache
def validator() -> Any:
    """Of the schema of SARIF 2.1.0, as Microsoft's SARIF SDK for JavaScript brings it."""
    schema = json_of_package("@microsoft/jest-sarif", "1.0.0-beta.0", "lib/schemas/sarif-2.1.0-rtm.5.json")
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def mistakes(log: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(json.loads(json.dumps(log)))]


def whole_log(language: str = "en") -> Any:
    return sarif_log(ALL, language=language, shown=shown, exit_code=3, suppressed=[(CONSENT, BY)])


def test_the_log_is_valid() -> None:
    assert mistakes(whole_log()) == []
    assert mistakes(whole_log("ru")) == []
    assert mistakes(sarif_log([], language="en", shown=shown, exit_code=0)) == []
    assert mistakes(sarif_fault(Unusable("unreachable", backend="sql"), language="en", exit_code=64)) == []
    assert mistakes(sarif_fault(ReconcilerError("internal-error", log="x"), language="en", exit_code=70)) == []


def _remove(log: Any, *path: Any) -> None:
    for step in path[:-1]:
        log = log[step]
    del log[path[-1]]


def _put(log: Any, value: Any, *path: Any) -> None:
    for step in path[:-1]:
        log = log[step]
    log[path[-1]] = value


RUN = ("runs", 0)
RESULT = (*RUN, "results", 0)
REGION = (*RUN, "results", 1, "locations", 0, "physicalLocation", "region")


@pytest.mark.parametrize(
    "damage",
    [
        lambda log: _remove(log, "version"),
        lambda log: _put(log, "2.0.0", "version"),
        lambda log: _remove(log, *RUN, "tool"),
        lambda log: _remove(log, *RUN, "tool", "driver", "name"),
        lambda log: _remove(log, *RESULT, "message"),
        lambda log: _put(log, "fatal", *RESULT, "level"),
        lambda log: _put(log, "unicode", *RUN, "columnKind"),
        lambda log: _put(log, 0, *REGION, "startLine"),
        lambda log: _put(log, 1.5, *REGION, "startColumn"),
        lambda log: _put(log, "x", *RESULT, "whatever"),
        lambda log: _put(log, "comment", *RUN, "results", -1, "suppressions", 0, "kind"),
        lambda log: _remove(log, *RUN, "invocations", 0, "executionSuccessful"),
        lambda log: _remove(log, *RUN, "tool", "driver", "rules", 0, "id"),
    ],
)
def test_the_schema_refuses_a_broken_log(damage: Any) -> None:
    log = copy.deepcopy(whole_log())
    assert mistakes(log) == []
    damage(log)
    assert mistakes(log)


def test_a_log() -> None:
    log = whole_log()
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("reconciler", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["about-a-person", "duplicate-id", "no-such-file", "sms-without-consent"]
    assert driver["rules"][3] == {
        "id": "sms-without-consent",
        "shortDescription": {"text": 'no basis for sending SMS to "…"'},
        "fullDescription": {"text": 'no basis for sending SMS to "…"'},
        "help": {"text": 'no basis for sending SMS to "…"', "markdown": driver["rules"][3]["help"]["markdown"]},
        "defaultConfiguration": {"level": "warning"},
    }
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 3}]
    assert [result["ruleId"] for result in run["results"]] == [driver["rules"][result["ruleIndex"]]["id"] for result in run["results"]]
    assert [result["level"] for result in run["results"]] == ["error", "error", "warning", "note", "warning"]


def test_a_result() -> None:
    (result,) = sarif_log([DUPLICATE], language="en", shown=shown, exit_code=3)["runs"][0]["results"]
    assert result["message"]["text"].startswith('account "teleset/ivanova" is declared twice: also declared at')
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "settings/organizations/teleset-2.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 5, "startColumn": 3, "endColumn": 10},
            },
            "logicalLocations": [{"fullyQualifiedName": "accounts.ivanova", "kind": "property"}],
        }
    ]
    (related,) = result["relatedLocations"]
    assert related["id"] == 1
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "settings/organizations/teleset.yaml"
    assert related["physicalLocation"]["region"] == {"startLine": 20, "startColumn": 3, "endColumn": 10}


def test_a_file_as_a_whole_has_no_region() -> None:
    (result,) = sarif_log([MISSING], language="en", shown=shown, exit_code=3)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "settings/organizations/gone.yaml", "uriBaseId": "%SRCROOT%"}}


def test_what_is_suppressed_comes_last_with_its_reason() -> None:
    results = sarif_log([DUPLICATE], language="en", shown=shown, exit_code=3, suppressed=[(CONSENT, BY)])["runs"][0]["results"]
    assert "suppressions" not in results[0]
    (suppression,) = results[1]["suppressions"]
    assert (suppression["kind"], suppression["justification"]) == ("inSource", "agreed by letter")
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 24


def test_a_fault_is_a_run_that_failed() -> None:
    (run,) = sarif_fault(Unusable("unreachable", backend="sql"), language="en", exit_code=64)["runs"]
    assert run["results"] == []
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 64)
    (notification,) = invocation["toolConfigurationNotifications"]
    assert notification == {"level": "error", "message": {"text": "the backend sql does not answer: try again later"}, "descriptor": {"id": "unreachable"}}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.yaml", "a%20b.yaml"),
        ("филиал.yaml", "%D1%84%D0%B8%D0%BB%D0%B8%D0%B0%D0%BB.yaml"),
        ("a#b?c%d.yaml", "a%23b%3Fc%25d.yaml"),
        ("c:d.yaml", "c%3Ad.yaml"),
        ("\udcff.yaml", "%FF.yaml"),
    ],
)
def test_names_are_percent_encoded(path: str, uri: str) -> None:
    (result,) = sarif_log([Diagnostic("unknown-type", location=Location(path, 2))], language="en", shown=lambda p: p, exit_code=3)["runs"][0]["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert urlsplit(uri).scheme == ""


def test_a_file_outside_of_the_repository_has_a_whole_uri() -> None:
    found = Diagnostic("unknown-type", location=Location("x.yaml", 2))
    (result,) = sarif_log([found], language="en", shown=lambda path: f"/srv/там/{path}", exit_code=3)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///srv/%D1%82%D0%B0%D0%BC/x.yaml"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(diagnostics())
def test_any_findings_make_a_valid_log(found: list[Diagnostic]) -> None:
    log = sarif_log(found, language="ru", shown=lambda path: path, exit_code=3)
    assert dumps(log).isascii()
    assert mistakes(log) == []
    assert len(log["runs"][0]["results"]) == len(found)
    prints = [result["partialFingerprints"]["reconciler/v1"] for result in log["runs"][0]["results"]]
    assert len(set(prints)) == len(found)
    paths = {
        unquote_to_bytes(where["physicalLocation"]["artifactLocation"]["uri"]) for result in log["runs"][0]["results"] for where in result.get("locations", ())
    }
    meant = {diagnostic.location.path for diagnostic in found if diagnostic.location is not None and not PurePosixPath(diagnostic.location.path).is_absolute()}
    assert {path.encode() for path in meant} <= paths


def test_no_personal_value() -> None:
    by = replace(BY, reason="agreed with ivanova@teleset.example")
    log = sarif_log([PERSONAL], language="ru", shown=shown, exit_code=3, suppressed=[(CONSENT, by)])
    assert "ivanova@" not in json.dumps(log, ensure_ascii=False)
    assert Severity.NOTE.name.lower() == log["runs"][0]["results"][0]["level"]
