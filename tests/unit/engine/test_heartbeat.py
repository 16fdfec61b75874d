"""A lease lives as long as its holder thinks."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

import pytest

from reconciler.engine.heartbeat import kept_alive
from reconciler.model.errors import ConflictError
from reconciler.model.ledger import Binding, Fence, HistoryEntry


class _Lock:
    def __init__(self, *, lost: bool = False) -> None:
        self.beats = 0
        self.seen = threading.Event()
        self.lost = lost

    def renew(self) -> None:
        self.beats += 1
        if self.beats >= 3:
            self.seen.set()
        if self.lost:
            raise ConflictError("lock-lost", backend="memory")

    def fence(self, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str] | None = None, *, retention: int = 0) -> Fence:
        raise AssertionError


@pytest.mark.parametrize("lost", [False, True])
def test_it_beats_until_the_block_ends_and_not_after(lost: bool) -> None:
    lock = _Lock(lost=lost)
    before = threading.active_count()
    with kept_alive(lock, interval=0.001):
        assert lock.seen.wait(30)
    ended = lock.beats
    assert threading.active_count() == before
    assert lock.beats == ended


def test_a_block_that_fails_ends_it_too() -> None:
    lock = _Lock()
    before = threading.active_count()
    with pytest.raises(KeyError), kept_alive(lock, interval=0.001):
        raise KeyError
    assert threading.active_count() == before


class _Hanging(_Lock):
    """A server that takes the question and never answers."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()

    def renew(self) -> None:
        self.seen.set()
        self.answer.wait(60)


def test_a_beat_that_never_comes_back_holds_nobody_up() -> None:
    lock = _Hanging()
    began = time.monotonic()
    with pytest.raises(KeyError), kept_alive(lock, interval=0.001, grace=0.1):
        assert lock.seen.wait(30)
        raise KeyError
    assert time.monotonic() - began < 20
    lock.answer.set()
