"""Cells with addresses: what is certain is taken, however it is written; everything else is said, and the row is judged by what is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.importing.addresses import Found, emails, phones
from reconciler.importing.known import Refusal
from tests.unit.importing.reading import addresses, known, take

KNOWN = known()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("+7 916 000-00-01", ["+79160000001"]),
        ("8 (916) 000-00-01", ["+79160000001"]),
        ("79160000001", ["+79160000001"]),  # the spreadsheet took the plus away
        ("79160000001,0", ["+79160000001"]),
        ("79160000001.0", ["+79160000001"]),
        ("'+79160000001", ["+79160000001"]),
        ("+79160000001; +79160000002", ["+79160000001", "+79160000002"]),
        ("+79160000001, 8 916 000-00-02", ["+79160000001", "+79160000002"]),
        ("+79160000001\n+79160000002", ["+79160000001", "+79160000002"]),
        ("+79160000001 +79160000002", ["+79160000001", "+79160000002"]),
        ("+79160000001 и +79160000002", ["+79160000001", "+79160000002"]),
        ("+79160000001/8 (916) 000-00-01", ["+79160000001"]),
        ("+375 29 123-45-67", ["+375291234567"]),
    ],
)
def test_numbers_are_taken_however_they_are_written(cell: str, written: list[str]) -> None:
    taken = take(f'ФИО;Телефон\nИванова Анна;"{cell}"\n')
    assert (list(addresses(taken.person).values()), taken.said) == (written, [])


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("7,9161E+10", "exponent"),
        ("7.9161E+10", "exponent"),
        ("7,91600000012E+10", "exponent"),
        ("8E+10", "exponent"),
        ("9160000001", "country"),
        ("12345", ""),
        ("+7916000000", ""),
        ("+7916O000001", ""),
        ("+79160000001 доб. 12", ""),
        ("+79160000001, 000-00-02", "several"),
        ("+79160000001; домашний", "several"),
    ],
)
def test_what_is_not_certain_is_no_number(cell: str, hint: str) -> None:
    assert phones(cell, KNOWN) == Refusal("import-phone", hint, {})


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("Anna@TELESET.example", ["Anna@teleset.example"]),
        ("anna@ТЕЛЕСЕТЬ.example", ["anna@телесеть.example"]),
        ("mailto:anna@teleset.example", ["anna@teleset.example"]),
        ("<anna@teleset.example>", ["anna@teleset.example"]),
        ("Анна Иванова <anna@teleset.example>", ["anna@teleset.example"]),
        ('"Иванова, Анна" <anna@teleset.example>; b@teleset.example', ["anna@teleset.example", "b@teleset.example"]),
        ("a@teleset.example; b@teleset.example", ["a@teleset.example", "b@teleset.example"]),
        ("a@teleset.example b@teleset.example,c@teleset.example", ["a@teleset.example", "b@teleset.example", "c@teleset.example"]),
        ("a@teleset.example\nb@teleset.example", ["a@teleset.example", "b@teleset.example"]),
        ("a@teleset.example, A@teleset.example", ["a@teleset.example"]),
    ],
)
def test_mail_addresses_are_taken_however_they_are_written(cell: str, written: list[str]) -> None:
    found = emails(cell, KNOWN)
    assert not isinstance(found, Refusal)
    assert [one.written for one in found] == written


@pytest.mark.parametrize(
    ("cell", "code", "hint"),
    [
        ("anna", "import-email", ""),
        ("anna@teleset", "import-email", ""),
        ("anna @teleset.example", "import-email", ""),
        (".anna@teleset.example", "import-email", "dots"),
        ("anna@tele_set.example", "import-email", "domain"),
        ("anna@teleset.example; b@", "import-email", "several"),
        ("anna@@teleset.example", "import-email", "several"),
        ("ivаnova@teleset.example", "mixed-script-address", ""),
        ("a@teleset.example, ivаnova@teleset.example", "mixed-script-address", ""),
    ],
)
def test_what_is_not_certain_is_no_mail_address(cell: str, code: str, hint: str) -> None:
    found = emails(cell, KNOWN)
    assert isinstance(found, Refusal)
    assert (found.code, found.hint) == (code, hint)


@given(st.text(max_size=80))
def test_what_is_written_is_what_was_meant(cell: str) -> None:
    for found in (emails(cell, KNOWN), phones(cell, KNOWN)):
        for one in found if isinstance(found, list) else []:
            assert KNOWN.normalise(one.channel, one.written) == one.normal


HEAD = "Фамилия;Имя;E-mail;Телефон\n"


@pytest.mark.parametrize(
    ("row", "contacts", "said"),
    [
        ("a@teleset.example;", {"email": "a@teleset.example"}, []),
        (";+79160000001", {"mobile": "+79160000001"}, []),
        ("a@teleset.example;12345", {"email": "a@teleset.example"}, ["2:32 warning import-phone"]),
        ("-;нет", {}, ["2:14 warning import-no-address"]),
        (";", {}, ["2:14 warning import-no-address"]),
        ("a@teleset.example;=B2", {"email": "a@teleset.example"}, ["2:32 warning import-formula formula"]),
        ('a@teleset.example;"=""+79160000001"""', {"email": "a@teleset.example", "mobile": "+79160000001"}, []),
        ("a@teleset.example;#REF!", {"email": "a@teleset.example"}, ["2:32 warning import-formula error"]),
    ],
)
def test_a_row_is_taken_with_what_can_be_used(row: str, contacts: dict[str, str], said: list[str]) -> None:
    taken = take(f"{HEAD}Иванова;Анна;{row}\n")
    assert (addresses(taken.person), taken.said) == (contacts, said)


@pytest.mark.parametrize("row", ["a@teleset;", ";12345", "a@teleset;7,9E+10", "=A1;"])
def test_a_row_of_which_no_address_can_be_used_is_not_taken(row: str) -> None:
    taken = take(f"{HEAD}Иванова;Анна;{row}\n")
    assert taken.people == []
    assert taken.errors == ["import-no-address"]


def test_contacts_are_numbered_in_the_order_of_the_table() -> None:
    taken = take("ФИО;Моб.;Почта;Телефон\nИванова Анна;+79160000002;b@teleset.example, a@teleset.example;8 916 000-00-01; \n")
    assert addresses(taken.person) == {"email": "b@teleset.example", "email-2": "a@teleset.example", "mobile": "+79160000002", "mobile-2": "+79160000001"}


def test_an_address_twice_in_a_row_is_one() -> None:
    taken = take("ФИО;Телефон;Мобильный\nИванова Анна;89160000001;+7 916 000-00-01\n")
    assert (addresses(taken.person), taken.said) == ({"mobile": "+79160000001"}, [])


def test_identities_tell_channels_apart() -> None:
    from reconciler.importing.addresses import identity

    assert identity(Found("email", "A@b.example", "A@b.example")) == identity(Found("email", "a@b.example", "a@b.example"))
    assert identity(Found("email", "a", "a")) != identity(Found("sms", "a", "a"))
