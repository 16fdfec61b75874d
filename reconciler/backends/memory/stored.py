"""A world in a file: it outlives the process, and several processes share it. Built to be killed at any moment."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reconciler.backends.memory.faults import Fault
from reconciler.backends.memory.world import Call, Posted, World
from reconciler.model.errors import RejectedError
from reconciler.model.resource import Resource

WAIT = 30.0
"""Seconds to wait for another process that is in the middle of a step."""


@dataclass(slots=True)
class StoredWorld(World):
    """Look at it and change it only inside `opened`: what it holds outside is what it held when it was last open.

    The file is a SQLite database of one row, because that gives atomic replacement and a lock between processes on every system.
    """

    path: Path = Path()

    @contextmanager
    def opened(self) -> Iterator[World]:
        """The world as it is in the file, written back at the end; an exception leaves the file as it was. Raises `BackendError`."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._connected("rwc") as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE IF NOT EXISTS world (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
            before = self._read(connection)
            yield self
            if (after := json.dumps(_plain(self))) != before:
                connection.execute("INSERT INTO world VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text", (after,))
            connection.execute("COMMIT")

    @contextmanager
    def seen(self) -> Iterator[World]:
        """The world as it is in the file, to be looked at. A file that is not there is an empty world, and is not created. Raises `BackendError`."""
        if self.path.exists():
            with self._connected("rw") as connection:
                self._read(connection)
            yield self
        else:
            yield World()

    @contextmanager
    def _connected(self, mode: str) -> Iterator[sqlite3.Connection]:
        try:
            with (
                self._alone,
                closing(sqlite3.connect(f"{self.path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=WAIT)) as connection,
            ):
                yield connection
        except sqlite3.Error as error:
            raise RejectedError("backend-unreadable", backend="memory") from error

    def _read(self, connection: sqlite3.Connection) -> str:
        """Load what the file holds, and return it as it stands there ("" for nothing)."""
        made = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'world'").fetchone()
        row = connection.execute("SELECT text FROM world").fetchone() if made else None
        self._load(json.loads(row[0]) if row else _plain(World()))
        return str(row[0]) if row else ""

    def _load(self, plain: dict[str, Any]) -> None:
        self.objects = {address: Resource(address, text.encode("utf-8"), manager, version) for address, text, manager, version in plain["objects"]}
        self.serving = {(recipient, contact): address for recipient, contact, address in plain["serving"]}
        self.verified = {(channel, address) for channel, address in plain["verified"]}
        self.refused = {(organization, channel, address, type_) for organization, channel, address, type_ in plain["refused"]}
        self.kept_verified = plain["kept_verified"]
        self.kept_refused = {(organization, tag, type_) for organization, tag, type_ in plain["kept_refused"]}
        self.foreign = plain["foreign"]
        self.sent = [Posted(*posted) for posted in plain["sent"]]
        self.calls, self.effects = ([Call(*call) for call in plain[name]] for name in ("calls", "effects"))
        self.faults = [Fault(**fault) for fault in plain["faults"]]


def _plain(world: World) -> dict[str, Any]:
    return {
        "objects": [[address, found.canonical.decode("utf-8"), found.manager, found.version] for address, found in world.objects.items()],
        "serving": [[*key, address] for key, address in world.serving.items()],
        "verified": sorted(map(list, world.verified)),
        "refused": sorted(map(list, world.refused)),
        "kept_verified": world.kept_verified,
        "kept_refused": sorted(map(list, world.kept_refused)),
        "foreign": world.foreign,
        "sent": world.sent,
        "calls": world.calls,
        "effects": world.effects,
        "faults": [asdict(fault) for fault in world.faults],
    }
