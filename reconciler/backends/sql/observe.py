"""Rows → Resources, whose canonical bytes equal those that `resources.compile_settings` writes for the same settings."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, TextClause
from sqlalchemy.exc import DBAPIError

from reconciler.backends.sql.children import Children
from reconciler.backends.sql.queries import ACCOUNT, ORGANIZATION, Queries
from reconciler.backends.sql.texts import is_requirements, is_support, put, put_definition
from reconciler.canonical import canonical
from reconciler.database.database import Database
from reconciler.model.address import TYPE_PREFIX, kind_of
from reconciler.model.backend import Scope
from reconciler.model.resource import Resource

Row: TypeAlias = Sequence[Any]
Spec: TypeAlias = dict[str, Any]

CHUNK: Final = 500
"""Keys in one statement, and rows fetched at a time."""

ODD: Final = (DBAPIError, TypeError, ValueError)
"""What reading a value that SQLite should not hold ends with: in the database, in the driver, or in JSON."""

_ACCOUNT: Final = len(ACCOUNT) + 2
_ORGANIZATION: Final = len(ORGANIZATION) + 2


def observe(database: Database, connection: Connection, scope: Scope) -> Iterator[Resource]:
    """Types, then each organization followed by its accounts, in key order. Accounts without an organization come where it would be."""
    seen = 0
    try:
        for resource in _observe(Queries(database), connection, scope):
            yield resource
            seen += 1
    except ODD as error:
        # The same snapshot in the same order: what was given already is passed over.
        yield from islice(_observe(_careful(database, connection, error), connection, scope), seen, None)


def lookup(database: Database, connection: Connection, addresses: Collection[str]) -> dict[str, Resource]:
    """The live resources at some addresses. Refusals are not looked up."""
    try:
        return _lookup(Queries(database), connection, addresses)
    except ODD as error:
        return _lookup(_careful(database, connection, error), connection, addresses)


def _careful(database: Database, connection: Connection, error: Exception) -> Queries:
    """Queries that read what somebody put there that is neither text nor JSON, if that is what was wrong; else raises the error again."""
    fault = error.orig if isinstance(error, DBAPIError) else None
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection) or getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) != sqlite3.SQLITE_ERROR:
        raise error
    driver.text_factory = _decoded
    return Queries(database, careful=True)


def _decoded(raw: bytes) -> str:
    """Text that is not UTF-8 shows U+FFFD in its place, which no declaration has there."""
    return raw.decode("utf-8", "replace")


def _observe(queries: Queries, connection: Connection, scope: Scope) -> Iterator[Resource]:
    only = scope.organizations
    yield from (_type(row) for row in connection.execute(queries.types()))
    children = Children({})
    for organization, channel, address, type_ in connection.execute(queries.refusals(only)):
        children.refusals.setdefault((organization, channel, address), []).append(_text(type_))
    organizations = iter([_organization(row, children) for row in connection.execute(queries.organizations(only))])
    following = next(organizations, None)
    for row in _stream(connection, queries.accounts(only)):
        while following is not None and following.address <= row[0]:
            yield following
            following = next(organizations, None)
        yield _account(row, children)
    if following is not None:
        yield following
        yield from organizations


def _lookup(queries: Queries, connection: Connection, addresses: Iterable[str]) -> dict[str, Resource]:
    types: list[str] = []
    organizations: list[str] = []
    accounts: dict[str, list[str]] = {}
    for address in addresses:
        match kind_of(address):
            case "type":
                types.append(address.removeprefix(TYPE_PREFIX))
            case "organization":
                organizations.append(address)
            case _:
                organization, _, account = address.partition("/")
                accounts.setdefault(organization, []).append(account)
    found: list[Resource] = []
    children = Children({})
    for chunk in chunks(types):
        found.extend(_type(row) for row in connection.execute(queries.types(chunk)))
    for chunk in chunks(organizations):
        found.extend(_organization(row, children) for row in connection.execute(queries.organizations(chunk)))
    for organization, names in accounts.items():
        for chunk in chunks(names):
            found.extend(_account(row, children) for row in connection.execute(queries.some_accounts(organization, chunk)))
    return {resource.address: resource for resource in found}


def chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """Pieces that fit in one statement."""
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _stream(connection: Connection, statement: TextClause) -> Iterator[Row]:
    yield from connection.execution_options(yield_per=CHUNK).execute(statement)


def _account(row: Row, children: Children) -> Resource:
    role, family_name, given_name, patronymic = row[11:_ACCOUNT]
    spec = _recipient(row)
    if role is not None:
        spec["role"] = role
    if family_name is not None:
        spec["family_name"] = family_name
    if given_name is not None:
        spec["given_name"] = given_name
    if patronymic is not None:
        spec["patronymic"] = patronymic
    manager = _text(row[2])
    # `join` takes text alone.
    address = "/".join((row[0], row[1]))
    observed = children.put(spec, row[0], address, manager, row[_ACCOUNT], row[_ACCOUNT + 1])
    return Resource(address, canonical(spec), manager, str(row[3]), observed=observed)


def _organization(row: Row, children: Children) -> Resource:
    name, form, inn, ogrn, kpp, parent, support, requirements = row[11:_ORGANIZATION]
    spec = _recipient(row) | {"name": name, "form": form}
    for key, value in (("inn", inn), ("ogrn", ogrn), ("kpp", kpp), ("parent", parent)):
        if value is not None:
            spec[key] = value
    put(spec, "support", support, is_support)
    put(spec, "requirements", requirements, is_requirements)
    manager = _text(row[2])
    observed = children.put(spec, row[0], f"{row[0]}/", manager, row[_ORGANIZATION], row[_ORGANIZATION + 1])
    return Resource(row[0], canonical(spec), manager, str(row[3]), observed=observed)


def _recipient(row: Row) -> Spec:
    _, _, _, _, audience, locale, timezone, quiet_from, quiet_to, suspended, protected = row[:11]
    spec: Spec = {"audience": audience, "locale": locale, "timezone": timezone}
    if quiet_from is not None or quiet_to is not None:
        # Half of them, by hand, is none that could be kept; it must look like hours all the same.
        spec["quiet_hours"] = {"from": quiet_from or "", "to": quiet_to or ""}
    if suspended:
        spec["suspended"] = flag(suspended)
    if protected:
        spec["protected"] = flag(protected)
    return spec


def _type(row: Row) -> Resource:
    id, manager, revision, category, surface, mandatory, urgent, selectable, core, definition = row
    spec: Spec = {"category": category, "surface": surface}
    spec |= {"mandatory": flag(mandatory), "urgent": flag(urgent), "selectable": flag(selectable), "core": flag(core)}
    put_definition(spec, definition)
    return Resource(TYPE_PREFIX + id, canonical(spec), _text(manager), str(revision))


def _text(value: Any) -> str:
    """None and "" are the same mark. Raises `TypeError` for what is not text."""
    return "".join(value or "")


def flag(value: Any) -> Any:
    """SQLite keeps true as 1. Whatever else somebody put there is shown as it is."""
    return bool(value) if value in (0, 1) else value
