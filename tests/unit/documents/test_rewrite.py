"""A text that is to say something else: what comes out says it, keeps its comments, and is the same everywhere else."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from reconciler.documents.parse import parse
from reconciler.documents.rewrite import NotEditableError, comments, rewritten
from reconciler.importing.document_text import entry_lines, inline
from reconciler.model.limits import Limits


def _rewritten(text: str, after: dict[str, Any]) -> str:
    (parsed,) = parse(text, Limits())
    assert parsed.data is not None
    result = rewritten(text, parsed.data, after, lines=entry_lines, inline=inline, places=lambda at: {"first": 0, "second": 1} if at == ("ordered",) else {})
    (again,) = parse(result, Limits())
    assert again.data == after
    return result


CASES: dict[str, tuple[str, dict[str, Any], str]] = {
    "a value, and nothing around it": ("a:   x   # why\nb: v\n", {"a": "z", "b": "v"}, "a:   z   # why\nb: v\n"),
    "quotes stay": ("a: 'x'\nb: \"v\"\n", {"a": "it's", "b": "z"}, "a: 'it''s'\nb: \"z\"\n"),
    "quotes where they are needed": ("a: x\n", {"a": "true"}, 'a: "true"\n'),
    "in a flow collection": ("a: {b: x, c: [1, 2]}  # why\n", {"a": {"b": "v", "c": [1, 3]}}, "a: {b: v, c: [1, 3]}  # why\n"),
    "added to a flow collection": ("a: {b: x,}\n", {"a": {"b": "x", "c": "v"}}, "a: {b: x, c: v,}\n"),
    "added to an empty one": ("a: {}\n", {"a": {"c": "v"}}, "a: {c: v}\n"),
    "removed from a flow collection": ("a: {b: 1, c: 2, d: 3}\n", {"a": {"c": 2}}, "a: {c: 2}\n"),
    "added at the end, without a line break there": ("a: x", {"a": "x", "b": "v"}, "a: x\nb: v"),
    "added before what stands below": (
        "a:\n  b: x  # why\n\n# about c\nc: v\n",
        {"a": {"b": "x", "d": "z"}, "c": "v"},
        "a:\n  b: x  # why\n  d: z\n\n# about c\nc: v\n",
    ),
    "added inside and behind at one place": (
        "a:\n  b: {}\n  c:\n    d: x\n",
        {"a": {"b": {}, "c": {"d": "x", "e": "v"}, "f": "z"}},
        "a:\n  b: {}\n  c:\n    d: x\n    e: v\n  f: z\n",
    ),
    "added where it usually stands": ("ordered:\n  second: v\n", {"ordered": {"first": "x", "second": "v"}}, "ordered:\n  first: x\n  second: v\n"),
    "removed, and its comments stay": ("a: x\nb: v  # why\nc: z\n", {"a": "x", "c": "z"}, "a: x\n# why\nc: z\n"),
    "an account is removed with its comments": (
        "accounts:\n  # everybody\n  a: {b: x}\n\n  # until May\n  c:\n    d: v  # why\n\n  e: {}\n",
        {"accounts": {"a": {"b": "x"}, "e": {}}},
        "accounts:\n  # everybody\n  a: {b: x}\n\n  e: {}\n",
    ),
    "written anew, with the comments above": ("a:\n  - x  # one\n  # two\n  - v\nb: z\n", {"a": ["v"], "b": "z"}, "# one\n# two\na: [v]\nb: z\n"),
    "a block scalar": ("a: |\n  x\n  v\nb: z\n", {"a": "w", "b": "z"}, "a: w\nb: z\n"),
    "nothing stays in it": ("a:\n  b: x  # why\nc: v\n", {"a": {}, "c": "v"}, "# why\na: {}\nc: v\n"),
    "a flow collection over several lines": (
        "a: {\n  b: x,  # one\n  c: v\n}\n",
        {"a": {"b": "z", "c": "v", "d": "w"}},
        "a: {\n  b: z,  # one\n  c: v, d: w\n}\n",
    ),
    "JSON": ('{"a": {"b": "x"}}\n', {"a": {"b": "v", "c": "z"}}, '{"a": {"b": "v", c: z}}\n'),
    "behind the mark of a document": ("--- # first\na: x\n", {"a": "v"}, "--- # first\na: v\n"),
}


@pytest.mark.parametrize("case", CASES)
def test_only_what_differs_is_touched(case: str) -> None:
    text, after, expected = CASES[case]
    assert _rewritten(text, after) == expected


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: &x {b: 1}\nc: *x\n", {"a": {"b": 1}, "c": {"b": 2}}),
        ("a: &x {b: 1}\nc: *x\n", {"c": {"b": 1}}),
        ("a: &x {b: 1}\nc: {<<: *x, d: 2}\n", {"a": {"b": 1}, "c": {"b": 1, "d": 3}}),
    ],
)
def test_what_others_share_is_refused(text: str, after: dict[str, Any]) -> None:
    with pytest.raises(NotEditableError):
        _rewritten(text, after)


def test_comments_are_counted_wherever_they_stand() -> None:
    text = "# 1\na: # 2\n  - x # 3\n  # 4\nb: {c: 'no # comment'} # 5\n"
    assert Counter(comments(text)) == Counter(["# 1", "# 2", "# 3", "# 4", "# 5"])
