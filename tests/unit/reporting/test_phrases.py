"""The renderers' own sentences, in both languages."""

from __future__ import annotations

import re

import pytest

from reconciler.reporting import phrases_events
from reconciler.reporting.phrases import all_phrases
from reconciler.reporting.wording import Phrase, placeholders

TABLES = (phrases_events,)
ALL = all_phrases() | {f"{table.__name__}.{name}": value for table in TABLES for name, value in vars(table).items() if isinstance(value, Phrase)}
PHRASES = sorted(ALL.items())
PLURAL = re.compile(r"\{\w+:([^}]*)\}")


@pytest.mark.parametrize(("name", "phrase"), PHRASES)
def test_both_languages_ask_for_the_same(name: str, phrase: object) -> None:
    words = ALL[name]
    assert words.en
    assert words.ru
    assert placeholders(words.en) == placeholders(words.ru)


@pytest.mark.parametrize(("name", "phrase"), PHRASES)
def test_plurals_have_the_forms_their_language_needs(name: str, phrase: object) -> None:
    words = ALL[name]
    assert all(len(forms.split("|")) == 2 for forms in PLURAL.findall(words.en))
    assert all(len(forms.split("|")) == 3 for forms in PLURAL.findall(words.ru))
