"""The first tables, and the view `recipients`.

Revision ID: 0001
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# One row for each enabled cell with a usable contact. A contact that must be confirmed is used at its declared address once that is verified, until then at
# its serving address where that is; `inapp` needs no contact. A refusal of everything (*) wins over mandatory types, a refusal of one type does not.
RECIPIENTS = """
SELECT cell.organization, cell.recipient, cell.audience, cell.type, cell.channel, cell.contact, cell.address, cell.locale, cell.timezone,
  CASE WHEN cell.urgent OR cell.mandatory THEN NULL ELSE cell.quiet_from END AS quiet_from,
  CASE WHEN cell.urgent OR cell.mandatory THEN NULL ELSE cell.quiet_to END AS quiet_to,
  cell.urgent, cell.mandatory, cell.manager
FROM (
  SELECT s.organization, {recipient} AS recipient, r.audience, s.type, COALESCE(c.channel, 'inapp') AS channel, s.contact,
    CASE
      WHEN c.contact IS NULL THEN {recipient}
      WHEN NOT c.confirm THEN c.address
      WHEN EXISTS (SELECT 1 FROM {verifications} v WHERE v.channel = c.channel AND v.address = c.address) THEN c.address
      WHEN EXISTS (SELECT 1 FROM {verifications} v WHERE v.channel = c.channel AND v.address = c.serving_address) THEN c.serving_address
    END AS address,
    r.locale, r.timezone, r.quiet_from, r.quiet_to, t.urgent, t.mandatory, COALESCE(s.manager, '') AS manager
  FROM {subscriptions} s
  JOIN {table} r ON {join}
  JOIN {types} t ON t.type = s.type
  LEFT JOIN {contacts} c ON c.organization = s.organization AND c.account = s.account AND c.contact = s.contact
  WHERE NOT r.suspended AND (c.contact IS NOT NULL OR s.contact = 'inapp')
) cell
WHERE cell.address IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM {refusals} f
    WHERE f.organization = cell.organization AND f.channel = cell.channel AND f.address = cell.address
      AND (f.type = '*' OR (f.type = cell.type AND NOT cell.mandatory))
  )
"""


def upgrade() -> None:
    database = context.config.attributes["database"]

    def table(name: str, *columns: sa.Column[Any], keyed: bool = True) -> None:
        op.create_table(database.prefix + name, *columns, schema=database.schema, sqlite_with_rowid=not keyed)

    recipient = ("audience", "employee"), ("locale", "en"), ("timezone", "UTC")
    table(
        "organizations",
        *_keys("organization"),
        *_mark(),
        *_recipient(recipient),
        *_texts("name", ("form", "other")),
        *_optional("inn ogrn kpp parent support requirements"),
    )
    table("accounts", *_keys("organization", "account"), *_mark(), *_recipient(recipient), *_optional("role family_name given_name patronymic"))
    table(
        "contacts",
        *_keys("organization", "account", "contact"),
        _manager(),
        *_texts("channel", "address"),
        *_flags("confirm"),
        *_optional("serving_address secret_source secret_name secret_tag consent_basis consent_since"),
    )
    table("subscriptions", *_keys("organization", "account", "type", "contact"), _manager())
    table(
        "types", *_keys("type"), *_mark(), *_texts("category", "surface"), *_flags("mandatory", "urgent", "selectable", "core"), *_texts(("definition", "{}"))
    )
    table("verifications", *_keys("channel", "address"))
    table("refusals", *_keys("organization", "channel", "address", "type"))
    table("installation", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), sa.Column("key", sa.Text, nullable=False))
    table("bindings", *_keys("manager"), *_texts("environment", "source"))
    table("history", sa.Column("number", sa.Integer, primary_key=True), *_history(), keyed=False)
    table(
        "leases",
        *_keys("name"),
        sa.Column("token", sa.BigInteger, nullable=False),
        *_texts("holder", "host"),
        *_numbers(sa.BigInteger(), "process"),
        *_texts("boot", "operation"),
        *_numbers(sa.BigInteger(), "since", "expires"),
    )
    op.create_index(database.prefix + "subscriptions_type", database.prefix + "subscriptions", ["organization", "type"], schema=database.schema)
    op.execute(_view(database))


def _view(database: Any) -> str:
    names = {name: database.name(name) for name in ("verifications", "refusals", "subscriptions", "types", "contacts")}
    accounts = RECIPIENTS.format(
        table=database.name("accounts"),
        recipient="s.organization || '/' || s.account",
        join="r.organization = s.organization AND r.account = s.account",
        **names,
    )
    organizations = RECIPIENTS.format(
        table=database.name("organizations"), recipient="s.organization", join="r.organization = s.organization AND s.account = ''", **names
    )
    return f"CREATE VIEW {database.name('recipients')} AS {accounts} UNION ALL {organizations}"


def _keys(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, KEY, primary_key=True, nullable=False) for name in names]


def _texts(*names: str | tuple[str, str]) -> list[sa.Column[Any]]:
    pairs = [(name, "") if isinstance(name, str) else name for name in names]
    return [sa.Column(name, sa.Text, nullable=False, server_default=sa.text(f"'{default}'")) for name, default in pairs]


def _optional(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text) for name in names.split()]


def _flags(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false()) for name in names]


def _numbers(type: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, type, nullable=False, server_default=sa.text("0")) for name in names]


def _manager() -> sa.Column[Any]:
    return sa.Column("manager", sa.Text, server_default=sa.text("''"))


def _mark() -> list[sa.Column[Any]]:
    return [_manager(), *_numbers(sa.BigInteger(), "revision")]


def _recipient(texts: tuple[tuple[str, str], ...]) -> list[sa.Column[Any]]:
    return [*_texts(*texts), *_optional("quiet_from quiet_to"), *_flags("suspended", "protected")]


def _history() -> list[sa.Column[Any]]:
    return [
        *_texts("operation", "manager", "environment", "actor", "digest"),
        *_numbers(sa.Integer(), "added", "changed", "deleted", "adopted", "moved"),
        *_texts("source_commit"),
        *_flags("dirty"),
        *_texts("outcome", "error", "started"),
        *_numbers(sa.Float(), "seconds"),
    ]
