"""How long a message may take, from the moment an event is accepted until it arrives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from reconciler.model.scenario import Scenario

BOUNDS: Final[Mapping[str, float]] = {"inapp": 5.0, **dict.fromkeys(("push", "telegram", "max", "vk", "webhook"), 10.0), "sms": 30.0, "email": 60.0, "": 60.0}
"""Seconds by channel, where a scenario says nothing; "" is any other."""


def bound(channel: str, scenario: Scenario, bounds: Mapping[str, float] = BOUNDS) -> float:
    """How many seconds a message of a channel may take."""
    for known in (scenario.within, bounds):
        for name in (channel, ""):
            if name in known:
                return known[name]
    return math.inf
