"""Numbers that cannot receive SMS."""

from __future__ import annotations

import pytest

from tests.unit.linting.conftest import Codes
from tests.unit.linting.rules.conftest import Found, Places

FINE = [
    "+79160000001",
    "+79000000001",
    "+79990000001",
    "+79400000001",
    "+79590000001",
    "+77010000001",  # Kazakhstan, mobile
    "+76000000001",  # Kazakhstan, not allotted: nobody can tell
    "+375290000001",  # Belarus, mobile
    "+447911000001",  # the United Kingdom, mobile
    "+12025550100",  # the USA, where the plan does not tell
]
MUTE = [
    ("+74950000001", "landline"),
    ("+78120000001", "landline"),
    ("+73430000001", "landline"),
    ("+78090000001", "landline"),
    ("+71000000001", "landline"),
    ("+78000000001", "toll-free"),
    ("+77172000001", "abroad"),  # Kazakhstan, Astana
    ("+375172000001", "abroad"),  # Belarus, Minsk
    ("+442079460000", "abroad"),  # the United Kingdom, London
    ("+80000000001", "abroad"),  # toll-free everywhere
]


def contact(number: str) -> str:
    return f'contacts:\n  duty: {{channel: sms, address: "{number}"}}'


@pytest.mark.parametrize("number", FINE)
def test_a_number_that_may_take_sms(number: str, places: Places) -> None:
    assert places("landline-sms", contact(number)) == []


@pytest.mark.parametrize(("number", "hint"), MUTE)
def test_a_number_that_takes_none(number: str, hint: str, found: Found, places: Places) -> None:
    assert places("landline-sms", contact(number)) == [(2, 33)]
    assert [said.hint for said in found("landline-sms", contact(number))] == [hint]


def test_a_number_is_reported_once(codes: Codes) -> None:
    assert [code for code, _, _ in codes(contact("+77172000001"))].count("foreign-plus-seven") == 0


def test_other_channels_may_have_any_number(places: Places) -> None:
    assert places("landline-sms", 'contacts: {max: "+74950000001"}\nsupport: {phone: "+74950000001"}') == []


def test_people_and_short_forms_too(places: Places) -> None:
    people = "accounts:\n  ivanova: {family_name: Иванова, given_name: Анна, contacts: {sms: +7 495 000-00-01}}"
    assert places("landline-sms", people) == [(2, 69)]


def test_what_is_no_number_at_all_is_not_reported_twice(codes: Codes) -> None:
    assert [code for code, _, _ in codes("contacts: {sms: +7495}")] == ["unquoted-number"]
    assert [code for code, _, _ in codes("contacts: {sms: 8 495}")] == ["bad-phone"]
    assert [code for code, _, _ in codes("contacts: {sms: {env: TELESET_PHONE}}")] == []
