"""Drivers' exceptions → ours, by SQLSTATE or SQLite's error code. Their texts quote values and addresses, so none goes in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from reconciler.model.errors import BackendError, ConflictError, RejectedError, TransientError

_TRANSIENT: Final = {
    "55P03": "backend-locked",  # lock_not_available
    "40001": "backend-busy",  # serialization_failure
    "40P01": "backend-busy",  # deadlock_detected
    "57014": "backend-timeout",  # query_canceled, by statement_timeout
    "25P03": "backend-timeout",  # idle_in_transaction_session_timeout
    "53300": "backend-unreachable",  # too_many_connections
}
_TRANSIENT_CLASSES: Final = {"08": "backend-unreachable", "57": "backend-unreachable", "53": "backend-busy"}
_REJECTED: Final = {
    "25006": "backend-read-only",
    "53100": "backend-full",
    "42501": "backend-permission",
    "42P01": "tables-incomplete",  # undefined_table
    "42703": "tables-incomplete",  # undefined_column
    "3F000": "tables-incomplete",  # invalid_schema_name
    "3D000": "database-missing",
}
_REJECTED_CLASSES: Final = {"28": "backend-permission"}

_SQLITE_TRANSIENT: Final = {sqlite3.SQLITE_BUSY: "backend-locked", sqlite3.SQLITE_LOCKED: "backend-locked"}
_SQLITE_REJECTED: Final = {
    sqlite3.SQLITE_READONLY: "backend-read-only",
    sqlite3.SQLITE_FULL: "backend-full",
    sqlite3.SQLITE_PERM: "backend-permission",
    sqlite3.SQLITE_AUTH: "backend-permission",
    sqlite3.SQLITE_CANTOPEN: "backend-permission",
    sqlite3.SQLITE_NOTADB: "not-a-database",
    sqlite3.SQLITE_CORRUPT: "not-a-database",
    sqlite3.SQLITE_IOERR: "backend-unreadable",
}

_LOGIN_WORDS: Final = (("password authentication failed", "backend-permission"), ("pg_hba.conf", "backend-permission"), ('database "', "database-missing"))
"""At log-in libpq hands over no SQLSTATE, only words; where they are English they tell a refusal from a server that is down."""


@contextmanager
def translated(label: str) -> Iterator[None]:
    """Turns what a driver raises inside into `BackendError`s that name the database by its label."""
    try:
        yield
    except DBAPIError as error:
        raise fault(error, label) from error
    except SQLAlchemyError as error:
        raise RejectedError("backend-failed", backend=label, detail=type(error).__name__) from error


def fault(error: DBAPIError, label: str) -> BackendError:
    """One driver's exception as ours."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _sqlite(cause, label)
    state = getattr(cause, "sqlstate", None)
    if not isinstance(state, str):
        return _without_state(cause, label)
    if state.startswith("23"):
        return ConflictError("live-raced", backend=label)
    if code := _TRANSIENT.get(state):
        return TransientError(code, backend=label)
    if code := _REJECTED.get(state) or _REJECTED_CLASSES.get(state[:2]):
        return RejectedError(code, backend=label)
    if code := _TRANSIENT_CLASSES.get(state[:2]):
        return TransientError(code, backend=label)
    return RejectedError("backend-failed", backend=label, detail=state)


def _without_state(cause: BaseException | None, label: str) -> BackendError:
    words = str(cause)
    for word, code in _LOGIN_WORDS:
        if word in words:
            return RejectedError(code, backend=label)
    if type(cause).__name__ in {"DataError", "ProgrammingError", "InterfaceError", "NotSupportedError"}:
        return RejectedError("backend-failed", backend=label, detail=type(cause).__name__)
    return TransientError("backend-unreachable", backend=label)


def _sqlite(cause: sqlite3.Error, label: str) -> BackendError:
    extended = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    primary = extended & 0xFF
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return ConflictError("live-raced", backend=label)
    if code := _SQLITE_TRANSIENT.get(primary):
        return TransientError(code, backend=label)
    if code := _SQLITE_REJECTED.get(primary):
        return RejectedError(code, backend=label)
    if primary == sqlite3.SQLITE_ERROR and str(cause).startswith(("no such table", "no such column")):
        return RejectedError("tables-incomplete", backend=label)
    return RejectedError("backend-failed", backend=label, detail=getattr(cause, "sqlite_errorname", "") or type(cause).__name__)
