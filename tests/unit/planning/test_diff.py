"""The differ: leaves, canonical equality, pointers not known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.canonical import canonical
from reconciler.model.change import FieldChange
from reconciler.model.resource import Resource
from reconciler.model.values import ABSENT, Json, Pointer
from reconciler.planning.diff import differences

_scalars = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from((0.0, 1.0, 2.5)) | st.sampled_from(("", "1", "да", "é", "é"))
_values = st.recursive(_scalars, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abёz"), inner, max_size=3), max_leaves=8)
_specs = st.dictionaries(st.sampled_from("abёz"), _values, max_size=3)


def _resource(spec: Json, *unknown: Pointer) -> Resource:
    return Resource("teleset", canonical(spec), unknown=unknown)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": True}, [(("a",), 1, True)]),
        ({"a": 0}, {"a": False}, [(("a",), 0, False)]),
        ({"a": 1}, {"a": 1.0}, [(("a",), 1, 1.0)]),
        ({"a": None}, {}, [(("a",), None, ABSENT)]),
        ({}, {"a": None}, [(("a",), ABSENT, None)]),
        ({"a": ""}, {"a": None}, [(("a",), "", None)]),
        ({"a": {}}, {}, [(("a",), {}, ABSENT)]),
        ({"a": [1]}, {"a": [True]}, [(("a",), [1], [True])]),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}, [(("a",), ["x", "y"], ["y", "x"])]),
        ({"имя": "Анна"}, {"имя": "Aнна"}, [(("имя",), "Анна", "Aнна")]),
        ({"a": {"b": {"c": 1, "d": 2}}}, {"a": {"b": {"c": 1, "d": 3}}}, [(("a", "b", "d"), 2, 3)]),
        ({"a": {"c": 1}}, {"a": {"b": 1}}, [(("a", "b"), ABSENT, 1), (("a", "c"), 1, ABSENT)]),
        ({}, {"a": {"x": {"y": 1}, "w": []}}, [(("a", "w"), ABSENT, []), (("a", "x", "y"), ABSENT, 1)]),
        ({"a": {"x": 1}}, {"a": [1]}, [(("a",), {"x": 1}, [1])]),
        ({"b": 1, "a": 1}, {"a": 2, "b": 2}, [(("a",), 1, 2), (("b",), 1, 2)]),
    ],
)
def test_leaves_that_differ(before: dict[str, Any], after: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    found = differences(_resource(before), _resource(after))
    assert [(field.pointer, repr(field.before), repr(field.after)) for field in found] == [(p, repr(b), repr(a)) for p, b, a in expected]


def test_what_either_side_does_not_know_is_not_compared() -> None:
    before: Json = {"secret": {"name": "A", "tag": "00"}, "x": 1}
    after: Json = {"secret": {"name": "A"}, "x": 1}
    pointer = ("secret", "tag")
    assert differences(_resource(before), _resource(after, pointer)) == ()
    assert differences(_resource(after, pointer), _resource(before)) == ()
    assert differences(_resource(before), _resource(after)) == (FieldChange(pointer, "00", ABSENT),)
    assert differences(_resource(before), _resource({"secret": {"name": "B"}, "x": 1}, pointer)) == (FieldChange(("secret", "name"), "A", "B"),)
    assert differences(_resource(before), _resource({"x": 1}, ("secret",))) == ()


@given(_specs, _specs)
def test_no_difference_means_the_same_bytes(before: dict[str, Any], after: dict[str, Any]) -> None:
    left, right = _resource(before), _resource(after)
    found = differences(left, right)
    assert (not found) == (left.canonical == right.canonical)
    assert [field.pointer for field in found] == sorted({field.pointer for field in found}, key=lambda pointer: [str(part) for part in pointer])
    mirrored = [(field.pointer, field.after, field.before) for field in differences(right, left)]
    assert canonical([[list(p), b is ABSENT or b, a is ABSENT or a] for p, b, a in mirrored]) == canonical(
        [[list(field.pointer), field.before is ABSENT or field.before, field.after is ABSENT or field.after] for field in found]
    )


@given(_specs, _specs)
def test_each_leaf_is_where_it_is_said_to_be(before: dict[str, Any], after: dict[str, Any]) -> None:
    for field in differences(_resource(before), _resource(after)):
        for spec, value in ((before, field.before), (after, field.after)):
            part: Any = spec
            for key in field.pointer:
                part = part.get(key, ABSENT) if isinstance(part, dict) else ABSENT
            assert part is value if value is ABSENT else canonical(part) == canonical(value)
