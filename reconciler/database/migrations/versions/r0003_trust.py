"""What was last applied to each object, so that a change can say what caused it; what the history says of files and catalogue; pauses; the journal of changes made
one by one; and what is known of addresses that were erased.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    database = context.config.attributes["database"]
    op.create_table(
        database.prefix + "applied",
        sa.Column("manager", KEY, primary_key=True, nullable=False),
        sa.Column("address", KEY, primary_key=True, nullable=False),
        *_texts("tag"),
        schema=database.schema,
        sqlite_with_rowid=False,
    )
    op.create_table(
        database.prefix + "pauses",
        *(sa.Column(name, KEY, primary_key=True, nullable=False) for name in ("manager", "environment", "organization")),
        *_texts("actor", "reason"),
        *(sa.Column(name, sa.BigInteger, nullable=False, server_default=sa.text("0")) for name in ("since", "until")),
        schema=database.schema,
        sqlite_with_rowid=False,
    )
    op.create_table(
        database.prefix + "kept_verifications",
        sa.Column("tag", KEY, primary_key=True, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        schema=database.schema,
        sqlite_with_rowid=False,
    )
    op.create_table(
        database.prefix + "kept_refusals",
        *(sa.Column(name, KEY, primary_key=True, nullable=False) for name in ("organization", "tag", "type")),
        schema=database.schema,
        sqlite_with_rowid=False,
    )
    for column in _texts("files", "catalogue"):
        op.add_column(database.prefix + "history", column, schema=database.schema)
    op.create_table(
        database.prefix + "journal",
        sa.Column("run", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("key", KEY, primary_key=True, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        *_texts("address", "action", "tag_before", "tag_after", "source", "outcome", "error"),
        schema=database.schema,
        sqlite_with_rowid=False,
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''")) for name in names]
