"""History entries ⟷ rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from reconciler.ledger.lease import rfc3339
from reconciler.model.ledger import HistoryEntry
from reconciler.model.plan import Counts

_COUNTS = {"added": "add", "changed": "change", "deleted": "delete", "adopted": "adopt", "moved": "move"}
_SAME = ("operation", "manager", "environment", "actor", "digest", "dirty", "outcome", "error", "started", "seconds")


def entry_row(entry: HistoryEntry, *, now: int, since: int) -> Mapping[str, Any]:
    """`now` and `since` are the ledger's time and the beginning of the work, for what the entry leaves open."""
    counts = asdict(entry.counts)
    row: dict[str, Any] = {name: getattr(entry, name) for name in _SAME}
    row["started"] = entry.started or rfc3339(since)
    row["seconds"] = entry.seconds or float(now - since)
    return row | {column: counts[name] for column, name in _COUNTS.items()} | {"source_commit": entry.commit}


def entry_of(row: Row[Any]) -> HistoryEntry:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return HistoryEntry(
        counts=Counts(**{name: values[column] for column, name in _COUNTS.items()}),
        commit=values["source_commit"],
        number=values["number"],
        **{name: values[name] for name in _SAME},
    )
