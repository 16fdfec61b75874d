"""Output survives consoles that speak an old code page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.reporting import phrases, phrases_trial
from reconciler.reporting.encoding import plain


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("i•••••@teleset.example", "cp866", "i*****@teleset.example"),
        ("i•••••@teleset.example", "cp1251", "i•••••@teleset.example"),
        ("ООО «ТелеСеть» — №1…", "cp866", 'ООО "ТелеСеть" - №1...'),
        ("ООО «ТелеСеть» — №1…", "utf-8", "ООО «ТелеСеть» — №1…"),
        ("a\u00a0b", "ascii", "a b"),
        ("é", "cp866", "e"),
        ("日\udc80", "cp866", "??"),
        ("«a»", "no-such-encoding", '"a"'),
    ],
)
def test_replacements(text: str, encoding: str, expected: str) -> None:
    assert plain(text, encoding) == expected


@given(st.text(alphabet=st.characters(codec=None)), st.sampled_from(["cp866", "cp1251", "ascii", "utf-8", "latin-1"]))
def test_the_result_can_always_be_encoded(text: str, encoding: str) -> None:
    plain(text, encoding).encode(encoding)


@pytest.mark.parametrize("encoding", ["cp866", "cp1251"])
def test_our_own_russian_needs_no_question_marks(encoding: str) -> None:
    for phrase in (*phrases.all_phrases().values(), *phrases_trial.all_phrases().values()):
        assert plain(phrase.ru, encoding).count("?") == phrase.ru.count("?")
