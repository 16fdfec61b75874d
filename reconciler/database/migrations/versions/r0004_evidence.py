"""What test runs delivered and what that proves, confirmations that were asked for, and the messages of the cabinet.

Revision ID: 0004
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    database = context.config.attributes["database"]

    def table(name: str, *columns: sa.Column[Any], keyed: bool = True) -> None:
        op.create_table(database.prefix + name, *columns, schema=database.schema, sqlite_with_rowid=not keyed)

    def index(name: str, on: str, *columns: str) -> None:
        op.create_index(database.prefix + name, database.prefix + on, list(columns), schema=database.schema)

    table(
        "trials",
        sa.Column("number", sa.Integer, primary_key=True),
        *_texts("manager", "environment", "actor", "mode", "outcome", ("counts", "{}"), ("passed", "[]")),
        *_numbers("at"),
        _seconds(),
        keyed=False,
    )
    table(
        "deliveries",
        *_keys("organization"),
        *(sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False, nullable=False) for name in ("trial", "position")),
        *_texts("manager", "environment", "message", "mode", "scenario", "event", "type", "recipient", "contact", "channel", "address"),
        *_texts("status", "verdict", "answer", "code"),
        _seconds("-1"),
        *_numbers("at"),
    )
    table("proofs", *_keys("organization", "manager", "environment", "type", "mode"), *_numbers("trial", "at"))
    table("transport_proofs", *_keys("manager", "environment", "channel"), *_texts("configuration"), *_numbers("at"))
    table(
        "confirmations",
        *_keys("organization", "token"),
        *_texts("manager", "environment", "recipient", "contact", "channel", "address"),
        *_numbers("sent", "expires", "used", "replaced", "failed"),
    )
    table("inbox", *_keys("organization", "recipient", "message"), *_texts("type", "subject", "body", "link"), *_numbers("at"))
    index("deliveries_trial", "deliveries", "manager", "environment", "trial")
    index("confirmations_token", "confirmations", "token")
    index("confirmations_address", "confirmations", "address")


def _keys(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, KEY, primary_key=True, nullable=False) for name in names]


def _texts(*names: str | tuple[str, str]) -> list[sa.Column[Any]]:
    pairs = [(name, "") if isinstance(name, str) else name for name in names]
    return [sa.Column(name, sa.Text, nullable=False, server_default=sa.text(f"'{default}'")) for name, default in pairs]


def _numbers(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.BigInteger, nullable=False, server_default=sa.text("0")) for name in names]


def _seconds(default: str = "0") -> sa.Column[Any]:
    return sa.Column("seconds", sa.Float, nullable=False, server_default=sa.text(default))
