"""The cabinet: messages that their recipients find in a table, and that go where their recipients go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, literal, select, text
from sqlalchemy.dialects import postgresql, sqlite

from reconciler.database.database import Database
from reconciler.database.revisions import after, stored
from reconciler.database.tables import Tables
from reconciler.model.address import kind_of, organization_of
from reconciler.model.change import Change, Delete, Move
from reconciler.model.delivery import Message
from reconciler.model.errors import RejectedError

SINCE: Final = "0004"

_SQLITE_NOW: Final = "SELECT CAST(strftime('%s', 'now') AS INTEGER)"
_POSTGRESQL_NOW: Final = "SELECT CAST(extract(epoch FROM clock_timestamp()) AS bigint)"


def post(database: Database, message: Message) -> None:
    """Put a message there, once: it is known by its id. Raises `BackendError`."""
    table, recipient, content = database.tables.inbox, message.destination.recipient, message.content
    with database.write() as connection:
        revision = stored(database, connection)
        if revision is None or SINCE in after(revision):
            raise RejectedError("not-prepared", backend=database.label)
        now = connection.execute(text(_SQLITE_NOW if database.embedded else _POSTGRESQL_NOW)).scalar_one()
        row = {"organization": organization_of(recipient), "recipient": recipient, "message": message.id, "type": message.event.type, "at": now}
        insert = sqlite.insert(table) if database.embedded else postgresql.insert(table)
        connection.execute(insert.on_conflict_do_nothing(), row | {"subject": content.subject, "body": content.text, "link": content.link})


def follow(tables: Tables, connection: Connection, changes: Sequence[Change]) -> None:
    """Who is deleted leaves no messages behind, and who moves takes them along. Nothing is asked where nobody leaves, or no message was ever left."""
    leaving = [change for change in changes if isinstance(change, Delete | Move) and kind_of(change.before.address) != "type"]
    table = tables.inbox
    if not leaving or connection.execute(select(literal(1)).select_from(table).limit(1)).first() is None:
        return
    theirs = table.c.organization == bindparam("old_organization"), table.c.recipient == bindparam("old")
    deleted = [_old(change) for change in leaving if isinstance(change, Delete)]
    if deleted:
        connection.execute(table.delete().where(*theirs), deleted)
    for change in leaving:
        # One after the other, as they were made: where one leaves an id, the next may come to it.
        if isinstance(change, Move):
            to = change.after.address
            connection.execute(table.update().where(*theirs).values(organization=organization_of(to), recipient=to), [_old(change)])


def _old(change: Delete | Move) -> dict[str, str]:
    return {"old_organization": organization_of(change.before.address), "old": change.before.address}
