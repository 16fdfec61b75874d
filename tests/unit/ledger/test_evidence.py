"""What is remembered of deliveries and confirmations, in memory and in tables."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from reconciler.database.database import Database
from reconciler.database.prepare import prepare
from reconciler.ledger.memory import MemoryLedger
from reconciler.ledger.sql import SqlLedger
from reconciler.model.errors import RejectedError
from reconciler.model.evidence import Asked, Delivered, Evidence, TrialEntry
from reconciler.model.ledger import HistoryEntry, Ledger, Owner
from reconciler.model.plan import Counts

US = ("us", "production")
RUN = TrialEntry(*US, "root@host-a", "sandbox", "passed", {"pass": 2, "silent": 1}, (("teleset", "payment"), ("teleset", "orders")), seconds=1.5)
EMAIL = Delivered(
    "m1", 0, "sandbox", "s1", "e1", "payment", "teleset/ivanova", "email", "email", "i•••••@teleset.example", "delivered", "pass", "250 2.0.0", "", 0.25
)
SMS = replace(
    EMAIL, id="m2", contact="mobile", channel="sms", address="+7916•••••01", status="temporary-failure", verdict="failed", answer="HTTP 429", code="x"
)
OTHERS = replace(EMAIL, id="m3", recipient="alfa", contact="duty")
ASKED = Asked("t" * 64, "teleset/ivanova", "email", "email", "a" * 64, "", "")
LIFETIME = 7 * 86400
YEAR = 365 * 86400


class Clock:
    def __init__(self) -> None:
        self.offset = 0

    def __call__(self) -> float:
        return 1_790_000_000 + self.offset


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    if request.param == "memory":
        yield MemoryLedger(clock)
        return
    if request.param == "sqlite":
        database = Database("sqlite:///ledger.db", directory=tmp_path)
    else:
        database = Database(request.getfixturevalue("postgresql_url"), schema=request.getfixturevalue("postgresql_schema"))
        prepare(database)
    yield SqlLedger(database)
    database.close()


@pytest.fixture
def evidence(ledger: Ledger) -> Evidence:
    return ledger.evidence


@pytest.fixture
def later(ledger: Ledger, clock: Clock) -> Callable[[int], None]:
    """Lets time pass: what is there was written so many seconds ago."""

    def run(seconds: int) -> None:
        clock.offset += seconds
        if isinstance(ledger, SqlLedger):
            database = ledger._database
            with database.write() as connection:
                for table, columns in (("trials", "at"), ("deliveries", "at"), ("confirmations", "sent expires")):
                    moved = ", ".join(f"{column} = {column} - {seconds}" for column in columns.split())
                    connection.execute(text(f"UPDATE {database.name(table)} SET {moved}"))

    return run


def test_nothing_is_known_of_what_never_was_and_looking_makes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    evidence = ledger.evidence
    assert not evidence.trials(*US)
    assert not evidence.deliveries(*US)
    assert not evidence.proofs(*US)
    assert not evidence.transport_proofs(*US)
    assert not evidence.asked(*US)
    assert list(tmp_path.iterdir()) == []


def test_a_run_is_kept_whole(evidence: Evidence) -> None:
    number = evidence.keep_trial(RUN, [EMAIL, SMS, OTHERS], [("email", "c1")], retention=YEAR)
    (entry,) = evidence.trials(*US)
    assert replace(entry, started="") == replace(RUN, number=number)
    assert entry.started.endswith("Z")
    kept = evidence.deliveries(*US)
    assert [replace(one, at="") for one in kept] == [replace(one, trial=number) for one in (EMAIL, SMS, OTHERS)]
    assert {one.at for one in kept} == {entry.started}
    assert [(proof.organization, proof.type, proof.trial, proof.mode, proof.at) for proof in evidence.proofs(*US)] == [
        ("teleset", "orders", number, "sandbox", entry.started),
        ("teleset", "payment", number, "sandbox", entry.started),
    ]
    assert [(proof.channel, proof.configuration) for proof in evidence.transport_proofs(*US)] == [("email", "c1")]
    assert not evidence.trials("them", "production")
    assert not evidence.deliveries("us", "staging")
    assert not evidence.proofs("us", "staging")


def test_deliveries_of_a_run_and_of_somebody(evidence: Evidence) -> None:
    first = evidence.keep_trial(RUN, [EMAIL, SMS, OTHERS], retention=YEAR)
    second = evidence.keep_trial(RUN, [replace(EMAIL, id="m4")], retention=YEAR)
    assert second > first
    assert [one.id for one in evidence.deliveries(*US)] == ["m4", "m1", "m2", "m3"]
    assert [one.id for one in evidence.deliveries(*US, 2)] == ["m4", "m1"]
    assert [one.id for one in evidence.deliveries(*US, trial=first)] == ["m1", "m2", "m3"]
    assert [one.id for one in evidence.deliveries(*US, recipient="teleset")] == ["m4", "m1", "m2"]
    assert [one.id for one in evidence.deliveries(*US, recipient="teleset/ivanova", trial=first)] == ["m1", "m2"]
    assert [one.id for one in evidence.deliveries(*US, recipient="alfa")] == ["m3"]
    assert not evidence.deliveries(*US, recipient="teleset/nobody")


def test_the_last_pass_of_each_mode_is_the_proof_and_what_is_declared_proves_nothing(evidence: Evidence) -> None:
    evidence.keep_trial(RUN, [], retention=YEAR)
    live = evidence.keep_trial(replace(RUN, mode="live", passed=(("teleset", "orders"),)), [], [("email", "c1")], retention=YEAR)
    evidence.keep_trial(replace(RUN, mode="declared"), [], retention=YEAR)
    again = evidence.keep_trial(replace(RUN, passed=(("teleset", "orders"),)), [], [("email", "c2")], retention=YEAR)
    found = {(proof.type, proof.mode): proof.trial for proof in evidence.proofs(*US)}
    assert found == {("orders", "sandbox"): again, ("orders", "live"): live, ("payment", "sandbox"): again - 3}
    assert [proof.configuration for proof in evidence.transport_proofs(*US)] == ["c2"]


def test_the_last_failure_of_a_type_is_remembered_beside_its_proof(evidence: Evidence) -> None:
    evidence.keep_trial(RUN, [], retention=YEAR)
    number = evidence.keep_trial(replace(RUN, passed=(), failed=(("teleset", "payment"),)), [], retention=YEAR)
    assert ("payment", "failed", number) in {(proof.type, proof.mode, proof.trial) for proof in evidence.proofs(*US)}
    assert evidence.trials(*US)[0].failed == ()
    evidence.keep_trial(replace(RUN, mode="declared", failed=(("teleset", "works"),)), [], retention=YEAR)
    assert not [proof for proof in evidence.proofs(*US) if proof.type == "works"]


def test_an_address_is_masked_whoever_forgot_to(evidence: Evidence) -> None:
    evidence.keep_trial(RUN, [replace(EMAIL, address="ivanova@teleset.example"), replace(SMS, address="+79161234501")], retention=YEAR)
    assert [one.address for one in evidence.deliveries(*US)] == ["i•••••@teleset.example", "+7916•••••01"]


def test_deliveries_are_forgotten_in_time_and_what_they_prove_is_not(evidence: Evidence, later: Callable[[int], None]) -> None:
    evidence.keep_trial(RUN, [EMAIL], [("email", "c1")], retention=100)
    later(60)
    evidence.keep_trial(RUN, [SMS], retention=100)
    assert [one.id for one in evidence.deliveries(*US)] == ["m2", "m1"]
    later(60)
    evidence.keep_trial(replace(RUN, passed=(), environment="staging"), [], retention=100)
    assert [one.id for one in evidence.deliveries(*US)] == ["m2", "m1"], "a run elsewhere says nothing about these"
    evidence.keep_trial(replace(RUN, passed=()), [OTHERS], retention=100)
    assert [one.id for one in evidence.deliveries(*US)] == ["m3", "m2"]
    assert len(evidence.proofs(*US)) == 2
    assert len(evidence.transport_proofs(*US)) == 1
    assert len(evidence.trials(*US)) == 3


def test_who_is_gone_is_remembered_without_an_address(ledger: Ledger) -> None:
    evidence = ledger.evidence
    evidence.keep_trial(RUN, [EMAIL, SMS, OTHERS], retention=YEAR)
    entry = HistoryEntry("apply", *US, "root@host-a", "d", Counts())
    with ledger.lock("apply", Owner("root", "host-a", 1), key=bytes(32), wait=0) as lock:
        lock.fence(entry, None, {"teleset/ivanova": "", "type:x": "", "alfa": "t"}).record(None)
    assert [(one.recipient, one.address) for one in evidence.deliveries(*US)] == [
        ("teleset/ivanova", ""),
        ("teleset/ivanova", ""),
        ("alfa", "i•••••@teleset.example"),
    ]


def test_two_runs_at_once_have_two_numbers(evidence: Evidence) -> None:
    found = at_once(lambda: evidence.keep_trial(RUN, [EMAIL, SMS], [("email", "c1")], retention=YEAR), 4)
    assert len(set(found)) == 4
    assert len(evidence.deliveries(*US)) == 8
    assert {proof.trial for proof in evidence.proofs(*US)} <= set(found)


def test_a_confirmation_is_used_once(evidence: Evidence, later: Callable[[int], None]) -> None:
    evidence.ask(*US, [ASKED], lifetime=LIFETIME)
    (known,) = evidence.asked(*US)
    assert (known.state, known.token, known.recipient, known.contact, known.address) == ("open", ASKED.token, "teleset/ivanova", "email", "a" * 64)
    assert known.sent < known.expires
    assert evidence.use(*US, "another") is None
    assert evidence.use("us", "staging", ASKED.token) is None, "of another environment"
    used = evidence.use(*US, ASKED.token)
    assert used is not None
    assert (used.recipient, used.state) == ("teleset/ivanova", "used")
    assert evidence.use(*US, ASKED.token) is None
    assert [one.state for one in evidence.asked(*US, token=ASKED.token)] == ["used"]
    later(LIFETIME + 1)
    assert [one.state for one in evidence.asked(*US)] == ["used"]


def test_a_confirmation_expires(evidence: Evidence, later: Callable[[int], None]) -> None:
    evidence.ask(*US, [ASKED], lifetime=LIFETIME)
    later(LIFETIME)
    assert [one.state for one in evidence.asked(*US, token=ASKED.token)] == ["expired"]
    assert evidence.use(*US, ASKED.token) is None
    later(31 * 86400)
    evidence.ask(*US, [replace(ASKED, token="n", recipient="teleset/petrov", address="b")], lifetime=LIFETIME)
    assert [one.token for one in evidence.asked(*US)] == ["n"], "long after it has expired nobody needs it"


def test_a_newer_one_of_the_same_address_replaces_it(evidence: Evidence) -> None:
    evidence.ask(*US, [ASKED, replace(ASKED, token="other", contact="second", address="b" * 64)], lifetime=LIFETIME)
    evidence.ask(*US, [replace(ASKED, token="newer")], lifetime=LIFETIME)
    assert [(one.contact, one.token, one.state) for one in evidence.asked(*US)] == [("email", "newer", "open"), ("second", "other", "open")]
    assert [one.state for one in evidence.asked(*US, token=ASKED.token)] == ["replaced"]
    assert evidence.use(*US, ASKED.token) is None
    assert evidence.use(*US, "newer") is not None


def test_what_did_not_leave_is_known_as_that_and_holds_if_it_arrives(evidence: Evidence) -> None:
    evidence.ask(*US, [ASKED], lifetime=LIFETIME)
    evidence.failed("us", "staging", [ASKED.token])
    assert [one.state for one in evidence.asked(*US)] == ["open"]
    evidence.failed(*US, [ASKED.token])
    assert [one.state for one in evidence.asked(*US)] == ["failed"]
    assert evidence.use(*US, ASKED.token) is not None


def test_of_two_at_once_one_uses_it(evidence: Evidence) -> None:
    evidence.ask(*US, [ASKED], lifetime=LIFETIME)
    found = at_once(lambda: evidence.use(*US, ASKED.token), 4)
    assert sum(one is not None for one in found) == 1


def test_a_shared_database_is_prepared_on_purpose(request: pytest.FixtureRequest) -> None:
    database = Database(request.getfixturevalue("postgresql_url"), schema=request.getfixturevalue("postgresql_schema"))
    evidence = SqlLedger(database).evidence
    assert not evidence.trials(*US)
    for write in (
        lambda: evidence.keep_trial(RUN, [], retention=1),
        lambda: evidence.ask(*US, [ASKED], lifetime=1),
        lambda: evidence.use(*US, "t"),
    ):
        with pytest.raises(RejectedError, match="not-prepared"):
            write()
    database.close()


def test_tables_of_an_earlier_version_know_nothing(tmp_path: Path) -> None:
    database = Database("sqlite:///ledger.db", directory=tmp_path)
    prepare(database)
    with database.write() as connection:
        for table in ("trials", "deliveries", "proofs", "transport_proofs", "confirmations", "inbox"):
            connection.exec_driver_sql(f"DROP TABLE {database.name(table)}")
        connection.exec_driver_sql(f"UPDATE {database.name('schema_revision')} SET version_num = '0003'")
    evidence = SqlLedger(database).evidence
    assert not evidence.trials(*US)
    assert not evidence.deliveries(*US)
    assert not evidence.proofs(*US)
    assert not evidence.asked(*US)
    assert evidence.keep_trial(RUN, [EMAIL], retention=YEAR) == 1, "an embedded database is migrated by who writes"
    database.close()


def at_once(work: Callable[[], object], count: int) -> list[object]:
    """What each of some threads gets that begin together. What one raises is raised."""
    start = threading.Barrier(count)
    found: list[object] = []
    faults: list[BaseException] = []

    def run() -> None:
        start.wait()
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - told below
            faults.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return found
