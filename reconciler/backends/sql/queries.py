"""The SELECTs that read resources back: raw, in key order, children aggregated by the database.

One row becomes one resource. `recipients()`' rows end in two JSON texts (NULL where there is nothing): contacts as
`[id, channel, address, confirm, secret source, name, tag, consent basis, since, manager, unconfirmed, serving address]` and subscriptions as
`[type, contact, manager]`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import TextClause, bindparam, text

from reconciler.database.database import Database

RECIPIENT: Final = ("manager", "revision", "audience", "locale", "timezone", "quiet_from", "quiet_to", "suspended", "protected")
ORGANIZATION: Final = (*RECIPIENT, "name", "form", "inn", "ogrn", "kpp", "parent", "support", "requirements")
ACCOUNT: Final = (*RECIPIENT, "role", "family_name", "given_name", "patronymic")
TYPE: Final = ("manager", "revision", "category", "surface", "mandatory", "urgent", "selectable", "core", "definition")

_CONTACT: Final = ("contact", "channel", "address", "confirm", "secret_source", "secret_name", "secret_tag", "consent_basis", "consent_since", "manager")


def types(database: Database, only: Collection[str] | None = None) -> TextClause:
    """`type`, then `TYPE`."""
    where = "" if only is None else " WHERE type IN :types"
    return _bound(f"SELECT type, {', '.join(TYPE)} FROM {database.name('types')}{where} ORDER BY type", types=only)  # noqa: S608


def organizations(database: Database, only: Collection[str] | None) -> TextClause:
    """`organization`, `''`, then `ORGANIZATION`, then the children."""
    where = "" if only is None else " WHERE r.organization IN :organizations"
    return _bound(_recipients(database, "organizations", "''", ORGANIZATION) + where + " ORDER BY 1", organizations=only)


def accounts(database: Database, only: Collection[str] | None) -> TextClause:
    """`organization`, `account`, then `ACCOUNT`, then the children."""
    where = "" if only is None else " WHERE r.organization IN :organizations"
    return _bound(_recipients(database, "accounts", "r.account", ACCOUNT) + where + " ORDER BY 1, 2", organizations=only)


def some_accounts(database: Database, organization: str, only: Collection[str]) -> TextClause:
    """As `accounts`, of one organization."""
    where = " WHERE r.organization IN :organizations AND r.account IN :accounts"
    return _bound(_recipients(database, "accounts", "r.account", ACCOUNT) + where, organizations=[organization], accounts=only)


def refusals(database: Database, only: Collection[str] | None) -> TextClause:
    """`organization, channel, address, type`, in order."""
    where = "" if only is None else " WHERE organization IN :organizations"
    return _bound(f"SELECT organization, channel, address, type FROM {database.name('refusals')}{where} ORDER BY 1, 2, 3, 4", organizations=only)  # noqa: S608


def strays(database: Database, organization: str, only: Collection[str]) -> TextClause:
    """`account, type, contact, manager` of contacts (`type` NULL) and subscriptions, whether or not their recipient is there."""
    where = "WHERE organization IN :organizations AND account IN :accounts"
    sql = (
        f"SELECT account, NULL AS type, contact, manager FROM {database.name('contacts')} {where} "  # noqa: S608
        f"UNION ALL SELECT account, type, contact, manager FROM {database.name('subscriptions')} {where}"
    )
    return _bound(sql, organizations=[organization], accounts=only)


def _recipients(database: Database, table: str, account: str, columns: tuple[str, ...]) -> str:
    own = ", ".join(f"r.{column}" for column in columns)
    contact = ", ".join(f"c.{column}" for column in _CONTACT)
    verified = f"EXISTS (SELECT 1 FROM {database.name('verifications')} v WHERE v.channel = c.channel AND v.address = c."  # noqa: S608
    contacts = _aggregate(
        database,
        f"{contact}, CASE WHEN c.confirm THEN NOT {verified}address) END, CASE WHEN c.confirm AND {verified}serving_address) THEN c.serving_address END",
        f"{database.name('contacts')} c WHERE c.organization = r.organization AND c.account = {account}",
    )
    subscriptions = _aggregate(
        database,
        "s.type, s.contact, s.manager",
        f"{database.name('subscriptions')} s WHERE s.organization = r.organization AND s.account = {account}",
    )
    return f"SELECT r.organization, {account}, {own}, {contacts}, {subscriptions} FROM {database.name(table)} r"  # noqa: S608


def _aggregate(database: Database, values: str, rows: str) -> str:
    if database.embedded:
        return f"(SELECT json_group_array(json_array({values})) FROM {rows})"  # noqa: S608
    return f"(SELECT CAST(json_agg(json_build_array({values})) AS text) FROM {rows})"  # noqa: S608


def _bound(sql: str, **values: Collection[str] | None) -> TextClause:
    statement = text(sql)
    given: dict[str, Any] = {name: list(value) for name, value in values.items() if value is not None}
    return statement.bindparams(*(bindparam(name, value, expanding=True) for name, value in given.items()))
