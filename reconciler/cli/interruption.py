"""Ending on SIGTERM like on Ctrl-C: what is open is closed, what is half done is rolled back, and the exit code says why."""

from __future__ import annotations

import signal
from types import FrameType
from typing import NoReturn


class Terminated(KeyboardInterrupt):
    """Somebody, though not at the keyboard, wants the process to end."""


_received: list[int] = []


def end_on_termination() -> None:
    """Turn SIGTERM into an exception."""
    signal.signal(signal.SIGTERM, _raise)


def was_terminated() -> bool:
    """Whether SIGTERM has come."""
    return bool(_received)


def _raise(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - a handler's signature
    _received.append(number)
    raise Terminated
