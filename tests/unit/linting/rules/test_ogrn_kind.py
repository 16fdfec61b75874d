"""Whose registration number it is."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Found, Places

PERSON, ORGANIZATION = "304770000000008", "1027700132195"


@pytest.mark.parametrize("form", ["state", "municipal", "telecom-operator", "bank", "company"])
def test_an_organization_has_an_ogrn(form: str, found: Found, places: Places) -> None:
    assert places("ogrn-kind", f'form: {form}\nogrn: "{ORGANIZATION}"') == []
    text = f'form: {form}\nogrn: "{PERSON}"'
    assert places("ogrn-kind", text) == [(2, 7)]
    (said,) = found("ogrn-kind", text)
    assert (said.hint, said.arguments) == ("person", {"length": 15, "name": "ОГРНИП", "form": form})


def test_a_sole_proprietor_has_an_ogrnip(found: Found, places: Places) -> None:
    assert places("ogrn-kind", f'form: sole-proprietor\nogrn: "{PERSON}"') == []
    text = f'form: sole-proprietor\nogrn: "{ORGANIZATION}"'
    assert places("ogrn-kind", text) == [(2, 7)]
    (said,) = found("ogrn-kind", text)
    assert (said.hint, said.arguments) == ("organization", {"length": 13, "name": "ОГРН", "form": "sole-proprietor"})


@pytest.mark.parametrize("form", ["", "form: other\n"])
@pytest.mark.parametrize("number", [PERSON, ORGANIZATION])
def test_where_the_form_is_open_both_are_right(form: str, number: str, places: Places) -> None:
    assert places("ogrn-kind", f'{form}ogrn: "{number}"') == []
