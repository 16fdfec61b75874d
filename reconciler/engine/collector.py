"""The garbage collector, switched off where it only costs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No cyclic collection inside.

    From load to diff a run allocates hundreds of thousands of small containers, none of them in cycles and nearly all of them needed until the end.
    The collector would walk all of them again and again and find nothing: at 100 000 accounts that is most of the time. Reference counting still frees
    everything that is released.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
