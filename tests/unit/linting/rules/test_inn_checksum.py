"""The check digits of an ИНН."""

from __future__ import annotations

import pytest

from tests.unit.linting.conftest import Codes
from tests.unit.linting.rules.conftest import Found, Places

ROWS = [
    ('inn: "7707083893"', [], ""),
    ('inn: "7707083890"', [(1, 6)], ""),
    ("inn: 77-07 08-38-90", [(1, 6)], ""),
    ('inn: "0000000000"', [(1, 6)], "zeros"),
    ('inn: "000000000000"', [(1, 6)], "zeros"),
    # Without a form the length says whose it is.
    ('inn: "500123456750"', [], ""),
    ('inn: "500123456751"', [(1, 6)], ""),
    ('inn: "500123456760"', [(1, 6)], ""),
    ('form: other\ninn: "500123456751"', [(2, 6)], ""),
    ('form: sole-proprietor\ninn: "500123456751"', [(2, 6)], ""),
]


@pytest.mark.parametrize(("text", "where", "hint"), ROWS)
def test_check_digits(text: str, where: list[tuple[int, int]], hint: str, found: Found, places: Places) -> None:
    assert places("inn-checksum", text) == where
    assert {each.hint for each in found("inn-checksum", text)} <= {hint}


def test_of_a_number_that_is_the_wrong_one_nothing_else_is_said(codes: Codes) -> None:
    # Right or wrong, its check digits are those of somebody else's number: mending them would not help.
    for number in ("500123456750", "500123456751"):
        assert codes(f'form: company\ninn: "{number}"') == [("inn-kind", 2, 6)]
    for number in ("7707083893", "7707083890"):
        assert codes(f'form: sole-proprietor\ninn: "{number}"') == [("inn-kind", 2, 6)]


def test_zeros_are_called_zeros_however_many_they_are(codes: Codes) -> None:
    # As many zeros as the form asks for would be no better.
    assert codes('form: company\ninn: "000000000000"') == [("inn-checksum", 2, 6)]
    assert codes('form: sole-proprietor\ninn: "0000000000"') == [("inn-checksum", 2, 6)]
