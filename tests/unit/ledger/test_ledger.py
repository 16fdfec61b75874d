"""The ledger's promises, in memory and in tables."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from reconciler.canonical import canonical, keyed_digest
from reconciler.database.database import Database
from reconciler.database.prepare import prepare
from reconciler.ledger.approval import APPROVAL_SECONDS
from reconciler.ledger.lease import LEASE_SECONDS
from reconciler.ledger.memory import MemoryLedger
from reconciler.ledger.sql import COLUMNS_FROM, SqlLedger
from reconciler.model.errors import ConflictError, Locked, RejectedError, Unusable
from reconciler.model.ledger import Approval, Binding, HistoryEntry, Ledger, Owner
from reconciler.model.pause import Pause
from reconciler.model.plan import Counts

KEY = bytes(range(32))
HERE = Owner("root", "host-a", os.getpid(), "boot-1")
THERE = Owner("ci", "host-b", 4711, "boot-2")
ENTRY = HistoryEntry(
    "apply", "us", "production", "root@host-a", "5e7f20c1a94b", Counts(1, 2, 3, 4, 5), commit="9c41d7e", dirty=True, seconds=1.5, files="f1", catalogue="c1"
)
APPROVAL = Approval("7c1e40aa52d3", "us", "production", "loss", "teleset", "root@host-a", "the department was closed")
BINDING = Binding("us", "production", "git@example.org:settings.git")


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    if request.param == "memory":
        yield MemoryLedger()
        return
    if request.param == "sqlite":
        database = Database("sqlite:///ledger.db", directory=tmp_path)
    else:
        database = Database(request.getfixturevalue("postgresql_url"), schema=request.getfixturevalue("postgresql_schema"))
        prepare(database)
    yield SqlLedger(database)
    database.close()


@pytest.fixture
def expire(ledger: Ledger) -> Callable[[], None]:
    """Lets the lease run out without waiting for it."""

    def run() -> None:
        if isinstance(ledger, MemoryLedger):
            assert ledger.lease is not None
            ledger.lease = replace(ledger.lease, expires=ledger.now() - 1)
            return
        assert isinstance(ledger, SqlLedger)
        database = ledger._database
        with database.write() as connection:
            connection.execute(text(f"UPDATE {database.name('leases')} SET expires = expires - {LEASE_SECONDS + 1}"))

    return run


def test_the_history_of_one_manager_and_environment(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0):
        for number in range(12):
            ledger.record(replace(ENTRY, manager=("us", "them")[number % 2], environment=("production", "staging")[number % 3 == 0], digest=str(number)))
    assert [entry.digest for entry in ledger.history(of=("us", "production"))] == ["10", "8", "4", "2"]
    assert [entry.digest for entry in ledger.history(3, of=("us", "production"))] == ["10", "8", "4"]
    assert list(ledger.history(of=("nobody", ""))) == []


def test_the_history_of_commits(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0):
        for number in range(6):
            ledger.record(replace(ENTRY, manager="us", environment="production", commit="" if number % 2 else "c0ffee", digest=str(number)))
    assert [entry.digest for entry in ledger.history(2, of=("us", "production"), committed=True)] == ["4", "2"]


def test_a_pause_holds_until_it_is_lifted_or_over(ledger: Ledger) -> None:
    def paused(organization: str, reason: str = "the bus is down") -> Pause:
        return Pause("us", "production", organization, "root@host-a", reason)

    entry = replace(ENTRY, operation="pause", outcome="paused")
    assert list(ledger.pauses("us", "production")) == []
    with ledger.lock("apply", HERE, key=KEY, wait=0):
        pass
    ledger.pause([paused("teleset"), paused("alfa")], entry)
    ledger.pause([paused("")], entry, seconds=7200)
    ledger.pause([paused("alfa", "again")], entry)
    ledger.pause([replace(paused("alfa"), manager="them"), replace(paused("alfa"), environment="staging")], entry)
    everything, alfa, teleset = ledger.pauses("us", "production")
    assert [(one.organization, one.reason) for one in (everything, alfa, teleset)] == [
        ("", "the bus is down"),
        ("alfa", "again"),
        ("teleset", "the bus is down"),
    ]
    assert (alfa.actor, alfa.until) == ("root@host-a", "")
    since, until = (datetime.fromisoformat(moment) for moment in (everything.since, everything.until))
    assert (until - since).total_seconds() == 7200
    ledger.resume([everything, teleset], replace(entry, operation="resume", outcome="resumed"))
    assert [one.organization for one in ledger.pauses("us", "production")] == ["alfa"]
    assert len(ledger.pauses("them", "production")) == 1
    assert [one.outcome for one in ledger.history()][:2] == ["resumed", "paused"]
    with pytest.raises(Unusable, match="pause-is-over"):
        ledger.pause([paused("beta"), replace(paused(""), until="2020-01-01T00:00:00Z")], entry)
    assert [one.organization for one in ledger.pauses("us", "production")] == ["alfa"]
    assert len(ledger.history()) == 5
    ledger.pause([replace(paused("alfa"), until="2999-01-01T00:00:00Z")], entry)
    assert [one.until for one in ledger.pauses("us", "production")] == ["2999-01-01T00:00:00Z"]


def test_a_pause_that_is_over_is_none() -> None:
    clock = [1_000_000.0]
    ledger = MemoryLedger(lambda: clock[0])
    ledger.pause([Pause("us", "", "", "root@host-a", "x")], ENTRY, seconds=60)
    clock[0] += 59
    assert len(ledger.pauses("us", "")) == 1
    clock[0] += 1
    assert list(ledger.pauses("us", "")) == []


def test_a_pause_in_tables_that_is_over_is_none(tmp_path: Path) -> None:
    database = Database("sqlite:///ledger.db", directory=tmp_path)
    ledger = SqlLedger(database)
    ledger.pause([Pause("us", "", "", "root@host-a", "x")], ENTRY, seconds=60)
    with database.write() as connection:
        connection.execute(text(f"UPDATE {database.name('pauses')} SET until = until - 60"))
    assert list(ledger.pauses("us", "")) == []
    database.close()


def test_nothing_is_remembered_at_first(ledger: Ledger, tmp_path: Path) -> None:
    assert ledger.key() is None
    assert ledger.binding("us") is None
    assert list(ledger.history()) == []
    assert list(tmp_path.iterdir()) == []


def test_the_first_key_stays(ledger: Ledger) -> None:
    for key in (KEY, b"x" * 32):
        with ledger.lock("apply", HERE, key=key, wait=0):
            assert ledger.key() == KEY
    assert ledger.key() == KEY


def test_the_second_is_told_who_holds_the_lock(ledger: Ledger) -> None:
    with ledger.lock("apply", THERE, key=KEY, wait=0):
        with pytest.raises(Locked) as raised, ledger.lock("apply", HERE, key=KEY, wait=0):
            pytest.fail("two hold the lock")
        arguments = raised.value.arguments
        assert (arguments["holder"], arguments["operation"]) == ("ci@host-b, process 4711", "apply")
        assert str(arguments["since"]) < str(arguments["expires"])
        assert str(arguments["expires"]).endswith("Z")
    with ledger.lock("apply", HERE, key=KEY, wait=0):
        pass


def test_a_lock_is_given_back_when_its_holder_fails(ledger: Ledger) -> None:
    with pytest.raises(KeyError), ledger.lock("apply", HERE, key=KEY, wait=0):
        raise KeyError
    with ledger.lock("apply", HERE, key=KEY, wait=0):
        pass


def test_a_lease_that_ran_out_is_taken_over_and_its_holder_is_fenced_off(ledger: Ledger, expire: Callable[[], None]) -> None:
    with ledger.lock("apply", THERE, key=KEY, wait=0) as stalled:
        fence = stalled.fence(ENTRY, BINDING)
        fence.check(None)
        expire()
        stalled.renew()
        expire()
        with ledger.lock("apply", HERE, key=KEY, wait=0) as winner:
            for attempt in (stalled.renew, lambda: fence.check(None)):
                with pytest.raises(ConflictError, match="lock-lost"):
                    attempt()
            winner.renew()
    with ledger.lock("apply", HERE, key=KEY, wait=0):
        pass


def _dead_process() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


@pytest.mark.skipif(os.name != "posix", reason="only POSIX can ask whether a process lives")
@pytest.mark.parametrize(
    ("dead", "host", "boot", "taken"),
    [
        (True, "host-a", "boot-1", True),
        (False, "host-a", "boot-1", False),
        (True, "host-b", "boot-1", False),
        (True, "host-a", "boot-2", False),
        (True, "host-a", "", False),
    ],
)
def test_only_the_lease_of_a_dead_process_of_this_machine_is_taken_at_once(ledger: Ledger, dead: bool, host: str, boot: str, taken: bool) -> None:
    holder = Owner("root", host, _dead_process() if dead else os.getppid(), boot)
    with ledger.lock("apply", holder, key=KEY, wait=0):
        if taken:
            with ledger.lock("apply", HERE, key=KEY, wait=0):
                pass
        else:
            with pytest.raises(Locked), ledger.lock("apply", HERE, key=KEY, wait=0):
                pytest.fail("taken from a living one")


def test_history_is_numbered_and_read_newest_first(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        lock.fence(ENTRY, BINDING).record(None)
    failed = replace(ENTRY, outcome="failed", error="backend-full", counts=Counts())
    assert ledger.record(failed) == 2
    newest, oldest = ledger.history()
    assert (newest.number, oldest.number) == (2, 1)
    assert replace(oldest, number=0, started="") == ENTRY
    assert replace(newest, number=0, started="") == failed
    assert oldest.started.endswith("Z")
    assert [entry.number for entry in ledger.history(1)] == [2]


def test_a_binding_is_replaced_by_the_next(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        for binding in (BINDING, replace(BINDING, environment="staging")):
            lock.fence(ENTRY, binding).record(None)
            assert ledger.binding("us") == binding
        lock.fence(ENTRY, None).record(None)
    assert ledger.binding("us") == replace(BINDING, environment="staging")
    assert ledger.binding("them") is None


def test_one_of_many_at_once_gets_it(ledger: Ledger) -> None:
    inside, most = 0, 0
    guard = threading.Lock()
    done: list[str] = []

    def work() -> None:
        nonlocal inside, most
        try:
            with ledger.lock("apply", HERE, key=KEY, wait=0 if isinstance(ledger, MemoryLedger) else 20) as lock:
                with guard:
                    inside += 1
                    most = max(most, inside)
                lock.renew()
                with guard:
                    inside -= 1
            done.append("done")
        except Locked:
            done.append("locked")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert len(done) == 4
    assert isinstance(ledger, MemoryLedger) or set(done) == {"done"}


def test_a_fence_writes_in_the_backends_transaction(ledger: Ledger) -> None:
    if not isinstance(ledger, SqlLedger):
        pytest.skip("memory has no transactions")
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        fence = lock.fence(ENTRY, BINDING)
        with pytest.raises(KeyError), ledger._database.write() as connection:
            fence.check(connection)
            fence.record(connection)
            raise KeyError
        assert list(ledger.history()) == []
        assert ledger.binding("us") is None
        with ledger._database.write() as connection_:
            fence.check(connection_)
            fence.record(connection_)
    assert len(ledger.history()) == 1


@pytest.mark.parametrize("key", ["'zz'", "''", "x'ff'"])
def test_a_key_that_is_none_is_not_replaced_silently(tmp_path: Path, key: str) -> None:
    """Under another key every secret would seem changed."""
    database = Database("sqlite:///n.db", directory=tmp_path)
    ledger = SqlLedger(database)
    with ledger.lock("apply", HERE, key=KEY, wait=0):
        pass
    with database.write() as connection:
        connection.exec_driver_sql(f"UPDATE reconciler_installation SET key = {key}")
    with pytest.raises(RejectedError, match="key-unreadable"):
        ledger.key()
    with pytest.raises(RejectedError, match="key-unreadable"), ledger.lock("apply", HERE, key=KEY, wait=0):
        pytest.fail("locked without a key")


@pytest.mark.postgresql
def test_a_shared_database_is_not_prepared_unasked(postgresql_url: str, postgresql_schema: str) -> None:
    database = Database(postgresql_url, schema=postgresql_schema)
    with pytest.raises(RejectedError, match="not-prepared"), SqlLedger(database).lock("apply", HERE, key=KEY, wait=0):
        pytest.fail("locked without tables")
    assert list(SqlLedger(database).history()) == []
    database.close()


def test_an_approval_is_good_for_one_apply_of_its_own_target(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        ledger.approve(APPROVAL)
        assert [replace(one, granted="") for one in ledger.approvals("us", "production")] == [APPROVAL]
        assert list(ledger.approvals("us", "staging")) == list(ledger.approvals("them", "production")) == []
        lock.fence(ENTRY, BINDING).record(None)
        assert len(ledger.approvals("us", "production")) == 1
        lock.fence(replace(ENTRY, approvals=("7c1e40aa52d3",)), BINDING).record(None)
        assert list(ledger.approvals("us", "production")) == []
    newest, _, first = ledger.history()
    assert newest.approvals == ("7c1e40aa52d3",)
    assert (first.operation, first.outcome, first.reason, first.actor) == ("approve 7c1e40aa52d3", "approved", "the department was closed", "root@host-a")


def test_an_approval_ends_after_a_day(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0):
        ledger.approve(APPROVAL)
    if isinstance(ledger, MemoryLedger):
        ledger._approvals = [(one, granted - APPROVAL_SECONDS - 1) for one, granted in ledger._approvals]
    else:
        assert isinstance(ledger, SqlLedger)
        with ledger._database.write() as connection:
            connection.execute(text(f"UPDATE {ledger._database.name('approvals')} SET granted = granted - {APPROVAL_SECONDS + 1}"))
    assert list(ledger.approvals("us", "production")) == []


@pytest.mark.parametrize("version", ["0001", "0002", "0003"])
def test_tables_of_earlier_versions_are_read_as_they_are(tmp_path: Path, version: str) -> None:
    database = Database("sqlite:///ledger.db", directory=tmp_path)
    ledger = SqlLedger(database)
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        lock.fence(ENTRY, None, {"teleset": "aa"}).record(None)
    _downgrade(database, version)
    assert list(ledger.approvals("us", "production")) == []
    assert list(ledger.unfinished("us", "production")) == []
    assert [entry.digest for entry in ledger.history()] == ["5e7f20c1a94b"]
    assert ledger.last_applied("us") == ({"teleset": "aa"} if version == "0003" else {})
    assert list(ledger.pauses("us", "production")) == []
    with pytest.raises(RejectedError, match="not-prepared"):
        ledger.approve(APPROVAL)
    with ledger.lock("apply", HERE, key=KEY, wait=0):
        ledger.approve(APPROVAL)
    assert len(ledger.approvals("us", "production")) == 1
    database.close()


def _downgrade(database: Database, version: str) -> None:
    """The tables as an earlier version left them."""
    with database.write() as connection:
        for table, since in (
            ("approvals", "0002"),
            ("applied", "0003"),
            ("pauses", "0003"),
            ("journal", "0003"),
            ("kept_verifications", "0003"),
            ("kept_refusals", "0003"),
            *((table, "0004") for table in ("trials", "deliveries", "proofs", "transport_proofs", "confirmations", "inbox")),
        ):
            if since > version:
                connection.execute(text(f"DROP TABLE {database.name(table)}"))
        for since, columns in COLUMNS_FROM.items():
            for column in sorted(columns) if since > version else ():
                connection.execute(text(f"ALTER TABLE {database.name('history')} DROP COLUMN {column}"))
        connection.execute(text(f"UPDATE {database.name('schema_revision')} SET version_num = '{version}'"))


def test_what_was_last_applied_is_remembered_for_each_manager(ledger: Ledger) -> None:
    assert ledger.last_applied("us") == {}
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        lock.fence(ENTRY, BINDING, {"teleset": "aa", "teleset/ivanova": "bb"}).record(None)
        lock.fence(replace(ENTRY, manager="them"), None, {"teleset": "zz"}).record(None)
        assert ledger.last_applied("us") == {"teleset": "aa", "teleset/ivanova": "bb"}
        lock.fence(ENTRY, None, {"teleset/ivanova": "", "teleset/petrov": "cc", "teleset": "dd"}).record(None)
    assert ledger.last_applied("us") == {"teleset": "dd", "teleset/petrov": "cc"}
    assert ledger.last_applied("us", ["teleset/petrov", "teleset/sokolov"]) == {"teleset/petrov": "cc"}
    assert ledger.last_applied("them") == {"teleset": "zz"}


def test_many_tags_are_found_by_name_and_all_at_once(ledger: Ledger) -> None:
    made = {f"teleset/a{number}": f"{number:x}" for number in range(6_000)}
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        lock.fence(ENTRY, BINDING, made).record(None)
    assert ledger.last_applied("us", made) == made
    some = {address: made[address] for address in sorted(made)[:1_200]}
    assert ledger.last_applied("us", [*some, "teleset/nobody"]) == some


def test_who_holds_the_lock_is_told_and_it_can_be_taken_away(ledger: Ledger) -> None:
    assert ledger.holder(HERE) is None
    with ledger.lock("apply", THERE, key=KEY, wait=0) as lock:
        holder = ledger.holder(HERE)
        assert holder is not None
        assert (holder.owner, holder.operation, holder.dead) == (THERE, "apply", False)
        assert not ledger.release(holder.token + 1, ENTRY)
        assert list(ledger.history()) == []
        assert ledger.release(holder.token, replace(ENTRY, operation="lock release", outcome="released"))
        assert ledger.holder(HERE) is None
        for attempt in (lock.renew, lambda: lock.fence(ENTRY, BINDING).check(None)):
            with pytest.raises(ConflictError, match="lock-lost"):
                attempt()
        with ledger.lock("apply", HERE, key=KEY, wait=0) as winner:
            winner.renew()
            assert not ledger.release(holder.token, ENTRY)
    assert ledger.holder(HERE) is None
    assert [entry.outcome for entry in ledger.history()] == ["released"]


def test_an_erased_address_is_kept_under_a_keyed_digest(ledger: Ledger) -> None:
    with ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
        keeping = lock.fence(ENTRY, BINDING, retention=90).keeping(None)
        tag = keeping.tag("email", "ivanova@teleset.example")
        assert tag == keyed_digest(KEY, canonical(["address", "email", "ivanova@teleset.example"]))
        assert tag != keeping.tag("sms", "ivanova@teleset.example")
        assert abs(keeping.now - time.time()) < 60
        assert keeping.until - keeping.now == 90
        unsaid = lock.fence(ENTRY, BINDING).keeping(None)
        assert unsaid.until - unsaid.now == 30 * 24 * 60 * 60
        assert KEY.hex() not in repr(keeping)
        assert repr(KEY) not in repr(keeping)
