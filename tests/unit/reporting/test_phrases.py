"""The renderers' own sentences, in both languages."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from reconciler import reporting
from reconciler.reporting.wording import Phrase, placeholders


def _phrases() -> Iterator[tuple[str, Phrase]]:
    """Those of every module that is called `phrases…`, by module and name."""
    for module in pkgutil.iter_modules(reporting.__path__):
        if module.name.startswith("phrases"):
            found = vars(import_module(f"reconciler.reporting.{module.name}"))
            yield from ((f"{module.name} {name}", value) for name, value in found.items() if isinstance(value, Phrase))


PHRASES = sorted(_phrases(), key=lambda found: found[0])
PLURAL = re.compile(r"\{\w+:([^}]*)\}")


def test_there_are_some() -> None:
    assert len(PHRASES) > 400


@pytest.mark.parametrize(("name", "words"), PHRASES)
def test_both_languages_ask_for_the_same(name: str, words: Phrase) -> None:
    assert words.en
    assert words.ru
    assert placeholders(words.en) == placeholders(words.ru)


@pytest.mark.parametrize(("name", "words"), PHRASES)
def test_plurals_have_the_forms_their_language_needs(name: str, words: Phrase) -> None:
    assert all(len(forms.split("|")) == 2 for forms in PLURAL.findall(words.en))
    assert all(len(forms.split("|")) == 3 for forms in PLURAL.findall(words.ru))
