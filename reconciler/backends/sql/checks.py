"""Is everything still as the plan saw it? Asked inside the transaction, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias, cast

from sqlalchemy import Connection

from reconciler.backends.sql import rows
from reconciler.backends.sql.batch import Batch
from reconciler.backends.sql.observe import chunks
from reconciler.backends.sql.queries import Queries
from reconciler.database.database import Database
from reconciler.model.address import kind_of
from reconciler.model.change import Change, Create, Move, Update
from reconciler.model.errors import ConflictError
from reconciler.model.resource import Resource

Cell: TypeAlias = tuple[str, str | None, str]
"""(recipient, type or None, contact)"""


def check(change: Change, live: Mapping[str, Resource]) -> None:
    """Raises `ConflictError` unless a change's `before` is what is live, and its target free."""
    if isinstance(change, Create | Move) and (there := live.get(change.address)) is not None:
        raise ConflictError("live-exists", address=change.address, owner=there.manager)
    if isinstance(change, Create):
        return
    before = change.before
    now = live.get(before.address)
    if now is None:
        raise ConflictError("live-gone", address=before.address)
    if now.manager != before.manager:
        raise ConflictError("live-owner", address=before.address, owner=now.manager)
    if now.canonical != before.canonical or (before.version and now.version != before.version):
        raise ConflictError("live-changed", address=before.address)
    if isinstance(change, Update):
        _check_foreign(change, now)


def clear(database: Database, connection: Connection, changes: Sequence[Create], batch: Batch) -> dict[str, ConflictError]:
    """Leftover rows where recipients are to be created: our own go into the batch to be deleted, another's in the way is a conflict (by address)."""
    desired = {change.address: change.after for change in changes}
    conflicts: dict[str, ConflictError] = {}
    for address, type_, contact, manager in _strays(database, connection, desired):
        if manager == desired[address].manager:
            where = rows.recipient_keys(address) | {"contact": contact, "manager": manager}
            batch.delete(database.tables.contacts if type_ is None else database.tables.subscriptions, where | ({} if type_ is None else {"type": type_}))
        elif (address, type_, contact) in _cells(desired[address]):
            conflicts.setdefault(address, _in_the_way(_contact_address(address, contact), manager))
    return conflicts


def _strays(database: Database, connection: Connection, addresses: Iterable[str]) -> Iterable[tuple[str, str | None, str, str]]:
    queries = Queries(database)
    names: dict[str, list[str]] = {}
    for address in addresses:
        if kind_of(address) != "type":
            organization, _, account = address.partition("/")
            names.setdefault(organization, []).append(account)
    for organization, accounts in names.items():
        for chunk in chunks(accounts):
            for account, type_, contact, manager in connection.execute(queries.strays(organization, chunk)):
                yield f"{organization}/{account}" if account else organization, type_, contact, manager or ""


def _cells(resource: Resource) -> Iterable[Cell]:
    spec = resource.spec
    yield from ((resource.address, None, contact) for contact in cast("Mapping[str, Any]", spec.get("contacts", {})))
    for type_, contacts in cast("Mapping[str, Sequence[str]]", spec.get("types", {})).items():
        yield from ((resource.address, type_, contact) for contact in contacts)


def _check_foreign(change: Update, now: Resource) -> None:
    """A row of somebody else may have the key that a new row of ours would need."""
    foreign = cast("Sequence[Mapping[str, str]]", now.observed.get("foreign", ()))
    if not foreign:
        return
    new = set(_cells(change.after)) - set(_cells(now))
    taken = {(_contact_address(address, contact), type_) for address, type_, contact in new}
    for entry in foreign:
        if (entry["address"], entry.get("type")) in taken:
            raise _in_the_way(entry["address"], entry["manager"])


def _contact_address(recipient: str, contact: str) -> str:
    return f"{recipient}/{contact}" if "/" in recipient else f"{recipient}//{contact}"


def _in_the_way(address: str, owner: str) -> ConflictError:
    return ConflictError("live-exists", address=address, owner=owner)
