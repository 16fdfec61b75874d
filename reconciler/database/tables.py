"""The tables, as the newest migration leaves them (a test holds the two together).

Keys lead with the organization, so that the tables can be spread over servers by it. There are no foreign keys: rows of other programs live in the same
tables, and a key would either block our writes because of their rows or carry their rows away with ours. Rows that hang in the air have no effect: the
view `recipients` joins inwards.

Every column but the keys has a default, so that another program can put a row in by naming few of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, MetaData, Table, Text, false, text

KEY: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point everywhere, as SQLite's does."""


class Tables:
    """The tables under one schema (PostgreSQL) or name prefix (SQLite)."""

    def __init__(self, *, schema: str | None, prefix: str) -> None:
        self.metadata = MetaData(schema=schema)
        self._prefix = prefix
        self.organizations = self._table("organizations", _key("organization"), *_mark(), *_recipient(), *_organization())
        self.accounts = self._table("accounts", _key("organization"), _key("account"), *_mark(), *_recipient(), *_person())
        self.contacts = self._table("contacts", _key("organization"), _key("account"), _key("contact"), _manager(), *_contact())
        self.subscriptions = self._table("subscriptions", _key("organization"), _key("account"), _key("type"), _key("contact"), _manager())
        self.types = self._table("types", _key("type"), *_mark(), *_type())
        self.verifications = self._table("verifications", _key("channel"), _key("address"))
        self.refusals = self._table("refusals", _key("organization"), _key("channel"), _key("address"), _key("type"))
        self.installation = self._table("installation", Column("id", Integer, primary_key=True, autoincrement=False), Column("key", Text, nullable=False))
        self.bindings = self._table("bindings", _key("manager"), _text("environment"), _text("source"))
        self.history = self._table("history", Column("number", Integer, primary_key=True), *_history(), keyed=False)
        self.leases = self._table("leases", _key("name"), *_lease())
        self.approvals = self._table("approvals", _key("digest"), Column("granted", BigInteger, primary_key=True, autoincrement=False), *_approval())
        self.applied = self._table("applied", _key("manager"), _key("address"), _text("tag"))
        self.pauses = self._table("pauses", _key("manager"), _key("environment"), _key("organization"), *_pause())
        self.journal = self._table("journal", Column("run", BigInteger, primary_key=True, autoincrement=False), _key("key"), *_intent())
        self.kept_verifications = self._table("kept_verifications", _key("tag"), Column("expires", BigInteger, nullable=False))
        self.kept_refusals = self._table("kept_refusals", _key("organization"), _key("tag"), _key("type"))
        self.trials = self._table("trials", Column("number", Integer, primary_key=True), *_trial(), keyed=False)
        self.deliveries = self._table("deliveries", _key("organization"), *_place("trial", "position"), *_delivery())
        self.proofs = self._table("proofs", *map(_key, ("organization", "manager", "environment", "type", "mode")), *_numbers("trial", "at"))
        self.transport_proofs = self._table("transport_proofs", *map(_key, ("manager", "environment", "channel")), _text("configuration"), *_numbers("at"))
        self.confirmations = self._table("confirmations", _key("organization"), _key("token"), *_confirmation())
        self.inbox = self._table("inbox", *map(_key, ("organization", "recipient", "message")), *_posted())
        Index(f"{prefix}subscriptions_type", self.subscriptions.c.organization, self.subscriptions.c.type)
        Index(f"{prefix}deliveries_trial", self.deliveries.c.manager, self.deliveries.c.environment, self.deliveries.c.trial)
        Index(f"{prefix}confirmations_token", self.confirmations.c.token)
        Index(f"{prefix}confirmations_address", self.confirmations.c.address)

    def _table(self, name: str, *columns: Column[Any], keyed: bool = True) -> Table:
        return Table(self._prefix + name, self.metadata, *columns, sqlite_with_rowid=not keyed)


@lru_cache(maxsize=8)
def tables_of(*, schema: str | None, prefix: str) -> Tables:
    """The same every time, since nobody changes them: to build them takes longer than to open a database."""
    return Tables(schema=schema, prefix=prefix)


def _key(name: str) -> Column[str]:
    return Column(name, KEY, primary_key=True, nullable=False)


def _text(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text(f"'{default}'"))


def _optional(*names: str) -> list[Column[Any]]:
    return [Column(name, Text) for name in names]


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False, server_default=false())


def _manager() -> Column[Any]:
    return Column("manager", Text, server_default=text("''"))


def _mark() -> list[Column[Any]]:
    return [_manager(), Column("revision", BigInteger, nullable=False, server_default=text("0"))]


def _recipient() -> list[Column[Any]]:
    return [
        _text("audience", "employee"),
        _text("locale", "en"),
        _text("timezone", "UTC"),
        *_optional("quiet_from", "quiet_to"),
        _flag("suspended"),
        _flag("protected"),
    ]


def _organization() -> list[Column[Any]]:
    return [_text("name"), _text("form", "other"), *_optional("inn", "ogrn", "kpp", "parent", "support", "requirements")]


def _person() -> list[Column[Any]]:
    return _optional("role", "family_name", "given_name", "patronymic")


def _contact() -> list[Column[Any]]:
    return [
        _text("channel"),
        _text("address"),
        _flag("confirm"),
        *_optional("serving_address", "secret_source", "secret_name", "secret_tag", "consent_basis", "consent_since"),
    ]


def _type() -> list[Column[Any]]:
    return [
        _text("category"),
        _text("surface"),
        _flag("mandatory"),
        _flag("urgent"),
        _flag("selectable"),
        _flag("core"),
        _text("definition", "{}"),
    ]


def _history() -> list[Column[Any]]:
    counts: list[Column[Any]] = [
        Column(name, Integer, nullable=False, server_default=text("0")) for name in ("added", "changed", "deleted", "adopted", "moved")
    ]
    return [
        *(_text(name) for name in ("operation", "manager", "environment", "actor", "digest")),
        *counts,
        _text("source_commit"),
        _flag("dirty"),
        *(_text(name) for name in ("outcome", "error", "started")),
        Column("seconds", Float, nullable=False, server_default=text("0")),
        *(_text(name) for name in ("approvals", "reason", "files", "catalogue")),
    ]


def _approval() -> list[Column[Any]]:
    return [
        *(_text(name) for name in ("manager", "environment", "guard", "subject", "actor", "reason")),
        Column("used", BigInteger, nullable=False, server_default=text("0")),
    ]


def _pause() -> list[Column[Any]]:
    moments = (Column(name, BigInteger, nullable=False, server_default=text("0")) for name in ("since", "until"))
    return [_text("actor"), _text("reason"), *moments]


def _lease() -> list[Column[Any]]:
    return [
        Column("token", BigInteger, nullable=False),
        *(_text(name) for name in ("holder", "host")),
        Column("process", BigInteger, nullable=False, server_default=text("0")),
        *(_text(name) for name in ("boot", "operation")),
        Column("since", BigInteger, nullable=False, server_default=text("0")),
        Column("expires", BigInteger, nullable=False, server_default=text("0")),
    ]


def _intent() -> list[Column[Any]]:
    return [
        Column("position", BigInteger, nullable=False, server_default=text("0")),
        *(_text(name) for name in ("address", "action", "tag_before", "tag_after", "source", "outcome", "error")),
    ]


def _place(*names: str) -> list[Column[Any]]:
    return [Column(name, BigInteger, primary_key=True, autoincrement=False) for name in names]


def _numbers(*names: str) -> list[Column[Any]]:
    return [Column(name, BigInteger, nullable=False, server_default=text("0")) for name in names]


def _trial() -> list[Column[Any]]:
    return [
        *(_text(name) for name in ("manager", "environment", "actor", "mode", "outcome")),
        _text("counts", "{}"),
        _text("passed", "[]"),
        *_numbers("at"),
        Column("seconds", Float, nullable=False, server_default=text("0")),
    ]


def _delivery() -> list[Column[Any]]:
    """`address` is masked, as it is everywhere outside `contacts`."""
    return [
        *(_text(name) for name in ("manager", "environment", "message", "mode", "scenario", "event", "type", "recipient", "contact", "channel", "address")),
        *(_text(name) for name in ("status", "verdict", "answer", "code")),
        Column("seconds", Float, nullable=False, server_default=text("-1")),
        *_numbers("at"),
    ]


def _confirmation() -> list[Column[Any]]:
    """`token` and `address` are keyed digests."""
    return [
        *(_text(name) for name in ("manager", "environment", "recipient", "contact", "channel", "address")),
        *_numbers("sent", "expires", "used", "replaced", "failed"),
    ]


def _posted() -> list[Column[Any]]:
    return [*(_text(name) for name in ("type", "subject", "body", "link")), *_numbers("at")]
