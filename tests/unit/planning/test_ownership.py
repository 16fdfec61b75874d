"""Only what carries our mark is changed; everything else is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.address import organization_of
from reconciler.model.backend import Scope
from reconciler.model.plan import Conflict, Foreign, Guards
from reconciler.model.resource import BUILTIN_MANAGER, Resource, State
from reconciler.model.settings import Settings
from reconciler.planning.plan import plan
from reconciler.resources import compile_settings, interpret
from tests.strategies import settings
from tests.unit.planning.worlds import MANAGER, TARGET, TYPES, account, desired, live, organization, planned, resource

ALFA = organization("alfa")
IVANOVA = account("alfa/ivanova", "orders")


def _of(manager: str, each: Resource, **observed: Any) -> Resource:
    return replace(each, manager=manager, observed=observed)


def _unmarked(before: State, *addresses: str) -> State:
    return State(replace(each, manager="") if each.address in addresses else each for each in before.values())


@pytest.mark.parametrize("owner", ["legacy-crm", ""])
def test_declared_and_held_by_somebody_else(owner: str) -> None:
    before = State((*live(ALFA).values(), replace(account("alfa/ivanova", "works"), manager=owner)))
    result = planned(desired(ALFA, IVANOVA), before)
    assert (result.changes, result.conflicts, result.foreign) == ((), (Conflict("alfa/ivanova", owner),), ())


def test_the_same_value_of_somebody_else_is_a_conflict_too() -> None:
    assert planned(desired(ALFA), live(_of("legacy-crm", ALFA))).conflicts == (Conflict("alfa", "legacy-crm"),)


def test_a_conflict_of_the_organization_stands_for_its_accounts() -> None:
    before = live(_of("legacy-crm", ALFA), _of("legacy-crm", account("alfa/petrov")), account("alfa/old"), organization("beta"))
    after = desired(ALFA, IVANOVA, account("alfa/petrov", "orders"), organization("beta", locale="en"))
    result = planned(after, before)
    assert result.conflicts == (Conflict("alfa", "legacy-crm"),)
    assert [change.address for change in result.changes] == ["beta"]


def test_undeclared_ours_goes_and_undeclared_others_stays() -> None:
    before = live(ALFA, IVANOVA, account("alfa/old"), organization("gamma"), _of("legacy-crm", account("alfa/archive")), _of("crm", organization("beta")))
    result = planned(desired(ALFA, IVANOVA), before)
    assert [change.address for change in result.changes] == ["alfa/old", "gamma"]
    assert result.foreign == (Foreign("alfa/archive", "legacy-crm"), Foreign("beta", "crm"))
    assert result.conflicts == ()


def test_rows_of_others_in_our_account_are_named() -> None:
    rows = [{"address": "alfa/ivanova/mobile", "manager": "crm"}, {"address": "alfa/ivanova/mobile", "type": "works", "manager": ""}]
    result = planned(desired(ALFA, IVANOVA), live(ALFA, _of(MANAGER, IVANOVA, foreign=rows)))
    assert not result
    assert result.foreign == (Foreign("alfa/ivanova/mobile", ""), Foreign("alfa/ivanova/mobile", "crm"))
    assert result.unchanged == len(TYPES) + 2


@pytest.mark.parametrize(
    ("row", "collides"),
    [
        ({"address": "alfa/ivanova/email", "manager": "crm"}, True),
        ({"address": "alfa/ivanova/fax", "manager": "crm"}, False),
        ({"address": "alfa/ivanova/email", "type": "orders", "manager": ""}, True),
        ({"address": "alfa/ivanova/email", "type": "works", "manager": ""}, False),
    ],
)
def test_a_row_of_others_where_we_declare_the_same(row: dict[str, str], collides: bool) -> None:
    nobody = account("alfa/ivanova", contacts={}, types={})
    result = planned(desired(ALFA, IVANOVA), live(ALFA, _of(MANAGER, nobody, foreign=[row])))
    assert result.conflicts == ((Conflict(row["address"], row["manager"]),) if collides else ())
    assert result.foreign == (() if collides else (Foreign(row["address"], row["manager"]),))
    assert bool(result.changes) != collides


def test_an_account_with_rows_of_others_is_not_deleted_nor_its_organization() -> None:
    rows = [{"address": "alfa/ivanova/mobile", "manager": "crm"}]
    result = planned(desired(organization("beta")), live(ALFA, organization("beta"), _of(MANAGER, IVANOVA, foreign=rows), account("alfa/petrov")))
    assert result.conflicts == (Conflict("alfa/ivanova", "crm", holds=("alfa/ivanova/mobile",)),)
    assert [change.address for change in result.changes] == ["alfa/petrov"]


@pytest.mark.parametrize(
    ("other", "gone"),
    [
        (account("alfa/archive"), "alfa"),
        (organization("child", parent="alfa"), "alfa"),
        (account("other/x", "own"), "type:own"),
    ],
)
def test_what_others_need_is_not_deleted(other: Resource, gone: str) -> None:
    own = resource("type:own", TYPES[0].spec)
    before = live(ALFA, own, organization("beta"), _of("crm", organization("other")), _of("crm", other))
    result = planned(desired(organization("beta")), before)
    assert result.conflicts == (Conflict(gone, "crm", holds=(other.address,)),)
    assert {change.address for change in result.changes} == {"alfa", "type:own"} - {gone}


def test_a_subscription_of_others_keeps_our_type() -> None:
    own = resource("type:own", TYPES[0].spec)
    rows = [{"address": "alfa/ivanova/email", "type": "own", "manager": "crm"}]
    result = planned(desired(ALFA, IVANOVA), live(ALFA, own, _of(MANAGER, IVANOVA, foreign=rows)))
    assert result.conflicts == (Conflict("type:own", "crm", holds=("alfa/ivanova/email",)),)


def test_built_in_types_are_updated_by_anyone_and_deleted_by_nobody() -> None:
    older = resource("type:orders", dict(TYPES[0].spec) | {"urgent": True}, manager=BUILTIN_MANAGER)
    withdrawn = resource("type:fax", TYPES[0].spec, manager=BUILTIN_MANAGER)
    before = State((*(each for each in TYPES if each.address != "type:orders"), older, withdrawn))
    result = planned(desired(), before)
    assert [(type(change).__name__, change.address) for change in result.changes] == [("Update", "type:orders")]
    assert (result.conflicts, result.foreign) == ((), ())
    assert {change.after.manager for change in planned(desired(), State()).changes if hasattr(change, "after")} == {BUILTIN_MANAGER}


def test_a_type_of_somebody_else_is_a_conflict_even_under_a_built_in_name() -> None:
    assert planned(desired(), _unmarked(live(), "type:orders")).conflicts == (Conflict("type:orders", ""),)


def test_what_is_written_carries_our_mark() -> None:
    result = planned(desired(ALFA, IVANOVA), live(organization("alfa", locale="en")))
    assert {change.address: change.after.manager for change in result.changes if hasattr(change, "after")} == {"alfa": MANAGER, "alfa/ivanova": MANAGER}


def test_a_scope_filters_both_sides_alike_and_keeps_types() -> None:
    own, beta = resource("type:own", TYPES[0].spec), organization("beta")
    before = live(ALFA, account("alfa/old"), beta, account("beta/old"), own, _of("crm", account("beta/x")))
    result = planned(desired(ALFA, IVANOVA, account("beta/new")), before, scope=Scope(frozenset({"alfa"})))
    assert [(type(change).__name__, change.address) for change in result.changes] == [("Create", "alfa/ivanova"), ("Delete", "alfa/old")]
    assert result.foreign == ()
    everything = planned(desired(ALFA, IVANOVA, beta, account("beta/new")), before)
    assert "type:own" in {change.address for change in everything.changes}


@given(settings(), settings(), st.data())
def test_what_is_left_out_is_neither_changed_nor_named_and_what_is_not_is_planned_alike(after: Settings, before: Settings, data: st.DataObject) -> None:
    wanted, now = State(compile_settings(after)), live(*compile_settings(before))
    ids = sorted({organization_of(address) for address in (*wanted, *now)} - {""})
    out = frozenset(data.draw(st.sets(st.sampled_from(ids)))) if ids else frozenset()
    made = planned(wanted, now, scope=Scope(without=out))
    named = {*(change.address for change in made.changes), *(conflict.address for conflict in made.conflicts), *(other.address for other in made.foreign)}
    assert not out.intersection(map(organization_of, named))
    whole = planned(wanted, now).changes
    assert all(change in whole for change in made.changes)
    left = {change.address for change in whole} - {change.address for change in made.changes}
    # Beside the organizations themselves, only types stay that somebody out of sight may need.
    assert all(organization_of(address) in out or (out and address.startswith("type:") and address not in wanted) for address in left)


@pytest.mark.parametrize("manager", ["", BUILTIN_MANAGER])
def test_a_manager_that_would_own_everything_is_refused(manager: str) -> None:
    with pytest.raises(ValueError, match="manager"):
        plan(State(), State(), target=replace(TARGET, manager=manager), scope=Scope(), interpret=interpret, guards=Guards(), key=b"")
