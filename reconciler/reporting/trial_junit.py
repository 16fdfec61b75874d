"""A test run → JUnit XML, as GitLab, Jenkins and the actions of GitHub read it.

There is no one schema. This is what both of the usual ones allow (that of Ant, which Windy Road wrote down, and that of Jenkins), so nothing is in it that either lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from reconciler.model.trial import Judged, Trial, Tried, Verdict
from reconciler.reporting.machine import LANGUAGE
from reconciler.reporting.trial import started_text
from reconciler.reporting.trial_words import FINE, NOWHERE, Places, explained, has_cells, organizations, whole
from reconciler.reporting.wording import location_text, visible

_WHOLE: Final = "as a whole"
"""The case of a scenario as a whole: that it is rejected, or that nobody is told."""


_SOMEBODY: Final = "unknown"


def trial_junit(trial: Trial, *, places: Places = NOWHERE) -> str:
    """A suite for each organization; a case for each contact that a scenario is about, and one for a scenario as a whole where there is something to say of it.

    Silence that was expected has no case of its own. What was suppressed, deferred or not tried is skipped, which is neither passed nor failed; so is what an interrupted run
    did not come to.
    """
    suites = [_suite(number, organization, group, trial, places) for number, (organization, group) in enumerate(organizations(trial).items())]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *suites, "</testsuites>"])


@dataclass(frozen=True, slots=True)
class _Case:
    """`outcome` is `failure`, `skipped` or "" for passed; `kind` the verdict."""

    scenario: str
    name: str
    seconds: float = 0.0
    outcome: str = ""
    kind: str = ""
    message: str = ""
    details: tuple[str, ...] = ()


def _suite(number: int, organization: str, group: Sequence[Tried], trial: Trial, places: Places) -> str:
    cases = [case for tried in group for case in _cases(tried, places, trial.target.environment)]
    attributes = {
        "name": organization,
        "package": "reconciler",
        "id": str(number),
        "hostname": "localhost",
        "timestamp": started_text(trial).removesuffix("Z"),
        "tests": str(len(cases)),
        "failures": str(sum(case.outcome == "failure" for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.outcome == "skipped" for case in cases)),
        "time": _time(sum(case.seconds for case in cases)),
    }
    properties = {
        "environment": trial.target.environment,
        "manager": trial.target.manager,
        "mode": trial.mode.value,
        "run": str(trial.number or ""),
        "coverage": f"{trial.coverage.ratio:.4f}" if trial.coverage.subscribed else "",
        "interrupted": "true" if trial.interrupted else "",
        "silent": str(sum(cell.verdict is Verdict.SILENT for tried in group for cell in tried.cells)),
    }
    told = [f"      <property{_attributes({'name': name, 'value': value})}/>" for name, value in properties.items() if value]
    names = _distinct(cases)
    return "\n".join(
        [
            f"  <testsuite{_attributes(attributes)}>",
            "    <properties>",
            *told,
            "    </properties>",
            *(_element(organization, case, name) for case, name in zip(cases, names, strict=True)),
            "    <system-out/>",
            "    <system-err/>",
            "  </testsuite>",
        ]
    )


def _cases(tried: Tried, places: Places, environment: str) -> Iterable[_Case]:
    place = tried.scenario.place
    where = (location_text(places[place]),) if place is not None and place in places else ()
    if has_cells(tried):
        yield from (_contact(tried, cell, places, environment, where) for cell in tried.cells if cell.verdict is not Verdict.SILENT)
    said = whole(tried, LANGUAGE)
    if said or all(cell.verdict is Verdict.SILENT for cell in tried.cells):
        message = said or f"{tried.scenario.id}: failed"
        if tried.passed:
            yield _Case(tried.scenario.id, _WHOLE)
        elif tried.interrupted:
            yield _Case(tried.scenario.id, _WHOLE, outcome="skipped", message=message, details=where)
        else:
            yield _Case(tried.scenario.id, _WHOLE, outcome="failure", kind="failed", message=message, details=where)


def _contact(tried: Tried, cell: Judged, places: Places, environment: str, where: tuple[str, ...]) -> _Case:
    name = " ".join(part for part in (cell.recipient or _SOMEBODY, cell.contact, f"({cell.channel})" if cell.channel not in {"", cell.contact} else "") if part)
    if cell.verdict in FINE:
        return _Case(tried.scenario.id, name, cell.seconds or 0.0)
    message, hint = explained(cell, language=LANGUAGE, places=places, environment=environment)
    address = (f"address: {cell.address}",) if cell.address is not None else ()
    outcome = "failure" if cell.verdict.bad else "skipped"
    return _Case(
        tried.scenario.id, name, cell.seconds or 0.0, outcome, cell.verdict.value, f"{cell.verdict.value}: {message}", (*hint.split("\n"), *address, *where)
    )


def _distinct(cases: Sequence[_Case]) -> list[str]:
    """The names, with a number where a scenario has one twice: what has the same name is one test to whoever compares two runs."""
    seen: dict[tuple[str, str], int] = {}
    names: list[str] = []
    for case in cases:
        key = (case.scenario, case.name)
        seen[key] = seen.get(key, 0) + 1
        names.append(f"{case.name} #{seen[key]}" if seen[key] > 1 else case.name)
    return names


def _element(organization: str, case: _Case, name: str) -> str:
    attributes = _attributes({"classname": f"{organization}.{case.scenario}", "name": name, "time": _time(case.seconds)})
    if not case.outcome:
        return f"    <testcase{attributes}/>"
    inside = _attributes({"type": case.kind, "message": case.message} if case.outcome == "failure" else {"message": case.message})
    details = "\n".join(_text(line) for line in case.details if line)
    return f"    <testcase{attributes}><{case.outcome}{inside}>{details}</{case.outcome}></testcase>"


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_text(value)}"' for name, value in values.items())


def _text(value: str) -> str:
    """What XML 1.0 can hold: it has no way to write most control characters, so they are written out."""
    return escape(visible(value), {'"': "&quot;"})


def _time(seconds: float) -> str:
    return f"{max(seconds, 0.0):.3f}"
