"""The renderers' own sentences, in both languages."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

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


def test_both_languages_ask_for_the_same() -> None:
    assert [name for name, words in PHRASES if not (words.en and words.ru) or placeholders(words.en) != placeholders(words.ru)] == []


def test_plurals_have_the_forms_their_language_needs() -> None:
    needed = (("en", 2), ("ru", 3))
    wrong = [
        (name, language)
        for name, words in PHRASES
        for language, forms in needed
        if {found.count("|") + 1 for found in PLURAL.findall(getattr(words, language))} - {forms}
    ]
    assert wrong == []
