"""Hostile and mistaken texts: each earns exactly its code at exactly its place, quickly, and its neighbours are read all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from reconciler.model.diagnostic import Diagnostic, Place, Severity
from reconciler.reporting.messages.documents import ENTRIES
from tests.unit.documents.reading import read

DEEP = 100_000
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
TEXT_BOMB = "a: &a " + "x" * 1_000_000 + "\nb: [" + ", ".join(["*a"] * 100_000) + "]\n"

CASES: dict[str, tuple[str | bytes, str, str, int, int]] = {
    "empty": (b"", "empty-file", "", 1, 1),
    "comments": ("# nothing\n\n", "empty-file", "comments", 1, 1),
    "directive alone": ("%YAML 1.2\n", "syntax-error", "", 2, 1),
    "windows-1251": ("a: 1\nname: Анна Иванова\n".encode("cp1251"), "not-utf-8", "windows-1251", 2, 7),
    "koi8-r": ("a: 1\nname: Анна Иванова\n".encode("koi8-r"), "not-utf-8", "koi8-r", 2, 7),
    "cp866": ("a: 1\nname: Анна Иванова\n".encode("cp866"), "not-utf-8", "cp866", 2, 7),
    "utf-16 with mark": ("a: 1\n".encode("utf-16"), "not-utf-8", "utf-16", 1, 1),
    "utf-32 with mark": ("a: 1\n".encode("utf-32"), "not-utf-8", "utf-16", 1, 1),
    "utf-16 without mark": ("a: 1\n".encode("utf-16-le"), "not-utf-8", "utf-16", 1, 1),
    "cut in a character": ("имя: я".encode()[:-1], "not-utf-8", "", 1, 6),
    "surrogate": (b"a: \xed\xa0\x80\n", "not-utf-8", "", 1, 4),
    "list": ("- a\n- b\n", "not-a-mapping", "list", 1, 1),
    "list after ---": ("---\n- a: 1\n", "not-a-mapping", "list", 2, 1),
    "scalar": ("# x\njust text\n", "not-a-mapping", "", 2, 1),
    "null": ("null\n", "empty-document", "", 1, 1),
    "duplicate key": ("a:\n  b: 1\n  c: 2\n  b: 3\n", "duplicate-key", "", 4, 3),
    "duplicate key in flow": ("a: {b: 1, 'b': 2}\n", "duplicate-key", "", 1, 11),
    "number as key": ("a: 1\n17: x\n", "non-string-key", "", 2, 1),
    "yes is text, true is not": ("yes: 1\ntrue: 2\n", "non-string-key", "", 2, 1),
    "null as key": ("a: {~: 1}\n", "non-string-key", "", 1, 5),
    "phone as key": ("a: {+79160000001: 1}\n", "non-string-key", "masked", 1, 5),
    "list as key": ("? [a]\n: b\n", "non-string-key", "collection", 1, 3),
    "alias as key": ("a: &a x\nb: {*a : 1}\n", "non-string-key", "alias", 2, 5),
    "nan": ("a: [.nan]\n", "not-finite", "", 1, 5),
    "infinity": ("a:\n  b: -.inf\n", "not-finite", "", 2, 6),
    "float overflow": ("a: 1e999\n", "not-finite", "", 1, 4),
    "65 bits": ("a: 9223372036854775808\n", "integer-too-large", "", 1, 4),
    "a million digits": ("a: " + "9" * 1_000_000, "integer-too-large", "", 1, 4),
    "hexadecimal": ("a: 0xFFFFFFFFFFFFFFFFFF\n", "integer-too-large", "", 1, 4),
    "underscore in a number": ("a: 1_000\n", "ambiguous-number", "", 1, 4),
    "underscore in a key": ("1_0: x\n", "non-string-key", "", 1, 1),
    "odd infinity as key": ("a: {.iNF: x}\n", "non-string-key", "", 1, 5),
    "binary": ("a: [0b1]\n", "ambiguous-number", "", 1, 5),
    "signed hexadecimal": ("a: {b: +0x1F}\n", "ambiguous-number", "", 1, 8),
    "capital hexadecimal": ("a: 0X1F", "ambiguous-number", "", 1, 4),
    "infinity in odd letters": ("a: .iNF\n", "not-finite", "", 1, 4),
    "custom tag": ("a: !env X\n", "custom-tag", "", 1, 4),
    "tag on a mapping": ("a: !x {b: 1}\n", "custom-tag", "", 1, 4),
    "set": ("a: !!set {b, c}\n", "custom-tag", "", 1, 4),
    "python tag": ("a: !!python/object/apply:os.system [x]\n", "custom-tag", "", 1, 4),
    "recursive alias": ("a: &a [*a]\n", "recursive-alias", "", 1, 8),
    "recursive merge": ("a: &a {<<: *a}\n", "recursive-alias", "", 1, 12),
    "unknown alias": ("a: *@teleset.example\n", "unknown-alias", "", 1, 4),
    "alias bomb": (BOMB, "too-many-aliases", "", 7, 10),
    "long text, many aliases": (TEXT_BOMB, "too-many-aliases", "", 2, 69),
    "merge of text": ("a:\n  <<: x\n", "bad-merge", "", 2, 7),
    "merge of texts": ("a: {<<: [{b: 1}, x]}\n", "bad-merge", "", 1, 18),
    "merge of nothing": ("a:\n  <<:\n  b: 1\n", "bad-merge", "", 2, 3),
    "merge of the alias of a text": ("a: &a x\nb: {<<: *a}\n", "bad-merge", "", 2, 9),
    "merge of the alias of a list with a text": ("a: &a [{b: 1}, x]\nb: {<<: *a}\n", "bad-merge", "", 2, 9),
    "brackets": ("a: " + "[" * DEEP, "too-deep", "", 1, 67),
    "closed brackets": ("a: " + "[" * DEEP + "]" * DEEP, "too-deep", "", 1, 67),
    "braces": ("{a: " * DEEP, "too-deep", "", 1, 257),
    "dashes": ("- " * DEEP + "x", "too-deep", "", 1, 129),
    "question marks": ("a: " + "? " * DEEP + "x", "syntax-error", "", 1, 4),
    "colons": (": " * DEEP, "syntax-error", "indentation", 1, 1),
    "dashes and tabs": ("-\t" * DEEP, "tab-indentation", "separator", 1, 2),
    "65 levels of lines": ("".join(" " * i + "a:\n" for i in range(70)), "too-deep", "", 65, 65),
    "3000 levels of lines": ("".join(" " * i + "a:\n" for i in range(3000)), "too-deep", "", 65, 65),
    "chain of aliases": ("a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 500)), "too-deep", "", 64, 12),
    "tab": ("a:\n\tb: 1\n", "tab-indentation", "", 2, 1),
    "tab after a value": ("a: 1\n\tb: 2\n", "tab-indentation", "", 2, 1),
    "tab before the first key": ("\ta: 1\n", "tab-indentation", "", 1, 1),
    "tab after a dash": ("a:\n- \tb: 1\n", "tab-indentation", "separator", 2, 3),
    "tab after a colon": ("a:\t1\n", "tab-indentation", "separator", 1, 3),
    "no-break spaces as indentation": ("a:\n\u00a0\u00a0b: 1\n", "invisible-character", "no-break-space", 2, 1),
    "no-break space after a colon": ("a:\n  b:\u00a0c\n", "invisible-character", "no-break-space", 2, 5),
    "no-break space instead of the only colon's": ("a:\u00a0b\n", "invisible-character", "no-break-space", 1, 3),
    "no-break space at the end": ("a: b\u00a0\n", "invisible-character", "no-break-space", 1, 5),
    "zero width in a key": ("fa\u200bmily: x\n", "invisible-character", "zero-width", 1, 3),
    "direction mark before a value": ("a: \u200ex\n", "invisible-character", "direction", 1, 4),
    "control character": ("a: x\x07y\n", "invisible-character", "control", 1, 5),
    "NUL": ("a: x\x00y\n", "invisible-character", "control", 1, 5),
    "second byte order mark": ("a: 1\n---\n\ufeffb: 1\n", "invisible-character", "byte-order-mark", 3, 1),
    "next line": ("a: x\u0085y\n", "invisible-character", "control", 1, 5),
    "an unclosed quote below a name in guillemets": ('name: ООО «ТелеСеть»\ninn: "7700000070\n', "syntax-error", "quote", 2, 6),
    "an unclosed quote below a name that begins with guillemets": ('name: «ТелеСеть» ООО\ninn: "7700000070\n', "syntax-error", "quote", 2, 6),
    "a straight quote closed by a typographic one": ('a: "x”\n', "typographic-quote", "", 1, 6),
    "typographic quotes": ("a: “x”\n", "typographic-quote", "", 1, 4),
    "guillemets around a time": ("a: «12:00»\n", "typographic-quote", "", 1, 4),
    "guillemets and a colon": ("a: «b: c»\n", "typographic-quote", "", 1, 4),
    "colon in a value": ("имя: b: c\n", "syntax-error", "colon", 1, 7),
    "unclosed quote": ("a: 'x\n", "syntax-error", "quote", 1, 4),
    "unclosed bracket": ("a: [1, 2\n", "syntax-error", "bracket", 1, 4),
    "at sign": ("a: @x\n", "syntax-error", "character", 1, 4),
    "less indentation": ("a:\n  b: 1\n c: 2\n", "syntax-error", "indentation", 3, 2),
    "no space after the colon": ("a: 1\nlocale:ru\nb: 2\n", "syntax-error", "key", 2, 1),
    "a word at the end": (": \na", "syntax-error", "key", 2, 1),
    "equals sign": ("a: 1\nlocale = ru\n", "syntax-error", "key", 2, 1),
    "no space after the dash": ("a:\n  - b\n  -c\n", "syntax-error", "dash", 3, 3),
    "lone surrogate": ('a: "x\\ud800"\n', "syntax-error", "escape", 1, 6),
    "path in double quotes": ('a: "C:\\users\\q"\n', "syntax-error", "escape", 1, 7),
    "bar before a value": ("a: |b\n", "syntax-error", "character", 1, 4),
    "conflict of a merge": ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> branch\n", "syntax-error", "conflict", 2, 1),
    "second document": ("a: 1\n---\nb: [\n---\nc: 1\n", "syntax-error", "bracket", 3, 4),
}

FINE = {
    "no-break space in a value": "name: г.\u00a0Москва\n",
    "guillemets in a name": "name: ООО «ТелеСеть»\nother: «Ромашка»\n",
    "quoted": 'a: "\u00a0“x”"\n',
    "exclamation": "a: Привет!\nb: 'x !y'\n",
    "standard tag": "a: !!str 12\n",
    "tab in a block": "a: |\n  x\n  \ty\n",
    "tab at the beginning of a block": "a: |\n  \tx\nb: &b 1\nc: *b\n",
    "tab in an empty line": "a:\n  b: 1\n\t\n  c: 2\n",
    "ampersand": "a: Рога & копыта * 2\n",
    "63 bits": "a: -9223372036854775808\nb: 9223372036854775807\n",
    "many digits in quotes": "a: '" + "9" * 5000 + "'\n",
    "carriage returns": "a: 1\rb: 2\r\n",
    "emoji": "a: 👨\u200d👩\u200d👧 x\n",
}


@pytest.mark.parametrize(("content", "code", "hint", "line", "column"), CASES.values(), ids=CASES)
def test_each_mistake_has_its_code_and_place(content: str | bytes, code: str, hint: str, line: int, column: int) -> None:
    began = perf_counter()
    loaded = read(content, "kind: Fine\n")
    assert perf_counter() - began < 5
    [diagnostic] = loaded.diagnostics
    assert diagnostic.location
    assert (diagnostic.code, diagnostic.hint, diagnostic.location.line, diagnostic.location.column) == (code, hint, line, column)
    assert loaded.documents[-1].data == {"kind": "Fine"}
    assert loaded.complete is (diagnostic.severity is not Severity.ERROR)


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_what_looks_odd_but_is_right_is_left_alone(text: str) -> None:
    loaded = read(text)
    assert loaded.diagnostics == ()
    assert len(loaded.documents) == 1


def test_hostile_nesting_does_not_overflow_a_small_stack() -> None:
    """Windows gives the main thread one megabyte; a thread with less stands in for it."""
    program = """
import threading
from reconciler.model.limits import MOST_LEVELS, Limits
from tests.unit.documents.reading import read
def go():
    for line in ("- " * 60 + "x", "? " * 60 + "x", "a:\\n" + "- " * 126 + "x", "a: " + "[" * 127 + "]" * 127, "".join(" " * i + "a:\\n" for i in range(250)), "".join(" " * i + "- a:\\n" + " " * i + "  - \\n" for i in range(0, 250, 2)), "a: " + "[" * 5000):
        read(line)
        read(line, limits=Limits(depth=MOST_LEVELS))
    print("alive")
threading.stack_size(768 * 1024)
thread = threading.Thread(target=go)
thread.start()
thread.join()
"""
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, encoding="utf-8", timeout=60)
    assert done.stdout == "alive\n", done.stderr


def test_both_places_of_a_duplicate_are_named() -> None:
    [diagnostic] = read("a: 1\nb: 2\na: 3\n").diagnostics
    assert str(diagnostic.arguments["other"]) == "a.yaml:1:1"
    assert diagnostic.arguments["key"] == "a"


def test_what_cannot_be_kept_is_left_out_and_the_rest_stays() -> None:
    loaded = read("a: 1\nb: .inf\nc: {d: [1, .nan], e: 2}\n17: x\nf: “y”\n")
    assert loaded.documents[0].data == {"a": 1, "c": {"e": 2}, "f": "y"}
    assert [d.code for d in loaded.diagnostics] == ["not-finite", "not-finite", "non-string-key", "typographic-quote"]


def test_of_two_mistakes_in_merging_both_are_named_and_what_they_concern_is_left_out() -> None:
    loaded = read("# <<\na: {b: 1, c: {<<: x, d: 2}}\ne: &e [1]\nf: {<<: {g: 1, h: 2}, g: 3}\ni: {<<: *e}\n17: {<<: y}\n")
    assert [(d.code, str(d.location)) for d in loaded.diagnostics] == [
        ("bad-merge", "a.yaml:2:19"),
        ("bad-merge", "a.yaml:5:9"),
        ("non-string-key", "a.yaml:6:1"),
        ("bad-merge", "a.yaml:6:10"),
    ]
    assert loaded.documents[0].data == {"a": {"b": 1}, "e": [1], "f": {"g": 3, "h": 2}}
    assert read("<<: x\na: 1\n").documents == ()


def test_thousands_of_mistakes_on_one_line_take_no_longer_than_on_many() -> None:
    """A JSON file may be one line."""
    entries = ", ".join(f"a{number}: {{b: .inf, c: x}}" for number in range(1000))
    began = perf_counter()
    loaded = read(f"{{{entries}}}\n")
    assert len(loaded.diagnostics) == 1000
    located = loaded.locate([Diagnostic("any", place=Place(0, (f"a{number}", "c"))) for number in range(1000)])
    assert perf_counter() - began < 15
    for diagnostic in (located[0], located[-1]):
        assert diagnostic.location
        start, length = diagnostic.location.caret
        assert diagnostic.location.excerpt[start : start + length] == "x"


def test_what_was_meant_stands_for_what_is_misspelt() -> None:
    """A required name in typographic quotes is not a missing name as well."""
    loaded = read("a: “x y”\nb: [«z», 1]\nc: \u00a0d\u00a0\ne: {f: q\u00a0}\ng: 1_0\n")
    assert loaded.documents[0].data == {"a": "x y", "b": ["z", 1], "c": "d", "e": {"f": "q"}}
    assert len(loaded.diagnostics) == 5


def test_errors_of_ten_files_are_all_reported() -> None:
    loaded = read(*["a: [\n"] * 10)
    assert [str(d.location) for d in loaded.diagnostics] == [f"{name}.yaml:1:4" for name in "abcdefghij"]


def test_every_variant_has_its_sentence_in_both_languages() -> None:
    entries = {entry.code: entry for entry in ENTRIES}
    for content, _, hint, _, _ in CASES.values():
        for diagnostic in read(content).diagnostics:
            for language in ("en", "ru"):
                text = entries[diagnostic.code].text(language)
                assert hint in text.hints
                assert text.message.format(**diagnostic.arguments)
                assert text.hints[diagnostic.hint].format(**diagnostic.arguments)
                assert diagnostic.severity is entries[diagnostic.code].severity


EXAMPLES = Path(__file__).parents[3] / "examples" / "invalid"
NEED_MORE_THAN_A_FILE = {"no-such-file", "sources-match-nothing", "no-yaml-here", "unreadable-file", "symlink-loop", "file-too-large", "too-many-documents"}


@pytest.mark.parametrize("code", [entry.code for entry in ENTRIES if entry.code not in NEED_MORE_THAN_A_FILE])
def test_an_example_earns_each_code_and_no_other(code: str) -> None:
    loaded = read((EXAMPLES / f"{code}.yaml").read_bytes())
    assert [diagnostic.code for diagnostic in loaded.diagnostics] == [code]
