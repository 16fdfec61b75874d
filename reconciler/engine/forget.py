"""Stop managing without deleting: our mark is taken off, and nothing else changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reconciler.engine.checkout import Checkout, checkout
from reconciler.engine.collector import paused
from reconciler.engine.connect import LOCK_WAIT
from reconciler.engine.heartbeat import kept_alive
from reconciler.engine.identity import actor, owner
from reconciler.engine.pausing import check, pauses_of
from reconciler.engine.permission import NO_OVERRIDES, demand_permitted
from reconciler.engine.session import Session, open_session
from reconciler.engine.steps import Books, Ending, carry_out, looked_at_again, unending
from reconciler.model.address import kind_of, organization_of
from reconciler.model.backend import Reader, Stepper
from reconciler.model.change import Adopt
from reconciler.model.errors import StalePlan, Unusable
from reconciler.model.journal import Unfinished
from reconciler.model.ledger import DAY, FORGOTTEN, HistoryEntry
from reconciler.model.plan import Counts, Plan, Target
from reconciler.model.report import Report
from reconciler.model.resource import Resource, State

NAMED = 5
"""How many addresses an error names."""


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What would be given up, an organization with its accounts, and which of it carries no mark already. `changes` take the mark off."""

    target: Target
    changes: tuple[Adopt, ...]
    already: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was given up. `report` is None where there was nothing to do; `resumed` are earlier applies that were cut off, as in `engine.apply.Completed`."""

    forgetting: Forgetting
    report: Report | None = None
    resumed: tuple[Unfinished, ...] = ()


Confirm = Callable[[Forgetting], None]
"""Asks whether to go on; raises to cancel."""


def forget(
    directory: Path,
    addresses: Sequence[str],
    *,
    confirm: Confirm,
    reason: str = "",
    environment: str | None = None,
    wait: float = LOCK_WAIT,
    ending: Ending = unending,
) -> Forgotten:
    """Take our mark off the objects of `addresses`, under the lock and the fence, in one transaction where the backend has any.

    Raises what `plan` raises, `Unusable("cannot-forget")` for an address that is declared, not live, or somebody else's, `Refused` for another place than the
    manager is bound to, `Locked`, and `StalePlan` for a checkout older than what was applied (it may well lack what a newer one declares), or where the objects moved
    while the question stood. A failure while writing is in the report.
    """
    with paused():
        session = open_session(directory, environment=environment, organizations=())
        check(session.pauses, session.scope, touched=map(organization_of, addresses))
        here = checkout(session.connection.project.directory)
        demand_permitted(session.connection, here, NO_OVERRIDES)
        reader = session.connection.backend.reader()
        try:
            found = _forgetting(session, reader, addresses)
        finally:
            reader.close()
        if not found.changes:
            return Forgotten(found)
        confirm(found)
        return _write(session, here, found, addresses, reason=reason, wait=wait, ending=ending)


def _write(session: Session, here: Checkout, found: Forgetting, addresses: Sequence[str], *, reason: str, wait: float, ending: Ending) -> Forgotten:
    ledger, backend = session.connection.ledger, session.connection.backend
    started = time.monotonic()
    with ledger.lock("forget", owner(), key=session.key, wait=wait) as lock:
        bound = demand_permitted(session.connection, here, NO_OVERRIDES)
        check(pauses_of(session.connection), session.scope, touched=map(organization_of, addresses))
        entry = _entry(found, here, addresses, reason)
        books = Books(entry, tags={change.address: "" for change in found.changes})
        writer = backend.writer(lock.fence(entry, None, books.tags, retention=session.connection.project.retention_removed * DAY))
        try:
            with kept_alive(lock):
                # Before anything changes: what an earlier apply left open is told from what is live.
                resumed = looked_at_again(lock, ledger, writer, key=session.key, bound=bound) if isinstance(writer, Stepper) else ()
                again = _forgetting(session, writer, addresses)
            if moved := _moved(found.changes, again.changes):
                raise StalePlan("plan-moved", addresses=tuple(moved[:NAMED]), count=len(moved))
            report = carry_out(Plan(found.target, again.changes), writer, ledger, lock, books, key=session.key, earlier=resumed, ending=ending)
        finally:
            writer.close()
    return Forgotten(found, replace(report, seconds=time.monotonic() - started), resumed)


def _forgetting(session: Session, reader: Reader, addresses: Iterable[str]) -> Forgetting:
    live = State(reader.observe(session.scope))
    target = session.connection.target
    marked: dict[str, Resource] = {}
    already = []
    for address in dict.fromkeys(addresses):
        _demand_forgettable(address, session.declared.state, live, target.manager)
        inside = [each for each in live.values() if kind_of(address) == "organization" and organization_of(each.address) == address]
        ours = {each.address: each for each in (*inside, live[address]) if each.manager == target.manager}
        marked |= ours
        if not ours:
            already.append(address)
    return Forgetting(target, tuple(Adopt(marked[address], replace(marked[address], manager="")) for address in live if address in marked), tuple(already))


def _demand_forgettable(address: str, desired: Mapping[str, Resource], live: Mapping[str, Resource], manager: str) -> None:
    """Raises `Unusable("cannot-forget")`. What is declared would only be in the way of the next apply."""
    if address not in live:
        raise Unusable("cannot-forget", hint="absent", address=address)
    if address in desired:
        raise Unusable("cannot-forget", hint="declared", address=address)
    if live[address].manager not in ("", manager):
        raise Unusable("cannot-forget", hint="owned", address=address, owner=live[address].manager)


def _moved(before: Iterable[Adopt], now: Iterable[Adopt]) -> list[str]:
    shown = {change.address: change.before.canonical for change in before}
    current = {change.address: change.before.canonical for change in now}
    return sorted(address for address in {*shown, *current} if shown.get(address) != current.get(address))


def _entry(found: Forgetting, here: Checkout, addresses: Iterable[str], reason: str) -> HistoryEntry:
    return HistoryEntry(
        operation=f"forget {' '.join(dict.fromkeys(addresses))}",
        manager=found.target.manager,
        environment=found.target.environment,
        actor=actor(),
        digest="",
        counts=Counts.of(found.changes),
        commit=here.commit,
        dirty=here.dirty,
        outcome=FORGOTTEN,
        reason=reason,
    )
