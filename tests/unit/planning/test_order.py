"""The order of changes: what is needed comes first and goes last."""

from __future__ import annotations

import random

import pytest

from reconciler.model.change import Change, Create, Delete, Update
from reconciler.planning.diff import differences
from reconciler.planning.order import in_order, needs
from tests.unit.planning.worlds import account, organization, resource

CHAIN = [
    resource("type:own", {}),
    organization("zeta"),
    organization("mid", parent="zeta"),
    organization("alfa", parent="mid"),
    account("alfa/ivanova", "own"),
    account("zeta/petrov"),
]


@pytest.mark.parametrize("seed", range(20))
def test_creates_go_down_and_deletes_go_up(seed: int) -> None:
    creates, deletes = [Create(each) for each in CHAIN], [Delete(each) for each in CHAIN]
    changes: list[Change] = [*creates, *deletes]
    shuffled = random.Random(seed).sample(changes, k=len(changes))
    addresses = [(type(change).__name__, change.address) for change in in_order(shuffled)]
    assert addresses == [
        ("Create", "type:own"),
        ("Create", "zeta"),
        ("Create", "mid"),
        ("Create", "alfa"),
        ("Create", "alfa/ivanova"),
        ("Create", "zeta/petrov"),
        ("Delete", "alfa/ivanova"),
        ("Delete", "zeta/petrov"),
        ("Delete", "alfa"),
        ("Delete", "mid"),
        ("Delete", "zeta"),
        ("Delete", "type:own"),
    ]


def test_an_organization_gets_its_new_parent_first() -> None:
    before, after = organization("alfa"), organization("alfa", parent="zeta")
    changes = in_order([Update(before, after, differences(before, after)), Create(organization("zeta"))])
    assert [change.address for change in changes] == ["zeta", "alfa"]


def test_a_circle_of_parents_in_live_state_ends() -> None:
    circle = [organization("a", parent="c"), organization("b", parent="a"), organization("c", parent="b"), organization("d", parent="d")]
    expected = [change.address for change in in_order(Delete(each) for each in circle)]
    assert sorted(expected) == ["a", "b", "c", "d"]
    assert [change.address for change in in_order(Delete(each) for each in reversed(circle))] == expected


def test_needs_are_the_organization_the_parent_and_the_types() -> None:
    assert set(needs(account("alfa/ivanova", "orders", "own"))) == {"alfa", "type:orders", "type:own"}
    assert set(needs(organization("alfa", parent="zeta", types={"works": ["duty"]}))) == {"zeta", "type:works"}
    assert set(needs(organization("alfa"))) == set()
    assert set(needs(resource("type:own", {"types": {"a": []}}))) == set()
