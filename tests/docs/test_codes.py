"""Every code is explained in both languages, and every code that is found in files is earned by an example."""

from __future__ import annotations

import ast
import functools
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from reconciler.cli.main import execute
from reconciler.model import errors
from reconciler.model.message import Entry, Text
from reconciler.reporting.messages import entries, groups, importing, live

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "reconciler"
ENTRIES = tuple(entries().values())
INVALID = ROOT / "examples" / "invalid"
DOCS = {"en": ROOT / "docs" / "codes.md", "ru": ROOT / "docs" / "codes.ru.md"}

NO_EXAMPLE: Final = {
    "unreadable-file": "permissions, pipes and broken disks cannot be committed",
    "symlink-loop": "a checkout on Windows has no symbolic links",
    "moved-done": "only the live system says that a move is done",
    "base-invalid": "the files it is about are those of another revision",
    "not-held": "only a backend says what it cannot hold, and validate asks none",
    "reference-unset": "whether a variable is set, validate does not look",
}
"""Codes of diagnostics that no file in the repository can earn, and why."""

OF_WRITING: Final = {
    "fmt-gave-up": "fmt says why it leaves a file as it is",
    "fmt-not-ours": "fmt says why it leaves a file as it is",
    "not-writable": "a file that cannot be written is no mistake in it",
}
"""Codes with the place of a file and yet faults: verbs that write say them of what they could not write, and why that is no mistake of the file."""

NOT_ALONE: Final[dict[str, set[str]]] = {}
"""Codes whose example cannot help earning others too."""


def _fields(text: Text) -> dict[str, set[str]]:
    """The named arguments of each sentence."""
    sentences = {"message": text.message, **{f"hint {variant}": hint for variant, hint in text.hints.items()}}
    return {name: {field for _, field, _, _ in string.Formatter().parse(sentence) if field} for name, sentence in sentences.items()}


def _says_the_same(entry: Entry) -> bool:
    english, russian = _fields(entry.en), _fields(entry.ru)
    own_words = re.sub(r"\{[^}]*\}", "", entry.ru.message)
    return (
        set(entry.en.hints) == set(entry.ru.hints)
        and {field for fields in english.values() for field in fields} == {field for fields in russian.values() for field in fields}
        and bool(re.search("[А-Яа-я]", own_words) or not re.search("[A-Za-z]", own_words))
        and bool(re.search("[А-Яа-я]", entry.ru.page))
        and bool(entry.en.page.strip())
    )


def test_both_languages_say_the_same() -> None:
    assert [entry.code for entry in ENTRIES if not _says_the_same(entry)] == []


def test_a_code_is_words_with_hyphens() -> None:
    assert [entry.code for entry in ENTRIES if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", entry.code)] == []


def test_a_message_is_one_sentence_without_its_stop() -> None:
    assert [entry.code for entry in ENTRIES for text in (entry.en, entry.ru) if text.message.endswith(".") or "\n" in text.message] == []


# Who says what: diagnostics are data about files, faults are raised.

RAISED: Final = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.ReconcilerError)} | {"unknown"}
STAGES: Final = ("documents", "schema", "settings", "linting", "importing")
"""Packages that look at nothing but files: a code that is written there is one of a diagnostic, however it is carried."""


@functools.cache
def _nodes() -> dict[str, list[ast.Call | ast.Constant]]:
    """What all the modules call, and the texts that are written in them, by path."""
    sources = (path for path in sorted(PACKAGE.rglob("*.py")) if "messages" not in path.parts)
    trees = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in sources}
    return {path: [node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.Constant)] for path, tree in trees.items()}


@pytest.fixture(scope="module", autouse=True)
def _forgetting() -> Iterator[None]:
    """There are many of them, which nobody else in this process needs."""
    yield
    _nodes.cache_clear()


def _called(names: set[str]) -> Iterator[tuple[str, str]]:
    """(where, the code) of each call that begins with a code."""
    for path, nodes in _nodes().items():
        for node in nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
                code = node.args[0]
                choices = [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]
                yield from (
                    (f"{path}:{node.lineno}", one.value) for one in choices if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
                )


def _found() -> set[str]:
    """The codes of what is wrong with files, by who makes diagnostics of them."""
    known = set(entries())
    written = {
        node.value
        for path, nodes in _nodes().items()
        if path.startswith(STAGES)
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    in_schemas = set(re.findall(r'"x-code": "([^"]+)"', "".join(path.read_text(encoding="utf-8") for path in (ROOT / "schemas" / "v1").glob("*.json"))))
    return (((written | in_schemas) & known) | {code for _, code in _called({"Diagnostic"})}) - set(OF_WRITING)


def test_every_code_that_is_reported_has_a_row() -> None:
    assert [f"{place}: {code}" for place, code in _called(RAISED | {"Diagnostic", "Finding"}) if code not in entries()] == []


def test_what_is_found_in_files_and_what_goes_wrong_elsewhere_are_kept_apart() -> None:
    raised = {code for _, code in _called(RAISED)}
    assert {entry.code for group in groups() for entry in group.found} == _found()
    assert {entry.code for group in groups() for entry in group.faults} == set(entries()) - _found()
    assert raised & _found() == set(), "said by a diagnostic here and raised there"


# Examples

EXAMPLES: Final = {path.name if path.is_dir() else path.stem: path for path in sorted(INVALID.iterdir())}


TABLES: Final = {entry.code for entry in (*importing.ENTRIES, *live.ENTRIES)}
"""Codes of what is wrong with a table of people or a live state, which `import` finds and no YAML can earn."""


def test_every_code_found_in_files_has_an_example() -> None:
    assert sorted(_found() - TABLES - set(NO_EXAMPLE) - set(EXAMPLES)) == []


def test_every_code_found_in_tables_is_earned_in_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py") if "import" in path.as_posix())
    assert [code for code in sorted(TABLES) if f'"{code}"' not in tests] == []


def test_every_example_has_a_code_that_is_found_in_files() -> None:
    assert sorted(set(EXAMPLES) - _found()) == []
    assert sorted(set(NO_EXAMPLE) - _found()) == []
    assert sorted(set(NO_EXAMPLE) & set(EXAMPLES)) == [], "there is an example after all"
    assert set(OF_WRITING) <= {code for _, code in _called({"Diagnostic"})}


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_earns_its_code_and_nothing_else(code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(INVALID)
    path = EXAMPLES[code]
    ended = execute(["validate", "--format", "json", *(["--project", path.name] if path.is_dir() else [path.name])])
    document = json.loads(capsys.readouterr().out)
    found = [diagnostic["code"] for diagnostic in document["diagnostics"]]
    assert set(found) == {code} | NOT_ALONE.get(code, set())
    assert found.count(code) == 1
    assert ended == (3 if document["summary"]["errors"] else 0)


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_says_what_is_wrong_with_it(code: str) -> None:
    path = EXAMPLES[code]
    files = [path] if path.is_file() else sorted(path.rglob("*.yaml"))
    first = [re.match(rb"#+ .{10,}", file.read_bytes().removeprefix(b"\xef\xbb\xbf")) for file in files]
    assert any(first) or path.name == "empty-file.yaml"


# The pages


@pytest.mark.parametrize("language", DOCS)
def test_the_page_of_all_codes_is_up_to_date(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["codes", "--format", "markdown", "--lang", language]) == 0
    written = DOCS[language].read_text(encoding="utf-8")
    assert written == capsys.readouterr().out, f"write it again: reconciler codes --format markdown --lang {language} > {DOCS[language].relative_to(ROOT)}"
