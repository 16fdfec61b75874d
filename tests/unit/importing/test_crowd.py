"""People beside each other: each once, each address once, each id once; and beside those who are declared already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.importing.ids import Ids
from reconciler.importing.known import Declared
from reconciler.importing.person import Person
from reconciler.model.address import is_id
from reconciler.schema.spelling import suggested_id
from tests.unit.importing.reading import addresses, known, take

HEAD = "Фамилия;Имя;E-mail\n"


def _ids(table: str) -> list[str]:
    return [person.id for person in take(table).people]


def test_ids_are_family_names_made_unique_by_initial_and_then_by_number() -> None:
    rows = "Иванова;Анна;a@teleset.example\nИванова;Алла;b@teleset.example\nИванова;Алиса;c@teleset.example\nИванова;Жанна;d@teleset.example\n"
    assert _ids(HEAD + rows) == ["ivanova", "ivanova-a", "ivanova-2", "ivanova-zh"]


@pytest.mark.parametrize(
    ("family", "id"),
    [
        ("Щербаков", "shcherbakov"),
        ("Юдина-Ёлкина", "iudina-elkina"),
        ("Müller", "muller"),
        ("О'Нил", "o-nil"),
        ("Гарсия Маркес", "garsiia"),
        ("Ґалаган", "galagan"),
        ("王", "account"),
        ("Анна Иванова", "ivanova"),
        ("Константинопольская-Вознесенская-Преображенская-Успенская", "konstantinopolskaia-voznesenskaia-preobrazhenska"),
    ],
)
def test_an_id_is_the_family_name_in_latin_letters(family: str, id: str) -> None:
    assert _ids(f"{HEAD}{family};Павел;a@teleset.example\n") == [id]


def test_an_id_is_never_a_full_name() -> None:
    # Somebody has written the whole name into the column of the family name.
    assert _ids(f"{HEAD}Анна-Иванова;Анна;a@teleset.example\n") == ["account"]


def test_people_without_a_name_are_numbered() -> None:
    table = "Внешний;E-mail\nда;a@client.example\nда;b@client.example\n"
    assert _ids(table) == ["client", "client-2"]


@given(st.lists(st.tuples(st.sampled_from(["Иванова", "Петров", "Ли", "王", "Müller", "", "-"]), st.sampled_from(["Анна", "Алла", "Ян", ""])), max_size=30))
def test_ids_are_ids_and_each_is_one_persons(names: list[tuple[str, str]]) -> None:
    ids = Ids(suggested_id, ["ivanova", "petrov-2"])
    made = [ids.make(*name) for name in names]
    assert all(map(is_id, made))
    assert len({*made, "ivanova", "petrov-2"}) == len(made) + 2


def test_ten_thousand_of_one_name_take_no_longer_each() -> None:
    ids = Ids(suggested_id, [])
    assert [ids.make("Иванова", "Анна") for _ in range(10_000)][-1] == "ivanova-9999"


ID = "Логин;Фамилия;Имя;E-mail\n"


def test_ids_of_the_table_come_before_those_that_are_made_up() -> None:
    assert _ids(f"{ID};Иванова;Анна;a@teleset.example\nIvanova;Петрова;Анна;b@teleset.example\n") == ["ivanova-a", "ivanova"]


@pytest.mark.parametrize(
    ("id", "hint"),
    [
        ("ivanova@teleset.example", "personal"),
        ("79160000001", "personal"),
        ("112-233-445-95", "personal"),
        ("ivanova-anna", "name"),
        ("anna.ivanova", "name"),
        ("Иванова Анна", "name"),
        ("i_va", "form"),
        ("-x", "form"),
    ],
)
def test_what_cannot_be_an_id_is_replaced_and_said(id: str, hint: str) -> None:
    taken = take(f"{ID}{id};Иванова;Анна;a@teleset.example\n")
    assert (taken.person.id, taken.said) == ("ivanova", [f"2:1 warning import-id {hint}"])
    assert id not in repr(taken.diagnostics)


def test_an_id_twice_is_one_persons() -> None:
    taken = take(f"{ID}op-1;Иванова;Анна;a@teleset.example\nop-1;Петров;Пётр;p@teleset.example\n")
    assert (_names(taken.people), taken.said) == (["Иванова"], ["3:1 error import-id-taken"])
    assert taken.diagnostics[0].arguments == {"value": "op-1", "line": 2}


def _names(people: list[Person]) -> list[str]:
    return [person.family for person in people]


def test_a_repeated_row_is_taken_once() -> None:
    taken = take(f"{HEAD}Иванова;Анна;a@teleset.example\nПетров;Пётр;p@teleset.example\nИванова;Анна;a@teleset.example\n")
    assert taken.said == ["4:1 error import-repeated-row"]
    assert taken.diagnostics[0].arguments == {"line": 2}


def test_the_same_person_at_the_same_address_is_taken_once() -> None:
    taken = take(f"{HEAD}Фёдорова;Анна;a@teleset.example\nФедорова;анна;A@TELESET.example\n")
    assert taken.said == ["3:1 error import-repeated-row person"]


def test_people_of_one_name_are_two_people() -> None:
    assert _ids(f"{HEAD}Иванова;Анна;a@teleset.example\nИванова;Анна;b@teleset.example\n") == ["ivanova", "ivanova-a"]


def test_an_address_of_somebody_else_is_not_taken() -> None:
    taken = take("Фамилия;Имя;E-mail;Телефон\nИванова;Анна;a@teleset.example;\nПетров;Пётр;a@teleset.example;+79160000001\n")
    assert taken.said == ["3:13 warning import-shared-address"]
    assert [addresses(person) for person in taken.people] == [{"email": "a@teleset.example"}, {"mobile": "+79160000001"}]


def test_somebody_whose_only_address_is_somebody_elses_is_not_taken() -> None:
    taken = take(f"{HEAD}Иванова;Анна;a@teleset.example\nПетров;Пётр;A@teleset.example\n")
    assert (_names(taken.people), taken.said) == (["Иванова"], ["3:13 error import-shared-address"])


DECLARED = {"ivanova": Declared(("Иванова", "Анна", ""), frozenset({("email", "a@teleset.example")}))}


def test_ids_that_are_declared_are_not_used_again() -> None:
    taken = take(f"{HEAD}Иванова;Алла;b@teleset.example\n", known(accounts=DECLARED))
    assert taken.person.id == "ivanova-a"


def test_people_who_are_declared_are_counted_and_not_taken_again() -> None:
    taken = take(f"{HEAD}Иванова;Анна;A@teleset.example\nПетров;Пётр;p@teleset.example\n", known(accounts=DECLARED))
    assert (_names(taken.people), taken.said) == (["Петров"], ["2:1 note import-declared"])
    assert taken.report.declared == {1: "ivanova"}


def test_an_address_that_is_declared_for_somebody_else_is_not_taken() -> None:
    taken = take(f"{HEAD}Петров;Пётр;a@teleset.example\n", known(accounts=DECLARED))
    assert taken.said == ["2:13 error import-shared-address declared"]
    assert taken.diagnostics[0].arguments == {"account": "teleset/ivanova"}


@pytest.mark.parametrize(("row", "said"), [("Иванова;Анна", "2:1 note import-declared"), ("Петров;Пётр", "2:1 error import-id-taken declared")])
def test_an_id_that_is_declared_is_the_same_person_or_taken(row: str, said: str) -> None:
    taken = take(f"{ID}ivanova;{row};new@teleset.example\n", known(accounts=DECLARED))
    assert (taken.people, taken.said) == ([], [said])
