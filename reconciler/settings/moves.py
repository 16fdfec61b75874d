"""`moved`: objects that have another address now, so that renaming one is not losing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reconciler.model.address import kind_of, organization_of
from reconciler.model.document import Document
from reconciler.model.moved import Moved, destination
from reconciler.settings.findings import Findings, at, inside
from reconciler.settings.index import Entry


def moves_of(documents: Iterable[Document], entries: Mapping[str, Entry], findings: Findings) -> tuple[Moved, ...]:
    """Every move that makes sense, in the order of the documents. Mistakes become findings, and the move is left out."""
    sources: dict[str, Moved] = {}
    targets: dict[str, Moved] = {}
    for moved in _written(documents):
        if kind_of(moved.source) != kind_of(moved.target) or moved.source == moved.target:
            hint = "same" if moved.source == moved.target else ""
            findings.add("moved-elsewhere", inside(moved.place, "to"), hint=hint, source=moved.source, target=moved.target)
        elif (other := sources.get(moved.source)) is not None:
            findings.add("moved-twice", inside(moved.place, "from"), address=moved.source, other=inside(other.place, "from"))
        elif (other := targets.get(moved.target)) is not None:
            findings.add("moved-twice", inside(moved.place, "to"), hint="to", address=moved.target, other=inside(other.place, "to"))
        else:
            sources[moved.source] = targets[moved.target] = moved
    ways = {source: moved.target for source, moved in sources.items()}
    return tuple(moved for moved in sources.values() if _makes_sense(moved, ways, entries, findings))


def _written(documents: Iterable[Document]) -> Iterator[Moved]:
    for document in documents:
        moved: Any = document.data.get("moved", ()) if document.kind in ("Organization", "Accounts") else ()
        for index, entry in enumerate(moved):
            if isinstance(entry, dict) and isinstance(entry.get("from"), str) and isinstance(entry.get("to"), str):
                yield Moved(entry["from"], entry["to"], at(document.number, ("moved", index)))


def _makes_sense(moved: Moved, ways: Mapping[str, str], entries: Mapping[str, Entry], findings: Findings) -> bool:
    if _declared(moved.source, entries):
        hint = "swap" if ways.get(moved.target) == moved.source else ""
        findings.add("moved-from-declared", inside(moved.place, "from"), hint=hint, source=moved.source, target=moved.target)
        return False
    end, _ = destination(moved.target, ways)
    if not _declared(end, entries):
        findings.unresolved("moved-to-undeclared", inside(moved.place, "to"), target=moved.target, end=end or moved.target)
        return False
    return True


def _declared(address: str, entries: Mapping[str, Entry]) -> bool:
    entry = entries.get(organization_of(address))
    account = address.partition("/")[2]
    return entry is not None and (account in entry.accounts if account else entry.document is not None)
