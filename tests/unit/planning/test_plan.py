"""What holds for every plan."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.backend import Scope
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.plan import Guards, Plan
from reconciler.model.reach import People
from reconciler.model.resource import BUILTIN_MANAGER, Resource, State
from reconciler.model.settings import Settings
from reconciler.planning.digest import changes_digest
from reconciler.planning.order import needs
from reconciler.planning.plan import plan
from reconciler.planning.reach import reach, recipients
from reconciler.resources import compile_settings, interpret
from tests.strategies import settings
from tests.unit.planning.worlds import KEY, MANAGER, TARGET, account, applied, desired, live, organization, people, planned, resource

ROOT = Path(__file__).parents[3]


def _live(world: Settings) -> State:
    return live(*compile_settings(world))


def _desired(world: Settings) -> State:
    return State(compile_settings(world))


def _shuffled(state: State, seed: int) -> State:
    each = list(state.values())
    random.Random(seed).shuffle(each)
    return State(each)


@given(settings())
def test_a_world_that_is_as_declared_needs_nothing(world: Settings) -> None:
    result = planned(_desired(world), _live(world))
    assert (result.changes, result.people, result.refusals, result.conflicts, result.foreign) == ((), People(), (), (), ())
    assert result.unchanged == len(_desired(world))
    assert not result.people


@given(settings(), settings(), st.integers())
def test_the_order_of_what_comes_in_does_not_matter(after: Settings, before: Settings, seed: int) -> None:
    assert planned(_shuffled(_desired(after), seed), _shuffled(_live(before), seed + 1)) == planned(_desired(after), _live(before))


@given(settings(), settings())
def test_applying_a_plan_leaves_nothing_to_do(after: Settings, before: Settings) -> None:
    result = planned(_desired(after), _live(before))
    world = applied(result.changes, _live(before))
    declared = {address: (each.canonical, MANAGER if each.manager == "" else BUILTIN_MANAGER) for address, each in _desired(after).items()}
    assert {address for address in world if address not in declared} == set()
    held = {address: (each.canonical, each.manager) for address, each in world.items()}
    # What is not known here is not compared, and so stays as it is.
    unknown = {address for address, each in _desired(after).items() if each.unknown}
    assert {address: each for address, each in held.items() if address not in unknown} == {a: each for a, each in declared.items() if a not in unknown}
    assert planned(_desired(after), State(world.values())).changes == ()


@given(settings(), settings())
def test_nothing_is_there_without_what_it_needs_at_any_moment(after: Settings, before: Settings) -> None:
    world = dict(_live(before))
    for change in planned(_desired(after), _live(before)).changes:
        world = applied([change], world)
        if isinstance(change, Create):
            assert set(needs(change.after)) <= world.keys()
        if isinstance(change, Delete):
            assert all(change.address not in needs(each) for each in world.values())


@given(settings(), settings())
def test_people_are_those_whose_reach_differs(after: Settings, before: Settings) -> None:
    # Without confirmation or refusals nothing has to be foreseen: two interpretations of whole worlds must agree with the few that changed.
    old, new = reach(_without_confirmation(before), {}), reach(_without_confirmation(after), {})
    result = planned(_desired(_without_confirmation(after)), _live(_without_confirmation(before))).people
    gone, come = {cell[0] for cell in old}, {cell[0] for cell in new}
    assert (set(result.stops), set(result.starts)) == (gone - come, come - gone)
    named = {who for losers in [*result.stops_type.values(), *result.loses.values()] for who in losers}
    assert named == {cell[0] for cell in old - new} - set(result.stops)
    assert {who for winners in result.gains.values() for who in winners} == {cell[0] for cell in new - old} - set(result.starts)
    assert result.awaiting == ()


def _without_confirmation(world: Settings) -> Settings:
    plain = [replace(each, canonical=each.canonical.replace(b',"confirm":true', b"")) for each in compile_settings(world)]
    found = interpret(plain)
    assert not any(contact.confirm for recipient in recipients(found) for contact in recipient.contacts)
    return found


def test_nothing_is_interpreted_where_nothing_changes() -> None:
    def never(_: Iterable[Resource]) -> Settings:
        raise AssertionError

    world = [organization("alfa"), *people("alfa", 5)]
    assert not plan(desired(*world), live(*world), target=TARGET, scope=Scope(), interpret=never, guards=Guards(), key=KEY)


def test_only_what_changes_is_interpreted() -> None:
    seen: set[str] = set()

    def watched(resources: Iterable[Resource]) -> Settings:
        chosen = list(resources)
        seen.update(each.address for each in chosen if "/" in each.address)
        return interpret(chosen)

    before, after = people("alfa", 50, "orders"), people("alfa", 50, "orders")
    after[7] = people("alfa", 8, "orders", "works")[7]
    plan(desired(organization("alfa"), *after), live(organization("alfa"), *before), target=TARGET, scope=Scope(), interpret=watched, guards=Guards(), key=KEY)
    assert seen == {"alfa/op-007"}


def test_ten_thousand_unchanged_cost_milliseconds() -> None:
    world = [organization(f"o{number}") for number in range(10)] + [each for number in range(10) for each in people(f"o{number}", 1000)]
    after, before = desired(*world), live(*world)
    times = []
    for _ in range(5):
        started = time.perf_counter()
        assert not planned(after, before)
        times.append(time.perf_counter() - started)
    # About 15 ms on a slow machine; what this must notice is decoding or interpreting, which take ten times as long.
    assert min(times) < 0.1


def test_what_is_not_at_hand_is_taken_to_be_as_it_is_live() -> None:
    """An address or name kept elsewhere and not set here: nothing is said about it, and least of all that it is replaced by nothing."""
    mail = {"channel": "email", "address": "a@x.example", "confirm": True}
    now = account("alfa/ivanova", "orders", contacts={"email": mail}, given_name="Анна")
    then = account("alfa/ivanova", "orders", contacts={"email": mail | {"address": ""}}, given_name="", locale="en")
    then = replace(then, unknown=(("contacts", "email", "address"), ("given_name",)))
    result = planned(desired(organization("alfa"), then), live(organization("alfa"), now))
    (change,) = result.changes
    assert isinstance(change, Update)
    assert [field.pointer for field in change.fields] == [("locale",)]
    assert change.after.spec == dict(now.spec) | {"locale": "en"}
    assert change.after.unknown == then.unknown, "so nobody writes it"
    assert result.people == People()
    assert (
        planned(desired(organization("alfa"), replace(then, canonical=then.canonical.replace(b'"en"', b'"ru"'))), live(organization("alfa"), now)).changes == ()
    )
    new = planned(desired(organization("alfa"), then), live(organization("alfa")))
    assert new.changes[0] == Create(replace(then, manager=MANAGER))


def test_unknown_secrets_are_not_a_change() -> None:
    spec = dict(organization("alfa").spec)
    hook = {"channel": "webhook", "address": "https://bus.example/", "secret": {"source": "env", "name": "BUS"}}
    unknown = resource("alfa", spec | {"contacts": {"bus": hook}}, unknown=(("contacts", "bus", "secret", "tag"),))
    tagged = resource("alfa", spec | {"contacts": {"bus": hook | {"secret": {"source": "env", "name": "BUS", "tag": "00ff"}}}})
    assert planned(desired(unknown), live(tagged)).changes == ()
    assert len(planned(desired(replace(unknown, unknown=())), live(tagged)).changes) == 1


def test_the_digest_covers_the_changes_and_nothing_else() -> None:
    world = [organization("alfa"), *people("alfa", 2)]
    first = planned(desired(*world), live(organization("alfa")))
    beside = planned(desired(*world), live(organization("alfa"), replace(organization("beta"), manager="crm")))
    assert first.digest == beside.digest != ""
    assert first.digest != planned(desired(*world), live(organization("alfa", locale="en"))).digest
    assert (
        first.digest != plan(desired(*world), live(organization("alfa")), target=TARGET, scope=Scope(), interpret=interpret, guards=Guards(), key=b"x").digest
    )
    again = live(organization("alfa"))
    assert first.digest == planned(desired(*world), State(replace(each, version="99") for each in again.values())).digest


_SCRIPT = """
from tests.unit.planning.worlds import *
from tests.unit.planning.test_plan import result_of_a_fixed_world
print(repr(result_of_a_fixed_world()))
"""


def result_of_a_fixed_world() -> Plan:
    """A plan with something in every part of it."""
    contacts = {id: {"channel": id, "address": id} for id in ("sms", "push", "max", "vk")}
    spec = {
        "audience": "employee",
        "locale": "ru",
        "timezone": "UTC",
        "contacts": contacts,
        "types": {t: sorted(contacts) for t in ("orders", "payment", "security")},
    }
    before = [organization("alfa"), organization("beta"), *people("alfa", 30, "orders", "security"), *people("beta", 30, "orders", "works")]
    after = [
        organization("alfa"),
        organization("beta", locale="en"),
        *people("alfa", 12, "works"),
        *(resource(each.address, spec) for each in people("beta", 9)),
    ]
    strangers = [replace(each, manager=f"m{number}") for number, each in enumerate(people("gamma", 5))]
    return planned(desired(*after, strangers[2]), live(*before, *strangers))


def test_hash_seeds_do_not_matter() -> None:
    results = set()
    for seed in ("0", "1", "42"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run([sys.executable, "-c", _SCRIPT], env=environment, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
        results.add(done.stdout)
    assert results == {repr(result_of_a_fixed_world()) + "\n"}
    assert "Refusal" in results.pop()


def test_a_digest_covers_what_is_done_to_what() -> None:
    before, after = organization("alfa"), organization("alfa", locale="en")
    changes: list[tuple[Change, ...]] = [
        (Create(after),), (Delete(before),), (Update(before, after, ()),), (Adopt(before, after),), (Move(before, after),), (Update(after, before, ()),),
        (Update(replace(before, address="beta"), replace(after, address="beta"), ()),), (Create(after), Delete(before)), (Delete(before), Create(after)), (),
    ]  # fmt: skip
    digests = [changes_digest(KEY, each) for each in changes]
    assert len(set(digests)) == len(digests)
    assert changes_digest(KEY, changes[2]) == changes_digest(KEY, [Update(replace(before, version="7", observed={"x": 1}), replace(after, document=3), ())])
    assert changes_digest(b"another key", changes[2]) != digests[2]
