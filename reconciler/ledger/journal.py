"""The journal in tables: what is about to be made, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from reconciler.database.database import Database
from reconciler.ledger import tags as applied
from reconciler.ledger.holding import bind, extend, now, record, use
from reconciler.ledger.lease import Lease
from reconciler.ledger.rows import entry_of, entry_row
from reconciler.model.journal import DONE, OPEN, Intent, Unfinished, tags_left, tags_of
from reconciler.model.ledger import APPLIED, UNFINISHED, Binding, HistoryEntry
from reconciler.model.saved import SavedChange


class SqlJournal:
    """Each step is a transaction of its own, and checks the lease in it."""

    def __init__(self, database: Database, lease: Lease, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str]) -> None:
        self._database, self._lease, self._entry, self._binding, self._tags = database, lease, entry, binding, tags
        self._begun = 0

    @property
    def number(self) -> int:
        return self._entry.number

    def check(self) -> None:
        with self._database.write() as connection:
            extend(self._database, connection, self._lease)

    def intend(self, intent: Intent) -> None:
        self._begun += 1
        with self._database.write() as connection:
            extend(self._database, connection, self._lease)
            _write(self._database, connection, self._entry, intent, self._tags, self._begun)

    def settle(self, intent: Intent) -> None:
        self.intend(intent)

    def finish(self, entry: HistoryEntry) -> None:
        with self._database.write() as connection:
            extend(self._database, connection, self._lease)
            _end(self._database, connection, replace(entry, number=self.number), self._binding, self._tags)


def begin(database: Database, lease: Lease, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str]) -> SqlJournal:
    """A journal with its row of the history. Intents of earlier applies of which everything is known are forgotten."""
    journal, history = database.tables.journal, database.tables.history
    with database.write() as connection:
        extend(database, connection, lease)
        unknown = select(journal.c.run).where(journal.c.outcome == OPEN)
        unfinished = select(history.c.number).where(history.c.outcome == UNFINISHED)
        connection.execute(journal.delete().where(journal.c.run.not_in(unknown), journal.c.run.not_in(unfinished)))
        number = record(database, connection, replace(entry, outcome=UNFINISHED), since=lease.since)
    return SqlJournal(database, lease, replace(entry, number=number), binding, tags)


def resolve(database: Database, lease: Lease, entry: HistoryEntry, intents: Sequence[Intent], binding: Binding | None) -> None:
    """What became of an unfinished apply, in one transaction."""
    with database.write() as connection:
        extend(database, connection, lease)
        for intent in intents:
            _write(database, connection, entry, intent, tags_left(entry, intents))
        _end(database, connection, entry, binding, {})


def unfinished(database: Database, connection: Connection, manager: str, environment: str) -> Sequence[Unfinished]:
    """The oldest first."""
    journal, history = database.tables.journal, database.tables.history
    unknown = select(journal.c.run).where(journal.c.outcome == OPEN)
    wanted = select(history).where(
        history.c.manager == manager,
        history.c.environment == environment,
        or_(history.c.outcome == UNFINISHED, history.c.number.in_(unknown)),
    )
    entries = [entry_of(row) for row in connection.execute(wanted.order_by(history.c.number))]
    return tuple(Unfinished(entry, _intents(database, connection, entry.number)) for entry in entries)


def _intents(database: Database, connection: Connection, number: int) -> tuple[Intent, ...]:
    journal = database.tables.journal
    return tuple(_intent(row) for row in connection.execute(select(journal).where(journal.c.run == number).order_by(journal.c.position)))


def _intent(row: Row[Any]) -> Intent:
    return Intent(row.key, SavedChange(row.address, row.action, row.tag_before, row.tag_after, row.source), row.outcome, row.error)


def _write(database: Database, connection: Connection, entry: HistoryEntry, intent: Intent, tags: Mapping[str, str], position: int = 0) -> None:
    """Written once more where it is known already: a transaction may have been committed whose answer was lost."""
    table, number = database.tables.journal, entry.number
    values = {"outcome": intent.outcome, "error": intent.error}
    if intent.outcome == DONE:
        applied.write(database, connection, entry.manager, tags_of(intent, tags))
    if connection.execute(table.update().where(table.c.run == number, table.c.key == intent.key).values(values)).rowcount:
        return
    change = intent.change
    about = {"address": change.address, "action": change.action, "tag_before": change.before, "tag_after": change.after, "source": change.source}
    connection.execute(table.insert(), {"run": number, "key": intent.key, "position": position, **about, **values})


def _end(database: Database, connection: Connection, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str]) -> None:
    table = database.tables.history
    moment = now(database, connection)
    row = dict(entry_row(entry, now=moment, since=moment))
    del row["started"]  # stays what it was
    connection.execute(table.update().where(table.c.number == entry.number).values(row))
    if entry.outcome == APPLIED:
        use(database, connection, entry.approvals)
        applied.write(database, connection, entry.manager, tags)
        if binding is not None:
            bind(database, connection, binding)
