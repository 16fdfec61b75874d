"""History entries ⟷ rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from reconciler.ledger.lease import rfc3339
from reconciler.model.ledger import Approval, HistoryEntry
from reconciler.model.plan import Counts

_COUNTS = {"added": "add", "changed": "change", "deleted": "delete", "adopted": "adopt", "moved": "move"}
_SAME = ("operation", "manager", "environment", "actor", "digest", "dirty", "outcome", "error", "started", "seconds", "reason", "files", "catalogue")


_APPROVAL = ("digest", "manager", "environment", "guard", "subject", "actor", "reason")


def entry_row(entry: HistoryEntry, *, now: int, since: int) -> Mapping[str, Any]:
    """`now` and `since` are the ledger's time and the beginning of the work, for what the entry leaves open."""
    counts = asdict(entry.counts)
    row: dict[str, Any] = {name: getattr(entry, name) for name in _SAME}
    row["started"] = entry.started or rfc3339(since)
    row["seconds"] = entry.seconds or float(now - since)
    return row | {column: counts[name] for column, name in _COUNTS.items()} | {"source_commit": entry.commit, "approvals": " ".join(entry.approvals)}


def entry_of(row: Row[Any]) -> HistoryEntry:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return HistoryEntry(
        counts=Counts(**{name: values[column] for column, name in _COUNTS.items()}),
        commit=values["source_commit"],
        number=values["number"],
        # Tables of earlier versions have fewer columns.
        approvals=tuple(values.get("approvals", "").split()),
        **{name: values[name] for name in _SAME if name in values},
    )


def approval_row(approval: Approval, *, now: int) -> Mapping[str, Any]:
    return {name: getattr(approval, name) for name in _APPROVAL} | {"granted": now}


def approval_of(row: Row[Any]) -> Approval:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Approval(granted=rfc3339(values["granted"]), **{name: values[name] for name in _APPROVAL})
