"""Every code is explained in both languages, and earned by an example where one file can."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from reconciler.cli.main import execute
from reconciler.model.message import Entry, Text
from reconciler.reporting.messages import entries

ROOT = Path(__file__).parents[2]
ENTRIES = tuple(entries().values())
INVALID = ROOT / "examples" / "invalid"


def _fields(text: Text) -> dict[str, set[str]]:
    """The named arguments of each sentence."""
    sentences = {"message": text.message, **{f"hint {variant}": hint for variant, hint in text.hints.items()}}
    return {name: {field for _, field, _, _ in string.Formatter().parse(sentence) if field} for name, sentence in sentences.items()}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_both_languages_say_the_same(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", entry.code)
    assert set(entry.en.hints) == set(entry.ru.hints)
    assert entry.en.page.strip()
    assert entry.ru.page.strip()
    english, russian = _fields(entry.en), _fields(entry.ru)
    assert {field for fields in english.values() for field in fields} == {field for fields in russian.values() for field in fields}
    own_words = re.sub(r"\{[^}]*\}", "", entry.ru.message)
    assert re.search("[А-Яа-я]", own_words) or not re.search("[A-Za-z]", own_words)
    assert re.search("[А-Яа-я]", entry.ru.page)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_a_message_is_one_sentence_without_its_stop(entry: Entry) -> None:
    for text in (entry.en, entry.ru):
        assert not text.message.endswith(".")
        assert "\n" not in text.message


CARRIERS = {"Diagnostic", "ReconcilerError", "Refused", "StalePlan", "Locked", "Unusable", "TransientError", "RejectedError", "ConflictError"}


@pytest.mark.parametrize("path", sorted((ROOT / "reconciler").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_code_that_is_reported_has_a_row(path: Path) -> None:
    known = {entry.code for entry in ENTRIES}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CARRIERS and node.args:
            code = node.args[0]
            if isinstance(code, ast.Constant):
                assert code.value in known, f"line {node.lineno}"


EXAMPLES = sorted(INVALID.glob("*.y*ml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_invalid_example_earns_its_code(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(INVALID)
    monkeypatch.setenv("RECONCILER_LANG", "en")
    code = execute(["validate", path.name])
    said = capsys.readouterr()
    assert f"[{path.stem}]" in said.out + said.err
    assert code in {0, 3}


def test_every_example_has_a_code() -> None:
    assert {path.stem for path in EXAMPLES} - {entry.code for entry in ENTRIES} == set()
