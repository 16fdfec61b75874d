"""Approvals of what a guard refuses, and what the history says of them.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    database = context.config.attributes["database"]
    op.create_table(
        database.prefix + "approvals",
        sa.Column("digest", KEY, primary_key=True, nullable=False),
        sa.Column("granted", sa.BigInteger, primary_key=True, autoincrement=False, nullable=False),
        *_texts("manager", "environment", "guard", "subject", "actor", "reason"),
        sa.Column("used", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        schema=database.schema,
        sqlite_with_rowid=False,
    )
    for column in _texts("approvals", "reason"):
        op.add_column(database.prefix + "history", column, schema=database.schema)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''")) for name in names]
