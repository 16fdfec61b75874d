"""The reader, which cannot write, and the writer, which does everything in one transaction."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, text

from reconciler.backends.sql import checks
from reconciler.backends.sql.batch import Batch
from reconciler.backends.sql.changes import write
from reconciler.backends.sql.erasure import Erasure
from reconciler.backends.sql.observe import lookup, observe
from reconciler.backends.sql.sweep import sweep
from reconciler.database.database import Database
from reconciler.database.faults import translated
from reconciler.database.revisions import stored
from reconciler.model.address import organization_of
from reconciler.model.backend import Scope
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.errors import BackendError, ReconcilerError, RejectedError, TransientError, UnrecordedError
from reconciler.model.ledger import Fence
from reconciler.model.policy import INAPP
from reconciler.model.report import Applied, Failed, Outcome, Skipped, Unanswered
from reconciler.model.resource import Resource

TRIES: Final = 3
BUSY: Final = "backend-busy"
PIECE: Final = 5000


class SqlReader:
    """Reads one snapshot at a time, read-only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def observe(self, scope: Scope) -> Iterator[Resource]:
        """A file, schema or tables that are not there are an empty world."""
        with self._database.read() as connection:
            if connection is not None and stored(self._database, connection) is not None:
                yield from observe(self._database, connection, scope)

    def close(self) -> None:
        self._database.close()


def pieces(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    """As many changes as are worth one round of statements."""
    return (changes[start : start + PIECE] for start in range(0, len(changes), PIECE))


class _StoppedError(Exception):
    def __init__(self, change: Change, error: BackendError) -> None:
        super().__init__()
        self.change, self.error = change, error


class SqlWriter(SqlReader):
    """Writes under a fence."""

    def __init__(self, database: Database, fence: Fence) -> None:
        super().__init__(database)
        self._fence = fence

    def apply(self, changes: Sequence[Change], progress: Callable[[int], None] | None = None) -> list[Outcome]:
        """All of them or none, in one transaction with the fence's record. What a transaction of somebody else undoes is tried again.

        `progress` is told how many changes are sent; they count once all are committed.

        A fault that no change is to blame for (the lock is lost, no connection, the commit fails) is raised; nothing has changed then.
        """
        for last in (False,) * (TRIES - 1) + (True,):
            try:
                return self._attempt(changes, progress)
            except TransientError as error:
                if last or error.code != BUSY:
                    raise
        raise AssertionError  # pragma: no cover - the last try returns or raises

    def _attempt(self, changes: Sequence[Change], progress: Callable[[int], None] | None) -> list[Outcome]:
        sent = 0
        joined = True
        ended = False
        try:
            with self._database.write() as connection:
                if stored(self._database, connection) is None:
                    raise RejectedError("not-prepared", backend=self._database.label)
                self._fence.check(connection)
                with translated(self._database.label):
                    erasure = Erasure(self._database, connection, self._fence.keeping(connection), changes)
                for _, run in itertools.groupby(changes, key=type):
                    for piece in pieces(list(run)):
                        self._run(connection, piece)
                        sent += len(piece)
                        if progress is not None:
                            progress(sent)
                sweep(self._database, connection, changes, erasure)
                erasure.settle()
                joined = self._fence.joins(connection)
                if joined:
                    self._fence.record(connection)
                ended = True
        except _StoppedError as stopped:
            return [Failed(change, stopped.error) if change is stopped.change else Skipped(change, "rolled-back") for change in changes]
        except (BackendError, KeyboardInterrupt) as error:
            if not ended or (isinstance(error, BackendError) and error.code == BUSY):
                raise
            if (outcomes := self._unanswered(changes, error)) is None:
                raise
            if any(isinstance(outcome, Unanswered) for outcome in outcomes):
                return outcomes
        if not joined:
            self._tell()
        return [Applied(change) for change in changes]

    def _tell(self) -> None:
        """A ledger elsewhere is told after the commit. Raises `UnrecordedError` where it cannot be: nothing is undone by that."""
        try:
            self._fence.record(None)
        except BackendError as error:
            raise UnrecordedError(error) from error
        except KeyboardInterrupt as interrupt:
            raise UnrecordedError(ReconcilerError("run-interrupted")) from interrupt

    def _unanswered(self, changes: Sequence[Change], error: BaseException) -> list[Outcome] | None:
        """The commit was sent and no answer came: all was done, or nothing, and a look tells which. None for nothing."""
        try:
            with self._database.read() as connection:
                live = {} if connection is None else lookup(self._database, connection, {change.address for change in changes} | _sources(changes))
        except BackendError as blind:
            return [Unanswered(change, error if isinstance(error, BackendError) else blind) for change in changes]
        return [Applied(change) for change in changes] if all(_is_done(change, live) for change in changes) else None

    def _run(self, connection: Connection, changes: Sequence[Change]) -> None:
        """Changes of one kind: checked, then written together. Raises `_StoppedError` naming the change to blame, the first of them where it cannot be told."""
        culprit = changes[0]
        try:
            with translated(self._database.label):
                live = lookup(self._database, connection, {change.address for change in changes} | _sources(changes))
                batch = Batch()
                creates = [change for change in changes if isinstance(change, Create)]
                conflicts = checks.clear(self._database, connection, creates, batch)
                for culprit in changes:
                    checks.check(culprit, live)
                    if culprit.address in conflicts:
                        raise conflicts[culprit.address]
                    write(batch, self._database.tables, culprit, None if isinstance(culprit, Create) else live[culprit.before.address])
                culprit = changes[0]
                for change in changes:
                    if isinstance(change, Move):
                        _carry_refusals(self._database, connection, change)
                batch.send(connection)
        except BackendError as error:
            if error.code == BUSY:
                raise
            raise _StoppedError(culprit, error) from error


def _is_done(change: Change, live: Mapping[str, Resource]) -> bool:
    """Whether the object is as the change leaves it. Where the same object changes twice only the last of it can be seen, so a place or a mark is enough."""
    match change:
        case Delete(before):
            return before.address not in live
        case Move(before, after):
            return after.address in live and before.address not in live
        case Adopt(_, after):
            return after.address in live and live[after.address].manager == after.manager
        case Create(after) | Update(_, after, _):
            now = live.get(after.address)
            return now is not None and (now.canonical, now.manager) == (after.canonical, after.manager)


def _sources(changes: Iterable[Change]) -> set[str]:
    return {change.before.address for change in changes if not isinstance(change, Create)}


def _carry_refusals(database: Database, connection: Connection, move: Move) -> None:
    """A refusal belongs to an address in an organization. One who moves to another organization has refused there too; the cabinet's address moves itself."""
    old, _, account = move.before.address.partition("/")
    new = organization_of(move.after.address)
    refusals, contacts = database.name("refusals"), database.name("contacts")
    cabinet = (
        f"UPDATE {refusals} SET organization = :new, address = :to WHERE organization = :old AND channel = '{INAPP}' AND address = :from "  # noqa: S608 - names are ours
        f"AND NOT EXISTS (SELECT 1 FROM {refusals} g WHERE g.organization = :new AND g.channel = '{INAPP}' AND g.address = :to AND g.type = {refusals}.type)"
    )
    connection.execute(text(cabinet), {"old": old, "new": new, "from": move.before.address, "to": move.after.address})
    if old == new:
        return
    sql = (
        f"INSERT INTO {refusals} (organization, channel, address, type) "  # noqa: S608 - names are ours
        f"SELECT :new, f.channel, f.address, f.type FROM {refusals} f WHERE f.organization = :old "
        f"AND EXISTS (SELECT 1 FROM {contacts} c WHERE c.organization = :old AND c.account = :account "
        f"AND c.channel = f.channel AND f.address IN (c.address, c.serving_address)) "
        f"AND NOT EXISTS (SELECT 1 FROM {refusals} g WHERE g.organization = :new AND g.channel = f.channel AND g.address = f.address AND g.type = f.type)"
    )
    connection.execute(text(sql), {"old": old, "new": new, "account": account})
