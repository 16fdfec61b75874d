"""What nobody asks about is passed over quickly, and makes no difference to what is found."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from reconciler.documents.positions import Survey, survey
from reconciler.model.values import Pointer

words = st.sampled_from(["a", "b", "c", "anna@teleset.example", "+7 916 000-00-01", "два слова", "- x", "k: v", "line\nbreak", ""])
trees = st.recursive(
    words | st.integers(0, 9) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcdef"), inner, max_size=4),
    max_leaves=25,
)


def pointers_of(node: Any, at: Pointer = ()) -> list[Pointer]:
    below: list[tuple[str | int, Any]] = []
    if isinstance(node, dict):
        below = list(node.items())
    elif isinstance(node, list):
        below = list(enumerate(node))
    return [at, *(pointer for part, value in below for pointer in pointers_of(value, (*at, part)))]


def everything(text: str, pointers: list[Pointer]) -> Survey:
    """A line that is asked for, even one far behind the end, keeps anything from being passed over."""
    found = survey(text, pointers, [10**9])
    del found.pieces[10**9]
    return found


@given(st.dictionaries(st.sampled_from("abcdef"), trees, min_size=1), st.data(), st.sampled_from([True, False, None]))
def test_passing_over_changes_nothing(tree: dict[str, Any], data: st.DataObject, flow: bool | None) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=40)
    wanted = data.draw(st.lists(st.sampled_from(pointers_of(tree)), min_size=1, max_size=3))
    assert survey(text, wanted) == everything(text, wanted)


def test_values_beside_what_is_asked_for_are_still_known() -> None:
    """They must be masked where the line is shown."""
    text = "contacts:\n  work: {channel: email, address: anna@teleset.example}\n  mobile: {address: '+79160000001'}\nother:\n  - a: b\n    c: d\n"
    found = survey(text, [("contacts", "work")])
    assert [piece.value for piece in found.pieces[1]] == ["work", "channel", "email", "address", "anna@teleset.example"]
    assert found == everything(text, [("contacts", "work")])
    assert survey(text, [("other", 0)]) == everything(text, [("other", 0)])
