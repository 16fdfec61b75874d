"""The database as a witness: each write of each row is noted by a trigger, in the same transaction, with who wrote and who held what leases in that moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MANAGER = "tests-0001"
OURSELVES = -1
"""Who writes behind the back of the watches."""

_WATCHED = ("organizations", "accounts", "contacts", "subscriptions", "types", "applied", "history")
_LEASE = "(SELECT {column} FROM reconciler_leases WHERE name = '{name}')"


@dataclass(frozen=True)
class Tally:
    """What the witness saw: writes of rows, transactions of watches that wrote, and by how many processes."""

    writes: int
    transactions: int
    writers: int


class Audit:
    def __init__(self, file: Path) -> None:
        self._file = file

    def install(self) -> None:
        columns = [
            _LEASE.format(column=column, name=name)
            for name in (f"watch:{MANAGER}", "write")
            for column in ("process", "expires - strftime('%s', 'now')", "token")
        ]
        with self.connected() as connection:
            connection.execute("CREATE TABLE audit (seq INTEGER PRIMARY KEY, place, writer, leader, lead_left, lead, locker, lock_left, lock)")
            for table in _WATCHED:
                for verb in ("INSERT", "UPDATE", "DELETE"):
                    connection.execute(
                        f"CREATE TRIGGER audit_{table}_{verb} AFTER {verb} ON reconciler_{table} BEGIN "
                        f"INSERT INTO audit (place, writer, leader, lead_left, lead, locker, lock_left, lock) VALUES ('{table}', writer(), {', '.join(columns)}); END"
                    )

    @contextmanager
    def connected(self, patience: float = 30.0) -> Iterator[sqlite3.Connection]:
        """One transaction of ours, which holds the only write lock."""
        with closing(sqlite3.connect(f"{self._file.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=patience)) as connection:
            connection.create_function("writer", 0, lambda: OURSELVES)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _looking(self, patience: float = 30.0) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(f"{self._file.as_uri()}?mode=rw", uri=True, timeout=patience))

    def writes(self) -> int:
        """How many rows were written by now; -1 where nobody is asked to note it yet."""
        try:
            with self._looking() as connection:
                return int(connection.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()[0])
        except sqlite3.OperationalError:
            return -1

    def leader(self) -> int:
        """The process that holds the lead; 0 where nobody does, or where whoever stands still in the middle of a write lets nobody look."""
        with suppress(sqlite3.OperationalError), self._looking(0.5) as connection:
            found = connection.execute(
                "SELECT process FROM reconciler_leases WHERE name = ? AND expires > strftime('%s', 'now') + 0", [f"watch:{MANAGER}"]
            ).fetchone()
            return int(found[0]) if found else 0
        return 0

    def expire(self) -> None:
        """As if whoever leads had not been heard of for as long as the lease lasts. Raises `sqlite3.OperationalError` where it stands still inside a transaction."""
        with self.connected(0.5) as connection:
            connection.execute("UPDATE reconciler_leases SET expires = 0 WHERE name = ?", [f"watch:{MANAGER}"])

    def judge(self, said: dict[int, int]) -> Tally:
        """Raises `AssertionError` where anybody wrote who had no right to, or wrote without a row in the history. `said` are numbers of the history, and the processes that said they wrote them."""
        with self._looking() as connection:
            rows = connection.execute("SELECT place, writer, leader, lead, locker, lock FROM audit WHERE writer != ? ORDER BY seq", [OURSELVES]).fetchall()
            history = dict(connection.execute("SELECT number, operation FROM reconciler_history").fetchall())
        wrote: dict[int, set[str]] = {}
        entries: dict[int, int] = {}
        for place, writer, leader, _, locker, lock in rows:
            assert writer == leader, f"{writer} wrote while {leader} held the lead ({place})"
            assert writer == locker, f"{writer} wrote while {locker} held the lock ({place})"
            wrote.setdefault(lock, set()).add(place)
            entries[lock] = entries.get(lock, 0) + (place == "history")
        assert all(count == 1 for count in entries.values()), "whoever wrote under the lock has written one row of history"
        assert set(history.values()) == {"watch"}
        assert set(said) <= set(history), "who said that it wrote has written it down"
        return Tally(len(rows), len(wrote), len({writer for _, writer, *_ in rows}))
