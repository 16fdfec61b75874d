"""Canonical bytes: one spelling for one value, and no more memory than they need."""

from __future__ import annotations

import tracemalloc

import pytest

from reconciler.canonical import canonical, decode, keyed_digest, short_digest


def test_one_spelling_for_one_value() -> None:
    assert canonical({"б": 1, "a": [None, True, 1.5, "ё"]}) == '{"a":[null,true,1.5,"ё"],"б":1}'.encode()
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})
    assert decode(canonical({"a": "№"})) == {"a": "№"}


@pytest.mark.parametrize(("one", "other"), [(True, 1), (1, 1.0), (None, {}), ({"a": None}, {}), ("1", 1), ([], {})])
def test_different_values_differ(one: object, other: object) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("value", [{1: 2}, {"a": object()}, {"a": {1, 2}}, b"bytes"])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_no_working_buffer_is_kept() -> None:
    """Hundreds of thousands of them are held at once."""
    value = {"text": "x" * 600}
    canonical(value)
    tracemalloc.start()
    try:
        held = [canonical(value) for _ in range(200)]
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size < 1.5 * sum(map(len, held))


def test_digests_depend_on_the_key() -> None:
    assert keyed_digest(b"one", b"+79160000001") != keyed_digest(b"two", b"+79160000001")
    assert keyed_digest(b"one", b"x").startswith(short_digest(b"one", b"x"))
    assert len(short_digest(b"one", b"x")) == 12
