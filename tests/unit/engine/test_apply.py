"""apply writes what was shown, once, from one place; or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reconciler.backends.sql import SqlBackend
from reconciler.engine.apply import Completed, apply
from reconciler.engine.permission import Overrides
from reconciler.engine.plan import Planned, plan
from reconciler.engine.prepare import prepare
from reconciler.engine.session import Session
from reconciler.model.errors import InvalidInput, ReconcilerError, Refused, StalePlan, Unusable
from reconciler.planning.digest import changes_digest
from tests.unit.engine.worlds import BUS, ORGANIZATION, PROJECT, edit, make, write


def agree(_: Planned) -> None:
    pass


def live(directory: Path, *statements: str) -> None:
    with closing(sqlite3.connect(directory / "live.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def rows(directory: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(directory / "live.db")) as connection:
        return connection.execute(query).fetchall()


def applied(directory: Path, *, rebind: bool = False, organizations: Sequence[str] = ()) -> Completed:
    completed = apply(directory, confirm=agree, overrides=Overrides(rebind=rebind), organizations=organizations)
    assert completed.report is not None
    assert completed.report.ok
    assert completed.differing == ()
    return completed


def test_apply_then_plan_is_empty(tmp_path: Path) -> None:
    make(tmp_path)
    completed = applied(tmp_path)
    assert completed.report is not None
    assert completed.report.history == 1
    assert not plan(tmp_path).plan


def test_nothing_to_do_asks_nobody(tmp_path: Path) -> None:
    make(tmp_path)
    applied(tmp_path)

    def ask(_: Planned) -> None:
        raise AssertionError

    assert apply(tmp_path, confirm=ask).report is None


def test_cancelling_leaves_no_trace(tmp_path: Path) -> None:
    make(tmp_path)

    def cancel(_: Planned) -> None:
        raise ReconcilerError("declined")

    with pytest.raises(ReconcilerError, match="declined"):
        apply(tmp_path, confirm=cancel)
    assert not (tmp_path / "live.db").exists()


MOVES = {
    "changed": ("update reconciler_contacts set address = 'x@teleset.example' where account = 'ivanova'", "teleset/ivanova"),
    "taken": ("update reconciler_accounts set manager = 'legacy' where account = 'petrov'", "teleset/petrov"),
    "gone": ("delete from reconciler_accounts where account = 'petrov'", "teleset/petrov"),
}


@pytest.mark.parametrize(("statement", "address"), MOVES.values(), ids=MOVES.keys())
def test_what_moves_while_somebody_reads_makes_the_plan_stale(tmp_path: Path, statement: str, address: str) -> None:
    make(tmp_path)
    applied(tmp_path)
    edit(tmp_path / "organizations/teleset.yaml", "[payment, orders]", "[payment]")

    def dawdle(_: Planned) -> None:
        live(tmp_path, statement)

    with pytest.raises(StalePlan) as stale:
        apply(tmp_path, confirm=dawdle)
    assert stale.value.code == "plan-moved"
    assert address in str(stale.value.arguments["addresses"])
    assert rows(tmp_path, "select count(*) from reconciler_history") == [(1,)]
    assert rows(tmp_path, "select count(*) from reconciler_subscriptions where type = 'orders'") == [(2,)]


def test_two_first_applies(tmp_path: Path) -> None:
    make(tmp_path)

    def be_second(_: Planned) -> None:
        applied(tmp_path)

    with pytest.raises(StalePlan):
        apply(tmp_path, confirm=be_second)
    assert rows(tmp_path, "select count(*) from reconciler_history") == [(1,)]


def test_the_history_names_what_was_shown(tmp_path: Path) -> None:
    make(tmp_path)
    applied(tmp_path)
    edit(tmp_path / "organizations/teleset.yaml", "[payment, orders]", "[payment]")
    shown = plan(tmp_path).plan.digest
    applied(tmp_path)
    digests = rows(tmp_path, "select digest from reconciler_history order by number")
    assert digests[1] == (shown,)
    assert digests[0] != ("",)


@pytest.fixture
def another_place(tmp_path: Path) -> Path:
    make(tmp_path)
    applied(tmp_path)
    edit(tmp_path / "reconciler.yaml", "id: 0b7e", "id: ffff")
    edit(tmp_path / "organizations/teleset.yaml", "[payment, orders]", "[payment]")
    return tmp_path


def test_another_place_is_refused_before_it_asks(another_place: Path) -> None:
    def ask(_: Planned) -> None:
        raise AssertionError

    with pytest.raises(Refused, match="other-source"):
        apply(another_place, confirm=ask)
    assert rows(another_place, "select count(*) from reconciler_history") == [(1,)]


def test_rebinding_is_recorded(another_place: Path) -> None:
    applied(another_place, rebind=True)
    assert rows(another_place, "select operation from reconciler_history where number = 2") == [("apply --rebind",)]
    edit(another_place / "reconciler.yaml", "id: ffff", "id: 0b7e")
    edit(another_place / "organizations/teleset.yaml", "[payment]", "[orders]")
    with pytest.raises(Refused, match="other-source"):
        apply(another_place, confirm=agree)


def test_an_unset_secret_stops_before_the_first_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, organization=ORGANIZATION + BUS)
    monkeypatch.delenv("TESTS_BUS", raising=False)
    assert plan(tmp_path).plan
    with pytest.raises(Unusable) as unset:
        apply(tmp_path, confirm=agree)
    assert unset.value.code == "secret-unset"
    assert not (tmp_path / "live.db").exists()


def test_a_secret_that_is_not_set_stops_other_changes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the secret was changed cannot be told, so "applied" would promise too much."""
    make(tmp_path, organization=ORGANIZATION + BUS)
    monkeypatch.setenv("TESTS_BUS", "correct horse")
    applied(tmp_path)
    monkeypatch.delenv("TESTS_BUS")
    edit(tmp_path / "organizations/teleset.yaml", "Павел", "Пётр")
    stored = (tmp_path / "live.db").read_bytes()
    with pytest.raises(Unusable, match="secret-unset"):
        apply(tmp_path, confirm=agree)
    assert (tmp_path / "live.db").read_bytes() == stored


def test_secrets_of_others_are_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, organization=ORGANIZATION + BUS)
    write(tmp_path / "organizations/other.yaml", ORGANIZATION.replace("id: teleset", "id: other"))
    monkeypatch.delenv("TESTS_BUS", raising=False)
    applied(tmp_path, organizations=["other"])


def test_the_first_history_row_has_the_digest_of_its_plan(tmp_path: Path) -> None:
    make(tmp_path)
    first = applied(tmp_path)
    ((key,),) = rows(tmp_path, "select key from reconciler_installation")
    digest = changes_digest(bytes.fromhex(str(key)), first.planned.plan.changes)
    assert rows(tmp_path, "select digest from reconciler_history") == [(digest,)]


def test_a_changed_secret_is_a_change_and_stays_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, organization=ORGANIZATION + BUS)
    monkeypatch.setenv("TESTS_BUS", "correct horse")
    applied(tmp_path)
    assert not plan(tmp_path).plan
    monkeypatch.setenv("TESTS_BUS", "battery staple")
    assert [change.address for change in plan(tmp_path).plan.changes] == ["teleset"]
    applied(tmp_path)
    assert not plan(tmp_path).plan
    monkeypatch.delenv("TESTS_BUS")
    assert not plan(tmp_path).plan
    stored = (tmp_path / "live.db").read_bytes()
    assert b"correct horse" not in stored
    assert b"battery staple" not in stored


def test_one_bad_file_stops_every_deletion(tmp_path: Path) -> None:
    make(tmp_path)
    write(tmp_path / "organizations/other.yaml", ORGANIZATION.replace("id: teleset", "id: other"))
    applied(tmp_path)
    (tmp_path / "organizations/other.yaml").unlink()
    write(tmp_path / "organizations/broken.yaml", "kind: [")
    with pytest.raises(InvalidInput):
        apply(tmp_path, confirm=agree)
    assert len(rows(tmp_path, "select 1 from reconciler_organizations")) == 2


def test_a_refused_plan_is_not_tried(tmp_path: Path) -> None:
    make(tmp_path)
    applied(tmp_path)
    live(tmp_path, "update reconciler_accounts set manager = 'legacy' where account = 'petrov'")
    completed = apply(tmp_path, confirm=agree)
    assert completed.report is None
    assert completed.planned.refused
    assert [conflict.owner for conflict in completed.planned.plan.conflicts] == ["legacy"]


def test_rows_of_others_are_left_alone(tmp_path: Path) -> None:
    make(tmp_path)
    applied(tmp_path)
    live(
        tmp_path,
        "insert into reconciler_accounts (organization, account, manager) values ('teleset', 'guest', 'legacy'), ('teleset', 'stray', '')",
        "insert into reconciler_organizations (organization, manager) values ('elsewhere', 'legacy')",
    )
    planned = plan(tmp_path)
    assert not planned.plan
    assert {foreign.address for foreign in planned.plan.foreign} >= {"teleset/guest", "teleset/stray", "elsewhere"}
    edit(tmp_path / "organizations/teleset.yaml", "[payment, orders]", "[payment]")
    applied(tmp_path)
    assert len(rows(tmp_path, "select 1 from reconciler_accounts where account in ('guest', 'stray')")) == 2


def test_the_ledger_may_have_a_database_of_its_own(tmp_path: Path) -> None:
    make(tmp_path, project=PROJECT + 'ledger: {type: sql, url: "sqlite:///ledger.db"}\n')
    applied(tmp_path)
    assert not plan(tmp_path).plan
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as ledger:
        assert ledger.execute("select operation from reconciler_history").fetchall() == [("apply",)]
    assert rows(tmp_path, "select count(*) from reconciler_history") == [(0,)]


def test_a_ledger_that_is_the_backends_own_database_shares_its_transaction(tmp_path: Path) -> None:
    """As two databases they would wait for each other's locks."""
    make(tmp_path, project=PROJECT + 'ledger: {type: sql, url: "sqlite:///./live.db"}\n')
    applied(tmp_path)
    assert rows(tmp_path, "select outcome from reconciler_history") == [("applied",)]


def test_what_failed_as_a_whole_counts_nothing(tmp_path: Path) -> None:
    make(tmp_path)
    applied(tmp_path)
    live(tmp_path, "create trigger t before delete on reconciler_subscriptions begin select raise(abort, 'no'); end")
    edit(tmp_path / "organizations/teleset.yaml", "[payment, orders]", "[payment]")
    completed = apply(tmp_path, confirm=agree)
    assert completed.report is not None
    assert not completed.report.ok
    assert rows(tmp_path, "select outcome, changed from reconciler_history") == [("applied", 0), ("failed", 0)]


def test_an_interrupt_that_undoes_everything_is_called_one(tmp_path: Path) -> None:
    make(tmp_path)

    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    completed = apply(tmp_path, confirm=agree, progress=interrupt)
    assert completed.report is not None
    assert completed.report.interrupted
    assert rows(tmp_path, "select outcome, added from reconciler_history") == [("interrupted", 0)]


def test_an_interrupt_while_reading_back_does_not_hide_what_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    whole, looks = Session.compare, [0]

    def compare(*arguments: Any, **named: Any) -> Any:
        looks[0] += 1
        if looks[0] == 3:
            raise KeyboardInterrupt
        return whole(*arguments, **named)

    monkeypatch.setattr(Session, "compare", compare)
    completed = apply(tmp_path, confirm=agree)
    assert completed.report is not None
    assert (completed.report.ok, completed.report.interrupted, completed.report.history) == (True, True, 1)
    assert completed.unread is not None
    assert rows(tmp_path, "select outcome from reconciler_history") == [("applied",)]


def test_a_shared_database_is_prepared_by_its_own_verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    monkeypatch.setattr(SqlBackend, "prepares_itself", False)
    assert plan(tmp_path).plan.pending_migrations
    with pytest.raises(Unusable, match="not-prepared"):
        apply(tmp_path, confirm=agree)
    assert not (tmp_path / "live.db").exists()
    assert prepare(tmp_path).migrations
    assert prepare(tmp_path).migrations == ()
    applied(tmp_path)


def test_a_failed_apply_is_remembered(tmp_path: Path) -> None:
    make(tmp_path)
    applied(tmp_path)
    live(tmp_path, "create trigger full before delete on reconciler_subscriptions begin select raise(abort, 'ivanova@teleset.example'); end")
    edit(tmp_path / "organizations/teleset.yaml", "[payment, orders]", "[payment]")
    completed = apply(tmp_path, confirm=agree)
    assert completed.report is not None
    assert not completed.report.ok
    assert completed.report.error is not None
    assert "ivanova@" not in str(completed.report.error)
    assert rows(tmp_path, "select outcome from reconciler_history order by number") == [("applied",), ("failed",)]
    assert rows(tmp_path, "select count(*) from reconciler_subscriptions where type = 'orders'") == [(2,)]
