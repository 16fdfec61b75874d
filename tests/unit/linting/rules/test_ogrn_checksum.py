"""The check digit of an ОГРН or ОГРНИП."""

from __future__ import annotations

import pytest

from tests.unit.linting.conftest import Codes
from tests.unit.linting.rules.conftest import Found, Places

ROWS = [
    ('ogrn: "1027700132195"', [], "", ""),
    ('ogrn: "1027700132194"', [(1, 7)], "", "ОГРН"),
    ("ogrn: 1-02-77-00-132194", [(1, 7)], "", "ОГРН"),
    ('ogrn: "0000000000000"', [(1, 7)], "zeros", "ОГРН"),
    ('ogrn: "000000000000000"', [(1, 7)], "zeros", "ОГРНИП"),
    ('ogrn: "304770000000008"', [], "", ""),
    ('ogrn: "304770000000009"', [(1, 7)], "", "ОГРНИП"),
    ('form: other\nogrn: "304770000000009"', [(2, 7)], "", "ОГРНИП"),
]


@pytest.mark.parametrize(("text", "where", "hint", "name"), ROWS)
def test_check_digit(text: str, where: list[tuple[int, int]], hint: str, name: str, found: Found, places: Places) -> None:
    assert places("ogrn-checksum", text) == where
    for said in found("ogrn-checksum", text):
        assert (said.hint, said.arguments) == (hint, {"name": name})


def test_of_a_number_that_is_the_wrong_one_nothing_else_is_said(codes: Codes) -> None:
    for number in ("304770000000008", "304770000000009"):
        assert codes(f'form: company\nogrn: "{number}"') == [("ogrn-kind", 2, 7)]
    for number in ("1027700132195", "1027700132194"):
        assert codes(f'form: sole-proprietor\nogrn: "{number}"') == [("ogrn-kind", 2, 7)]


def test_zeros_are_called_zeros_however_many_they_are(codes: Codes) -> None:
    assert codes('form: company\nogrn: "000000000000000"') == [("ogrn-checksum", 2, 7)]
