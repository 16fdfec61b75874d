"""Places in a table, and its lines as they may be shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.diagnostic import Location
from tests.unit.importing.reading import take


def _location(text: str, code: str) -> Location:
    (location,) = [found.location for found in take(text).diagnostics if found.code == code]
    assert location is not None
    return location


def _marked(location: Location) -> str:
    start, length = location.caret
    return location.excerpt[start : start + length]


def test_a_place_is_the_cell_in_its_physical_line() -> None:
    location = _location('Фамилия;Имя;E-mail;Телефон\n"Иванова\n";"Анна";  a@teleset.example; 12345 \n', "import-phone")
    assert (location.path, location.line, location.column, location.end_column) == ("accounts.csv", 3, 31, 37)
    assert location.excerpt == "И•••••;А•••••;a•••••@teleset.example;1•••••"
    assert _marked(location) == "1•••••"


def test_everything_of_a_row_is_masked() -> None:
    text = "Фамилия\tИмя\tE-mail\tТелефон\tЯзык\tОтдел\nИванова\tАнна\ta@teleset.example\t12345\tru\tsales\n"
    location = _location(text, "import-phone")
    assert location.excerpt == "И••••• А••••• a•••••@teleset.example 1••••• r••••• s•••••"


def test_of_a_row_that_may_be_shifted_nothing_is_shown() -> None:
    location = _location('Роль;Фамилия;Имя;E-mail\n"Иван"ova;Anna;x;a@teleset.example\n', "import-quote")
    assert "ova" not in location.excerpt.replace("И•••••", "")
    location = _location("Язык;Фамилия;Имя;E-mail\nIvanova;Anna;Ivanovna;ru;a@teleset.example\n", "import-cell-count")
    assert "Ivanov" not in location.excerpt


def test_the_header_is_shown_as_far_as_it_is_made_of_words() -> None:
    text = "Фамилия*;Имя;E-mail (рабочий);Отдел;+7 916 000-00-01\nИванова;Анна;a@teleset.example;x;y\n"
    location = next(found.location for found in take(text).diagnostics if found.location and found.location.column == 31)
    assert location.excerpt == "Фамилия*;Имя;E-mail (рабочий);Отдел;+7 91•••••01"
    assert _marked(location) == "Отдел"


def test_a_missing_cell_is_just_behind_the_row() -> None:
    location = _location("E-mail;Фамилия;Имя\na@teleset.example;Иванова\n", "import-missing-name")
    assert (location.line, location.column, location.end_column) == (2, 26, 0)


def test_of_many_cells_those_around_the_marked_one_are_shown() -> None:
    header = ";".join(["Фамилия", "Имя", "E-mail", *(f"Столбец {number}" for number in range(60)), "Телефон"])
    row = ";".join(["Иванова", "Анна", "a@teleset.example", *["секрет"] * 60, "12345"])
    location = _location(f"{header}\n{row}\n", "import-phone")
    assert location.excerpt == "…;" + "с•••••;" * 12 + "1•••••"
    assert _marked(location) == "1•••••"


CELL = st.text(alphabet='аб;,"\n\t @1', max_size=6)


@given(st.lists(CELL, min_size=1, max_size=6), st.sampled_from(["12345", "7,9E+10"]))
def test_the_mark_is_always_within_the_line(cells: list[str], phone: str) -> None:
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in [*cells, phone]]
    header = ";".join(["Фамилия", "Имя", "E-mail", *(f'"Столбец {number}"' for number in range(len(cells))), "Телефон"])
    location = _location(f"{header}\nИванова;Анна;a@teleset.example;{';'.join(quoted)}\n", "import-phone")
    assert _marked(location) == f"{phone[0]}•••••"
    assert location.column <= location.end_column
