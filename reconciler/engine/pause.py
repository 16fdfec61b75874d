"""Nothing is to be written for now, for everybody who applies here; and on with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.connect import Connection, connect
from reconciler.engine.identity import actor, owner
from reconciler.engine.open import open_project
from reconciler.engine.pausing import pauses_of
from reconciler.engine.read import Reading
from reconciler.engine.session import demand_known, open_session, scope_of
from reconciler.model.address import organization_of
from reconciler.model.errors import Unusable
from reconciler.model.ledger import HistoryEntry, Holder
from reconciler.model.pause import Pause
from reconciler.model.plan import Counts, Target


@dataclass(frozen=True, slots=True)
class Paused:
    """The pauses in force now, and who is writing at this moment: what began before a pause goes on."""

    target: Target
    pauses: tuple[Pause, ...]
    holder: Holder | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """The pauses that were ended, and those that are left."""

    target: Target
    ended: tuple[Pause, ...]
    left: tuple[Pause, ...]


def pause(directory: Path, organizations: Sequence[str], *, reason: str, seconds: int = 0, until: str = "", environment: str | None = None) -> Paused:
    """Pause these organizations, or everything; for so many seconds, until a moment (RFC 3339 in UTC), or until somebody resumes.

    Raises `Unusable` for an organization that nobody knows and for a moment that has passed.
    """
    connection = _connection(directory, environment)
    target, ids = connection.target, sorted(set(organizations))
    if ids:
        _demand_known(connection, directory, ids, environment)
    wanted = tuple(Pause(target.manager, target.environment, id, actor(), reason, until=until) for id in ids or [""])
    connection.ledger.pause(wanted, _entry(target, "pause", ids, reason, "paused"), seconds=seconds)
    return Paused(target, pauses_of(connection), connection.ledger.holder(owner()))


def resume(directory: Path, organizations: Sequence[str], *, reason: str = "", environment: str | None = None) -> Resumed:
    """End the pauses of these organizations, or all there are. Raises `Unusable("not-paused")` where there is none to end."""
    connection = _connection(directory, environment)
    target, ids = connection.target, sorted(set(organizations))
    known = {one.organization: one for one in pauses_of(connection)}
    for id in ids:
        if id not in known:
            raise Unusable("not-paused", hint="everything" if "" in known else "organization", organization=id)
    if not known:
        raise Unusable("not-paused")
    ended = tuple(known[id] for id in ids or known)
    connection.ledger.resume(ended, _entry(target, "resume", ids, reason, "resumed"))
    return Resumed(target, ended, pauses_of(connection))


def _demand_known(connection: Connection, directory: Path, ids: Sequence[str], environment: str | None) -> None:
    """A slip must not look like protection. What is live is known without the files, which may be what is wrong."""
    scope = scope_of(ids)
    with paused():
        reader = connection.backend.reader()
        try:
            known = {organization_of(resource.address) for resource in reader.observe(scope)}
        finally:
            reader.close()
        if not known.issuperset(ids):
            known |= open_session(directory, environment=environment, organizations=()).declared.organizations
    demand_known(scope, known)


def _entry(target: Target, verb: str, ids: Sequence[str], reason: str, outcome: str) -> HistoryEntry:
    return HistoryEntry(" ".join([verb, *ids]), target.manager, target.environment, actor(), "", Counts(), outcome=outcome, reason=reason)


def _connection(directory: Path, environment: str | None) -> Connection:
    return connect(open_project(Reading(), directory, environment))
