"""How long a watch waits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reconciler.watching.pace import LOCKED_SECONDS, Pace

PACES = st.builds(Pace, interval=st.floats(0.1, 86_400), backoff=st.floats(0.01, 10), longest=st.floats(0.01, 600), jitter=st.floats(0, 0.5))


@given(PACES, st.integers(1, 100), st.booleans())
def test_after_a_failure_it_never_waits_longer_than_it_may(pace: Pace, failures: int, locked: bool) -> None:
    longest = min(pace.longest, LOCKED_SECONDS) if locked else pace.longest
    assert 0 < pace.wait(failures, locked=locked) <= min(longest, max(pace.interval, pace.backoff)) * (1 + pace.jitter)


@given(PACES)
def test_without_one_it_waits_for_the_interval(pace: Pace) -> None:
    assert pace.interval * (1 - pace.jitter) <= pace.wait(0) <= pace.interval * (1 + pace.jitter)


def test_it_waits_twice_as_long_after_each() -> None:
    pace = Pace(jitter=0.0)
    assert [pace.wait(failures) for failures in range(1, 11)] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]


def test_who_holds_the_lock_is_asked_for_again_soon() -> None:
    """One that froze holds it for a minute: to have doubled the wait until then would make it two."""
    pace = Pace(jitter=0.0)
    assert [pace.wait(failures, locked=True) for failures in range(1, 6)] == [1, 2, 4, 5, 5]
