"""Every code of this stage has its words, and an example that earns it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reconciler.documents.discover import Source
from reconciler.documents.load import load
from reconciler.reporting.messages import render_message
from reconciler.reporting.messages.schema import ENTRIES
from reconciler.schema import files
from reconciler.schema.check import check
from reconciler.schema.marks import sensitive
from tests.unit.schema.documents import Data, document
from tests.unit.schema.test_check import WRONG
from tests.unit.schema.test_files import walk

EXAMPLES = Path(__file__).parents[3] / "examples" / "invalid"
CODES = [entry.code for entry in ENTRIES]


@pytest.mark.parametrize("data", [row[1] for row in WRONG], ids=[row[0] for row in WRONG])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_sentences_are_complete(data: Data, language: str) -> None:
    for diagnostic in check([document(data)]):
        entry = next(entry for entry in ENTRIES if entry.code == diagnostic.code)
        assert diagnostic.hint in entry.text(language).hints
        message, hint = render_message(diagnostic.code, diagnostic.arguments, diagnostic.hint, language)
        assert message
        assert hint
        assert not re.search(r"\{(key|owner|value|written|example|suggestion|choices|allowed|position|letter|codepoint|latin)\}", message + hint)


def test_both_languages_have_the_same_hints() -> None:
    for entry in ENTRIES:
        assert set(entry.en.hints) == set(entry.ru.hints), entry.code
        assert entry.en.page, entry.code
        assert entry.ru.page, entry.code


def test_every_code_of_the_schemas_has_words() -> None:
    annotated = {schema["x-code"] for name in files.NAMES for _, schema in walk(files.schema(name)) if "x-code" in schema}
    assert annotated <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_an_example_earns_the_code_alone(code: str) -> None:
    path = EXAMPLES / code / "reconciler.yaml" if (EXAMPLES / code).is_dir() else EXAMPLES / f"{code}.yaml"
    loaded = load([Source(path.name, path)], sensitive=sensitive)
    assert list(loaded.diagnostics) == []
    assert [diagnostic.code for diagnostic in check(loaded.documents)] == [code]
