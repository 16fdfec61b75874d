"""What carries no mark can be taken over; what carries somebody else's never is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.adoption import EVERYTHING, NOTHING, Adoption
from reconciler.model.backend import Scope
from reconciler.model.change import Adopt, Update
from reconciler.model.plan import Conflict, Counts, Guards, Plan
from reconciler.model.resource import BUILTIN_MANAGER, Resource, State
from reconciler.model.settings import Settings
from reconciler.planning.narrowing import narrowed
from reconciler.planning.plan import plan
from reconciler.planning.saved import fit, saved_change
from reconciler.resources import compile_settings, interpret
from tests.strategies import settings
from tests.unit.planning.worlds import KEY, MANAGER, TARGET, account, applied, desired, live, organization, resource

OWNERS = ("", MANAGER, "legacy-crm")
ALFA = organization("alfa")
IVANOVA = account("alfa/ivanova", "orders")


def _planned(after: State, before: State, adoption: Adoption, scope: Scope | None = None) -> Plan:
    return plan(after, before, target=TARGET, scope=scope or Scope(), interpret=interpret, guards=Guards(), key=KEY, adoption=adoption)


def _kinds(made: Plan) -> list[tuple[str, str]]:
    return [(type(change).__name__, change.address) for change in made.changes]


def _nobodys(*resources: Resource) -> State:
    return State([*live().values(), *(replace(each, manager="") for each in resources)])


@given(settings(), settings(), st.data())
def test_whatever_the_owners_only_what_has_none_is_taken_over(after: Settings, before: Settings, data: st.DataObject) -> None:
    wanted = State(compile_settings(after))
    now = State(
        replace(each, manager=each.manager or data.draw(st.sampled_from(OWNERS)), version="1")
        for each in [*compile_settings(after), *compile_settings(before)]
        if each.manager != BUILTIN_MANAGER or each.address in wanted
    )
    made = _planned(wanted, now, EVERYTHING)
    foreign = {address for address, each in now.items() if each.manager == "legacy-crm"}
    assert not foreign.intersection(change.address for change in made.changes)
    adopted = [change for change in made.changes if isinstance(change, Adopt)]
    for change in adopted:
        assert (change.before.manager, change.after.manager) == ("", MANAGER)
        assert change.after == replace(change.before, manager=MANAGER)
        assert change.address in wanted
    # Only what stands in the way of others' things, or is inside them, is left.
    left = {address for address, each in now.items() if not each.manager and address in wanted} - {change.address for change in adopted}
    assert all(conflict.owner or conflict.holds for conflict in made.conflicts)
    assert all(address.partition("/")[0] in foreign for address in left)
    if not made.conflicts:
        assert not left
        again = State(applied(made.changes, now).values())
        assert _planned(wanted, again, EVERYTHING).changes == ()
        assert _planned(wanted, again, NOTHING).conflicts == ()


def test_without_being_asked_for_it_is_a_conflict() -> None:
    assert _planned(desired(ALFA), _nobodys(ALFA), NOTHING).conflicts == (Conflict("alfa", ""),)


def test_an_address_is_exactly_that_object() -> None:
    made = _planned(desired(ALFA, IVANOVA), _nobodys(ALFA, IVANOVA), Adoption.of(["alfa"]))
    assert _kinds(made) == [("Adopt", "alfa")]
    assert made.conflicts == (Conflict("alfa/ivanova", ""),)
    inside = _planned(desired(ALFA, IVANOVA), _nobodys(ALFA, IVANOVA), Adoption.of(["alfa/ivanova"]))
    # Nothing inside an organization that is not ours is changed.
    assert (_kinds(inside), inside.conflicts) == ([], (Conflict("alfa", ""),))


def test_what_differs_is_a_change_of_its_own_and_marks_come_first() -> None:
    made = _planned(
        desired(ALFA, IVANOVA), _nobodys(replace(ALFA, canonical=organization("alfa", locale="en").canonical), account("alfa/ivanova", "works")), EVERYTHING
    )
    assert _kinds(made) == [("Adopt", "alfa"), ("Adopt", "alfa/ivanova"), ("Update", "alfa"), ("Update", "alfa/ivanova")]
    assert made.counts == Counts(change=2, adopt=2)
    for change in made.changes:
        if isinstance(change, Update):
            assert change.before.manager == MANAGER
    assert "alfa/ivanova" in {who for losers in [*made.people.stops_type.values(), *made.people.loses.values()] for who in losers}
    assert made.unchanged == len(live())


def test_guards_count_the_people_who_are_taken_over() -> None:
    crowd = [account(f"alfa/op-{number:02}", "orders") for number in range(30)]
    now = _nobodys(ALFA, *crowd)
    after = desired(ALFA, *(account(each.address) for each in crowd))
    assert [refusal.guard for refusal in _planned(after, now, EVERYTHING).refusals] == ["loss", "silence"]


def test_only_within_the_scope_and_only_what_is_declared() -> None:
    now = _nobodys(ALFA, IVANOVA, organization("beta"), account("alfa/old"))
    made = _planned(desired(ALFA, IVANOVA, organization("beta")), now, EVERYTHING, Scope(frozenset({"alfa"})))
    assert _kinds(made) == [("Adopt", "alfa"), ("Adopt", "alfa/ivanova")]
    assert [foreign.address for foreign in made.foreign] == ["alfa/old"]


def test_a_built_in_type_that_lost_its_mark_gets_it_back() -> None:
    now = State(replace(each, manager="") if each.address == "type:orders" else each for each in live().values())
    made = _planned(desired(), now, EVERYTHING)
    (change,) = made.changes
    assert isinstance(change, Adopt)
    assert change.after.manager == BUILTIN_MANAGER
    assert _planned(desired(), live(), Adoption.of(["type:orders"])).ours_already == ("type:orders",)


@pytest.mark.parametrize("owner", [MANAGER, "legacy-crm"])
def test_rows_inside_that_are_somebody_elses_or_ours_unseen(owner: str) -> None:
    row = {"address": "alfa/ivanova/email", "manager": owner}
    bare = account("alfa/ivanova", contacts={}, types={})
    now = State([*live(ALFA).values(), replace(bare, manager="", observed={"foreign": [row]})])
    made = _planned(desired(ALFA, IVANOVA), now, EVERYTHING)
    assert made.conflicts == (Conflict("alfa/ivanova/email", owner),)
    assert made.changes == ()


def test_a_row_of_ours_that_nobody_has_seen_is_not_taken_along_unseen() -> None:
    """What it says would be ours without having stood in any plan."""
    row = {"address": "alfa/ivanova/fax", "manager": MANAGER}
    now = State([*live(ALFA).values(), replace(IVANOVA, manager="", observed={"foreign": [row]})])
    made = _planned(desired(ALFA, IVANOVA), now, EVERYTHING)
    assert (made.changes, made.conflicts) == ((), (Conflict("alfa/ivanova/fax", MANAGER),))


def test_a_saved_plan_carries_what_it_takes_over() -> None:
    now = _nobodys(ALFA, account("alfa/ivanova", "works"), organization("beta"))
    after = desired(ALFA, IVANOVA, organization("beta"))
    made = _planned(after, now, Adoption.of(["alfa", "alfa/ivanova"]))
    saved = [saved_change(KEY, change) for change in made.changes]
    adopted = Adoption.of(one.address for one in saved if one.action == "adopt")

    def fits(live_now: State) -> tuple[int, int, int]:
        only = _planned(narrowed(after, live_now, {one.address for one in saved}, MANAGER), live_now, adopted)
        found = fit(saved, only.changes, live_now, everything=_planned(after, live_now, adopted).changes, key=KEY, manager=MANAGER)
        return len(found.fits), len(found.done), len(found.stale)

    assert fits(now) == (3, 0, 0)
    marked = State(applied(made.changes[:2], now).values())
    assert fits(marked) == (1, 2, 0)
    assert fits(State(applied(made.changes, now).values())) == (0, 3, 0)
    taken = State(replace(each, manager="legacy-crm") if each.address == "alfa/ivanova" else each for each in now.values())
    assert fits(taken) == (1, 0, 2)
    moved = State(replace(each, canonical=account("alfa/ivanova", "messages").canonical) if each.address == "alfa/ivanova" else each for each in now.values())
    assert fits(moved) == (1, 0, 2)


def test_own_types_too() -> None:
    own = resource("type:own", next(iter(desired().values())).spec)
    made = _planned(desired(own), State([*live().values(), own]), Adoption.of(["type:own"]))
    assert _kinds(made) == [("Adopt", "type:own")]
