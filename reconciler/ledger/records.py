"""What is remembered of deliveries and confirmations ⟷ rows. No address goes in but masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from reconciler.canonical import canonical, decode
from reconciler.ledger.lease import rfc3339
from reconciler.model.address import kind_of, organization_of
from reconciler.model.evidence import Asked, Delivered, TrialEntry
from reconciler.model.personal import DOTS, mask

if TYPE_CHECKING:
    from sqlalchemy import Row

DECLARED: Final = "declared"
"""The mode of runs that say nothing about what is live, and so prove nothing."""

KEPT: Final = 30 * 24 * 60 * 60
"""Seconds that a confirmation is remembered after it has expired, so that who comes late is told that they are late."""

_TRIAL: Final = ("manager", "environment", "actor", "mode", "outcome", "seconds")
_DELIVERY: Final = tuple(field.name for field in fields(Delivered) if field.name not in ("id", "trial", "address", "at"))
_ASKED: Final = ("token", "recipient", "contact", "channel", "address")


def masked(delivered: Delivered) -> str:
    """The masked address of a delivery, whatever it was handed in as."""
    return delivered.address if DOTS in delivered.address else mask(delivered.address)


def gone_of(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Those people and organizations of which an apply says that they are there no more, under this id."""
    return tuple(sorted(address for address, tag in tags.items() if not tag and kind_of(address) != "type"))


def trial_row(entry: TrialEntry, now: int) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(entry, name) for name in _TRIAL}
    return row | {"counts": canonical(dict(entry.counts)).decode(), "passed": canonical([list(pair) for pair in entry.passed]).decode(), "at": now}


def trial_of(row: Row[Any]) -> TrialEntry:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    counts, passed = decode(values["counts"]), decode(values["passed"])
    return TrialEntry(
        counts={str(name): int(str(count)) for name, count in counts.items()} if isinstance(counts, dict) else {},
        passed=tuple((str(pair[0]), str(pair[1])) for pair in passed if isinstance(pair, list)) if isinstance(passed, list) else (),
        started=rfc3339(values["at"]),
        number=values["number"],
        **{name: values[name] for name in _TRIAL},
    )


def delivery_row(delivered: Delivered, entry: TrialEntry, *, trial: int, position: int, now: int) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(delivered, name) for name in _DELIVERY}
    return row | {
        "organization": organization_of(delivered.recipient),
        "trial": trial,
        "position": position,
        "manager": entry.manager,
        "environment": entry.environment,
        "message": delivered.id,
        "address": masked(delivered),
        "at": now,
    }


def delivery_of(row: Row[Any]) -> Delivered:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    same = {name: values[name] for name in _DELIVERY}
    return Delivered(id=values["message"], trial=values["trial"], address=values["address"], at=rfc3339(values["at"]), **same)


def asked_row(asked: Asked, manager: str, environment: str, *, now: int, lifetime: int) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(asked, name) for name in _ASKED}
    own = {"organization": organization_of(asked.recipient), "manager": manager, "environment": environment}
    return row | own | {"sent": now, "expires": now + lifetime}


def asked_of(row: Row[Any], now: int) -> Asked:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    state = state_of(used=values["used"], replaced=values["replaced"], failed=values["failed"], expires=values["expires"], now=now)
    return Asked(sent=rfc3339(values["sent"]), expires=rfc3339(values["expires"]), state=state, **{name: values[name] for name in _ASKED})


def state_of(*, used: int, replaced: int, failed: int, expires: int, now: int) -> str:
    """The first that holds."""
    if used:
        return "used"
    if replaced:
        return "replaced"
    if expires <= now:
        return "expired"
    return "failed" if failed else "open"
