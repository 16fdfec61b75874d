"""What a sink does instead of taking a message, by the address it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """`pause`: answer after so many seconds. `silent`: never answer. `drop`: say it was taken, and lose it. `code`: answer with this status of SMTP or HTTP, and
    `retry_after` (seconds, HTTP). `enhanced` goes into an SMTP answer (`5.1.1`). Only the first `times` messages are treated so (0: all).
    """

    pause: float = 0.0
    silent: bool = False
    drop: bool = False
    code: int = 0
    enhanced: str = ""
    retry_after: int | None = None
    times: int = 0

    def plain(self) -> Mapping[str, object]:
        return asdict(self)


class Faults:
    """The faults that were asked for, and how often each was had. `""` is every address that has none of its own."""

    def __init__(self) -> None:
        self._by_address: dict[str, Fault] = {}
        self._had: dict[str, int] = {}

    def set(self, address: str, fault: Fault | None) -> None:
        """None takes a fault back."""
        self._had.pop(address, None)
        if fault is None:
            self._by_address.pop(address, None)
        else:
            self._by_address[address] = fault

    def take(self, address: str) -> Fault | None:
        """The fault to have now; counts as had."""
        if not self._by_address:
            return None
        key = address if address in self._by_address else ""
        fault = self._by_address.get(key)
        if fault is None or (fault.times and self._had.get(key, 0) >= fault.times):
            return None
        self._had[key] = self._had.get(key, 0) + 1
        return fault
