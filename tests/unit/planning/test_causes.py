"""What moved since the last apply: the declaration, the live object, or both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.canonical import canonical
from reconciler.model.backend import Scope
from reconciler.model.cause import DECLARED, DRIFTED, PARTED, Cause
from reconciler.model.change import Change
from reconciler.model.diagnostic import Place
from reconciler.model.moved import Moved
from reconciler.model.plan import Guards, Plan
from reconciler.model.resource import BUILTIN_MANAGER, Resource, State
from reconciler.planning.causes import Sources, causes, looked_up, tags_after
from reconciler.planning.narrowing import chosen, narrowed
from reconciler.planning.plan import plan
from reconciler.planning.saved import tag
from reconciler.resources import interpret
from tests.unit.planning.worlds import KEY, MANAGER, TARGET, TYPES, account, applied, desired, live, organization

ORG = organization("teleset")
A, B, C = account("teleset/ivanova", "orders"), account("teleset/ivanova", "works"), account("teleset/ivanova", "payment")
NOTHING = Sources()


def planned(after: State, before: State, *moves: Moved) -> Plan:
    return plan(after, before, target=TARGET, scope=Scope(), interpret=interpret, guards=Guards(), key=KEY, moves=moves)


def tags(state: State) -> dict[str, str]:
    return {address: tag(KEY, replace(resource, manager=resource.manager or MANAGER)) for address, resource in state.items()}


def found(after: State, before: State, last: State, *moves: Moved, then: Sources = NOTHING, now: Sources = NOTHING) -> dict[str, Cause]:
    changes = planned(after, before, *moves).changes
    known = {address: each for address, each in tags(last).items() if address in looked_up(changes)}
    return causes(changes, known, KEY, last=then, now=now)


@pytest.mark.parametrize(
    ("declared", "is_live", "last", "cause"),
    [
        (B, A, A, Cause.FILES),
        (A, B, A, Cause.DRIFT),
        (B, C, A, Cause.BOTH),
        (B, A, None, Cause.UNKNOWN),
        (A, None, None, Cause.FILES),
        (A, None, A, Cause.DRIFT),
        (B, None, A, Cause.BOTH),
        (None, A, A, Cause.FILES),
        (None, B, A, Cause.BOTH),
        (None, A, None, Cause.UNKNOWN),
    ],
)
def test_every_case(declared: Resource | None, is_live: Resource | None, last: Resource | None, cause: Cause) -> None:
    after, before, then = (desired(ORG, *([one] if one else [])) for one in (declared, is_live, last))
    assert found(after, live(*before.values()), then) == {"teleset/ivanova": cause}


def test_what_moves_was_applied_under_its_former_address() -> None:
    move = Moved("teleset/ivanova", "teleset/petrova", Place(0, ()))
    one, other = (account("teleset/ivanova", type_, email="a@example.org") for type_ in ("orders", "works"))
    moved, changed = (account("teleset/petrova", type_, email="a@example.org") for type_ in ("orders", "works"))
    assert found(desired(ORG, moved), live(ORG, one), desired(ORG, one), move) == {"teleset/petrova": Cause.FILES}
    assert found(desired(ORG, moved), live(ORG, other), desired(ORG, one), move) == {"teleset/petrova": Cause.BOTH}
    assert found(desired(ORG, changed), live(ORG, one), desired(ORG, one), move) == {"teleset/petrova": Cause.FILES}


@pytest.mark.parametrize(
    ("then", "now", "cause"),
    [
        (Sources("f", "c"), Sources("f", "d"), Cause.CATALOGUE),
        (Sources("f", "c"), Sources("g", "d"), Cause.EITHER),
        (Sources("f", "c"), Sources("", "d"), Cause.EITHER),
        (Sources("f", "c"), Sources("g", "c"), Cause.FILES),
        (Sources(), Sources("g", "c"), Cause.FILES),
    ],
)
def test_the_catalogue_is_the_cause_only_where_the_files_are_as_they_were(then: Sources, now: Sources, cause: Cause) -> None:
    assert found(desired(ORG, B), live(ORG, A), desired(ORG, A), then=then, now=now) == {"teleset/ivanova": cause}
    assert found(desired(ORG, A), live(ORG, B), desired(ORG, A), then=then, now=now) == {"teleset/ivanova": Cause.DRIFT}
    assert found(desired(ORG, A), live(ORG), desired(ORG), then=then, now=now) == {"teleset/ivanova": Cause.FILES}


def test_a_built_in_type_is_the_catalogues() -> None:
    first = TYPES[0]

    def type_(urgent: bool) -> Resource:
        return replace(first, canonical=canonical({**first.spec, "urgent": urgent}))

    new, old = type_(True), type_(False)
    assert first.manager == BUILTIN_MANAGER
    assert found(State([new]), State(), State()) == {first.address: Cause.CATALOGUE}
    assert found(State([new]), State([old]), State([old])) == {first.address: Cause.CATALOGUE}
    assert found(State([new]), State([old]), State([new])) == {first.address: Cause.DRIFT}


def test_only_one_kind_is_planned_and_the_rest_stays_as_it_is() -> None:
    other = account("teleset/petrov", "orders")
    after = desired(ORG, B, other)
    before = live(ORG, A, account("teleset/petrov", "payment"))
    known = found(after, before, desired(ORG, A, other))
    assert known == {"teleset/ivanova": Cause.FILES, "teleset/petrov": Cause.DRIFT}
    for only, address in (("declared", "teleset/ivanova"), ("drift", "teleset/petrov")):
        picked = chosen(planned(after, before).changes, known, only)
        assert picked == {address}
        assert [change.address for change in planned(narrowed(after, before, picked, MANAGER), before).changes] == [address]


def test_what_must_exist_first_is_made_with_it() -> None:
    """The organization vanished live, which is drift; a new account in it is declared."""
    after = desired(ORG, A, account("teleset/petrov", "orders"))
    changes = planned(after, live()).changes
    known = causes(changes, {"teleset": tags(desired(ORG))["teleset"], "teleset/petrov": tags(after)["teleset/petrov"]}, KEY, last=NOTHING, now=NOTHING)
    assert known == {"teleset": Cause.DRIFT, "teleset/petrov": Cause.DRIFT, "teleset/ivanova": Cause.FILES}
    assert chosen(changes, known, "declared") == {"teleset", "teleset/ivanova"}
    assert chosen(changes, known, "drift") == {"teleset", "teleset/petrov"}


CHOICES = st.lists(st.sampled_from(["orders", "works", "payment"]), unique=True, max_size=2)
WORLD = st.dictionaries(st.sampled_from(["ivanova", "petrov", "sokolov", "orlova"]), CHOICES, max_size=4)


def world(people: dict[str, list[str]]) -> State:
    return desired(ORG, *(account(f"teleset/{id}", *types) for id, types in people.items()))


@given(WORLD, WORLD, WORLD)
def test_after_every_apply_the_next_difference_has_one_cause(first: dict[str, list[str]], second: dict[str, list[str]], drifted: dict[str, list[str]]) -> None:
    """Remembering what changed is enough: what did not change was remembered before."""
    known: dict[str, str] = {}
    state = State()

    def apply(after: State) -> tuple[Change, ...]:
        nonlocal state, known
        changes = planned(after, state).changes
        known = {address: each for address, each in {**known, **tags_after(changes, KEY)}.items() if each}
        state = State(applied(changes, state).values())
        return changes

    apply(world(first))
    made = planned(world(second), state).changes
    assert set(causes(made, known, KEY, last=NOTHING, now=NOTHING).values()) <= {Cause.FILES}
    apply(world(second))
    assert known == tags(world(second))
    state = live(*world(drifted).values())
    healed = planned(world(second), state).changes
    told = causes(healed, known, KEY, last=NOTHING, now=NOTHING)
    strangers = {address for address in told if address not in known}
    assert all(told[address] is Cause.UNKNOWN for address in strangers)
    assert {told[address] for address in told if address not in strangers} <= {Cause.DRIFT}


def test_every_cause_is_made_by_one_of_the_two() -> None:
    assert set(Cause) - PARTED == DRIFTED | DECLARED
