"""What a process that applies needs, loaded once."""

from __future__ import annotations

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
