"""The wrapper against an independent reading of the same text: PyYAML's pure-Python parser, composed by YAML 1.2's rules."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from reconciler.model.values import Json
from tests.unit.documents.reading import read

_CORE = (
    (re.compile(r"|~|null|Null|NULL"), lambda text: None),
    (re.compile(r"true|True|TRUE"), lambda text: True),
    (re.compile(r"false|False|FALSE"), lambda text: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 0)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
)


def second_opinion(text: str) -> list[object]:
    """The documents by YAML 1.2's core schema. Raises `yaml.YAMLError`."""
    return [_construct(node) for node in yaml.compose_all(text, Loader=yaml.SafeLoader)]


def _construct(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {_construct(key): _construct(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    if node.style is None:
        for pattern, make in _CORE:
            if pattern.fullmatch(node.value):
                return make(node.value)
    return node.value


WORDS = st.sampled_from(
    [
        "a",
        "b",
        "имя",
        "true",
        "False",
        "null",
        "~",
        "yes",
        "no",
        "on",
        "0212345670",
        "+79161234567",
        "22:00",
        "2024-01-15",
        "1e3",
        "0x1F",
        "0o17",
        ".5",
        "-7",
        "ООО «А»",
        "x y",
        "a#b",
        "-x",
        "x:y",
        "=",
        "👍",
    ]
)
QUOTED = st.builds(
    lambda word, quote: f"{quote}{word}{quote}", WORDS | st.sampled_from(["", " ", "a: b", "# x", "- x", "!x", "&x", "*x", "«x»", "[x"]), st.sampled_from("'\"")
)
KEYS = st.sampled_from(["a", "b", "c", "имя", "x-y", "'1'", '"true"', "k.l", "<"])


def block(node: object, indent: int) -> str:
    """A tree written in block style."""
    pad = "  " * indent
    if isinstance(node, dict) and node:
        return "".join(f"\n{pad}{key}:{block(value, indent + 1)}" for key, value in node.items())
    if isinstance(node, list) and node:
        return "".join(f"\n{pad}-{block(item, indent + 1)}" for item in node)
    return f" {flow(node)}"


def flow(node: object) -> str:
    """A tree written in flow style."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(flow(item) for item in node) + "]"
    return str(node)


TREES = st.recursive(WORDS | QUOTED, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20)
ROOTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=5)


@given(
    st.lists(st.tuples(ROOTS, st.booleans()), min_size=1, max_size=3),
    st.sampled_from(["---\n", "--- # next\n", "...\n---\n", "# x\n\n---\n"]),
    st.sampled_from(["\n", "\r\n"]),
)
@example([({"a": "1"}, False)], "---\n", "\n")
def test_what_both_can_read_reads_alike(documents: list[tuple[dict[str, object], bool]], separator: str, newline: str) -> None:
    text = separator.join((flow(root) if in_flow else block(root, 0).lstrip("\n")) + "\n" for root, in_flow in documents)
    expected = second_opinion(text)
    loaded = read(text.replace("\n", newline))
    assert loaded.diagnostics == ()
    assert [same(document.data) for document in loaded.documents] == [same(data) for data in expected]


TOKENS = st.sampled_from(
    [
        "a",
        "b",
        ": ",
        ":",
        "- ",
        "? ",
        "\n",
        "\n  ",
        " ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "&a ",
        "*a ",
        "!t ",
        "| ",
        "> ",
        "'",
        '"',
        "# ",
        "%",
        "\t",
        "---\n",
        "...\n",
        "1",
        "_",
        "0x",
        ".",
        "~",
        "<<",
        "«",
        "\u00a0",
    ]
)


@given(st.lists(TOKENS, max_size=14).map("".join))
@example("a: &a [*a]")
@example("a: !b c")
@example("&a a: *a")
@example("a: b\n...\nc: d")
@example("? a\n: b")
@example("? : : ")
def test_on_any_text_it_never_raises_and_never_silently_differs(text: str) -> None:
    """Whatever is read without a complaint is what the second parser reads, where it can read the text too."""
    loaded = read(text)
    if loaded.diagnostics or "<<" in text:  # the second parser leaves merges undone
        return
    try:
        expected = second_opinion(text)
    except (yaml.YAMLError, TypeError, ValueError):
        return
    assert [same(document.data) for document in loaded.documents] == [same(data) for data in expected]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\n", {"x": {"a": 1, "b": 2}, "y": {"a": 1, "b": 3}}),
        ("x: &x {a: 1}\nz: &z {a: 2, b: 2}\ny: {<<: [*x, *z], c: 3}\n", {"x": {"a": 1}, "z": {"a": 2, "b": 2}, "y": {"a": 1, "b": 2, "c": 3}}),
        ("x: &x {a: 1}\nz: &z {<<: *x, b: 2}\ny:\n  c: 3\n  <<: *z\n", {"x": {"a": 1}, "z": {"a": 1, "b": 2}, "y": {"c": 3, "a": 1, "b": 2}}),
        ("x: &x [1, {<<: {a: 1}}]\ny: *x\n", {"x": [1, {"a": 1}], "y": [1, {"a": 1}]}),
    ],
)
def test_merges_are_done(text: str, data: Mapping[str, Json]) -> None:
    loaded = read(text)
    assert loaded.diagnostics == ()
    assert loaded.documents[0].data == data


def same(node: object) -> object:
    """A value that is equal only to one of the same type: 1 is not true, 1.0 is not 1."""
    if isinstance(node, dict):
        return {key: same(value) for key, value in node.items()}
    if isinstance(node, list):
        return [same(item) for item in node]
    return (type(node).__name__, repr(node))
