"""Where in the files the expectations stand that did not come true: found in the text once the verdicts are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.engine.read import Reading
from reconciler.model.diagnostic import Diagnostic, Location, Place
from reconciler.model.trial import Tried


def places_of(reading: Reading, tried: Iterable[Tried]) -> Mapping[Place, Location]:
    """The locations of all places that verdicts and scenarios name. Those in a file that has changed meanwhile are left out."""
    wanted = list(dict.fromkeys(_named(tried)))
    if not wanted:
        return {}
    asked = [Diagnostic("", arguments={"number": number}, place=place) for number, place in enumerate(wanted)]
    return {wanted[number]: one.location for one in reading.located(asked) if isinstance(number := one.arguments["number"], int) and one.location is not None}


def _named(tried: Iterable[Tried]) -> Iterator[Place]:
    for one in tried:
        scenario = one.scenario
        found = [scenario.place, *(each.place for each in scenario.expected), *(each.place for each in scenario.rejected)]
        yield from (place for place in found if place is not None)
        yield from (value for cell in one.cells for value in cell.arguments.values() if isinstance(value, Place))
