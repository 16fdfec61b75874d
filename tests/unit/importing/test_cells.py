"""Rows and cells: what RFC 4180 and spreadsheets write, where it stands, and what is left of a row whose quotes are wrong."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.importing.cells import MAX_LINES, Row, cells, rows

CELL = st.text(alphabet=st.sampled_from('abя ";,\t\n=-+@'), max_size=8)
TABLES = st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=6)


def _rows(text: str, delimiter: str = ";") -> list[Row]:
    return list(rows(text.split("\n"), delimiter))


@given(TABLES, st.sampled_from(";,\t"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_a_writer_of_csv_writes_is_read_back(table: list[list[str]], delimiter: str, quoting: int) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(table)  # type: ignore[arg-type]
    expected = [row for row in table if any(cell.strip() for cell in row)]
    read = _rows(out.getvalue(), delimiter)
    assert not any(row.fault for row in read)
    assert [list(row.values) for row in read if any(cell.strip() for cell in row.values)] == expected


@given(st.text(alphabet='ab";\n ', max_size=60))
def test_places_are_those_of_the_text(text: str) -> None:
    lines = text.split("\n")
    for row in rows(lines, ";"):
        found = cells(lines, row, ";")
        assert [cell.value for cell in found] == list(row.values)
        for cell in found:
            written = "\n".join(lines[cell.line : cell.last + 1])
            end = len(written) - len(lines[cell.last]) + cell.end
            raw = written[cell.start : end]
            assert cell.value == raw or raw.lstrip(" ").startswith('"')


@given(st.text(alphabet='ab";\n ', max_size=60))
def test_every_line_belongs_to_one_row_at_most(text: str) -> None:
    lines = text.split("\n")
    taken: list[int] = []
    for row in rows(lines, ";"):
        last = max(cell.last for cell in cells(lines, row, ";"))
        taken += range(row.line, last + 1)
    assert sorted(set(taken)) == taken
    assert all(not lines[number].strip('"; ') for number in set(range(len(lines))) - set(taken))


def test_cells_over_several_lines_count_physical_lines() -> None:
    read = _rows('a;b\n"x\ny";c\n\n;;\nd;e')
    assert [(row.line, list(row.values)) for row in read] == [(0, ["a", "b"]), (1, ["x\ny", "c"]), (5, ["d", "e"])]


def test_quotes_in_the_middle_are_letters() -> None:
    assert _rows('ООО "Ромашка";b')[0].values == ['ООО "Ромашка"', "b"]


def test_quotes_behind_a_space_still_quote() -> None:
    assert _rows('a, "b, c",d', ",")[0].values == ["a", "b, c", "d"]


def test_what_stands_behind_a_quote_is_a_fault_of_its_row_alone() -> None:
    assert [row.fault for row in _rows('"ООО "Ромашка"";b\nc;d')] == ["text-behind", ""]


def test_a_cell_of_very_many_lines_is_a_quote_that_somebody_forgot() -> None:
    lines = ["Иванова"] * MAX_LINES
    assert [row.fault for row in _rows('"' + "\n".join(lines) + '";b')] == [""]
    read = _rows('"' + "\n".join([*lines, *lines]) + '";b')
    assert (read[0].fault, len(read)) == ("unclosed", 2 * MAX_LINES)


@pytest.mark.parametrize("further", [1, MAX_LINES, 5 * MAX_LINES])
def test_a_quote_that_is_not_closed_spoils_one_row(further: int) -> None:
    read = _rows('"Иванова;Анна\n' + "\n".join(["Петров;Пётр"] * further))
    assert [row.fault for row in read] == ["unclosed"] + [""] * further
    assert read[0].values == ['"Иванова', "Анна"]
