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
import reconciler.database.prepare
import reconciler.engine.apply
import reconciler.ledger.sql
import reconciler.planning.causes
import reconciler.planning.plan
import reconciler.planning.saved

__all__ = ["alembic", "psycopg", "reconciler", "sqlalchemy"]
