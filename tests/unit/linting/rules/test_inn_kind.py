"""Whose ИНН it is."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Found, Places

PERSON, ORGANIZATION = "500123456750", "7707083893"
ORGANIZATIONS = ["state", "municipal", "telecom-operator", "bank", "company"]


@pytest.mark.parametrize("form", ORGANIZATIONS)
def test_an_organization_has_ten_digits(form: str, found: Found, places: Places) -> None:
    assert places("inn-kind", f'form: {form}\ninn: "{ORGANIZATION}"') == []
    text = f'form: {form}\ninn: "{PERSON}"'
    assert places("inn-kind", text) == [(2, 6)]
    (said,) = found("inn-kind", text)
    assert (said.hint, said.arguments) == ("person", {"length": 12, "form": form})


def test_a_sole_proprietor_has_twelve(found: Found, places: Places) -> None:
    assert places("inn-kind", f'form: sole-proprietor\ninn: "{PERSON}"') == []
    text = f'form: sole-proprietor\ninn: "{ORGANIZATION}"'
    assert places("inn-kind", text) == [(2, 6)]
    (said,) = found("inn-kind", text)
    assert (said.hint, said.arguments) == ("organization", {"length": 10, "form": "sole-proprietor"})


@pytest.mark.parametrize("form", ["", "form: other\n"])
@pytest.mark.parametrize("number", [PERSON, ORGANIZATION])
def test_where_the_form_is_open_both_are_right(form: str, number: str, places: Places) -> None:
    assert places("inn-kind", f'{form}inn: "{number}"') == []
