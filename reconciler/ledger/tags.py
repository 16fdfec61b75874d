"""What was last applied to each object, as keyed tags in a table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from sqlalchemy import Connection, select

from reconciler.database.database import Database
from reconciler.ledger.leaving import leave

_CHUNK: Final = 500
_MANY: Final = 5_000
"""Asked about more objects than this, the whole table is read: that is quicker than so many keys."""


def read(database: Database, connection: Connection, manager: str, addresses: Collection[str] | None) -> Mapping[str, str]:
    """The tags of these objects (None: of all), those that are known."""
    table = database.tables.applied
    wanted = select(table.c.address, table.c.tag).where(table.c.manager == manager)
    if addresses is None or len(addresses) > _MANY:
        found = {str(row.address): str(row.tag) for row in connection.execute(wanted)}
        return found if addresses is None else {address: found[address] for address in addresses if address in found}
    return {address: tag for chunk in _chunks(sorted(addresses)) for address, tag in connection.execute(wanted.where(table.c.address.in_(chunk)))}


def write(database: Database, connection: Connection, manager: str, tags: Mapping[str, str]) -> None:
    """Replace the tags of these objects; "" forgets one, and what is remembered of where it was reached."""
    if not tags:
        return
    leave(database, connection, manager, tags)
    table = database.tables.applied
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    name = connection.dialect.identifier_preparer.format_table(table)
    if connection.execute(select(table.c.address).where(table.c.manager == manager).limit(1)).first() is not None:
        connection.exec_driver_sql(f"DELETE FROM {name} WHERE manager = {mark} AND address = {mark}", [(manager, address) for address in tags])  # noqa: S608 - the name is ours
    if rows := [(manager, address, tag) for address, tag in tags.items() if tag]:
        connection.exec_driver_sql(f"INSERT INTO {name} (manager, address, tag) VALUES ({mark}, {mark}, {mark})", rows)  # noqa: S608 - the name is ours


def _chunks(addresses: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(addresses)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
