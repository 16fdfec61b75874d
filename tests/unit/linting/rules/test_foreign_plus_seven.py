"""+7 is not always Russia."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Places


@pytest.mark.parametrize("number", ["+77010000001", "+7 777 000-00-01", "+7 (600) 000-00-01", "8 (701) 000-00-01"])
def test_a_number_of_kazakhstan(number: str, places: Places) -> None:
    assert places("foreign-plus-seven", f'contacts:\n  sms: "{number}"') == [(2, 8)]


@pytest.mark.parametrize("number", ["+79160000001", "8 916 000-00-01", "+375290000001", "+74950000001", "+78000000001", "+77172000001"])
def test_other_numbers(number: str, places: Places) -> None:
    assert places("foreign-plus-seven", f'contacts:\n  sms: "{number}"') == []
