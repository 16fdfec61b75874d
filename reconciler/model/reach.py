"""Who receives what: the set every statement about people is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Cell: TypeAlias = tuple[str, str, str]
"""(recipient, type, channel)"""

Reach: TypeAlias = frozenset[Cell]
"""The cells with a usable contact: enabled, confirmed where needed, not refused, recipient not suspended."""


@dataclass(frozen=True, slots=True)
class People:
    """What a plan means for people. Every list is sorted; recipients are addresses such as `teleset/ivanova`.

    A recipient in `stops` or `starts` is in no other list but `awaiting`. `awaiting` are recipients with a declared address that receives nothing until it is confirmed.
    """

    stops: tuple[str, ...] = ()
    stops_type: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loses: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    readdressed: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    gains: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    awaiting: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stops or self.stops_type or self.loses or self.readdressed or self.starts or self.gains or self.awaiting)
