"""Headings: however they are typed, they mean the same; what is not known is not taken, and what is private least of all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.importing.header import Field, Heading, field_of, understand
from tests.unit.importing.reading import take


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Фамилия", Field.FAMILY),
        ("ФАМИЛИЯ*", Field.FAMILY),
        ("  имя\u00a0 ", Field.GIVEN),
        ("Ф.И.О.", Field.FULL),
        ("Ф. И. О.", Field.FULL),
        ("ФИО сотрудника", None),
        ("Фамилия, имя, отчество", Field.FULL),
        ("E-mail", Field.EMAIL),
        ("Е-mail", Field.EMAIL),  # with a Cyrillic Е
        ("e_mail", Field.EMAIL),
        ("E-mail (рабочий)", Field.EMAIL),
        ("Электронная\nпочта", Field.EMAIL),
        ("Эл. почта", Field.EMAIL),
        ("Моб. тел.", Field.PHONE),
        ("Телефон (мобильный)", Field.PHONE),
        ("Мобильный телефон", Field.PHONE),
        ("Last Name", Field.FAMILY),
        ("time-zone", Field.TIMEZONE),
        ("Часовой пояс", Field.TIMEZONE),
        ("Учетная запись", Field.ID),
        ("Учётная запись", Field.ID),
        ("Согласие", Field.BASIS),
        ("Дата согласия", Field.SINCE),
        ("Типы уведомлений", Field.TYPES),
        ("", None),
        ("Должность", None),
    ],
)
def test_a_heading_is_known_however_it_is_typed(heading: str, field: Field | None) -> None:
    assert field_of(heading) is field


@pytest.mark.parametrize(
    "heading", ["Пароль", "password", "СНИЛС", "Паспорт (серия, номер)", "Серия паспорта", "ИНН", "Дата рождения", "birth_date", "ИНН физлица", "API token"]
)
def test_what_is_private_is_known_as_that(heading: str) -> None:
    assert understand(heading) == Heading(private=True)


@pytest.mark.parametrize("heading", ["Секретарь", "Длинный номер", "Должность", "Tokenizer", "Secretary"])
def test_words_that_only_contain_private_ones_are_not(heading: str) -> None:
    assert not understand(heading).private


@pytest.mark.parametrize(("heading", "suggestion"), [("Фамлия", "Фамилия"), ("Телефн", "Телефон"), ("Эл почтa", "Эл. почта"), ("Отдел", "")])
def test_a_slip_is_answered_with_what_was_meant(heading: str, suggestion: str) -> None:
    assert understand(heading).suggestion == suggestion or understand(heading).field is not None


@given(st.text(max_size=40))
def test_no_heading_is_too_strange(heading: str) -> None:
    understand(heading)


TABLE = "Фамилия;Имя;{};E-mail\nИванова;Анна;{};ivanova@teleset.example\n"


def test_an_unknown_column_is_reported_at_its_heading_and_not_taken() -> None:
    taken = take(TABLE.format("Отдел", "Продажи"))
    assert taken.said == ["1:13 warning import-unknown-column"]
    assert taken.diagnostics[0].arguments["column"] == "Отдел"
    assert taken.person.name == ("Иванова", "Анна", "")


def test_a_slip_in_a_heading_is_reported_with_what_was_meant() -> None:
    taken = take(TABLE.format("Отчесво", "Петровна"))
    assert taken.said == ["1:13 warning import-unknown-column similar"]
    assert taken.diagnostics[0].arguments["suggestion"] == "Отчество"


def test_a_private_column_is_deliberately_not_taken_and_nothing_of_it_is_shown() -> None:
    taken = take(TABLE.format("Пароль", "hunter2"))
    assert taken.said == ["1:13 warning import-private-column"]
    assert "hunter2" not in repr(taken.diagnostics) + repr(taken.people[0].contacts)


def test_of_two_columns_for_one_thing_the_first_counts() -> None:
    taken = take(TABLE.format("Имя", "Инна"))
    assert taken.said == ["1:13 warning import-repeated-column"]
    assert taken.person.given == "Анна"


def test_a_column_without_a_heading_is_reported_unless_it_is_empty() -> None:
    assert take(TABLE.format("", "что-то")).said == ["1:13 warning import-unknown-column unnamed"]
    assert take(TABLE.format("", "")).said == []


def test_empty_columns_at_the_end_are_nothing_to_speak_of() -> None:
    assert take("Фамилия;Имя;E-mail;;;\nИванова;Анна;ivanova@teleset.example;;;\n").said == []


def test_a_heading_name_is_the_given_name_beside_a_family_name_and_else_the_full_one() -> None:
    assert take('name,e-mail\n"Ivanova, Anna",a@teleset.example\n').person.name == ("Ivanova", "Anna", "")
    assert take("name,surname,e-mail\nAnna,Ivanova,a@teleset.example\n").person.name == ("Ivanova", "Anna", "")
