"""Cells of words: in any spelling people use, and what nobody knows is left out and said once."""

from __future__ import annotations

import pytest

from reconciler.importing.person import Person
from reconciler.importing.words import Unknown, Vocabulary, day
from tests.unit.importing.reading import Taken, known, one, take

WORDS = Vocabulary(known(roles=frozenset({"coordinator", "crew-lead"})))


@pytest.mark.parametrize(
    ("cell", "types"),
    [
        ("payment, works", ("payment", "works")),
        ("works; payment;works", ("works", "payment")),
        ("Уведомления об оплате", ("payment",)),
        ("УВЕДОМЛЕНИЯ О ЗАКАЗАХ; works", ("orders", "works")),
        ("состояние и изменение баланса лицевого счета", ("account-balance",)),
        ("Payment notifications", ("payment",)),
        ("все", "all"),
        ("All", "all"),
        ("нет", "none"),
        ("none", "none"),
        ("core, category:requests", ("core", "category:requests")),
        ("основные", ("core",)),
    ],
)
def test_types_are_known_by_id_and_title(cell: str, types: object) -> None:
    assert WORDS.types(cell) == (types, [])


@pytest.mark.parametrize(("word", "suggestion"), [("paymnt", "payment"), ("оплата", "payment"), ("Уведомления об оплатах", "payment"), ("погода", "")])
def test_an_unknown_type_is_answered_with_what_was_perhaps_meant(word: str, suggestion: str) -> None:
    assert WORDS.types(f"works, {word}") == (("works",), [Unknown(word, suggestion)])


def test_what_is_spelt_alike_is_looked_for_in_a_few_cases_only() -> None:
    words = Vocabulary(known())
    assert {words.types(f"paymen{number}")[1][0].suggestion for number in range(100)} == {"payment"}
    assert [words.types(f"погода{number}")[1][0].suggestion for number in range(1000)] == [""] * 1000
    assert words.types("worcs")[1] == [Unknown("worcs", "")]
    assert words.types("paymen7")[1] == [Unknown("paymen7", "payment")]


@pytest.mark.parametrize(
    ("cell", "locale"), [("ru", "ru"), ("RU", "ru"), ("ru_RU", "ru-RU"), ("en-gb", "en-GB"), ("Русский", "ru"), ("английский", "en"), ("tt", "tt")]
)
def test_a_language_is_known_by_name_and_code(cell: str, locale: str) -> None:
    assert WORDS.locale(cell) == locale


@pytest.mark.parametrize(
    ("cell", "zone"),
    [
        ("Europe/Moscow", "Europe/Moscow"),
        ("asia/vladivostok", "Asia/Vladivostok"),
        ("America/New York", "America/New_York"),
        ("МСК", "Europe/Moscow"),
        ("мск+7", "Asia/Vladivostok"),
        ("MSK +2", "Asia/Yekaterinburg"),
        ("МСК-1", "Europe/Kaliningrad"),
    ],
)
def test_a_time_zone_is_known_by_name_and_by_hours_from_moscow(cell: str, zone: str) -> None:
    assert WORDS.timezone(cell) == zone


@pytest.mark.parametrize("cell", ["МСК+11", "UTC+3 часа", "Владивосток", "Europe/Moskow"])
def test_other_time_zones_are_not_guessed(cell: str) -> None:
    assert isinstance(WORDS.timezone(cell), Unknown)


def test_a_misspelt_time_zone_is_answered() -> None:
    assert WORDS.timezone("Europe/Moskow") == Unknown("Europe/Moskow", "Europe/Moscow")


@pytest.mark.parametrize(
    ("cell", "basis"),
    [
        ("договор", "contract"),
        ("Договор", "contract"),
        ("contract", "contract"),
        ("закон", "law"),
        ("согласие", "consent"),
        ("да", "consent"),
        ("нет", None),
        ("-", None),
    ],
)
def test_a_basis_is_known_in_both_languages(cell: str, basis: str | None) -> None:
    assert WORDS.basis(cell) == basis


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2025-06-01", "2025-06-01"),
        ("01.06.2025", "2025-06-01"),
        ("1.6.2025", "2025-06-01"),
        ("01.06.2025 0:00:00", "2025-06-01"),
        ("2025-06-01T00:00:00", "2025-06-01"),
        ("06/01/2025", None),
        ("31.02.2025", None),
        ("45809", None),
        ("01.06.25", None),
        ("٠١.٠٦.٢٠٢٥", None),
        ("вчера", None),
    ],
)
def test_days_are_read_in_two_forms_only(cell: str, date: str | None) -> None:
    assert day(cell) == date


def _external(cell: str, heading: str = "Внешний") -> Taken:
    return one(heading, cell)


@pytest.mark.parametrize("cell", ["да", "Да", "+", "1", "yes", "внешний", "external", "клиент"])
def test_somebody_external_is_that(cell: str) -> None:
    assert _external(cell).person.external is True


@pytest.mark.parametrize("cell", ["нет", "", "0", "no", "сотрудник", "employee"])
def test_everybody_else_is_an_employee(cell: str) -> None:
    assert _external(cell).person.external is False


@pytest.mark.parametrize("heading", ["Внешний", "Аудитория"])
def test_who_is_external_is_not_guessed(heading: str) -> None:
    taken = _external("возможно", heading)
    assert (taken.people, taken.said) == ([], ["2:38 error import-audience"])


def test_an_unknown_word_is_left_out_and_said_once_with_the_number_of_its_rows() -> None:
    rows = "".join(f"Петров{letter};Пётр;{letter}@teleset.example;погода, works, погода\n" for letter in "абв")
    taken = take("Фамилия;Имя;E-mail;Уведомления\n" + rows.replace("а@", "a@").replace("б@", "b@").replace("в@", "v@"))
    assert taken.said == ["2:32 warning import-unknown-word types"]
    assert taken.diagnostics[0].arguments["count"] == 3
    assert [person.types for person in taken.people] == [("works",)] * 3
    assert taken.report.incomplete == {1, 2, 3}


def test_a_role_must_be_one_of_the_organization() -> None:
    assert one("Роль", "Coordinator", known(roles=frozenset({"coordinator"}))).person.role == "coordinator"
    taken = one("Роль", "координатор", known(roles=frozenset({"koordinator"})))
    assert taken.said == ["2:38 warning import-unknown-word similar"]
    taken = one("Роль", "coordinator")
    assert (taken.person.role, taken.said) == ("", ["2:38 warning import-unknown-word role"])


@pytest.mark.parametrize(("heading", "cell"), [("Роль", "Иванова Анна Петровна"), ("Язык", "Иванова Анна"), ("Уведомления", "Иванова Анна")])
def test_a_name_among_the_words_is_not_shown(heading: str, cell: str) -> None:
    taken = one(heading, cell)
    assert all("Анна" not in f"{argument}" for found in taken.diagnostics for argument in found.arguments.values())
    assert all("Анна" not in found.location.excerpt for found in taken.diagnostics if found.location)


def _consents(person: Person) -> dict[str, object]:
    return {id: contact.consent for id, contact in person.contacts.items()}


CONSENT = "Фамилия;Имя;E-mail;Телефон;Согласие;Дата согласия\n"


@pytest.mark.parametrize(
    ("row", "consents", "said"),
    [
        ("a@teleset.example;+79160000001;договор;01.06.2025", {"email": None, "mobile": ("contract", "2025-06-01")}, []),
        ("a@teleset.example;+79160000001;закон;", {"email": None, "mobile": ("law", "")}, []),
        ("a@teleset.example;;согласие;2025-06-01", {"email": ("consent", "2025-06-01")}, []),
        ("a@teleset.example;+79160000001;договор;вчера", {"email": None, "mobile": ("contract", "")}, ["2:53 warning import-date"]),
        ("a@teleset.example;+79160000001;;01.06.2025", {"email": None, "mobile": None}, ["2:46 warning import-consent basis"]),
        (";;договор;", {}, ["2:14 warning import-no-address", "2:16 warning import-consent address"]),
        ("a@teleset.example;+79160000001;устно;", {"email": None, "mobile": None}, ["2:45 warning import-unknown-word consent-basis"]),
    ],
)
def test_a_consent_belongs_to_the_numbers_and_else_to_the_addresses(row: str, consents: dict[str, object], said: list[str]) -> None:
    taken = take(f"{CONSENT}Иванова;Анна;{row}\n")
    assert (_consents(taken.person), taken.said) == (consents, said)
