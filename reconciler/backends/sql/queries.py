"""The SELECTs that read resources back: raw, in key order, children aggregated by the database.

One row becomes one resource. `recipients()`' rows end in two JSON texts (NULL where there is nothing): contacts as
`[id, channel, address, confirm, secret source, name, tag, consent basis, since, manager, unconfirmed, serving address]` and subscriptions as
`[type, contact, manager]`.

SQLite keeps any value in any column. What cannot be text or JSON (a BLOB, an infinite number) makes the plain SELECTs fail; the careful ones, which are slower,
read it as text that says what it is: `x'ff00'`.
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


class Queries:
    """The SELECTs for one database. `careful` ones read whatever SQLite holds."""

    def __init__(self, database: Database, *, careful: bool = False) -> None:
        self._database, self._careful = database, careful

    def types(self, only: Collection[str] | None = None) -> TextClause:
        """`type`, then `TYPE`."""
        where = "" if only is None else " WHERE type IN :types"
        return _bound(f"SELECT {self._all('type', *TYPE)} FROM {self._database.name('types')}{where} ORDER BY type", types=only)  # noqa: S608

    def organizations(self, only: Collection[str] | None) -> TextClause:
        """`organization`, `''`, then `ORGANIZATION`, then the children."""
        where = "" if only is None else " WHERE r.organization IN :organizations"
        return _bound(self._recipients("organizations", "''", ORGANIZATION) + where + " ORDER BY r.organization", organizations=only)

    def accounts(self, only: Collection[str] | None) -> TextClause:
        """`organization`, `account`, then `ACCOUNT`, then the children."""
        where = "" if only is None else " WHERE r.organization IN :organizations"
        return _bound(self._recipients("accounts", "r.account", ACCOUNT) + where + " ORDER BY r.organization, r.account", organizations=only)

    def some_accounts(self, organization: str, only: Collection[str]) -> TextClause:
        """As `accounts`, of one organization."""
        where = " WHERE r.organization IN :organizations AND r.account IN :accounts"
        return _bound(self._recipients("accounts", "r.account", ACCOUNT) + where, organizations=[organization], accounts=only)

    def refusals(self, only: Collection[str] | None) -> TextClause:
        """`organization, channel, address, type`, in order."""
        where = "" if only is None else " WHERE organization IN :organizations"
        columns = self._all("organization", "channel", "address", "type")
        return _bound(f"SELECT {columns} FROM {self._database.name('refusals')}{where} ORDER BY 1, 2, 3, 4", organizations=only)  # noqa: S608

    def strays(self, organization: str, only: Collection[str]) -> TextClause:
        """`account, type, contact, manager` of contacts (`type` NULL) and subscriptions, whether or not their recipient is there."""
        where = "WHERE organization IN :organizations AND account IN :accounts"
        sql = (
            f"SELECT {self._all('account', 'NULL', 'contact', 'manager')} FROM {self._database.name('contacts')} {where} "  # noqa: S608
            f"UNION ALL SELECT {self._all('account', 'type', 'contact', 'manager')} FROM {self._database.name('subscriptions')} {where}"
        )
        return _bound(sql, organizations=[organization], accounts=only)

    def _recipients(self, table: str, account: str, columns: tuple[str, ...]) -> str:
        name = self._database.name
        verified = f"EXISTS (SELECT 1 FROM {name('verifications')} v WHERE v.channel = c.channel AND v.address = c."  # noqa: S608
        pending = f"CASE WHEN c.confirm THEN NOT {verified}address) END"
        serving = f"CASE WHEN c.confirm AND {verified}serving_address) THEN c.serving_address END"
        contacts = self._aggregate(
            f"{self._all(*(f'c.{column}' for column in _CONTACT))}, {pending}, {self._all(serving)}",
            f"{name('contacts')} c WHERE c.organization = r.organization AND c.account = {account}",
        )
        subscriptions = self._aggregate(
            self._all("s.type", "s.contact", "s.manager"), f"{name('subscriptions')} s WHERE s.organization = r.organization AND s.account = {account}"
        )
        own = self._all("r.organization", account, *(f"r.{column}" for column in columns))
        return f"SELECT {own}, {contacts}, {subscriptions} FROM {name(table)} r"  # noqa: S608

    def _aggregate(self, values: str, rows: str) -> str:
        if self._database.embedded:
            return f"(SELECT json_group_array(json_array({values})) FROM {rows})"  # noqa: S608
        return f"(SELECT CAST(json_agg(json_build_array({values})) AS text) FROM {rows})"  # noqa: S608

    def _all(self, *expressions: str) -> str:
        return ", ".join(map(_readable, expressions) if self._careful else expressions)


def _readable(expression: str) -> str:
    """Of SQLite's types only BLOB and REAL hold what is neither text nor JSON."""
    return f"CASE typeof({expression}) WHEN 'blob' THEN 'x''' || lower(hex({expression})) || '''' WHEN 'real' THEN CAST({expression} AS TEXT) ELSE {expression} END"


def _bound(sql: str, **values: Collection[str] | None) -> TextClause:
    statement = text(sql)
    given: dict[str, Any] = {name: list(value) for name, value in values.items() if value is not None}
    return statement.bindparams(*(bindparam(name, value, expanding=True) for name, value in given.items()))
