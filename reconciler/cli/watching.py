"""What a watch says and hears: its lines on stderr, its log, its signals, and that it ends in time."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Final

from reconciler.cli.exits import Exit
from reconciler.cli.interruption import HEARD, finishing, was_terminated
from reconciler.cli.terminal import Terminal

if TYPE_CHECKING:
    from reconciler.engine.orders import Made

PATIENCE: Final = 8.0
BOUND: Final = 10.0
"""Seconds after the first signal: until the change in flight is broken off, and until the process ends whatever it does."""

LOGS: Final = ("text", "json")

_EACH: Final = ("observed", "read")
"""Events of every pass, news or not."""


@contextmanager
def logging_to_stderr(form: str) -> Iterator[None]:
    """Records of ours, as JSON lines; with `text` only what goes wrong outside of passes, since of these people are told in sentences."""
    from reconciler.watching.logs import JsonLines, PassId

    ours = logging.getLogger("reconciler")
    before, others = (ours.level, ours.propagate), list(ours.handlers)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter("%(name)s: %(message)s"))
    handler.addFilter(PassId())
    if form != "json":
        handler.addFilter(lambda record: getattr(record, "event", "") != "pass")
    else:
        # Who wants to hear more (-v) hears it in the same form, and else nothing that each pass says.
        for other in others:
            ours.removeHandler(other)
        if not others:
            handler.addFilter(lambda record: getattr(record, "event", "") not in _EACH)
    ours.addHandler(handler)
    ours.propagate = False
    ours.setLevel(logging.INFO if form == "json" else logging.WARNING)
    try:
        yield
    finally:
        ours.handlers[:] = others
        ours.level, ours.propagate = before


def tell(terminal: Terminal, text: str) -> None:
    """Say it to whoever listens. That the disk behind stderr is full, or that nobody reads any more, is no reason to stop watching."""
    with suppress(OSError):
        terminal.tell(text)


def told(terminal: Terminal) -> Callable[[Made, bool], None]:
    """Says of each pass that brings news how it ended."""
    from reconciler.reporting.phrases_passes import ONE_MACHINE
    from reconciler.reporting.watched import render_pass

    said: list[str] = []

    def say(made: Made, new: bool) -> None:  # noqa: FBT001 - a callback's signature
        if made.target is not None and "sqlite:" in made.target.backend and not said:
            said.append(ONE_MACHINE.say(terminal.language))
            tell(terminal, said[0])
        if new:
            when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(made.passed.started + made.passed.seconds))
            guards = made.planned.guards if made.planned is not None else None
            style = terminal.style(sys.stderr)
            tell(terminal, render_pass(made.passed, made.plan, made.error, time=when, guards=guards, language=terminal.language, style=style))

    return say


def silent(made: Made, new: bool) -> None:  # noqa: FBT001 - a callback's signature
    """The log has said it."""


@contextmanager
def signals(terminal: Terminal, form: str, again: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """While this lasts the first SIGTERM or Ctrl-C is only heard (the function given says whether it was), the second ends at once, and SIGHUP, where there is one, calls `again`."""
    from reconciler.watching.logs import json_line

    sentence = HEARD.to(terminal.language)

    def word() -> str:
        return json_line(time.time(), "info", __name__, "ending", event="ending") if form == "json" else sentence

    ended = threading.Event()
    with _hanging_up(again), finishing(word) as heard:
        threading.Thread(target=_bounded, args=(heard, ended, threading.main_thread().ident), name="reconciler end", daemon=True).start()
        try:
            yield heard
        finally:
            ended.set()


@contextmanager
def _hanging_up(again: Callable[[], None]) -> Iterator[None]:
    number = getattr(signal, "SIGHUP", None)
    if number is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def hear(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a handler's signature
        again()

    before = signal.signal(number, hear)
    try:
        yield
    finally:
        signal.signal(number, before if before is not None else signal.SIG_DFL)


def _bounded(heard: Callable[[], bool], ended: threading.Event, main: int | None) -> None:
    """Once a signal was heard, see to it that the process ends within the bound."""
    while not heard():
        if ended.wait(0.2):
            return
    if ended.wait(PATIENCE):
        return
    with suppress(OSError, ValueError):
        if main is not None and hasattr(signal, "pthread_kill"):
            signal.pthread_kill(main, signal.SIGTERM if was_terminated() else signal.SIGINT)
    if not ended.wait(BOUND - PATIENCE):
        os._exit(Exit.TERMINATED if was_terminated() else Exit.INTERRUPTED)
