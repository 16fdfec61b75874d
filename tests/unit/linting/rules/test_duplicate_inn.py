"""Two organizations with one ИНН."""

from __future__ import annotations

import pytest

from reconciler.model.diagnostic import Location
from tests.unit.linting.rules.conftest import Found, Places

INN = 'inn: "7707083893"\n'
BRANCH = 'kpp: "770701001"\n'
OTHER_BRANCH = 'kpp: "780102001"\n'


def organizations(*texts: str) -> str:
    """Documents of organizations a, b, …; what is given begins on the fifth line of each."""
    heads = [f"version: 1\nkind: Organization\nid: {id}\nname: {id.upper()}\n{text}" for id, text in zip("abcd", texts, strict=False)]
    return "---\n".join(heads)


@pytest.mark.parametrize(
    ("first", "second", "where"),
    [
        (INN, INN, [(11, 6)]),
        (INN, "inn: 77-07 083893\n", [(11, 6)]),
        (INN + BRANCH, INN + BRANCH, [(12, 6)]),
        (INN + BRANCH, INN + OTHER_BRANCH, []),
        (INN + BRANCH, INN, []),
        (INN, INN + BRANCH, []),
        (INN, 'inn: "7812345675"\n', []),
        # Mistyped numbers and placeholders are another rule's.
        ('inn: "7707083890"\n', 'inn: "7707083890"\n', []),
        ('inn: "0000000000"\n', 'inn: "0000000000"\n', []),
        (BRANCH, BRANCH, []),
    ],
)
def test_the_same_number_twice(first: str, second: str, where: list[tuple[int, int]], places: Places) -> None:
    assert places("duplicate-inn", organizations(first, second)) == where


def test_the_message_names_the_other_place(found: Found) -> None:
    (said,) = found("duplicate-inn", organizations(INN, INN))
    other = said.arguments["other"]
    assert isinstance(other, Location)
    assert (other.line, other.column, said.hint) == (5, 6, "organization")


def test_a_person_is_told_otherwise(found: Found) -> None:
    person = 'form: sole-proprietor\ninn: "500123456750"\n'
    (said,) = found("duplicate-inn", organizations(person, person))
    assert said.hint == "person"


def test_every_further_one_names_the_first(found: Found) -> None:
    lines = [said.arguments["other"] for said in found("duplicate-inn", organizations(INN, INN, INN))]
    assert [place.line for place in lines if isinstance(place, Location)] == [5, 5]


def test_nothing_is_remembered_from_one_run_to_the_next(places: Places) -> None:
    for _ in range(2):
        assert places("duplicate-inn", organizations(INN)) == []
