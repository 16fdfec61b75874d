"""The limits of size, depth, aliases and documents: what is just within passes, one more is named, whichever way the text is read."""

from __future__ import annotations

from time import perf_counter

import pytest

from reconciler.model.limits import MOST_LEVELS, Limits
from tests.unit.documents.reading import read

CLOSER = "\nz: [&x 1, *x]\n"
"""An anchor and an alias: such a text is read by the second parser too."""


def found(text: str, limits: Limits) -> list[tuple[str, int, int]]:
    loaded = read(text, "kind: Fine\n", limits=limits)
    assert loaded.documents[-1].data == {"kind": "Fine"}
    return [(d.code, d.location.line, d.location.column) for d in loaded.diagnostics if d.location]


@pytest.mark.parametrize("depth", [8, 64, MOST_LEVELS])
@pytest.mark.parametrize("closer", ["\n", CLOSER], ids=["quickly", "closely"])
@pytest.mark.parametrize("kind", ["brackets", "braces", "dashes", "lines"])
def test_depth(depth: int, closer: str, kind: str) -> None:
    def nested(levels: int) -> str:
        inner = levels - 1  # beside the document itself
        match kind:
            case "brackets":
                return "a: " + "[" * inner + "]" * inner + closer
            case "braces":
                return "a: " + "{b: " * inner + "}" * inner + closer
            case "dashes":
                return "a:\n" + "- " * inner + "x" + closer
            case _:
                pass
        return "".join(" " * level + "a:\n" for level in range(levels)) + " " * levels + "x" + closer

    limits = Limits(depth=depth)
    assert found(nested(depth), limits) == []
    [(code, _, _)] = found(nested(depth + 1), limits)
    assert code == "too-deep"


def test_depth_by_aliases() -> None:
    def chain(levels: int) -> str:
        return "a0: &a0 [x]\n" + "".join(f"a{level}: &a{level} [*a{level - 1}]\n" for level in range(1, levels))

    assert found(chain(9), Limits(depth=10)) == []
    assert found(chain(10), Limits(depth=10)) == [("too-deep", 10, 10)]


def test_a_line_may_be_indented_as_far_as_one_likes() -> None:
    """Many spaces are not many levels: a block of text, the continuation of another, a comment, a table in flow style."""
    far = " " * 1000
    assert found(f"a: |\n{far}x\nb: x\n{far}y\nc:\n{far}# z\n  d: [\n{far}1\n  ]\n", Limits()) == []
    assert found(f"a: |\n{far}- - - x\n", Limits()) == []


def test_expansion() -> None:
    anchor = "a: &a " + "x" * 84 + "\n"  # with its node: 100
    limits = Limits(expansion=1000)
    assert found(anchor + "b: [" + ", ".join(["*a"] * 10) + "]\n", limits) == []
    assert found(anchor + "b: [" + ", ".join(["*a"] * 11) + "]\n", limits) == [("too-many-aliases", 2, 45)]
    # What an anchor holds through aliases counts as often as it is asked for again.
    assert found(anchor + "b: &b [*a, *a, *a]\nc: [*b, *b]\n", limits) == []
    assert found(anchor + "b: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", limits) == [("too-many-aliases", 3, 13)]


def test_a_large_document_with_one_alias_is_no_bomb() -> None:
    """Only what aliases add counts; how large a text may be is the file's limit."""
    assert found("a: &a [1]\nb: *a\n" + "c: '" + "x" * 2000 + "'\n", Limits(expansion=1000)) == []


def test_documents() -> None:
    limits = Limits(documents=3)
    assert found("---\na: 1\n" * 3, limits) == []
    assert found("---\na: 1\n" * 4, limits) == [("too-many-documents", 8, 1)]
    assert found("a: 1\n...\n# and a comment\n---\nb: 1\n---\nc: 1\n...\n", limits) == []
    loaded = read("---\na: 1\n" * 4, limits=limits)
    assert loaded.documents == ()
    assert not loaded.complete


def test_millions_of_documents_are_counted_no_further_than_needed() -> None:
    began = perf_counter()
    assert found("---\n" * 4_000_000, Limits()) == [("too-many-documents", 10_001, 1)]
    assert perf_counter() - began < 5


def test_file_size() -> None:
    limits = Limits(file_size=11)
    assert found("a: 1234567\n", limits) == []
    assert found("a: 12345678\n", limits) == [("file-too-large", 1, 1)]
