"""What may be quoted of a key or value in the wrong place."""

from __future__ import annotations

import pytest

from reconciler.model.words import as_id, as_word


@pytest.mark.parametrize(
    "text", ["famly_name", "family name", "payment", "category:finance", "op-0000000123", "client-2024-01-15-001", "Ivanova", "secrets/bus", "1.10", "a b c"]
)
def test_what_is_made_like_a_key_is_shown(text: str) -> None:
    assert str(as_id(text)) == text
    assert str(as_word(text)) == text


@pytest.mark.parametrize("text", ["да", "ООО", "ООО «ТелеСеть»", "Оплата", "Уведомления о платежах", "ежедневно, в 12:00"])
def test_a_word_may_be_russian_and_a_key_may_not(text: str) -> None:
    assert str(as_word(text)) == text
    assert str(as_id(text)) != text


@pytest.mark.parametrize(
    "text",
    [
        "ivanova@teleset.example",
        "+79160000001",
        "8 916 000-00-01",
        "tel 8 916 000-00-01",
        "id 79160000001",
        "112-233-445 95",
        "snils 112-233-445 95",
        "Иванова Анна",
        "Анна Петровна Иванова",
        "Anna Ivanova",
        "А. Иванова и Петров",
        "hunter2!",
        "x" * 65,
    ],
)
def test_what_may_be_somebodys_is_masked(text: str) -> None:
    assert "•" in str(as_id(text))
    assert "•" in str(as_word(text))
