"""What is remembered of deliveries, in the tables of the ledger's database."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from reconciler.database.database import Database
from reconciler.database.revisions import after, pending, stored
from reconciler.ledger.holding import now
from reconciler.ledger.lease import rfc3339
from reconciler.ledger.records import DECLARED, KEPT, asked_of, asked_row, delivery_of, delivery_row, trial_of, trial_row
from reconciler.model.errors import RejectedError, TransientError
from reconciler.model.evidence import FAILED, Asked, Delivered, Proof, TransportProof, TrialEntry

SINCE: Final = "0004"
TRIES: Final = 10
PAUSE: Final = 0.05
"""Seconds before another try, times how many there were: runs that end together get out of each other's way."""
CHUNK: Final = 500

T = TypeVar("T")


class SqlEvidence:
    """Evidence in `database`. An embedded one that is not there yet is created by the first who writes."""

    def __init__(self, database: Database) -> None:
        self._database, self._tables = database, database.tables

    def keep_trial(self, entry: TrialEntry, deliveries: Sequence[Delivered], transports: Collection[tuple[str, str]] = (), *, retention: int) -> int:
        """Raises `BackendError`; nothing is written then."""
        return self._write(lambda connection: self._keep(connection, entry, deliveries, transports, retention))

    def trials(self, manager: str, environment: str, limit: int = 20) -> Sequence[TrialEntry]:
        table = self._tables.trials
        with self._reading() as connection:
            if connection is None:
                return ()
            wanted = table.select().where(table.c.manager == manager, table.c.environment == environment)
            return tuple(trial_of(row) for row in connection.execute(wanted.order_by(table.c.number.desc()).limit(limit)))

    def deliveries(self, manager: str, environment: str, limit: int = 50, *, trial: int | None = None, recipient: str = "") -> Sequence[Delivered]:
        table = self._tables.deliveries
        wanted = table.select().where(table.c.manager == manager, table.c.environment == environment)
        if trial is not None:
            wanted = wanted.where(table.c.trial == trial)
        if recipient:
            organization, account, _ = recipient.partition("/")
            wanted = wanted.where(table.c.organization == organization)
            wanted = wanted.where(table.c.recipient == recipient) if account else wanted
        with self._reading() as connection:
            if connection is None:
                return ()
            return tuple(delivery_of(row) for row in connection.execute(wanted.order_by(table.c.trial.desc(), table.c.position).limit(limit)))

    def proofs(self, manager: str, environment: str) -> Sequence[Proof]:
        table = self._tables.proofs
        with self._reading() as connection:
            if connection is None:
                return ()
            wanted = table.select().where(table.c.manager == manager, table.c.environment == environment)
            rows = connection.execute(wanted.order_by(table.c.organization, table.c.type, table.c.mode))
            return tuple(Proof(row.organization, row.type, row.trial, row.mode, rfc3339(row.at)) for row in rows)

    def transport_proofs(self, manager: str, environment: str) -> Sequence[TransportProof]:
        table = self._tables.transport_proofs
        with self._reading() as connection:
            if connection is None:
                return ()
            wanted = table.select().where(table.c.manager == manager, table.c.environment == environment)
            return tuple(TransportProof(row.channel, row.configuration, rfc3339(row.at)) for row in connection.execute(wanted.order_by(table.c.channel)))

    def ask(self, manager: str, environment: str, asked: Sequence[Asked], *, lifetime: int) -> None:
        self._write(lambda connection: self._ask(connection, manager, environment, asked, lifetime))

    def failed(self, manager: str, environment: str, tokens: Collection[str]) -> None:
        table = self._tables.confirmations

        def write(connection: Connection) -> None:
            mine = table.update().where(table.c.manager == manager, table.c.environment == environment)
            for chunk in chunks(sorted(tokens)):
                connection.execute(mine.where(table.c.token.in_(chunk)).values(failed=1))

        self._write(write)

    def asked(self, manager: str, environment: str, *, token: str | None = None) -> Sequence[Asked]:
        table = self._tables.confirmations
        wanted = table.select().where(table.c.manager == manager, table.c.environment == environment)
        if token is not None:
            wanted = wanted.where(table.c.token == token)
        with self._reading() as connection:
            if connection is None:
                return ()
            moment = now(self._database, connection)
            rows = connection.execute(wanted.order_by(table.c.recipient, table.c.contact, table.c.sent, table.c.replaced.desc(), table.c.token))
            newest = {(row.recipient, row.contact): asked_of(row, moment) for row in rows}
            return tuple(newest[key] for key in sorted(newest))

    def use(self, manager: str, environment: str, token: str) -> Asked | None:
        return self._write(lambda connection: self._use(connection, manager, environment, token))

    def _keep(self, connection: Connection, entry: TrialEntry, deliveries: Sequence[Delivered], transports: Collection[tuple[str, str]], retention: int) -> int:
        moment = now(self._database, connection)
        result = connection.execute(self._tables.trials.insert(), trial_row(entry, moment))
        number = int(result.inserted_primary_key[0])  # type: ignore[index]
        rows = [delivery_row(one, entry, trial=number, position=position, now=moment) for position, one in enumerate(deliveries)]
        if rows:
            connection.execute(self._tables.deliveries.insert(), rows)
        own = {"manager": entry.manager, "environment": entry.environment}
        if entry.mode != DECLARED:
            for mode, pairs in ((entry.mode, entry.passed), (FAILED, entry.failed)):
                said = [own | {"organization": pair[0], "type": pair[1], "mode": mode, "trial": number, "at": moment} for pair in sorted(set(pairs))]
                self._put(connection, self._tables.proofs, said)
        proven = [own | {"channel": channel, "configuration": tag, "at": moment} for channel, tag in dict(sorted(transports)).items()]
        self._put(connection, self._tables.transport_proofs, proven)
        self._forget(connection, entry, moment - retention)
        return number

    def _forget(self, connection: Connection, entry: TrialEntry, before: int) -> None:
        """Numbers grow with time, so that the last run that is too old says which deliveries are."""
        trials, table = self._tables.trials, self._tables.deliveries
        old = select(func.max(trials.c.number)).where(trials.c.manager == entry.manager, trials.c.environment == entry.environment, trials.c.at < before)
        last = connection.execute(old).scalar()
        if last is not None:
            connection.execute(table.delete().where(table.c.manager == entry.manager, table.c.environment == entry.environment, table.c.trial <= last))

    def _ask(self, connection: Connection, manager: str, environment: str, asked: Sequence[Asked], lifetime: int) -> None:
        table = self._tables.confirmations
        moment = now(self._database, connection)
        mine = table.c.manager == manager, table.c.environment == environment
        connection.execute(table.delete().where(*mine, table.c.expires < moment - KEPT))
        for chunk in chunks(sorted({one.address for one in asked})):
            still = mine[0], mine[1], table.c.address.in_(chunk), table.c.used == 0, table.c.replaced == 0
            connection.execute(table.update().where(*still).values(replaced=moment))
        if asked:
            connection.execute(table.insert(), [asked_row(one, manager, environment, now=moment, lifetime=lifetime) for one in asked])

    def _use(self, connection: Connection, manager: str, environment: str, token: str) -> Asked | None:
        table = self._tables.confirmations
        moment = now(self._database, connection)
        mine = table.c.manager == manager, table.c.environment == environment, table.c.token == token
        still = table.c.used == 0, table.c.replaced == 0, table.c.expires > moment
        if connection.execute(table.update().where(*mine, *still).values(used=moment)).rowcount != 1:
            return None
        row = connection.execute(table.select().where(*mine)).first()
        return None if row is None else asked_of(row, moment)

    def _put(self, connection: Connection, table: Table, values: Sequence[dict[str, Any]]) -> None:
        """Rows in the place of those with the same key."""
        if values:
            insert = sqlite.insert(table) if self._database.embedded else postgresql.insert(table)
            new = {column.name: insert.excluded[column.name] for column in table.c if not column.primary_key}
            connection.execute(insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=new), list(values))

    def _write(self, work: Callable[[Connection], T]) -> T:
        """One transaction, tried again where another one undid it. Raises `RejectedError("not-prepared")` for a shared database without these tables."""
        if pending(self._database):
            if not self._database.embedded:
                raise RejectedError("not-prepared", backend=self._database.label)
            from reconciler.database.prepare import prepare

            prepare(self._database)
        for number in range(1, TRIES + 1):
            try:
                with self._database.write() as connection:
                    return work(connection)
            except TransientError as error:
                if number == TRIES or error.code != "backend-busy":
                    raise
                time.sleep(PAUSE * number * random.random())  # noqa: S311 - no secret
        raise AssertionError  # pragma: no cover - the last try returns or raises

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """None where there are no tables, or only such of a version that knows no evidence."""
        with self._database.read() as connection:
            revision = None if connection is None else stored(self._database, connection)
            yield None if revision is None or SINCE in after(revision) else connection


def chunks(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    """Pieces that fit in one statement."""
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
