"""One database: its engines, and transactions that can only read or that write."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from reconciler.database.engines import Mode, postgresql_engine, sqlite_engine
from reconciler.database.faults import translated
from reconciler.database.tables import tables_of
from reconciler.model.errors import RejectedError, Unusable

SQLITE_PREFIX: Final = "reconciler_"
POSTGRESQL_SCHEMA: Final = "reconciler"

_SCHEMA: Final = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class Database:
    """A SQLite file or a schema of a PostgreSQL database.

    Constructing one connects to nothing. `url` is `sqlite:///path` (relative paths: from `directory`) or `postgresql+psycopg://…`; `schema` is for PostgreSQL only.
    Raises `Unusable("backend-url")` for anything else.
    """

    def __init__(self, url: str, *, schema: str | None = None, directory: Path = Path()) -> None:
        self.url = _checked(url)
        self.embedded = self.url.get_backend_name() == "sqlite"
        if schema is not None and (self.embedded or not _SCHEMA.fullmatch(schema)):
            raise Unusable("backend-schema")
        self.schema = None if self.embedded else schema or POSTGRESQL_SCHEMA
        self.prefix = SQLITE_PREFIX if self.embedded else ""
        self.path = (directory / (self.url.database or "")).resolve() if self.embedded else None
        self.tables = tables_of(schema=self.schema, prefix=self.prefix)
        self._engines: dict[Mode, Engine] = {}

    @property
    def label(self) -> str:
        """The URL without user, password and options: `sqlite:///…` or `postgresql://host/database`, and the schema where it is not the usual one."""
        if self.embedded:
            return f"sqlite:///{(self.url.database or '').replace(chr(92), '/')}"
        port = f":{self.url.port}" if self.url.port else ""
        schema = "" if self.schema == POSTGRESQL_SCHEMA else f" ({self.schema})"
        return f"postgresql://{self.url.host or ''}{port}/{self.url.database or ''}{schema}"

    def name(self, table: str) -> str:
        """A table's or view's full name, quoted for use in SQL."""
        return f'"{self.prefix}{table}"' if self.schema is None else f'"{self.schema}"."{table}"'

    @contextmanager
    def read(self) -> Iterator[Connection | None]:
        """One snapshot that cannot write; None where the file does not exist. Raises `BackendError`."""
        if self.is_missing():
            yield None
            return
        with translated(self.label), self.engine("read").connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, create: bool = False) -> Iterator[Connection]:
        """One transaction, committed at the end, rolled back by an exception. `create` makes the file where there is none. Raises `BackendError`."""
        if not create and self.is_missing():
            raise RejectedError("not-prepared", backend=self.label)
        if self.path is not None and create:
            self._make_directory(self.path.parent)
        with translated(self.label), self.engine("create" if create else "write").begin() as connection:
            yield connection

    def is_same(self, other: Database) -> bool:
        """Whether both are the same file, or the same schema reached by the same URL."""
        return self.path == other.path if self.embedded and other.embedded else (self.url, self.schema) == (other.url, other.schema)

    def owns(self, transaction: object) -> bool:
        """Whether an open transaction is one of this database's writing ones."""
        return isinstance(transaction, Connection) and transaction.engine in {self._engines.get("write"), self._engines.get("create")}

    def engine(self, mode: Mode) -> Engine:
        """The engine for `read`, `write` or `create`, made at its first use."""
        if mode not in self._engines:
            self._engines[mode] = engine = sqlite_engine(self.path, mode) if self.path is not None else postgresql_engine(self.url, mode)
            weakref.finalize(self, engine.dispose)
        return self._engines[mode]

    def close(self) -> None:
        """End every idle connection. The database can be used again."""
        for engine in self._engines.values():
            engine.dispose()

    def is_missing(self) -> bool:
        """Whether it is in a file that is not there. Raises `RejectedError` where nobody lets us look: that must not pass for an empty world."""
        if self.path is None:
            return False
        try:
            self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError as error:
            raise RejectedError("backend-permission", backend=self.label) from error
        return False

    def _make_directory(self, directory: Path) -> None:
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RejectedError("backend-permission", backend=self.label) from error


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise Unusable("backend-url") from error
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    on_disk = parsed.drivername == "sqlite" and bool(parsed.database) and parsed.database != ":memory:" and not parsed.query
    if not on_disk and (parsed.drivername != "postgresql+psycopg" or not parsed.database):
        raise Unusable("backend-url")
    return parsed
