"""Settings in tables of our own: SQLite embedded, PostgreSQL shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from sqlalchemy import literal, select, text

from reconciler import resources
from reconciler.backends.sql.connections import SqlReader, SqlWriter
from reconciler.backends.sql.inbox import post
from reconciler.backends.sql.options import parse
from reconciler.database import revisions
from reconciler.database.database import Database
from reconciler.model.backend import Capabilities
from reconciler.model.delivery import Message
from reconciler.model.ledger import Fence
from reconciler.model.personal import Personal
from reconciler.model.resource import Resource
from reconciler.model.routing import Destination
from reconciler.model.settings import Settings
from reconciler.model.values import Json


class SqlBackend:
    """`{"type": "sql", "url": …, "schema": …}`; relative SQLite paths start from `directory`.

    `database` is shared with a ledger that lives in the same place, so that both write in one transaction.
    """

    capabilities: ClassVar[Capabilities] = Capabilities(delivers=True)

    def __init__(self, options: Mapping[str, Json], directory: Path) -> None:
        parsed = parse(options)
        self.database = Database(parsed.url, schema=parsed.schema_, directory=directory)

    @property
    def label(self) -> str:
        return f"sql, {self.database.label}"

    @property
    def prepares_itself(self) -> bool:
        return self.database.embedded

    def compile(self, settings: Settings) -> Iterable[Resource]:
        return resources.compile_settings(settings)

    def interpret(self, resources_: Iterable[Resource]) -> Settings:
        return resources.interpret(resources_)

    def reader(self) -> SqlReader:
        return SqlReader(self.database)

    def writer(self, fence: Fence) -> SqlWriter:
        return SqlWriter(self.database, fence)

    def pending(self) -> tuple[str, ...]:
        return revisions.pending(self.database)

    def prepare(self) -> tuple[str, ...]:
        from reconciler.database.prepare import prepare

        return prepare(self.database)

    def ddl(self) -> str:
        from reconciler.database.prepare import ddl

        return ddl(self.database)

    def keeps(self) -> bool:
        tables = self.database.tables
        with self.database.read() as connection:
            if connection is None or revisions.stored(self.database, connection) is None or self.pending():
                return False  # tables of an earlier version keep nothing
            return any(connection.execute(select(literal(1)).select_from(kept).limit(1)).first() for kept in (tables.kept_verifications, tables.kept_refusals))

    def route(self, organization: str, type: str) -> Iterable[Destination]:
        """Who receives an event of a type now, from the view `recipients`."""
        columns = "recipient, contact, channel, address, audience, locale, timezone, quiet_from, quiet_to, urgent, mandatory"
        sql = f"SELECT {columns} FROM {self.database.name('recipients')} WHERE organization = :organization AND type = :type ORDER BY recipient, contact"  # noqa: S608
        with self.database.read() as connection:
            if connection is None or revisions.stored(self.database, connection) is None:
                return ()
            rows = connection.execute(text(sql), {"organization": organization, "type": type})
            return [
                Destination(
                    recipient,
                    contact,
                    channel,
                    Personal(address),
                    audience,
                    locale,
                    timezone,
                    None if quiet_from is None or quiet_to is None else (quiet_from, quiet_to),
                    bool(urgent),
                    bool(mandatory),
                )
                for recipient, contact, channel, address, audience, locale, timezone, quiet_from, quiet_to, urgent, mandatory in rows
            ]

    def verify(self, channel: str, address: str) -> None:
        """Mark an address as confirmed. Repeating it is harmless."""
        key = {"channel": channel, "address": address}
        table = self.database.tables.verifications
        with self.database.write() as connection:
            known = connection.execute(table.select().where(table.c.channel == channel, table.c.address == address)).first()
            if known is None:
                connection.execute(table.insert(), key)

    def deliver(self, message: Message) -> None:
        """Put a message into the table `inbox`. Raises `RejectedError("not-prepared")` for tables that have none yet."""
        post(self.database, message)
