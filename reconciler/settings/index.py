"""Who is declared where: organizations, the accounts of each, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from reconciler.model.diagnostic import Place
from reconciler.model.document import Document
from reconciler.settings.findings import Findings, at, key


@dataclass(slots=True)
class Entry:
    """One declared organization. `document` is None for one that is only referred to (when not everything is loaded).

    `repeated` are accounts of an id that is declared before: nothing comes of them, but what is wrong in them is told as well.
    """

    id: str
    document: Document | None
    accounts: dict[str, tuple[Document, Mapping[str, Any]]] = field(default_factory=dict)
    ancestors: tuple[Entry, ...] = ()
    repeated: list[tuple[str, Document, Mapping[str, Any]]] = field(default_factory=list)

    @property
    def data(self) -> Mapping[str, Any]:
        return self.document.data if self.document is not None else {}

    def place(self, *pointer: str | int) -> Place:
        return at(self.document.number if self.document is not None else 0, pointer)


def index(documents: Iterable[Document], findings: Findings) -> dict[str, Entry]:
    """Every organization by id with its accounts from all documents, sorted, and its ancestors, nearest first."""
    documents = list(documents)
    entries: dict[str, Entry] = {}
    for document in documents:
        id = document.data.get("id")
        if document.kind != "Organization" or not isinstance(id, str):
            continue
        if id in entries:
            findings.add("duplicate-id", at(document.number, ("id",)), hint="document", kind="organization", address=id, other=entries[id].place("id"))
        else:
            entries[id] = Entry(id, document)
    # An organization's own document comes before those that add accounts to it, whatever their files are called.
    for document in sorted(documents, key=lambda document: document.kind != "Organization"):
        if (entry := _owner(document, entries, findings)) is not None:
            _add_accounts(entry, document, findings)
    _link(entries, findings)
    return {id: entries[id] for id in sorted(entries)}


def _owner(document: Document, entries: dict[str, Entry], findings: Findings) -> Entry | None:
    if document.kind == "Organization":
        # A second document of the same id is reported; its accounts still count, so that no reference to them looks dangling.
        return entries.get(str(document.data.get("id")))
    id = document.data.get("organization")
    if document.kind != "Accounts" or not isinstance(id, str):
        return None
    if id not in entries:
        similar = get_close_matches(id, entries, n=1, cutoff=0.6)
        findings.unresolved(
            "unknown-organization",
            at(document.number, ("organization",)),
            hint="similar" if similar else "",
            organization=id,
            suggestion=similar[0] if similar else "",
        )
        entries[id] = Entry(id, None)
    return entries[id]


def _add_accounts(entry: Entry, document: Document, findings: Findings) -> None:
    accounts = document.data.get("accounts")
    if not isinstance(accounts, dict):
        return
    for id, written in accounts.items():
        if not isinstance(written, dict):
            continue
        if id in entry.accounts:
            entry.repeated.append((id, document, written))
            other = at(entry.accounts[id][0].number, ("accounts", id))
            findings.add(
                "duplicate-id",
                key(at(document.number, ("accounts", id))),
                kind="account",
                address=f"{entry.id}/{id}",
                other=key(other),
                suggestion=f"{id}-2",
            )
        else:
            entry.accounts[id] = (document, written)


MAX_ANCESTORS: Final = 32
"""How deep organizations may be nested: more than any real hierarchy, and few enough to be followed for each of them."""


def _link(entries: Mapping[str, Entry], findings: Findings) -> None:
    """Ancestors by `parent`. A cycle is reported once, at its alphabetically first member, and its members have no ancestors."""
    reported: set[str] = set()
    for id in sorted(entries):
        chain: list[Entry] = []
        seen = [id]
        entry = entries[id]
        while isinstance(parent := entry.data.get("parent"), str):
            if parent in seen:
                cycle = seen[seen.index(parent) :]
                if not reported & set(cycle):
                    reported.update(cycle)
                    findings.add("parent-cycle", entries[parent].place("parent"), cycle=" → ".join([*cycle, parent]))
                chain = []
                break
            if parent not in entries:
                similar = get_close_matches(parent, entries, n=1, cutoff=0.6)
                hint = "similar" if similar else ""
                findings.unresolved("unknown-parent", entry.place("parent"), hint=hint, parent=parent, suggestion=similar[0] if similar else "")
                break
            if len(chain) == MAX_ANCESTORS:
                findings.add("parents-too-deep", entries[id].place("parent"), limit=MAX_ANCESTORS)
                break
            entry = entries[parent]
            seen.append(parent)
            chain.append(entry)
        entries[id].ancestors = tuple(chain)
