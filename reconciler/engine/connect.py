"""A project → its backend and its ledger. Constructing them reads and writes nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconciler.backends import BACKENDS, backend_class
from reconciler.model.backend import Backend, Preparable
from reconciler.model.errors import Unusable
from reconciler.model.evidence import Evidence
from reconciler.model.ledger import Ledger
from reconciler.model.plan import Target
from reconciler.project import Project, resolve_references

if TYPE_CHECKING:
    from reconciler.database.database import Database


LOCK_WAIT = 60.0
"""Seconds to wait for another run that is writing."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a project is applied to. `ledger_database` is set where the ledger has a database of its own, which wants to be prepared too."""

    project: Project
    backend: Backend
    ledger: Ledger
    ledger_database: Database | None = None

    @property
    def evidence(self) -> Evidence:
        """What is remembered of deliveries, in the place where the ledger is."""
        return self.ledger.evidence

    @property
    def target(self) -> Target:
        return Target(self.project.environment, self.backend.label, self.project.manager)

    @property
    def backend_database(self) -> Database | None:
        """The database of ours that the live side is in; None for another system."""
        return getattr(self.backend, "database", None)

    @property
    def databases(self) -> tuple[Database, ...]:
        """Those of ours that backend and ledger are kept in; () for a backend that has none."""
        return tuple(one for one in (self.backend_database, self.ledger_database) if one is not None)

    @property
    def on_one_machine(self) -> bool:
        """Whether the ledger is in a file (or the memory) of this machine, so that no other one can share it."""
        database = self.ledger_database or self.backend_database
        return database is None or database.embedded

    @property
    def gone(self) -> bool:
        """Whether the ledger is in a file that is not there: not made yet, or taken away. Raises `RejectedError` where nobody lets us look."""
        database = self.ledger_database or self.backend_database
        return database is not None and database.is_missing()

    @property
    def pending(self) -> tuple[str, ...]:
        """The migrations that backend and ledger still need; looking changes nothing."""
        found = self.backend.pending() if isinstance(self.backend, Preparable) else ()
        if self.ledger_database is not None:
            from reconciler.database.revisions import pending

            found += pending(self.ledger_database)
        return found

    @property
    def prepares_itself(self) -> bool:
        """Whether `apply` may run them unasked: only where everything is embedded."""
        backend = not isinstance(self.backend, Preparable) or self.backend.prepares_itself
        return backend and (self.ledger_database is None or self.ledger_database.embedded)

    def prepare(self) -> tuple[str, ...]:
        """Run the migrations; returns those that were run. Running it again is harmless."""
        done = self.backend.prepare() if isinstance(self.backend, Preparable) else ()
        if self.ledger_database is not None:
            from reconciler.database.prepare import prepare

            done += prepare(self.ledger_database)
        return done

    def close(self) -> None:
        """End every idle connection. It can be used again."""
        for database in self.databases:
            database.close()

    def ddl(self) -> str:
        """The statements that `prepare` would run; those of a ledger elsewhere after a line that names its database."""
        statements = self.backend.ddl() if isinstance(self.backend, Preparable) else ""
        if self.ledger_database is None:
            return statements
        from reconciler.database.prepare import ddl

        own = ddl(self.ledger_database)
        return "\n".join(part for part in (statements, f"-- {self.ledger_database.label}\n{own}" if own else "") if part)


def connect(project: Project, *, environ: Mapping[str, str] | None = None) -> Connection:
    """The only place where a project's own references (`{env: NAME}`, `{file: path}`) become values.

    Raises `Unusable` for a backend that does not exist, a reference that is not set, a ledger that is missing or in the wrong place.
    """
    if project.backend_type not in BACKENDS:
        raise Unusable("unknown-backend", type=project.backend_type, known=tuple(sorted(BACKENDS)))
    environ = os.environ if environ is None else environ
    options = resolve_references(project.backend_options, directory=project.directory, environ=environ)
    backend = backend_class(project.backend_type)(options, project.directory)
    # A backend in a database of ours shares it, so that ledger and backend write in one transaction.
    shared: Database | None = getattr(backend, "database", None)
    if project.ledger is None:
        return Connection(project, backend, _ledger_of(project.backend_type, backend, shared))
    database = _own_database(project, resolve_references(project.ledger, directory=project.directory, environ=environ))
    remote = not shared.embedded if shared is not None else backend.capabilities.lives == "remote"
    if database.embedded and remote:
        # Two machines would each hold their own lock on one and the same system.
        raise Unusable("file-ledger", ledger=database.label, backend=backend.label)
    if shared is not None and shared.is_same(database):
        # As two databases of one file they would wait for each other's locks.
        return Connection(project, backend, _sql_ledger(shared))
    return Connection(project, backend, _sql_ledger(database), database)


def place_of(project: Project, *, environ: Mapping[str, str] | None = None) -> object:
    """What `connect` would connect to, for comparing: another one too where only a password is another one. Not to be shown. Raises `Unusable` for a reference that is not set."""
    environ = os.environ if environ is None else environ
    options, ledger = (resolve_references(one or {}, directory=project.directory, environ=environ) for one in (project.backend_options, project.ledger))
    return project.manager, project.environment, project.backend_type, options, ledger, project.ledger is None


def _ledger_of(backend_type: str, backend: Backend, shared: Database | None) -> Ledger:
    """The ledger that lives where the backend lives."""
    if shared is not None:
        return _sql_ledger(shared)
    if backend.capabilities.lives == "process":
        from reconciler.ledger.memory import MemoryLedger

        return MemoryLedger()
    raise Unusable("ledger-required", backend=backend_type)


def _own_database(project: Project, options: Mapping[str, object]) -> Database:
    from reconciler.database.database import Database

    url, schema = options.get("url"), options.get("schema")
    if options.get("type") != "sql" or not isinstance(url, str) or not isinstance(schema, str | None):
        raise Unusable("ledger-options")
    return Database(url, schema=schema, directory=project.directory)


def _sql_ledger(database: Database) -> Ledger:
    from reconciler.ledger.sql import SqlLedger

    return SqlLedger(database)
