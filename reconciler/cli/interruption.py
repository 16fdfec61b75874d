"""Ending on SIGTERM like on Ctrl-C: what is open is closed, what is half done is rolled back, and the exit code says why."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from reconciler.cli.bilingual import Words

HEARD = Words("Finishing what is in flight. Once more to end at once.", "Завершаем начатое. Повторите, чтобы прервать сразу.")
HEARD_BY_TEST = Words(
    "Finishing what is in flight, then the run is written down. Once more to end at once and write nothing down.",
    "Завершаем начатое и записываем прогон. Повторите, чтобы прервать сразу, ничего не записывая.",
)


class Terminated(KeyboardInterrupt):
    """Somebody, though not at the keyboard, wants the process to end."""


_received: list[int] = []


def end_on_termination() -> None:
    """Turn SIGTERM into an exception."""
    signal.signal(signal.SIGTERM, _raise)


def was_terminated() -> bool:
    """Whether SIGTERM has come."""
    return bool(_received)


@contextmanager
def finishing(word: str | Callable[[], str]) -> Iterator[Callable[[], bool]]:
    """While this lasts, the first Ctrl-C or SIGTERM is only heard: the function given says whether it was, and `word` (or what it gives then) goes to stderr. The second ends the work at once."""
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    heard: list[int] = []

    def hear(number: int, frame: FrameType | None) -> None:
        if heard:
            _raise(number, frame)
        heard.append(number)
        if number == signal.SIGTERM:
            _received.append(number)
        said = word() if callable(word) else word
        # Past the stream's buffer: the signal may have come in the middle of a write to it.
        with suppress(OSError, ValueError):
            os.write(sys.stderr.fileno(), f"{said}\n".encode(sys.stderr.encoding or "utf-8", "replace"))

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(heard)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


def _raise(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - a handler's signature
    if number == signal.SIGTERM:
        _received.append(number)
        raise Terminated
    raise KeyboardInterrupt
