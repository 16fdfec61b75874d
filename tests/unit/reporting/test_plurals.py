"""Words agree with their numbers."""

from __future__ import annotations

import pytest

from reconciler.reporting.plurals import plural

RUSSIAN = ("ошибка", "ошибки", "ошибок")


@pytest.mark.parametrize(
    ("form", "counts"),
    [
        ("ошибка", (1, 21, 31, 101, 121, 1001, 1021)),
        ("ошибки", (2, 3, 4, 22, 24, 33, 102, 104, 1002, 1034)),
        ("ошибок", (0, 5, 9, 10, 11, 12, 13, 14, 15, 19, 20, 25, 30, 100, 111, 112, 113, 114, 211, 1000, 1011, 1014)),
    ],
)
def test_russian(form: str, counts: tuple[int, ...]) -> None:
    assert {plural(count, RUSSIAN, "ru") for count in counts} == {form}


@pytest.mark.parametrize(("count", "form"), [(0, "errors"), (1, "error"), (2, "errors"), (11, "errors"), (21, "errors"), (101, "errors")])
def test_english(count: int, form: str) -> None:
    assert plural(count, ("error", "errors"), "en") == form


def test_the_last_form_serves_where_one_is_missing() -> None:
    assert plural(5, ("файл", "файла"), "ru") == "файла"
    assert plural(2, ("it",), "en") == "it"
