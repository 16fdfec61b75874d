"""A part of a plan is a plan: nobody is left without what they need, and nobody is there twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.address import kind_of, organization_of
from reconciler.model.backend import Scope
from reconciler.model.cause import Cause
from reconciler.model.change import Move
from reconciler.model.moved import Moved
from reconciler.model.plan import Guards, Plan
from reconciler.model.resource import Resource, State
from reconciler.planning.narrowing import chosen, narrowed
from reconciler.planning.plan import plan
from reconciler.resources import interpret
from tests.unit.planning.test_moves import made, moved
from tests.unit.planning.worlds import KEY, MANAGER, TARGET, account, desired, live, organization

ORG, A, B = organization("teleset"), account("teleset/a", "orders"), account("teleset/b", "orders")


def planned(after: State, before: State, moves: tuple[Moved, ...] = ()) -> Plan:
    return plan(after, before, target=TARGET, scope=Scope(), interpret=interpret, guards=Guards(), key=KEY, moves=moves)


def part(after: State, before: State, addresses: Collection[str], moves: tuple[Moved, ...] = ()) -> Plan:
    whole = planned(after, before, moves)
    return planned(narrowed(after, before, addresses, MANAGER, changes=whole.changes), before, moves)


def named(plan: Plan) -> list[tuple[str, str]]:
    return [(type(change).__name__, change.address) for change in plan.changes]


def test_whoever_moves_is_not_made_again_where_they_were() -> None:
    before, after = live(ORG, A, B), desired(ORG, A, account("teleset/c", "orders", email="teleset.b@example.org"))
    moves = moved(("teleset/b", "teleset/c"))
    assert named(part(after, before, {"teleset/c"}, moves)) == [("Move", "teleset/c")]
    assert named(part(after, before, {"teleset/a"}, moves)) == []


def test_an_organization_stays_while_somebody_in_it_does() -> None:
    """An account has come that nobody has approved to delete."""
    before, after = live(ORG, A, B), desired()
    assert named(part(after, before, {"teleset", "teleset/a"})) == [("Delete", "teleset/a")]
    assert named(part(after, before, {"teleset", "teleset/a", "teleset/b"})) == [("Delete", "teleset/a"), ("Delete", "teleset/b"), ("Delete", "teleset")]


def test_a_parent_stays_while_an_organization_of_its_own_does() -> None:
    child = organization("alfa", parent="teleset")
    assert named(part(desired(), live(ORG, child, account("alfa/a", "orders")), {"teleset", "alfa"})) == []


def test_an_organization_that_moves_takes_along_whoever_is_in_it() -> None:
    before, moves = live(ORG, A, B), moved(("teleset", "telecom"))
    after = desired(organization("telecom"), account("telecom/a", "orders", email="x@example.org"))
    changes = planned(after, before, moves).changes
    picked = chosen(changes, {change.address: Cause.FILES for change in changes} | {"telecom/a": Cause.BOTH}, "drift")
    assert picked == {"telecom", "telecom/a", "teleset/b"}
    assert part(after, before, picked, moves).changes == changes


PEOPLE = st.dictionaries(st.sampled_from(["teleset/a", "teleset/b", "alfa/a", "alfa/c"]), st.sampled_from(["orders", "works"]))
ADDRESSES = st.sets(st.sampled_from(["teleset", "alfa", "telecom", "teleset/a", "teleset/b", "alfa/a", "alfa/c", "telecom/a", "telecom/b"]))


def resources(people: Mapping[str, str]) -> list[Resource]:
    organizations = sorted({organization_of(address) for address in people})
    return [*map(organization, organizations), *(account(address, type_) for address, type_ in people.items())]


@given(PEOPLE, PEOPLE, ADDRESSES, st.booleans())
def test_no_part_of_a_plan_leaves_an_account_without_its_organization(before: dict[str, str], after: dict[str, str], addresses: set[str], rename: bool) -> None:
    names = {address.replace("teleset", "telecom") if rename else address: type_ for address, type_ in after.items()}
    was, wanted = live(*resources(before)), desired(*resources(names))
    moves = moved(("teleset", "telecom")) if rename and any(address.startswith("telecom") for address in names) else ()
    only = part(wanted, was, addresses, moves)
    world = made(only.changes, was)
    for address in world:
        if kind_of(address) == "account":
            assert organization_of(address) in world
    sources = {change.before.address for change in only.changes if isinstance(change, Move)}
    assert not sources.intersection(world)


def test_nobody_comes_without_what_they_need() -> None:
    """The organization has gone since an account in it was approved."""
    assert named(part(desired(ORG, A), live(), {"teleset/a"})) == []
    assert named(part(desired(ORG, A), live(), {"teleset", "teleset/a"})) == [("Create", "teleset"), ("Create", "teleset/a")]
