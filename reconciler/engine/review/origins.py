"""Where the values of live cells come from: the layer that decides, and its line in the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from reconciler.engine.declare import Declared
from reconciler.model.address import organization_of
from reconciler.model.diagnostic import Diagnostic, Location, Place
from reconciler.model.policy import Policy
from reconciler.model.review import NOT_DECLARED, Origin
from reconciler.settings.index import Entry
from reconciler.settings.resolve import resolve
from reconciler.settings.trace import Step, traces


class Cell(NamedTuple):
    """A type at a contact of a recipient, and whether it is on there. `contact` is "" where the recipient has none."""

    recipient: str
    type: str
    contact: str
    on: bool


class Origins:
    """What the files say about cells. They are read once more, whole: ask only where every cell is wanted."""

    def __init__(self, declared: Declared, policy: Policy) -> None:
        self._declared = declared
        self._policy = policy
        self._types = {type_.id: type_ for type_ in declared.types}
        numbers = {number for documents in declared.lineage.values() for number in documents}
        numbers |= {resource.document for resource in declared.state.values() if resource.document is not None}
        documents = declared.reading.again(numbers)
        self._entries: Mapping[str, Entry] = resolve(documents, catalogue=declared.types, policy=policy, complete=False).entries
        self._layers: dict[str, tuple[str, Place | None]] = {}

    def of(self, cells: Iterable[Cell]) -> list[Origin]:
        """One origin for each cell, in their order. Cells of one recipient stand together."""
        decided: list[Step | None] = []
        recipient = ""
        steps: Mapping[str, tuple[Step, ...]] = {}
        spec: Mapping[str, Any] = {}
        for cell in cells:
            if cell.recipient != recipient:
                recipient, spec = cell.recipient, self._spec(cell.recipient)
                steps = traces(self._entries, self._types, self._policy, recipient, self._types) if spec else {}
            decided.append(_deciding(steps[cell.type], cell) if cell.type in steps and _agrees(spec, cell) else None)
        locations = self._located({step.place for step in decided if step is not None and step.place is not None})
        made: dict[tuple[str, Place | None], Origin] = {}
        return [
            NOT_DECLARED
            if step is None
            else made.setdefault((step.layer, step.place), Origin(step.layer, locations.get(step.place) if step.place is not None else None))
            for step in decided
        ]

    def _spec(self, address: str) -> Mapping[str, Any]:
        """What is declared of a recipient; {} where it is not, or is not to be found any more."""
        entry, (_, slash, account) = self._entries.get(organization_of(address)), address.partition("/")
        if address not in self._declared.state or entry is None or entry.document is None or (slash and account not in entry.accounts):
            return {}
        return self._declared.state[address].spec

    def _located(self, places: set[Place]) -> Mapping[Place, Location | None]:
        numbered = list(places)
        probes = [Diagnostic(str(number), place=place) for number, place in enumerate(numbered)]
        return {numbered[int(probe.code)]: probe.location for probe in self._declared.reading.located(probes)} if probes else {}


def _agrees(spec: Mapping[str, Any], cell: Cell) -> bool:
    """Whether the files say of a cell what is live: what somebody changed there comes from nowhere in them."""
    if cell.contact and cell.contact not in spec.get("contacts", {}):
        return False
    return (cell.contact in spec.get("types", {}).get(cell.type, ())) is cell.on


def _deciding(steps: Iterable[Step], cell: Cell) -> Step:
    """The step that makes a cell what it is: the contact's own word, else that the type is off, else where its channels are listed."""
    heard = {step.subject: step for step in steps if step.decides and (step.subject != "contact" or step.layer == f"contact:{cell.contact}")}
    if "contact" in heard:
        return heard["contact"]
    return heard["on"] if heard["on"].value == "off" else heard["channels"]
