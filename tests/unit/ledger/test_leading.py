"""The lease of the one that watches: one holder at a time, and no lock is good for anything under one that was lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from reconciler.database.database import Database
from reconciler.ledger.memory import MemoryLedger
from reconciler.ledger.sql import SqlLedger
from reconciler.model.errors import ConflictError, Locked
from reconciler.model.ledger import Ledger, Owner
from tests.unit.ledger.test_ledger import HERE, KEY, THERE

Passes = Callable[[int], None]
"""Lets so many seconds pass."""


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Ledger, Passes]:
    if request.param == "memory":
        moment = [1_000_000_000]

        def later(seconds: int) -> None:
            moment[0] += seconds

        return MemoryLedger(lambda: moment[0]), later
    if request.param == "sqlite":
        database = Database(f"sqlite:///{(tmp_path / 'live.db').as_posix()}")
    else:
        database = Database(request.getfixturevalue("postgresql_url"), schema=request.getfixturevalue("postgresql_schema"))
        from reconciler.database.prepare import prepare

        prepare(database)

    def age(seconds: int) -> None:
        with database.write() as connection:
            connection.execute(text(f"UPDATE {database.name('leases')} SET expires = expires - {seconds} WHERE expires > 0"))

    return SqlLedger(database), age


def test_one_leads_and_the_next_is_told_who(made: tuple[Ledger, Passes]) -> None:
    ledger, _ = made
    ledger.lead("watch:a", THERE, seconds=30)
    with pytest.raises(Locked) as raised:
        ledger.lead("watch:a", HERE, seconds=30)
    assert raised.value.arguments["holder"] == str(THERE)
    holder = ledger.leader("watch:a", HERE)
    assert holder is not None
    assert holder.owner == THERE


def test_managers_do_not_stand_by_for_each_other(made: tuple[Ledger, Passes]) -> None:
    ledger, _ = made
    ledger.lead("watch:a", THERE, seconds=30)
    ledger.lead("watch:b", HERE, seconds=30)
    assert ledger.leader("watch:c", HERE) is None


def test_the_lead_is_beside_the_lock(made: tuple[Ledger, Passes]) -> None:
    ledger, _ = made
    ledger.lead("watch:a", THERE, seconds=30)
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        lock.renew()
    assert ledger.holder(HERE) is None


def test_given_back_it_can_be_taken_at_once(made: tuple[Ledger, Passes]) -> None:
    ledger, _ = made
    ledger.lead("watch:a", THERE, seconds=30).release()
    ledger.lead("watch:a", HERE, seconds=30).renew()


def test_it_ends_by_itself_unless_it_is_renewed(made: tuple[Ledger, Passes]) -> None:
    ledger, later = made
    lead = ledger.lead("watch:a", THERE, seconds=30)
    later(20)
    lead.renew()
    later(20)
    with pytest.raises(Locked):
        ledger.lead("watch:a", HERE, seconds=30)
    later(20)
    ledger.lead("watch:a", HERE, seconds=30)
    with pytest.raises(ConflictError) as raised:
        lead.renew()
    assert raised.value.code == "lead-lost"
    lead.release()
    assert ledger.leader("watch:a", HERE) is not None, "only one's own can be given back"


def test_a_lock_taken_under_a_lead_ends_with_it(made: tuple[Ledger, Passes]) -> None:
    """That it still holds the lock does not help whoever slept while somebody else took over."""
    ledger, later = made
    lead = ledger.lead("watch:a", THERE, seconds=30)
    with ledger.lock("watch", THERE, key=KEY, wait=0, under=lead) as lock:
        lock.renew()
        later(31)
        ledger.lead("watch:a", HERE, seconds=30)
        with pytest.raises(ConflictError) as raised:
            lock.renew()
    assert raised.value.code == "lead-lost"


def test_a_dead_process_of_this_machine_is_followed_at_once(made: tuple[Ledger, Passes]) -> None:
    ledger, _ = made
    ledger.lead("watch:a", Owner("u", HERE.host, 2**22 + 1, HERE.boot), seconds=30)
    ledger.lead("watch:a", HERE, seconds=30)


def test_a_lead_from_before_the_clock_was_put_back_is_not_waited_for(made: tuple[Ledger, Passes]) -> None:
    ledger, later = made
    old = ledger.lead("watch:a", THERE, seconds=30)
    later(-500)
    with pytest.raises(Locked):
        ledger.lead("watch:a", HERE, seconds=30)
    later(-3600)
    ledger.lead("watch:a", HERE, seconds=30)
    with pytest.raises(ConflictError) as raised:
        old.renew()
    assert raised.value.code == "lead-lost"
