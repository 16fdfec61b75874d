"""SQLSTATEs and SQLite's codes → what to do next."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from reconciler.database.faults import fault, translated
from reconciler.model.errors import BackendError, ConflictError, RejectedError, TransientError
from reconciler.reporting.messages.backend import ENTRIES

pytestmark = pytest.mark.usefixtures("migrations_in_earnest")

TEXT = "Key (address)=(ivanova@teleset.example) already exists"


class PostgresqlError(Exception):
    def __init__(self, sqlstate: str | None, text: str = TEXT) -> None:
        super().__init__(text)
        self.sqlstate = sqlstate


class OperationalError(PostgresqlError):
    pass


def _sqlite(code: int, text: str = TEXT) -> sqlite3.Error:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode, error.sqlite_errorname = code, "SQLITE_X"
    return error


@pytest.mark.parametrize(
    ("cause", "kind", "code"),
    [
        (PostgresqlError("23505"), ConflictError, "live-raced"),
        (PostgresqlError("40001"), TransientError, "backend-busy"),
        (PostgresqlError("40P01"), TransientError, "backend-busy"),
        (PostgresqlError("55P03"), TransientError, "backend-locked"),
        (PostgresqlError("57014"), TransientError, "backend-timeout"),
        (PostgresqlError("25P03"), TransientError, "backend-timeout"),
        (PostgresqlError("53300"), TransientError, "backend-unreachable"),
        (PostgresqlError("57P01"), TransientError, "backend-unreachable"),
        (PostgresqlError("08006"), TransientError, "backend-unreachable"),
        (PostgresqlError("53100"), RejectedError, "backend-full"),
        (PostgresqlError("53200"), TransientError, "backend-busy"),
        (PostgresqlError("25006"), RejectedError, "backend-read-only"),
        (PostgresqlError("42501"), RejectedError, "backend-permission"),
        (PostgresqlError("28P01"), RejectedError, "backend-permission"),
        (PostgresqlError("42P01"), RejectedError, "tables-incomplete"),
        (PostgresqlError("3F000"), RejectedError, "tables-incomplete"),
        (PostgresqlError("22021"), RejectedError, "backend-failed"),
        (OperationalError(None, "connection refused"), TransientError, "backend-unreachable"),
        (OperationalError(None, 'FATAL:  password authentication failed for user "x"'), RejectedError, "backend-permission"),
        (OperationalError(None, 'FATAL:  database "notify" does not exist'), RejectedError, "database-missing"),
        (_sqlite(sqlite3.SQLITE_BUSY), TransientError, "backend-locked"),
        (_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), TransientError, "backend-locked"),
        (_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), RejectedError, "backend-read-only"),
        (_sqlite(sqlite3.SQLITE_FULL), RejectedError, "backend-full"),
        (_sqlite(sqlite3.SQLITE_CANTOPEN), RejectedError, "backend-permission"),
        (_sqlite(sqlite3.SQLITE_NOTADB), RejectedError, "not-a-database"),
        (_sqlite(sqlite3.SQLITE_CORRUPT_VTAB), RejectedError, "not-a-database"),
        (_sqlite(sqlite3.SQLITE_IOERR_READ), RejectedError, "backend-unreadable"),
        (_sqlite(sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY), ConflictError, "live-raced"),
        (_sqlite(sqlite3.SQLITE_ERROR, "no such table: x"), RejectedError, "tables-incomplete"),
        (_sqlite(sqlite3.SQLITE_ERROR), RejectedError, "backend-failed"),
        (_sqlite(sqlite3.SQLITE_MISUSE), RejectedError, "backend-failed"),
    ],
)
def test_each_fault_has_a_kind_and_a_code(cause: Exception, kind: type[BackendError], code: str) -> None:
    error = fault(DBAPIError("INSERT …", {"address": TEXT}, cause), "sqlite:///n.db")
    assert type(error) is kind
    assert error.code == code
    assert "ivanova" not in str(error)
    assert code in {entry.code for entry in ENTRIES}


def test_what_is_ours_passes_through() -> None:
    with pytest.raises(RejectedError, match=r"^mine$"), translated("x"):
        raise RejectedError("mine")
    with pytest.raises(RejectedError, match="backend-failed"), translated("x"):
        raise InvalidRequestError(TEXT)
