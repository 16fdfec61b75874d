"""Where something was declared that is not declared any more: in the commit that was applied last, read from git without touching the working tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reconciler.documents.discover import Source
from reconciler.documents.load import load
from reconciler.engine.checkout import ask, content_of
from reconciler.engine.read import place_of
from reconciler.model.address import TYPE_PREFIX, kind_of, organization_of
from reconciler.model.commit import is_commit
from reconciler.model.diagnostic import Diagnostic, Location
from reconciler.model.document import Document
from reconciler.model.ledger import HistoryEntry
from reconciler.schema.marks import sensitive

MOST_FILES = 20
"""More files that could hold what is sought are not looked into: a plan must not wait for archaeology."""


def last_apply(history: Sequence[HistoryEntry], *, manager: str, environment: str) -> HistoryEntry | None:
    """The last successful apply of a manager to an environment; None where there is none, or none is known."""
    mine = (entry for entry in history if (entry.manager, entry.environment) == (manager, environment))
    return next((entry for entry in mine if entry.outcome == "applied"), None)


def last_commit(history: Sequence[HistoryEntry], *, manager: str, environment: str) -> str:
    """The commit last applied by a manager to an environment; "" where there is none, or none is known."""
    last = last_apply(history, manager=manager, environment=environment)
    return last.commit if last is not None else ""


def formerly(directory: Path, commit: str, addresses: Iterable[str]) -> Mapping[str, Location]:
    """Where `commit` declares these addresses, its paths as seen from `directory`; what cannot be found is left out. Raises nothing."""
    wanted = sorted(addresses)
    if not wanted or not is_commit(commit):
        return {}
    ids = sorted({address.rpartition("/")[2].removeprefix(TYPE_PREFIX) for address in wanted})
    patterns = [word for id in ids for word in ("-e", id)]
    listed = ask(directory, "grep", "-l", "-z", "-F", *patterns, commit, "--", "*.yaml", "*.yml")
    paths = [name.removeprefix(f"{commit}:") for name in (listed or "").split("\0") if name]
    if len(paths) > MOST_FILES:
        return {}
    contents = {path: content for path in paths if (content := content_of(directory, commit, path)) is not None}
    loaded = load([Source(path, None, content) for path, content in contents.items()], sensitive=sensitive)
    probes = [
        Diagnostic(address, place=place_of(document.number, address)) for address in wanted for document in loaded.documents if _declares(document, address)
    ]
    found: dict[str, Location] = {}
    for probe in loaded.locate(probes):
        if probe.location is not None:
            found.setdefault(probe.code, probe.location)
    return found


def _declares(document: Document, address: str) -> bool:
    match kind_of(address):
        case "type":
            return document.kind == "NotificationType" and document.data.get("id") == address.removeprefix(TYPE_PREFIX)
        case "organization":
            return document.kind == "Organization" and document.data.get("id") == address
        case _:
            owner = document.data.get({"Organization": "id", "Accounts": "organization"}.get(document.kind, ""))
            accounts = document.data.get("accounts")
            return owner == organization_of(address) and isinstance(accounts, dict) and address.partition("/")[2] in accounts
