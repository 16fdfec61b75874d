"""How a database is, seen from outside: whether it answers, and whether a killed writer left work to be undone. Writes nothing, not even that."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from reconciler.database.database import Database

BUSY_SECONDS: Final = 0.5


def reach(database: Database) -> float:
    """Seconds until it answered. A file that is not there has nothing to answer. Raises `BackendError`, `Unusable`."""
    start = time.monotonic()
    with database.read() as connection:
        if connection is not None:
            connection.exec_driver_sql("SELECT 1").close()
    return time.monotonic() - start


def is_left_half_done(path: Path) -> bool:
    """Whether a writer of this SQLite file was killed in the middle. The next who reads rolls back what it had begun; here nobody does."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").close()
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_ROLLBACK
    return False
