"""Who of several watches is the one that writes: a lease of its own in the ledger, beside the lock that is held only while something is written."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Final, NamedTuple, Self

from reconciler.engine.connect import Connection, connect, place_of
from reconciler.engine.identity import owner
from reconciler.engine.open import open_project
from reconciler.engine.orders import Order
from reconciler.engine.pausing import pauses_of
from reconciler.engine.read import Reading
from reconciler.model.errors import BackendError, ConflictError, InvalidInput, Locked, ReconcilerError, RejectedError, Unusable
from reconciler.model.lead import Lead
from reconciler.model.ledger import Holder
from reconciler.model.pause import Pause

log = logging.getLogger(__name__)

LEASE_SECONDS: Final = 30
"""How long the lead lasts without being renewed: who stands by takes over at the latest then."""

STANDBY_SECONDS: Final = 1.0
"""Seconds between two looks at whether the lead is free."""


class Words(NamedTuple):
    """What people have said in the ledger: approvals as (digest, when), and the pauses in force."""

    approvals: frozenset[tuple[str, str]] = frozenset()
    pauses: tuple[Pause, ...] = ()


class Leader:
    """Takes the lead as soon as it is free, and keeps it. `changed` is told, in whatever thread, when it was taken (True) or lost, and who holds it."""

    def __init__(self, order: Order, changed: Callable[[bool, Holder | None], None], *, seconds: int = LEASE_SECONDS) -> None:
        self._order, self._changed, self._seconds = order, changed, seconds
        self._mutex = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="reconciler leader", daemon=True)
        self._connection: Connection | None = None
        self._place: object = None
        self._lead: Lead | None = None
        self._found = False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join(self._seconds / 4)
        if self._mutex.acquire(timeout=self._seconds / 4):
            try:
                self._let_go()
            finally:
                self._mutex.release()

    def hold(self) -> Lead:
        """The lead, renewed or taken in this moment. Raises `Locked` where somebody else has it, `BackendError` where nobody can tell, and what `open_project` and `connect` raise."""
        with self._mutex:
            return self._hold()

    def words(self) -> Words:
        """What would let through what a pass held back. Raises `BackendError`."""
        with self._mutex:
            if self._connection is None:
                return Words()
            ledger, target = self._connection.ledger, self._connection.target
            approvals = frozenset((one.digest, one.granted) for one in ledger.approvals(target.manager, target.environment))
            return Words(approvals, pauses_of(self._connection))

    def _beat(self) -> None:
        while not self._stop.wait(self._seconds / 4 if self._lead is not None else min(self._seconds / 4, STANDBY_SECONDS)):
            with suppress(ReconcilerError), self._mutex:
                self._hold()

    def _hold(self) -> Lead:
        connection = self._connect()
        name = f"watch:{connection.project.manager}"
        if self._found and connection.gone:
            raise _gone(connection)
        if self._lead is not None:
            try:
                self._lead.renew()
            except ConflictError as error:
                if error.code != "lead-lost":
                    raise
                self._lead = None
                log.warning("the lead was lost: another watch has taken over", extra={"event": "lead-lost"})
                self._changed(False, connection.ledger.leader(name, owner()))  # noqa: FBT003 - whether it leads
            else:
                return self._lead
        try:
            # To make a database is for the first start alone: one that was moved away comes back.
            self._lead = lead = connection.ledger.lead(name, owner(), seconds=self._seconds, known=self._found)
            self._found = True
        except RejectedError as error:
            raise _gone(connection) if self._found and error.code == "not-prepared" else error from None
        except Locked:
            self._found = True
            self._changed(False, connection.ledger.leader(name, owner()))  # noqa: FBT003 - whether it leads
            raise
        log.info("this watch leads", extra={"event": "lead-taken"})
        if connection.on_one_machine:
            log.info("the ledger is on this machine: no watch on another one can stand by", extra={"event": "one-machine"})
        self._changed(True, connection.ledger.leader(name, owner()))  # noqa: FBT003 - whether it leads
        return lead

    def _connect(self) -> Connection:
        """To where the project is applied now: another one where its file says so, the one before where the file cannot be read."""
        known = self._connection
        try:
            project = open_project(Reading(), self._order.directory, self._order.environment)
            place = place_of(project)
        except (InvalidInput, Unusable):
            if known is None:
                raise
            return known
        if known is not None and self._place == place:
            return known
        self._let_go()
        self._connection, self._place = connect(project), place
        return self._connection

    def _let_go(self) -> None:
        if self._connection is None:
            return
        with suppress(BackendError):
            if self._lead is not None:
                self._lead.release()
        self._lead = None
        self._connection.close()
        self._connection, self._found = None, False


def _gone(connection: Connection) -> RejectedError:
    return RejectedError("database-gone", backend=connection.target.backend)
