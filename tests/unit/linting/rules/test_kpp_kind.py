"""A sole proprietor has no КПП."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Places


def test_a_sole_proprietor_has_none(places: Places) -> None:
    assert places("kpp-kind", 'form: sole-proprietor\nkpp: "770701001"') == [(2, 1)]
    assert places("kpp-kind", "form: sole-proprietor\n") == []


@pytest.mark.parametrize("form", ["", "form: company\n", "form: bank\n", "form: other\n"])
def test_everybody_else_may_have_one(form: str, places: Places) -> None:
    assert places("kpp-kind", f'{form}kpp: "770701001"') == []


def test_a_bad_one_is_not_talked_about_twice(places: Places) -> None:
    assert places("kpp-kind", 'form: sole-proprietor\nkpp: "77070"') == []
