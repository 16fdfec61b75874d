"""Encodings: what spreadsheets write is read, anything else is named, and a name is never read wrongly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.importing.decoding import decode
from reconciler.importing.unreadable import UnreadableTable

TABLE = "Фамилия;Имя;E-mail\r\nИванова;Анна;ivanova@teleset.example\r\nПетров;Пётр;petrov@teleset.example\r\n"
READ = TABLE.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TABLE.encode("utf-8"), "utf-8"),
        (TABLE.encode("utf-8-sig"), "utf-8"),
        (TABLE.encode("cp1251"), "windows-1251"),
        (b"\xff\xfe" + TABLE.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), "utf-16"),
        (TABLE.replace("\r\n", "\r").encode("utf-8"), "utf-8"),
    ],
)
def test_what_spreadsheets_write_is_read(content: bytes, encoding: str) -> None:
    assert decode(content) == (READ, encoding)


@pytest.mark.parametrize(
    ("content", "hint", "arguments"),
    [
        (TABLE.encode("cp866"), "encoding", {"encoding": "cp866"}),
        (TABLE.encode("koi8_r"), "encoding", {"encoding": "koi8-r"}),
        (TABLE.upper().encode("cp866"), "encoding", {"encoding": "cp866"}),
        (TABLE.encode("utf-16-le"), "utf-16", {}),
        (TABLE.encode("utf-32"), "utf-16", {}),
        (b"PK\x03\x04\x14\x00", "workbook", {}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook", {}),
        (b"%PDF-1.7", "document", {}),
        (b"\xef\xbb\xbf\r\n <HTML xmlns:x='urn:x'>", "web", {}),
        (b"<?xml version='1.0'?>", "web", {}),
        (b"\xff\xfe" + "Фамилия".encode("utf-16-le") + b"\x00", "damaged", {}),
    ],
)
def test_what_is_not_read_is_named(content: bytes, hint: str, arguments: dict[str, str]) -> None:
    with pytest.raises(UnreadableTable) as caught:
        decode(content)
    assert (caught.value.code, caught.value.hint, caught.value.arguments) == ("import-unreadable", hint, arguments)


def test_utf_8_with_something_broken_in_it_is_not_taken_for_another_encoding() -> None:
    content = TABLE.replace("Петров", "Петров\x00").encode("utf-8").replace(b"\x00", b"\xf0")
    with pytest.raises(UnreadableTable) as caught:
        decode(content)
    assert (caught.value.hint, caught.value.line, caught.value.column) == ("damaged", 3, 7)


@pytest.mark.parametrize("text", ["ФАМИЛИЯ;ИМЯ\nИВАНОВА;АННА\n", "Фамилия;Имя\nЩербаков;Юлий\n", "name,phone\nЖукова Эмма,+79160000001\n"])
def test_capitals_and_rare_letters_are_still_windows_1251(text: str) -> None:
    assert decode(text.encode("cp1251")) == (text, "windows-1251")


@pytest.mark.parametrize("rows", [10, 100_000])
def test_the_first_russian_letter_may_come_late(rows: int) -> None:
    text = "name,phone\n" + "Anna Ivanova,+79160000001\n" * rows + "Иванова Анна,+79160000002\n"
    assert decode(text.encode("cp1251")) == (text, "windows-1251")
    with pytest.raises(UnreadableTable) as caught:
        decode(text.encode("utf-8") + b"\xff")
    assert (caught.value.hint, caught.value.line) == ("damaged", rows + 3)


NAMES = st.lists(
    st.sampled_from(["Иванова", "Петров", "Сидорова", "Кузнецов", "Щербаков", "Фёдоров", "Юлия", "Пётр", "Анна", "Мария", "Жанна", "Олег"]),
    min_size=2,
    max_size=30,
)


@given(NAMES, st.booleans())
def test_a_table_in_windows_1251_is_read_as_it_was_written(names: list[str], capitals: bool) -> None:
    text = "Фамилия;Имя\n" + "\n".join(names)
    text = text.upper() if capitals else text
    assert decode(text.encode("cp1251")).text == text


@given(NAMES)
def test_no_name_is_read_in_a_wrong_encoding(names: list[str]) -> None:
    text = "Фамилия;Имя\n" + "\n".join(names)
    for codec in ("cp866", "koi8_r"):
        with pytest.raises(UnreadableTable):
            decode(text.encode(codec))


@given(st.binary(max_size=200))
def test_no_bytes_end_otherwise(content: bytes) -> None:
    try:
        assert "\r" not in decode(content).text
    except UnreadableTable as error:
        assert error.line >= 1
