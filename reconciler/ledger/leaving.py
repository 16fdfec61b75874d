"""What is still remembered of people who are there no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from reconciler.database.database import Database
from reconciler.ledger.records import gone_of
from reconciler.model.address import organization_of

_CHUNK: Final = 500


def leave(database: Database, connection: Connection, manager: str, tags: Mapping[str, str]) -> None:
    """What was delivered to whoever `tags` say is gone is remembered without the address, masked as it is. It joins the transaction that records the tags."""
    table = database.tables.deliveries
    gone: dict[str, list[str]] = {}
    for address in gone_of(tags):
        gone.setdefault(organization_of(address), []).append(address)
    for organization, recipients in gone.items():
        for start in range(0, len(recipients), _CHUNK):
            theirs = table.c.organization == organization, table.c.manager == manager, table.c.recipient.in_(recipients[start : start + _CHUNK])
            connection.execute(table.update().where(*theirs, table.c.address != "").values(address=""))
