"""What a scenario expects of each contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reconciler.model.event import Rejection
from reconciler.model.routing import Routing, Why
from reconciler.model.scenario import Expected, ExpectedRejection, Scenario
from reconciler.model.trial import Judged, Verdict

NOT_SUBSCRIBED: Final = frozenset({Why.OFF, Why.AUDIENCE, Why.NO_CONTACT})
"""Where an expectation contradicts the settings, and silence needs no reason."""


class Cell(NamedTuple):
    """A contact, as scenarios and routings name it."""

    recipient: str
    contact: str
    channel: str


def expects_rejection(scenario: Scenario) -> bool:
    """Whether its event is meant to be refused: then it must reach nobody, even if it is accepted."""
    return bool(scenario.rejected)


def unmet(scenario: Scenario, rejections: Sequence[Rejection]) -> tuple[ExpectedRejection, ...]:
    """The expected faults that were not found. One without a field is found in any."""
    found = {(one.field, one.code) for one in rejections} | {("", one.code) for one in rejections}
    return tuple(one for one in scenario.rejected if (one.field, one.code) not in found)


def expected_at(scenario: Scenario, cell: Cell, why: Why | None) -> tuple[Expected, ...]:
    """What has to arrive at a contact. An expectation of a recipient alone means all its contacts that are subscribed, and the others only where none is (see `cells`)."""
    return tuple(one for one in scenario.expected if _fits(one, cell) and (one.contact or one.channel or why not in NOT_SUBSCRIBED))


def expected_in_vain(scenario: Scenario, routing: Routing) -> Iterator[Expected]:
    """Expectations that no contact fits: of contacts that are not live, and of recipients for whom nothing is on."""
    told = [Cell(one.recipient, one.contact, one.channel) for one in routing.destinations]
    subscribed = told + [Cell(one.recipient, one.contact, one.channel) for one in routing.silent if one.why not in NOT_SUBSCRIBED]
    every = told + [Cell(one.recipient, one.contact, one.channel) for one in routing.silent]
    for one in scenario.expected:
        if not any(_fits(one, cell) for cell in (every if one.contact or one.channel else subscribed)):
            yield one


def is_silent(scenario: Scenario, cell: Cell) -> bool:
    """Whether a scenario says that nothing may arrive at a contact."""
    address = f"{cell.recipient}{'/' if '/' in cell.recipient else '//'}{cell.contact}"
    return cell.recipient in scenario.silent or address in scenario.silent


def concluded(scenario: Scenario, cells: Sequence[Judged], rejections: Sequence[Rejection] = (), *, narrowed: bool = False) -> bool:
    """Whether a scenario has passed: nothing bad, everything it expects passed, and at least something came true.

    What is suppressed, deferred or skipped has not failed; but where it was expected it has not come true either. `narrowed`: this environment writes to some addresses
    only, and what a scenario expects of others is not held against it here.
    """
    if any(one.verdict.bad for one in cells):
        return False
    if expects_rejection(scenario):
        return bool(rejections) and not unmet(scenario, rejections) and all(one.verdict is Verdict.SILENT for one in cells)
    if rejections:
        return False
    possible = [one for one in cells if not (narrowed and one.why is Why.POLICY)]
    left_out = [one for one in cells if narrowed and one.why is Why.POLICY]
    wanted = [one for one in scenario.expected if _fitting(one, possible) or not _fitting(one, left_out)]
    if not all(_came_true(one, possible) for one in wanted) or (scenario.expected and not wanted):
        return False
    return any(one.verdict is Verdict.PASS for one in cells) or (bool(scenario.silent or scenario.only) and not scenario.expected)


def _came_true(expected: Expected, cells: Sequence[Judged]) -> bool:
    fitting = _fitting(expected, cells)
    return bool(fitting) and all(one.verdict is Verdict.PASS for one in fitting)


def _fitting(expected: Expected, cells: Sequence[Judged]) -> list[Judged]:
    fitting = [one for one in cells if _fits(expected, Cell(one.recipient, one.contact, one.channel))]
    anywhere = not expected.contact and not expected.channel
    return [one for one in fitting if one.verdict is not Verdict.SILENT] if anywhere else fitting


def _fits(one: Expected, cell: Cell) -> bool:
    return one.recipient == cell.recipient and one.contact in ("", cell.contact) and one.channel in ("", cell.channel)
