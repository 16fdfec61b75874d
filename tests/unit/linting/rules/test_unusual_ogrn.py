"""The first digit of an ОГРН or ОГРНИП."""

from __future__ import annotations

import pytest

from tests.unit.linting.conftest import Codes
from tests.unit.linting.rules.conftest import Found, Places


def numbered(digits: str) -> str:
    """These digits with their check digit."""
    return digits + str(int(digits) % (len(digits) - 1) % 10)


@pytest.mark.parametrize("first", "123456789")
def test_an_ogrn_begins_with_one_or_five(first: str, found: Found, places: Places) -> None:
    text = f'ogrn: "{numbered(first + "02770013219")}"'
    assert places("unusual-ogrn", text) == ([] if first in "15" else [(1, 7)])
    for said in found("unusual-ogrn", text):
        assert (said.hint, said.arguments) == ("organization", {"name": "ОГРН"})


@pytest.mark.parametrize("first", "123456789")
def test_an_ogrnip_begins_with_three(first: str, found: Found, places: Places) -> None:
    text = f'form: sole-proprietor\nogrn: "{numbered(first + "0477000000000")}"'
    assert places("unusual-ogrn", text) == ([] if first == "3" else [(2, 7)])
    for said in found("unusual-ogrn", text):
        assert (said.hint, said.arguments) == ("person", {"name": "ОГРНИП"})


def test_a_number_that_is_wrong_anyway_is_said_to_be_that_only(codes: Codes) -> None:
    assert codes('form: company\nogrn: "2027700132195"') == [("ogrn-checksum", 2, 7)]
    assert codes(f'form: company\nogrn: "{numbered("40477000000000")}"') == [("ogrn-kind", 2, 7)]
