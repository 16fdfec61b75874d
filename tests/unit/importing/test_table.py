"""The table as a whole: where its header is, what separates its cells, and when nothing of it can be taken."""

from __future__ import annotations

import pytest

from reconciler.importing.header import Field
from reconciler.importing.table import MAX_COLUMNS, read_table
from reconciler.importing.unreadable import UnreadableTable
from tests.unit.importing.reading import PATH, take


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_seen_in_the_header(delimiter: str) -> None:
    text = delimiter.join(["Фамилия", "Имя", "E-mail"]) + "\n" + delimiter.join(["Иванова", "Анна", "ivanova@teleset.example"])
    taken = take(text)
    assert taken.table.sheet.delimiter == delimiter
    assert taken.person.name == ("Иванова", "Анна", "")


@pytest.mark.parametrize("mark", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_line_with_which_a_spreadsheet_names_the_delimiter_is_no_row(mark: str) -> None:
    taken = take(f"{mark}\r\nФамилия;Имя;E-mail\r\nИванова;Анна;ivanova@teleset.example\r\n")
    assert taken.said == []
    assert taken.person.row.line == 2


def test_a_title_above_the_header_is_skipped_and_counted() -> None:
    taken = take("Сотрудники, которым нужны уведомления;;\nна 01.09.2025;;\n\nФамилия;Имя;E-mail\nИванова;Анна;ivanova@teleset.example\n")
    assert taken.said == ["1:1 note import-lines-above"]
    assert taken.diagnostics[0].arguments == {"count": 2}
    assert taken.person.name == ("Иванова", "Анна", "")


def test_empty_lines_and_lines_of_delimiters_are_no_rows() -> None:
    taken = take("Фамилия;Имя;E-mail\n\n;;\n \n\u00a0;;\nИванова;Анна;ivanova@teleset.example\n;;\n")
    assert [row.line for row in taken.table.rows] == [5]


@pytest.mark.parametrize(
    ("text", "code", "hint", "line"),
    [
        ("", "import-no-header", "empty", 1),
        ("\n \n", "import-no-header", "empty", 1),
        ("Иванова;Анна;ivanova@teleset.example\n", "import-no-header", "", 1),
        ("Фамилия;Имя\n", "import-no-rows", "", 1),
        ("\nE-mail;Телефон\na@teleset.example;\n", "import-no-names", "", 2),
        ("Фамилия;E-mail\nИванова;a@teleset.example\n", "import-no-names", "given", 1),
        ("Фамилия;Имя;E-mail\nИванова,Анна,a@teleset.example\nПетров,Пётр,p@teleset.example\n", "import-mixed-delimiters", "", 2),
        (";".join(["Фамилия", "Имя", *["x"] * MAX_COLUMNS]) + "\nИванова;Анна\n", "import-unreadable", "wide", 1),
    ],
)
def test_when_nothing_can_be_taken_it_says_why(text: str, code: str, hint: str, line: int) -> None:
    with pytest.raises(UnreadableTable) as caught:
        read_table(PATH, text.encode())
    assert (caught.value.code, caught.value.hint, caught.value.line) == (code, hint, line)


def test_a_table_of_external_recipients_needs_no_names() -> None:
    taken = take("Внешний,E-mail\nда,c@client.example\n")
    assert (taken.person.external, taken.person.id, taken.said) == (True, "client", [])


def test_a_row_with_a_cell_too_much_is_not_taken() -> None:
    taken = take("Фамилия;Имя;E-mail\nИванова;Анна;a@teleset.example;Продажи\nПетров;Пётр;p@teleset.example;;\n")
    assert taken.said == ["2:32 error import-cell-count"]
    assert taken.diagnostics[0].arguments == {"count": 4, "width": 3}
    assert [person.family for person in taken.people] == ["Петров"]


def test_rows_without_their_last_empty_cells_are_taken_and_counted() -> None:
    taken = take("Фамилия;Имя;E-mail;Язык\nИванова;Анна;a@teleset.example\nПетров;Пётр;p@teleset.example\n")
    assert taken.said == ["2:1 note import-short-rows"]
    assert taken.diagnostics[0].arguments == {"count": 2}
    assert len(taken.people) == 2


def test_a_row_with_wrong_quotes_is_not_taken_and_hides_nobody() -> None:
    taken = take('Фамилия;Имя;E-mail\n"Иванова;Анна;a@teleset.example\nПетров;Пётр;p@teleset.example\n"Си"дорова;Мария;m@teleset.example\n')
    assert taken.said == ["2:1 error import-quote unclosed", "4:1 error import-quote text-behind"]
    assert [person.family for person in taken.people] == ["Петров"]


def test_lines_are_physical_ones() -> None:
    taken = take('ФИО;E-mail\n"Иванова\nАнна";a@teleset.example\nПетров;p@teleset.example\n')
    assert taken.person.name == ("Иванова", "Анна", "")
    assert taken.said == ["4:1 error import-full-name one"]


def test_several_columns_of_addresses_are_fine() -> None:
    taken = take("Фамилия;Имя;Телефон;Мобильный;E-mail\nИванова;Анна;+79160000001;+79160000002;a@teleset.example\n")
    assert [column.title for column in taken.table.columns[Field.PHONE]] == ["Телефон", "Мобильный"]
    assert list(taken.person.contacts) == ["email", "mobile", "mobile-2"]
