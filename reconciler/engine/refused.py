"""Whether the events that scenarios are about would be accepted, as far as the files can tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from reconciler.model.diagnostic import Diagnostic, Part, Place, Severity
from reconciler.model.event import Rejection
from reconciler.model.scenario import Scenario
from reconciler.model.settings import NotificationType

_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""What an event without a time of its own is said to have happened at; no judgement depends on it."""


def refused(scenarios: Sequence[Scenario], types: Sequence[NotificationType], hosts: Collection[str]) -> Iterator[Diagnostic]:
    """A warning for every fault in the event of a scenario that does not expect to be rejected. `hosts` are the only ones its link may lead to (empty: any)."""
    from reconciler.engine.events import accept

    for scenario in scenarios:
        if scenario.rejected or not scenario.type or scenario.place is None:
            continue
        payload = scenario.payload if scenario.raw is None else scenario.raw
        told = (scenario.organization,)
        answer = accept(
            scenario.event, payload, organization=told[0], organizations=told, types=types, now=scenario.now or _EPOCH, type=scenario.type, hosts=hosts
        )
        yield from (_warning(scenario, scenario.place.document, rejection) for rejection in answer.rejections)


def _warning(scenario: Scenario, document: int, rejection: Rejection) -> Diagnostic:
    arguments = {"field": rejection.field, "code": rejection.code} if rejection.field else {"code": rejection.code}
    return Diagnostic("payload-rejected", Severity.WARNING, arguments, _place(scenario, document, rejection.field), hint="" if rejection.field else "whole")


def _place(scenario: Scenario, document: int, field: str) -> Place:
    """The field, where it is written; else the key under which it is missing."""
    if scenario.raw is not None:
        return Place(document, ("payload_text",), Part.KEY)
    first = field.partition(".")[0].partition("[")[0]
    return Place(document, ("payload", first)) if first in scenario.payload else Place(document, ("payload",) if scenario.payload else ("event",), Part.KEY)
