"""What ids give away: what is certain, and what is left alone because it may be anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.linting.identifiers import is_address_of, number_in, shortest, spells_an_address, without_full_name
from reconciler.model.address import is_id

NUMBERS = [
    ("79160000001", "phone"),
    ("89160000001", "phone"),
    ("8-916-000-00-01", "phone"),
    ("7-916-0000001", "phone"),
    ("client-79160000001", "phone"),
    ("ivanova-8-916-000-00-01", "phone"),
    ("79160000001-2", "phone"),
    ("tel79160000001", "phone"),
    ("112-233-445-95", "snils"),
    ("112-233-445-96", "snils"),
    ("client-112-233-445-95", "snils"),
    ("11223344595", "snils"),
    ("112233445-95", "snils"),
    ("snils11223344595", "snils"),
    ("500123456750", "inn"),
    ("ip-500123456750", "inn"),
    # Something else, or too little to be sure.
    ("11223344596", None),
    ("112233445-96", None),
    ("500123456751", None),
    ("000000000000", None),
    ("00000000000", None),
    ("00000000123", None),  # padded with zeros
    ("000000000184", None),  # the same, and its check digits happen to be right
    ("7707083893", None),  # the ИНН of an organization is public
    ("9160000001", None),  # ten digits are anything
    ("1027700132195", None),
    ("op-0000001", None),
    ("contract-2025-06-0000017", None),
    ("4079160000001", None),  # within a longer number
    ("7-495-000-00-01", None),
    ("2025-06-01-123", None),
    ("20250601", None),
    ("ivanova", None),
    ("i", None),
]


@pytest.mark.parametrize(("id", "kind"), NUMBERS)
def test_numbers(id: str, kind: str | None) -> None:
    assert number_in(id) == kind
    assert is_id(id)


ADDRESSES = ["anna-at-mail-ru", "anna-ivanova-at-teleset-ru", "anna-at-gmail", "office-at-mail-dot-ru", "ivanova-at-corp-teleset-com"]
NO_ADDRESSES = [
    "mail-ru",
    "look-at-me",
    "stay-at-home",
    "at-mail-ru",
    "ivanova-at",
    "at",
    "night-at-the-office",
    "katya-mail-ru",
    "duty-at-moscow",
    "cat-mail-ru",
]


@pytest.mark.parametrize("id", ADDRESSES)
def test_an_address_in_words(id: str) -> None:
    assert spells_an_address(id)


@pytest.mark.parametrize("id", NO_ADDRESSES)
def test_no_address(id: str) -> None:
    assert not spells_an_address(id)


OWN = [
    # Without its signs, the address of this account.
    ("ivanova-teleset-example", ["ivanova@teleset.example"], None, True),
    ("anna-ivanova-teleset-example", ["anna.ivanova@teleset.example"], None, True),
    ("client-c-client-example", ["c@client.example"], None, True),
    ("ivanova-teleset-example", ["petrova@teleset.example"], None, False),
    ("teleset-example", ["ivanova@teleset.example"], None, False),
    ("ivanova", ["ivanova@teleset.example"], None, False),
    ("client-17", ["client-17@client.example"], None, False),
    ("client-17", [""], None, False),
    # Somebody's name at a provider of mail for everybody.
    ("ivanova-mail-ru", [], "Иванова", True),
    ("a-ivanova-gmail-com", [], "Иванова", True),
    ("ivanova85-yandex-ru", [], "Иванова", True),
    ("ivanova-teleset-ru", [], "Иванова", False),
    ("support-mail-ru", [], "Иванова", False),
    ("client-mail-ru", [], None, False),
    ("mail-ru", [], "Иванова", False),
]


@pytest.mark.parametrize(("id", "emails", "family", "expected"), OWN)
def test_the_address_of_this_person(id: str, emails: list[str], family: str | None, expected: bool) -> None:
    assert is_address_of(id, emails, (family, None)) is expected


FULL = [
    ("anna-ivanova", "ivanova-a"),
    ("ivanova-anna", "ivanova-a"),
    ("ivanovaanna", "ivanova-a"),
    ("annaivanova", "ivanova-a"),
    ("iwanowa-ana", "iwanowa-a"),
    ("ivanova-anna-petrovna", "ivanova-a"),
    ("anna-petrovna-ivanova", "ivanova-a"),
    ("ivanova-anna-2", "ivanova-a-2"),
    ("ivanovaanna2", "ivanova-a"),
    ("ivanova2-anna", "ivanova-a"),
    ("op-ivanova-anna", "op-ivanova-a"),
    ("anna-moscow-ivanova", "ivanova-a-moscow"),
    ("hr-annaivanova-msk", "hr-ivanova-a-msk"),
]
NOT_FULL = [
    "ivanova",
    "ivanova-a",
    "a-ivanova",
    "ivanova-2",
    "ivanova-ap",
    "anna",
    "anna-17",
    "ivanova-petrovna",
    "ivanovaa",
    "aivanova",
    "ivanova-annavanna",
    "annas-ivanovas",
    "op-0000001",
    "client-17",
    "ivanovaannapetrovnaa",
    "call-center-operator-17",
    "petrova-anna",
    "ivanova-olga",
]


@pytest.mark.parametrize(("id", "short"), FULL)
def test_a_full_name(id: str, short: str) -> None:
    assert without_full_name(id, "Иванова", "Анна", "Петровна") == short
    assert is_id(short)
    assert without_full_name(short, "Иванова", "Анна", "Петровна") is None


@pytest.mark.parametrize("id", NOT_FULL)
def test_no_full_name(id: str) -> None:
    assert without_full_name(id, "Иванова", "Анна", "Петровна") is None


def test_two_family_names_or_given_names_are_names_each() -> None:
    assert without_full_name("mamin-dmitry", "Мамин-Сибиряк", "Дмитрий") == "mamin-d"
    assert without_full_name("mamin-sibiryak-dmitry", "Мамин-Сибиряк", "Дмитрий") is not None
    assert without_full_name("maria-ivanova", "Иванова", "Анна-Мария") == "ivanova-m"
    assert without_full_name("mamin-sibiryak", "Мамин-Сибиряк", "Дмитрий") is None


def test_one_word_is_not_two_names() -> None:
    assert without_full_name("roman", "Роман", "Роман") is None
    assert without_full_name("roman-roman", "Роман", "Роман") == "roman-r"
    assert without_full_name("li-yan", "Ли", "Ян") == "li-y"
    assert without_full_name("klinika-yanvar", "Ли", "Ян") is None


def test_initials_and_letters_nobody_knows_are_no_names() -> None:
    for family, given_name in (("Иванова", "А."), ("Иванова", "А"), ("И.", "Анна"), ("李", "Анна"), ("Иванова", ""), ("", "")):
        assert without_full_name("ivanova-anna", family, given_name) is None


NAMES = st.sampled_from(
    ["Вольский", "Ивановский", "Соловьёв", "Щербаков", "Ксенофонтов", "Иванов", "Геннадий", "Игорь", "Алексей", "Ксения", "Илья", "Юрий", "Филипп"]
)
SHORTEST = {
    "Вольский": "volsky",
    "Ивановский": "ivanovsky",
    "Соловьёв": "solovev",
    "Щербаков": "scerbakov",
    "Ксенофонтов": "xenofontov",
    "Иванов": "ivanov",
    "Геннадий": "genady",
    "Игорь": "igor",
    "Алексей": "alexey",
    "Ксения": "xenia",
    "Илья": "ilia",
    "Юрий": "uri",
    "Филипп": "filip",
}


@given(NAMES, NAMES)
def test_the_rule_knows_how_short_a_full_name_can_be(family: str, given_name: str) -> None:
    word = SHORTEST[family] + SHORTEST[given_name]
    assert without_full_name(word, family, given_name) is not None
    # What pii-in-id asks first: it takes the family name to lose two letters at most.
    assert len(word) >= len(family) - 2 + shortest(given_name)


@given(st.from_regex(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", fullmatch=True), st.text(max_size=12), st.text(max_size=12), st.none() | st.text(max_size=12))
def test_nothing_breaks_it(id: str, family: str, given_name: str, patronymic: str | None) -> None:
    short = without_full_name(id, family, given_name, patronymic)
    assert short is None or is_id(short)
    assert number_in(id) in {None, "phone", "snils", "inn"}
    spells_an_address(id)
    is_address_of(id, [f"{id}@{id}.example", family], (family, given_name))
