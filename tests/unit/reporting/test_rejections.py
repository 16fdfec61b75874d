"""The words of rejections."""

from __future__ import annotations

import pytest

from reconciler.model.event import REJECTIONS, Rejection
from reconciler.reporting import phrases_events
from reconciler.reporting.rejections import ignored_text, rejection_text


def test_every_code_has_words_and_none_is_left_over() -> None:
    assert tuple(phrases_events.REJECTIONS) == REJECTIONS


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("code", REJECTIONS)
def test_each_begins_with_its_field_and_is_one_line(code: str, language: str) -> None:
    text = rejection_text(Rejection("amount", code), language)
    assert text.startswith("amount: ")
    assert text.isprintable()
    assert not text.endswith(".")
    assert "{" not in text
    assert any("а" <= letter <= "я" for letter in text) is (language == "ru")


def test_what_a_reader_sees() -> None:
    assert rejection_text(Rejection("amount", "money"), "en") == 'amount: an amount is text with two decimal places and a point, such as "1234.50"'
    assert rejection_text(Rejection("amount", "money"), "ru") == 'amount: сумма — это текст с двумя знаками после точки, например "1234.50"'
    status = Rejection("status", "enum", ("pending", "paid"), "paid")
    assert rejection_text(status, "en") == "status: is none of the values there are (one of: pending, paid); did you mean paid?"
    assert rejection_text(status, "ru") == "status: такого значения нет (одно из: pending, paid); может быть, paid?"
    assert rejection_text(Rejection("", "parse"), "en").startswith("the event: ")
    assert rejection_text(Rejection("", "parse"), "ru").startswith("событие: ")


def test_many_values_are_not_all_named() -> None:
    text = rejection_text(Rejection("event", "unknown-event", tuple(f"event-{number:03}" for number in range(100))), "en")
    assert "event-011, …)" in text
    assert "event-012" not in text


def test_what_could_steer_a_terminal_is_written_out() -> None:
    assert "\x1b" not in rejection_text(Rejection("a\x1b[2J", "enum", ("\x1b",), "\u202e"), "en")


def test_ignored_fields_are_counted() -> None:
    assert ignored_text(("a",), "en") == "This field is unknown to the type and was left out: a"
    assert ignored_text(("a", "b"), "en") == "These fields are unknown to the type and were left out: a, b"
    assert ignored_text(("a", "b"), "ru") == "Эти поля типу неизвестны и не учтены: a, b"
