"""Names: split only where that is certain, and refused where a cell is no name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.importing.names import Name, Problem, problem_of, split
from tests.unit.importing.reading import take


@pytest.mark.parametrize(
    ("full", "name"),
    [
        ("Иванова Анна Петровна", Name("Иванова", "Анна", "Петровна")),
        ("Иванова  Анна", Name("Иванова", "Анна")),
        ("Анна Петровна Иванова", Name("Иванова", "Анна", "Петровна")),
        ("Абрамович Павел Сергеевич", Name("Абрамович", "Павел", "Сергеевич")),
        ("Алиев Руслан Мамед оглы", Name("Алиев", "Руслан", "Мамед оглы")),
        ("Иванова А. П.", Name("Иванова", "А.", "П.")),
        ("Иванова А.П.", Name("Иванова", "А.", "П.")),
        ("Мамина-Сибиряк Анна", Name("Мамина-Сибиряк", "Анна")),
        ("Иванова, Анна Петровна", Name("Иванова", "Анна", "Петровна")),
        ("Ivanova, Anna", Name("Ivanova", "Anna")),
        ("де ла Крус, Мария", Name("де ла Крус", "Мария")),
    ],
)
def test_a_full_name_is_split_where_its_parts_are_certain(full: str, name: Name) -> None:
    assert split(full) == name


@pytest.mark.parametrize(
    ("full", "hint"),
    [
        ("Иванова", "one"),
        ("Павел Сергеевич Абрамович", "order"),
        ("Anna Ivanova", "latin"),
        ("Крус Гарсия Мария Елена", "words"),
        ("де ла Крус Мария Елена", "words"),
        ("Иванова,", "words"),
        (",Анна", "words"),
    ],
)
def test_what_is_not_certain_is_said(full: str, hint: str) -> None:
    assert split(full) == Problem("import-full-name", hint)


@pytest.mark.parametrize("name", ["Иванова", "Анна-Мария", "О'Нил", "Д’Артаньян", "Müller", "Nguyễn", "А.", "де ла Крус", "Иванова (Петрова)", "Ӏ", "王"])
def test_names_of_every_alphabet_are_fine(name: str) -> None:
    assert problem_of(name) is None


@pytest.mark.parametrize(
    ("name", "code", "hint", "arguments"),
    [
        ("Иванова2", "import-name", "digit", {"letter": "2"}),
        ("ivanova@teleset.example", "import-name", "", {"letter": "@"}),
        ("Ива\u200bнова", "import-name", "invisible", {"position": 4, "codepoint": "U+200B"}),
        ("Ива\u202eнова", "import-name", "invisible", {"position": 4, "codepoint": "U+202E"}),
        ("Ива\x00нова", "import-name", "invisible", {"position": 4, "codepoint": "U+0000"}),
        ("и" * 101, "import-name", "long", {"limit": 100}),
        ("...", "import-name", "", {}),
        ("Ивaнова", "import-mixed-script", "", {"position": 3, "letter": "a", "alphabet": "Latin", "codepoint": "U+0061"}),
        ("Мария Cидорова", "import-mixed-script", "", {"position": 7, "letter": "C", "alphabet": "Latin", "codepoint": "U+0043"}),
    ],
)
def test_what_is_no_name_is_named(name: str, code: str, hint: str, arguments: dict[str, object]) -> None:
    assert problem_of(name) == Problem(code, hint, arguments)  # type: ignore[arg-type]


@given(st.text(max_size=120))
def test_what_passes_as_a_name_can_be_shown_and_has_a_letter(name: str) -> None:
    if problem_of(name) is None:
        assert name.replace("\u00a0", " ").isprintable()
        assert any(character.isalpha() for character in name)
        assert not any(character.isdigit() for character in name)


@given(st.text(max_size=60))
def test_a_full_name_keeps_its_words(full: str) -> None:
    found = split(full)
    if isinstance(found, Name):
        assert found.family
        assert found.given
        assert sorted("".join(found).replace(" ", "")) == sorted("".join(full.replace(",", "", 1).split()))


HEAD = "Фамилия;Имя;Отчество;E-mail\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (";Анна;;a@teleset.example", "2:1 error import-missing-name"),
        ("Иванова;;;a@teleset.example", "2:9 error import-missing-name given"),
        ("Иванова;-;;a@teleset.example", "2:9 error import-missing-name given"),
        ("Иванова;Анна1;;a@teleset.example", "2:9 error import-name digit"),
        ("Ивaнова;Анна;;a@teleset.example", "2:1 error import-mixed-script"),
        ("Иванова;=A1&B1;;a@teleset.example", "2:9 error import-formula formula"),
        ("Иванова;Анна;П3тровна;a@teleset.example", "2:14 warning import-name digit"),
        ("Иванова;Анна;#Н/Д;a@teleset.example", "2:14 warning import-formula error"),
    ],
)
def test_without_a_name_there_is_no_account_but_without_a_patronymic(row: str, said: str) -> None:
    taken = take(HEAD + row + "\n")
    assert taken.said == [said]
    assert len(taken.people) == ("warning" in said)


@pytest.mark.parametrize("nothing", ["", "-", "—", "нет", " \u00a0"])
def test_a_patronymic_that_is_not_there_is_nothing(nothing: str) -> None:
    taken = take(f"{HEAD}Иванова;Анна;{nothing};a@teleset.example\n")
    assert (taken.person.patronymic, taken.said) == ("", [])


def test_parts_in_columns_of_their_own_win_over_the_full_name() -> None:
    taken = take("ФИО;Фамилия;Имя;E-mail\nИванова А. П.;Иванова;Анна;a@teleset.example\nПетров Пётр;;;p@teleset.example\n")
    assert [person.name for person in taken.people] == [("Иванова", "Анна", ""), ("Петров", "Пётр", "")]


def test_edges_of_a_cell_are_cleaned() -> None:
    taken = take("Фамилия;Имя;E-mail\n\u00a0Иванова\u200b;\u202a Анна \u202c;\u200ea@teleset.example\u00a0\n")
    assert (taken.person.name, taken.said) == (("Иванова", "Анна", ""), [])
