"""Renaming somebody is not losing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reconciler.canonical import canonical
from reconciler.model.backend import Scope
from reconciler.model.change import Change, Create, Delete, Move, Update
from reconciler.model.diagnostic import Place
from reconciler.model.moved import Moved, destination
from reconciler.model.plan import Conflict, Guards, Plan
from reconciler.model.reach import People
from reconciler.model.resource import Resource, State
from reconciler.planning.plan import plan
from reconciler.resources import compile_settings, interpret
from tests.strategies import settings
from tests.unit.planning.worlds import KEY, TARGET, account, desired, live, organization, people


def moved(*pairs: tuple[str, str]) -> tuple[Moved, ...]:
    return tuple(Moved(source, target, Place(0, ("moved", index))) for index, (source, target) in enumerate(pairs))


def planned(after: State, before: State, *pairs: tuple[str, str]) -> Plan:
    return plan(after, before, target=TARGET, scope=Scope(), interpret=interpret, guards=Guards(), key=KEY, moves=moved(*pairs))


def made(changes: tuple[Change, ...], before: Mapping[str, Resource]) -> dict[str, Resource]:
    """A world after the changes, each of which must find what it changes."""
    world = dict(before)
    for change in changes:
        match change:
            case Create(after):
                assert after.address not in world
                world[after.address] = after
            case Delete(gone):
                assert world.pop(gone.address) == gone
            case Move(old, new):
                assert world.pop(old.address) == old
                assert new.address not in world
                world[new.address] = new
            case _:
                assert world[change.address] == change.before
                world[change.address] = change.after
    return world


def test_an_account_that_has_moved_is_neither_lost_nor_new() -> None:
    before = live(organization("teleset"), account("teleset/ivanova", "orders", email="a@x.example"))
    after = desired(organization("teleset"), account("teleset/petrova", "orders", email="a@x.example"))
    plan = planned(after, before, ("teleset/ivanova", "teleset/petrova"))
    (move,) = plan.changes
    assert move == Move(before["teleset/ivanova"], replace(before["teleset/ivanova"], address="teleset/petrova"))
    assert plan.people == People()
    assert plan.refusals == ()
    assert plan.moved_done == ()


def test_what_differs_beside_the_address_is_an_update_after_the_move() -> None:
    before = live(organization("teleset"), account("teleset/ivanova", "orders", email="a@x.example"))
    after = desired(organization("teleset"), account("teleset/petrova", "orders", "works", email="a@x.example"))
    plan = planned(after, before, ("teleset/ivanova", "teleset/petrova"))
    assert [type(change) for change in plan.changes] == [Move, Update]
    assert made(plan.changes, before)["teleset/petrova"].canonical == after["teleset/petrova"].canonical
    assert plan.unchanged == len(after) - 1


def test_an_organization_takes_its_accounts_along() -> None:
    before = live(organization("old"), *people("old", 30))
    renamed = (replace(one, address=one.address.replace("old/", "new/")) for one in people("old", 30))
    after = desired(replace(organization("old"), address="new"), *renamed)
    plan = planned(after, before, ("old", "new"))
    assert {type(change) for change in plan.changes} == {Move}
    assert plan.changes[0].address == "new"
    assert len(plan.changes) == 31
    assert (plan.people, plan.refusals) == (People(), ())


def test_an_account_may_cross_to_an_organization_that_is_new_itself() -> None:
    before = live(organization("alfa"), account("alfa/ivanova", "orders", email="a@x.example"))
    after = desired(organization("alfa"), organization("beta"), account("beta/ivanova", "orders", email="a@x.example"))
    plan = planned(after, before, ("alfa/ivanova", "beta/ivanova"))
    assert [(type(change), change.address) for change in plan.changes] == [(Create, "beta"), (Move, "beta/ivanova")]
    assert plan.people == People()


def test_a_chain_is_followed_from_wherever_it_is_live() -> None:
    pairs = (("teleset/a", "teleset/b"), ("teleset/b", "teleset/c"))
    after = desired(organization("teleset"), account("teleset/c", "orders", email="a@x.example"))
    for there in ("teleset/a", "teleset/b"):
        before = live(organization("teleset"), account(there, "orders", email="a@x.example"))
        plan = planned(after, before, *pairs)
        assert [(type(change), change.address) for change in plan.changes] == [(Move, "teleset/c")]
        assert [one.source for one in plan.moved_done] == ([] if there == "teleset/a" else ["teleset/a"])


def test_a_move_that_is_done_has_no_effect_and_is_told() -> None:
    after = desired(organization("teleset"), account("teleset/petrova", "orders", email="a@x.example"))
    done = planned(after, live(*after.values()), ("teleset/ivanova", "teleset/petrova"))
    assert (done.changes, [one.source for one in done.moved_done]) == ((), ["teleset/ivanova"])


def test_where_both_are_live_the_old_one_is_deleted_as_always() -> None:
    after = desired(organization("teleset"), account("teleset/petrova", "orders", email="a@x.example"))
    before = live(*after.values(), account("teleset/ivanova", "orders"))
    plan = planned(after, before, ("teleset/ivanova", "teleset/petrova"))
    assert [(type(change), change.address) for change in plan.changes] == [(Delete, "teleset/ivanova")]
    assert len(plan.moved_done) == 1


def test_what_is_not_ours_is_not_moved() -> None:
    before = live(organization("teleset"), replace(account("teleset/ivanova", "orders"), manager="legacy-crm"))
    after = desired(organization("teleset"), account("teleset/petrova", "orders"))
    plan = planned(after, before, ("teleset/ivanova", "teleset/petrova"))
    assert [(type(change), change.address) for change in plan.changes] == [(Create, "teleset/petrova")]
    assert [one.owner for one in plan.foreign] == ["legacy-crm"]


def test_an_organization_in_which_others_keep_something_stays() -> None:
    before = live(organization("old"), replace(account("old/x", "orders"), manager="legacy-crm"))
    after = desired(replace(organization("old"), address="new"))
    plan = planned(after, before, ("old", "new"))
    assert Conflict("old", "legacy-crm", holds=("old/x",)) in plan.conflicts


def test_rows_of_others_keep_an_account_where_it_is() -> None:
    row = {"address": "teleset/ivanova/fax", "manager": "legacy-crm"}
    before = live(organization("teleset"), replace(account("teleset/ivanova", "orders"), observed={"foreign": [row]}))
    after = desired(organization("teleset"), account("teleset/petrova", "orders"))
    plan = planned(after, before, ("teleset/ivanova", "teleset/petrova"))
    assert [conflict.address for conflict in plan.conflicts] == ["teleset/ivanova"]


def test_the_digest_says_where_from() -> None:
    after = desired(organization("teleset"), account("teleset/c", "orders", email="a@x.example"))
    digests = {
        planned(after, live(organization("teleset"), account(there, "orders", email="a@x.example")), (there, "teleset/c")).digest
        for there in ("teleset/a", "teleset/b")
    }
    assert len(digests) == 2


@given(settings(), settings(), st.data())
def test_whatever_moves_the_plan_leads_to_what_is_declared(after: object, before: object, data: st.DataObject) -> None:
    new, old = State(compile_settings(after)), live(*compile_settings(before))  # type: ignore[arg-type]
    accounts = sorted(address for address in old if "/" in address and address not in new)
    targets = sorted(address for address in new if "/" in address)
    pairs = list(zip(data.draw(st.permutations(accounts)), data.draw(st.permutations(targets)), strict=False)) if accounts and targets else []
    plan = planned(new, old, *pairs)
    if not plan.conflicts:
        assert planned(new, State(made(plan.changes, old).values()), *pairs).changes == ()
    assert not any(isinstance(change, Move) and canonical(change.before.spec) != canonical(change.after.spec) for change in plan.changes)


def test_a_circle_leads_nowhere() -> None:
    assert destination("a/x", {"a/x": "a/y", "a/y": "a/x"}) == ("", 0)
    assert destination("a/x", {"a": "b", "b/x": "c/y"}) == ("c/y", 2)
    assert destination("a/x", {}) == ("a/x", 0)
