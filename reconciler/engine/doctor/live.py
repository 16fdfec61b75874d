"""The live system and the ledger, looked at for reading only."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Final

from reconciler.engine import binding as places
from reconciler.engine.checkout import checkout
from reconciler.engine.doctor.world import Blocked, World
from reconciler.engine.identity import owner
from reconciler.engine.key import demand_not_lost
from reconciler.model.diagnostic import Argument
from reconciler.model.errors import ReconcilerError
from reconciler.model.health import Finding, Level, well

CLOCK_SECONDS: Final = 5
"""Clocks that differ by more make a lease look longer or shorter than it is."""

LOW: Final = 100
"""MiB below which a disk is nearly full."""

HISTORY: Final = 50

_ENDS: Final = frozenset({"applied", "failed", "partial", "interrupted", "unfinished"})
"""Outcomes of an apply; other rows of the history are of approvals, pauses and the like."""


def storage(world: World) -> Finding:
    """Whether `apply` could write the files that an embedded database needs, and nobody left one half done."""
    files = [database.path for database in world.need("backend", world.databases) if database.path is not None]
    if not files:
        return well("no-storage")
    for file in files:
        if (wrong := _unwritable(file)) is not None:
            return Finding("storage-unwritable", arguments={"path": wrong.as_posix()}, hint="read-only" if _is_read_only(wrong) else "")
    if world.half_done() is not None:
        return Finding("journal-left", Level.WARNING)
    return well("storage")


def disk(world: World) -> Finding:
    """Room where an embedded database grows, else where the project lies."""
    try:
        files = [database.path for database in world.databases() if database.path is not None]
    except (ReconcilerError, Blocked):
        files = []
    place = _existing(files[0].parent if files else world.directory.absolute())
    free = shutil.disk_usage(place).free >> 20
    return Finding("disk-low", Level.WARNING, {"free": free, "path": place.as_posix()}) if free < LOW else well("disk", free=free)


def backend(world: World) -> Finding:
    """Whether it answers, and how soon."""
    connection = world.connection()
    seconds = world.reached()
    databases = world.databases()
    if not databases:
        return well("backend-memory", backend=connection.backend.label)
    if any(database.path is not None and not database.path.exists() for database in databases):
        return well("backend-new", backend=connection.backend.label)
    return well("backend", backend=connection.backend.label, milliseconds=max(1, round(seconds * 1000)))


def tables(world: World) -> Finding:
    connection = world.live()
    pending = connection.pending
    if not pending:
        return well("tables")
    if connection.prepares_itself:
        return well("tables-by-apply", migrations=pending)
    return Finding("tables-pending", arguments={"migrations": pending})


def key(world: World) -> Finding:
    """Raises `RejectedError` for one that is lost, or is none."""
    connection = world.live()
    if connection.ledger.key() is not None:
        return well("key")
    demand_not_lost(connection)
    return well("no-key")


def binding(world: World) -> Finding:
    """Whether this is the place that the manager is bound to. Raises `Refused` where it is not."""
    connection = world.live()
    project = connection.project
    bound = connection.ledger.binding(project.manager)
    named = places.sources(checkout(project.directory), project_id=project.id, manager=project.manager)
    places.check(bound, manager=project.manager, environment=project.environment, places=named)
    return well("no-binding") if bound is None else well("binding", source=bound.source)


def lock(world: World) -> Finding:
    holder = world.live().ledger.holder(owner())
    if holder is None:
        return well("no-lock")
    said = {"holder": str(holder.owner), "operation": holder.operation, "since": holder.since, "expires": holder.expires}
    return Finding("lock-dead" if holder.dead else "lock-held", Level.WARNING, said)


def approvals(world: World) -> Finding:
    target = world.live().target
    found = world.live().ledger.approvals(target.manager, target.environment)
    return well("approvals", count=len(found)) if found else well("no-approvals")


def pauses(world: World) -> Finding:
    """What is not written for now. Its reason is not told: people write those for each other."""
    connection = world.live()
    found = connection.ledger.pauses(connection.target.manager, connection.target.environment)
    if not found:
        return well("no-pauses")
    everything = any(not pause.organization for pause in found)
    named = tuple(pause.organization for pause in found if pause.organization)
    said: dict[str, Argument] = {"paused": named, "actor": found[0].actor, "since": found[0].since}
    return Finding("applies-paused", Level.WARNING, said, hint="all" if everything else "")


def last(world: World) -> Finding:
    """How the last apply ended; one that is at work has not."""
    connection = world.live()
    of = (connection.target.manager, connection.target.environment)
    holder = connection.ledger.holder(owner())
    entry = next((one for one in connection.ledger.history(HISTORY, of=of) if one.outcome in _ENDS), None)
    if entry is None:
        return well("no-apply")
    if entry.outcome == "unfinished" and holder is not None and not holder.dead:
        return well("at-work", number=entry.number, started=entry.started)
    said: dict[str, Argument] = {"number": entry.number, "started": entry.started}
    if entry.outcome != "applied":
        return Finding("last-apply-failed", Level.WARNING, said, hint="" if entry.outcome == "failed" else "partial")
    if open_ := connection.ledger.unfinished(*of):
        return Finding("apply-unfinished", Level.WARNING, {**said, "count": len(open_)})
    return well("applied", number=entry.number, started=entry.started)


def clock(world: World) -> Finding:
    """How far this machine's clock is from the ledger's, which leases are judged by."""
    from reconciler.ledger.holding import now

    world.live()
    databases = world.databases()
    if not databases or databases[-1].embedded:
        return well("clock-same")
    before = int(time.time())
    with databases[-1].read() as connection:
        there = before if connection is None else now(databases[-1], connection)
    seconds = max(before - there, there - int(time.time()), 0)
    return Finding("clock-differs", Level.WARNING, {"seconds": seconds}) if seconds > CLOCK_SECONDS else well("clock", seconds=seconds)


def _unwritable(file: Path) -> Path | None:
    """What would have to be written and cannot be: the file, or its directory, where SQLite keeps its journal."""
    if _is_there(file) and not os.access(file, os.W_OK):
        return file
    place = _existing(file.parent)
    return None if os.access(place, os.W_OK | os.X_OK) and place.is_dir() else place


def _existing(place: Path) -> Path:
    """The nearest that is there."""
    return next((one for one in (place, *place.parents) if _is_there(one)), place)


def _is_there(path: Path) -> bool:
    """Whether something is there that we may see: `Path.exists` raises where a directory may not be entered."""
    return os.path.exists(path)  # noqa: PTH110


def _is_read_only(place: Path) -> bool:
    """Whether the whole file system takes no writing, as far as the system says."""
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(place).f_flag & os.ST_RDONLY)
