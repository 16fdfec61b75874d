"""How long and how often something is tried again: exponential backoff with full jitter, under one budget for the whole apply."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from reconciler.model.errors import TransientError

SLICE: Final = 0.2
"""Seconds after which somebody who wants to end is heard, while nothing is in flight."""


@dataclass(slots=True)
class Patience:
    """At most `tries` tries of one thing; between them a random wait of up to `first` seconds, doubled each time up to `most`; all waits together at most `budget`.

    Where the other side says how long it wants to be left alone, it is left alone for that long at least. `random` gives numbers from 0 to 1.
    """

    tries: int = 5
    first: float = 0.5
    most: float = 20.0
    budget: float = 120.0
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random
    spent: float = field(default=0.0, init=False)
    exhausted: bool = field(default=False, init=False)
    """Whether the budget did not suffice: there is no use in asking the backend for anything more."""

    def again(self, tried: int, error: TransientError, interrupted: Callable[[], bool]) -> bool:
        """After `tried` tries: wait, and whether to try again. Somebody who wants to end does not wait."""
        if tried >= self.tries or self.exhausted or interrupted():
            return False
        wait = max(self.random() * min(self.most, self.first * 2 ** (tried - 1)), error.retry_after or 0.0)
        if self.spent + wait > self.budget:
            self.exhausted = True
            return False
        self.spent += wait
        while wait > 0 and not interrupted():
            self.sleep(min(wait, SLICE))
            wait -= SLICE
        return not interrupted()
