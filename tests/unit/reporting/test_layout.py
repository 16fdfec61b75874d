"""Columns, paragraphs and lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reconciler.reporting.layout import WIDTH, few, joined, paragraph, table, width

WORDS = st.lists(st.text("abc", min_size=1, max_size=30), min_size=1, max_size=12).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_a_paragraph_keeps_every_word_and_its_width(items: list[str]) -> None:
    text = paragraph("People", items)
    assert " ".join(text.split()) == "People: " + "; ".join(items) + "."
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert all(line.startswith(" " * 8) for line in text.splitlines()[1:])


def test_a_paragraph_breaks_between_its_items() -> None:
    text = paragraph("People", ["a " * 20 + "end", "b " * 25 + "end", "c end"])
    assert [line.strip()[-4:] for line in text.splitlines()] == ["end;", "end."]


def test_table() -> None:
    assert table([("a", "email", ""), ("имя", "x", "y")], indent=2) == ["  a    email", "  имя  x      y"]


def test_width_of_wide_and_combining_characters() -> None:
    assert [width("abc"), width("имя"), width("名前"), width("e\u0301")] == [3, 3, 4, 1]


def test_few_names_are_sorted_and_counted() -> None:
    assert few(["c", "a", "b"], 3, "en") == "a, b, c"
    assert few(["d", "c", "a", "b"], 3, "en") == "a, b, c and 1 more"
    assert few(["d", "c", "a", "b"], 3, "ru") == "a, b, c и ещё 1"


def test_joined() -> None:
    assert [joined(parts, "en") for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
