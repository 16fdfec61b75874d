"""A test run as JUnit XML, held against both schemas that are in use."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from reconciler.model.trial import Judged, Tried, Verdict
from reconciler.reporting.trial_junit import trial_junit
from tests.unit.reporting.trials import ADDRESSES, ALL, PLACES, cell, scenario, trial

TOKEN, TEXT, NUMBER, DECIMAL = r"\S(.*\S)?", r"(?s:.*)", r"\d+", r"\d+\.\d+"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"

# What the schema of Ant's reports (windyroad/JUnit-Schema) asks for and that of Jenkins (junit-10.xsd of the xUnit plugin) allows: attributes, all required unless in OPTIONAL.
ATTRIBUTES: dict[str, dict[str, str]] = {
    "testsuites": {},
    "testsuite": {
        "name": TOKEN, "package": TOKEN, "id": NUMBER, "hostname": TOKEN, "timestamp": MOMENT, "tests": NUMBER, "failures": NUMBER, "errors": NUMBER, "skipped": NUMBER, "time": DECIMAL,
    },
    "properties": {},
    "property": {"name": TOKEN, "value": TEXT},
    "testcase": {"name": TOKEN, "classname": TOKEN, "time": DECIMAL},
    "failure": {"type": TEXT, "message": TEXT},
    "skipped": {"message": TEXT},
    "system-out": {},
    "system-err": {},
}  # fmt: skip
CHILDREN: dict[str, str] = {
    "testsuites": "(testsuite )*",
    "testsuite": "properties (testcase )*system-out system-err ",
    "properties": "(property )*",
    "testcase": "(failure |skipped )?",
}


def checked(text: str) -> ET.Element:
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert root.tag == "testsuites"
    for element in root.iter():
        assert re.fullmatch(CHILDREN.get(element.tag, ""), "".join(f"{child.tag} " for child in element)), element.tag
        expected = ATTRIBUTES[element.tag]
        assert set(element.attrib) == set(expected)
        assert all(re.fullmatch(expected[name], value) for name, value in element.attrib.items()), element.attrib
        assert element.tag in {"failure", "skipped"} or not (element.text or "").strip()
    for number, suite in enumerate(root):
        cases = suite.findall("testcase")
        assert suite.get("id") == str(number)
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
        assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
        names = [(case.get("classname"), case.get("name")) for case in cases]
        assert len(names) == len(set(names))
    return root


@pytest.mark.parametrize("name", sorted(ALL))
def test_both_schemas_allow_it(name: str) -> None:
    text = trial_junit(ALL[name](), places=PLACES)
    checked(text)
    assert all(address not in text for address in ADDRESSES.values())


def test_a_case_is_a_contact() -> None:
    root = checked(trial_junit(trial(), places=PLACES))
    suite = root[0]
    assert (suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("teleset", "19", "2", "3")
    found = {(case.get("classname"), case.get("name")): case for case in suite.findall("testcase")}
    assert ("teleset.order-created", "teleset/ivanova mobile (sms)") not in found
    missing = found["teleset.works-planned", "teleset/ivanova email"].find("failure")
    assert missing is not None
    assert missing.get("type") == "missing"
    assert (missing.text or "").split("\n") == ["address: i•••••@teleset.example", "scenarios/works.yaml:8"]
    assert found["teleset.payment-bad-amount", "as a whole"].find("failure") is None
    assert {element.get("name"): element.get("value") for element in suite.findall("properties/property")} == {
        "environment": "production", "manager": "teleset-platform-7f3a", "mode": "sandbox", "run": "192", "coverage": "0.7222", "silent": "6",
    }  # fmt: skip


def test_a_run_that_failed_has_a_failure() -> None:
    for tried in (
        Tried(scenario("s", "e", "payment")),
        Tried(scenario("s", "e", "payment"), (cell("s", "teleset/sokolov", "email", Verdict.SILENT),)),
        Tried(scenario("s", "e", "payment"), (cell("s", "teleset/sokolov", "email", Verdict.SKIPPED),)),
    ):
        assert checked(trial_junit(trial([tried]))).findall(".//failure")


def test_silence_alone_is_one_case() -> None:
    silent = Tried(
        scenario("s", "e", "payment"), (cell("s", "teleset/sokolov", "email", Verdict.SILENT), cell("s", "teleset", "duty", Verdict.SILENT)), passed=True
    )
    cases = checked(trial_junit(trial([silent]))).findall(".//testcase")
    assert [(case.get("name"), len(case)) for case in cases] == [("as a whole", 0)]


def test_somebody_unknown_has_a_name_too() -> None:
    nobody = Tried(
        scenario("s", "e", "payment"), (Judged("s", "payment", "", "", "", Verdict.UNEXPECTED), Judged("s", "payment", "", "", "", Verdict.UNEXPECTED))
    )
    assert len(checked(trial_junit(trial([nobody]))).findall(".//failure")) == 2
