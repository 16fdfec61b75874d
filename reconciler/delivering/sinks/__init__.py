"""Servers of this machine that stand in for the world during a run: one for SMTP, one for HTTP. They take everything, and can be told to misbehave.

They live in a process of their own, so that what sends has its processor to itself. It listens on loopback only, and ends when its input does: with this process,
however that ends. What comes is written to a temporary file, which memory does not grow with, and which goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reconciler.delivering.sinks.faults import Fault
from reconciler.delivering.sinks.room import LoopbackSinks, opened

__all__ = ["Fault", "LoopbackSinks", "sinks"]


@contextmanager
def sinks() -> Iterator[LoopbackSinks]:
    """Sinks for one run. Raises `BackendError("sinks-failed")` where they cannot be opened."""
    with opened() as room:
        yield room
