"""The hook: whoever has the token says "look again". Many calls are one, and none is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from reconciler.model.watching import Trigger

GAP: Final = 1.0
"""Seconds between two triggers, whatever is called."""


class Hook:
    """A call triggers at once, or where one just did, as soon as the gap is over: what was changed before a call is looked at after it. `clock` is monotonic."""

    def __init__(self, trigger: Callable[[Trigger], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._trigger, self._clock, self._alone = trigger, clock, threading.Lock()
        self._last = float("-inf")
        self._owed = False

    def call(self) -> None:
        with self._alone:
            self._owed = True
        self.settle()

    def settle(self) -> None:
        """Trigger what is owed, once it is time. To be called now and then."""
        with self._alone:
            now = self._clock()
            due = self._owed and now - self._last >= GAP
            if due:
                self._owed, self._last = False, now
        if due:
            self._trigger(Trigger.HOOK)
