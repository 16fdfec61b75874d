"""Drift that stays is one drift: of what a pass finds, what the pass before had left as it was is told apart."""

from __future__ import annotations

from dataclasses import replace

from reconciler.engine.found import drifted
from reconciler.engine.orders import Made
from reconciler.model.watching import Ended


class Drifting:
    """Not for several threads at once."""

    def __init__(self) -> None:
        self._left: frozenset[bytes] = frozenset()

    def told(self, made: Made) -> Made:
        """The same, and its pass says how much of its drift was there `again`. A pass that could not compare knows nothing new."""
        passed, before = made.passed, self._left
        if passed.ended is Ended.STANDBY:
            # Whoever leads undoes it.
            self._left = frozenset()
        elif made.plan is not None:
            # A pass over a part says nothing of the rest.
            self._left = drifted(made.plan) | ((before - made.drifted) if passed.part else frozenset())
        return made._replace(passed=replace(passed, again=len(made.drifted & before)))
