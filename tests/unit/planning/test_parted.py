"""What the files caused, told apart by another revision."""

from __future__ import annotations

import pytest

from reconciler.model.cause import Cause
from reconciler.model.resource import Resource, State
from reconciler.planning.causes import parted

A, B, C = b'{"name":"a"}', b'{"name":"b"}', b'{"name":"c"}'


def state(value: bytes | None) -> State:
    return State([Resource("teleset", value)] if value is not None else [])


@pytest.mark.parametrize(
    ("cause", "here", "base", "tip", "expected"),
    [
        (Cause.FILES, A, B, None, Cause.BRANCH),
        (Cause.FILES, A, None, None, Cause.BRANCH),
        (Cause.FILES, None, A, None, Cause.BRANCH),
        (Cause.FILES, A, A, None, Cause.MERGED),
        (Cause.FILES, None, None, None, Cause.MERGED),
        (Cause.BOTH, A, B, None, Cause.BRANCH_AND_DRIFT),
        (Cause.BOTH, A, A, None, Cause.MERGED_AND_DRIFT),
        (Cause.DRIFT, A, A, None, Cause.DRIFT),
        # What was applied is declared again: only the live object has moved.
        (Cause.DRIFT, A, B, B, Cause.DRIFT),
        (Cause.UNKNOWN, A, A, None, Cause.UNKNOWN),
        (Cause.UNKNOWN, A, B, None, Cause.BRANCH),
        (Cause.CATALOGUE, A, A, None, Cause.CATALOGUE),
        (Cause.EITHER, A, B, None, Cause.BRANCH),
        (Cause.FILES, A, A, A, Cause.MERGED),
        (Cause.FILES, A, A, B, Cause.BEHIND),
        (Cause.UNKNOWN, None, None, B, Cause.BEHIND),
        (Cause.FILES, C, A, B, Cause.BRANCH),
    ],
)
def test_causes(cause: Cause, here: bytes | None, base: bytes | None, tip: bytes | None, expected: Cause) -> None:
    told = parted({"teleset": cause}, state(here), state(base), state(tip) if tip is not None else None)
    assert told == {"teleset": expected}
