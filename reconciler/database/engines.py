"""How each kind of database is opened for reading, for writing, and for creating."""

from __future__ import annotations

import logging
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from reconciler.model.errors import Unusable

Mode: TypeAlias = Literal["read", "write", "create"]
"""`create` is for making tables, and a SQLite file where there is none."""

BUSY_SECONDS: Final = 5.0
CONNECT_SECONDS: Final = 10

READING: Final = "SET default_transaction_read_only = on; SET lock_timeout = '10s'"
# At most half of the ledger's lease of 60 s: a session that hangs must be gone before another run may take the lock over.
WRITING: Final = "SET lock_timeout = '10s'; SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '30s'"

LIVENESS: Final = {"keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "30000"}
"""A server that has gone without a word is noticed within half a lease, and not when the operating system gives up, after hours."""

LOUD: Final = ("alembic", "psycopg", "sqlalchemy")
"""Libraries that log what a server said, with values in it. Whatever matters in that reaches us as an exception, so none of it is printed."""

_SQLITE_MODES: Final = {"read": "ro", "write": "rw", "create": "rwc"}


for _name in LOUD:
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


def sqlite_engine(path: Path, mode: Mode) -> Engine:
    """Readers cannot write, and create no file; writers hold the only write lock from their first moment."""
    # A view of one that all share who open the file so: it knows the statements that were compiled, and each has its own listeners.
    return _sqlite_engine(path, mode).execution_options()


@lru_cache(maxsize=16)
def _sqlite_engine(path: Path, mode: Mode) -> Engine:
    uri = f"{path.as_uri()}?mode={_SQLITE_MODES[mode]}"
    engine = create_engine("sqlite://", creator=lambda: _connect(uri, mode), poolclass=NullPool)
    begin = "BEGIN" if mode == "read" else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def postgresql_engine(url: URL, mode: Mode) -> Engine:
    """Transactions see one snapshot, but for the one that creates: it waits for others who do, and must then see what they made.

    Raises `Unusable("driver-missing")` without psycopg.
    """
    query = {"connect_timeout": str(CONNECT_SECONDS), "application_name": "reconciler"} | LIVENESS | dict(url.query)
    try:
        engine = create_engine(url.set(query=query), isolation_level="READ COMMITTED" if mode == "create" else "REPEATABLE READ", pool_size=2)
    except ModuleNotFoundError as error:
        raise Unusable("driver-missing") from error

    def set_up(connection: Any, record: object) -> None:  # noqa: ARG001 - the event's signature
        connection.autocommit = True
        connection.execute(READING if mode == "read" else WRITING)
        connection.autocommit = False

    event.listen(engine, "connect", set_up)
    return engine


def _connect(uri: str, mode: Mode) -> sqlite3.Connection:
    connection = _open(uri)
    try:
        if mode == "read":
            connection.execute("SELECT 1 FROM sqlite_master").close()
        else:
            # What is deleted would stay readable in free pages of the file. Some distributions of SQLite do this by themselves.
            connection.execute("PRAGMA secure_delete = ON").close()
        if mode == "create":
            # A reader of a WAL database writes files beside it; a plan may not.
            connection.execute("PRAGMA journal_mode = DELETE").close()
    except sqlite3.Error as error:
        connection.close()
        if mode != "read" or getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        _roll_back(uri)
        return _open(uri)
    return connection


def _open(uri: str) -> sqlite3.Connection:
    # isolation_level=None: the driver must not begin or commit by itself.
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)


def _roll_back(uri: str) -> None:
    """Undo what a killed writer left half done, as the next writer would: until then the file cannot be read. What is live stays as it was before that writer."""
    connection = _open(uri.replace("?mode=ro", "?mode=rw"))
    try:
        connection.execute("SELECT 1 FROM sqlite_master").close()
    finally:
        connection.close()
