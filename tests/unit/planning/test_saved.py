"""A plan that was approved, and the world that has gone on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given

from reconciler.model.backend import Scope
from reconciler.model.change import Change
from reconciler.model.plan import Guards, Plan
from reconciler.model.resource import Resource, State
from reconciler.model.saved import Fit, SavedChange
from reconciler.model.settings import Settings
from reconciler.planning.narrowing import narrowed
from reconciler.planning.plan import plan
from reconciler.planning.saved import fit, saved_change
from reconciler.resources import compile_settings, interpret
from tests.strategies import settings
from tests.unit.planning.worlds import KEY, MANAGER, TARGET, account, applied, desired, live, organization

ORG = organization("teleset")


def planned(after: State, before: State) -> Plan:
    return plan(after, before, target=TARGET, scope=Scope(), interpret=interpret, guards=Guards(), key=KEY)


def saved(changes: Iterable[Change]) -> tuple[SavedChange, ...]:
    return tuple(saved_change(KEY, change) for change in changes)


def held(file: tuple[SavedChange, ...], after: State, now: State) -> tuple[Fit, Plan]:
    """How a file fits, and the plan that would be carried out."""
    only = planned(narrowed(after, now, {one.address for one in file}, MANAGER), now)
    return fit(file, only.changes, now, everything=planned(after, now).changes, key=KEY), only


def names(changes: Iterable[SavedChange]) -> list[str]:
    return [change.address for change in changes]


BEFORE = live(ORG, account("teleset/ivanova", "orders"), account("teleset/petrov", "orders"))
AFTER = desired(ORG, account("teleset/ivanova", "orders", "works"), account("teleset/sokolov", "orders"))
FILE = saved(planned(AFTER, BEFORE).changes)


def changed(world: State, *resources: Resource, without: str = "") -> State:
    others = {address: resource for address, resource in world.items() if address != without}
    return State([*(others | {resource.address: resource for resource in resources}).values()])


def test_where_nothing_moved_everything_fits() -> None:
    result, only = held(FILE, AFTER, BEFORE)
    assert sorted(names(result.fits)) == ["teleset/ivanova", "teleset/petrov", "teleset/sokolov"]
    assert (result.done, result.stale, result.outside) == ((), (), ())
    assert only.changes == planned(AFTER, BEFORE).changes


def test_what_is_made_already_is_done() -> None:
    now = State(applied([change for change in planned(AFTER, BEFORE).changes if change.address != "teleset/petrov"], BEFORE).values())
    result, only = held(FILE, AFTER, now)
    assert names(result.fits) == ["teleset/petrov"]
    assert sorted(names(result.done)) == ["teleset/ivanova", "teleset/sokolov"]
    assert len(only.changes) == 1


def test_what_was_changed_by_somebody_is_stale() -> None:
    now = changed(BEFORE, *live(account("teleset/ivanova", "payment")).values())
    assert names(held(FILE, AFTER, now)[0].stale) == ["teleset/ivanova"]


def test_what_was_taken_by_another_manager_is_stale() -> None:
    now = changed(BEFORE, replace(BEFORE["teleset/petrov"], manager="legacy-crm"))
    assert names(held(FILE, AFTER, now)[0].stale) == ["teleset/petrov"]


def test_what_somebody_created_otherwise_is_stale() -> None:
    now = changed(BEFORE, *live(account("teleset/sokolov", "payment")).values())
    assert names(held(FILE, AFTER, now)[0].stale) == ["teleset/sokolov"]


def test_what_is_gone_cannot_be_updated() -> None:
    assert names(held(FILE, AFTER, changed(BEFORE, without="teleset/ivanova"))[0].stale) == ["teleset/ivanova"]


def test_files_that_say_something_else_meanwhile_make_it_stale() -> None:
    after = desired(ORG, account("teleset/ivanova", "orders", "payment"), account("teleset/sokolov", "orders"))
    assert names(held(FILE, after, BEFORE)[0].stale) == ["teleset/ivanova"]


def test_what_is_not_in_the_file_is_named_and_left() -> None:
    after = desired(ORG, *(AFTER[address] for address in AFTER if "/" in address), account("teleset/late", "orders"))
    result, only = held(FILE, after, BEFORE)
    assert (result.stale, result.outside) == ((), ("teleset/late",))
    assert "teleset/late" not in {change.address for change in only.changes}


def test_an_edited_file_can_only_be_stale() -> None:
    for position, one in enumerate(FILE):
        for edited in (replace(one, before="0" * 24), replace(one, after="0" * 24), replace(one, action="adopt"), replace(one, address="teleset/nobody")):
            file = (*FILE[:position], edited, *FILE[position + 1 :])
            result, only = held(file, AFTER, BEFORE)
            made = {change.address for change in only.changes}
            assert result.stale or made <= set(names(result.fits))
            assert edited not in result.fits


def test_leaving_changes_out_of_a_file_leaves_them_undone() -> None:
    result, only = held(FILE[:1], AFTER, BEFORE)
    assert (len(result.fits), len(only.changes)) == (1, 1)


@given(settings(), settings())
def test_after_the_saved_plan_everything_of_it_is_done(after: Settings, before: Settings) -> None:
    new, old = State(compile_settings(after)), live(*compile_settings(before))
    made = planned(new, old)
    if made.conflicts:
        return
    file = saved(made.changes)
    fresh, only = held(file, new, old)
    assert (fresh.stale, fresh.outside) == ((), ())
    assert only.changes == made.changes
    done, nothing = held(file, new, State(applied(made.changes, old).values()))
    assert (done.stale, done.fits, nothing.changes) == ((), (), ())
