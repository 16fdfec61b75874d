"""What a process that applies needs, loaded once; and one apply, so that whatever is loaded or built at first use is there as well."""

from __future__ import annotations

import tempfile
from pathlib import Path

import alembic.command
import psycopg
import sqlalchemy.dialects.postgresql.psycopg
import sqlalchemy.dialects.sqlite.pysqlite

import reconciler.applying.apply
import reconciler.applying.steps
import reconciler.backends.memory
import reconciler.backends.sql
import reconciler.cli.boundary
import reconciler.cli.interruption
import reconciler.cli.verbs.apply
import reconciler.cli.verbs.forget
import reconciler.cli.verbs.plan
import reconciler.cli.verbs.validate
import reconciler.database.prepare
import reconciler.engine.apply
import reconciler.ledger.sql
import reconciler.planning.causes
import reconciler.planning.plan
import reconciler.planning.saved
import reconciler.reporting.plan

__all__ = ["alembic", "psycopg", "reconciler", "sqlalchemy"]


def _once() -> None:
    from tests.convergence.project import applied, nothing_left, write_project

    organization = {"version": 1, "kind": "Organization", "id": "warm", "name": "ООО «Тепло»", "form": "company"}
    petrov = {"family_name": "Петров", "contacts": {"email": "petrov@teleset.example"}}
    with tempfile.TemporaryDirectory() as directory:
        for name in ("Пётр", "Павел"):
            write_project(Path(directory), [{**organization, "accounts": {"petrov": {**petrov, "given_name": name}}}])
            applied(Path(directory))
            nothing_left(Path(directory))


_once()
