"""A bar for long work, on stderr, where somebody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from reconciler.cli.bilingual import Words
from reconciler.cli.terminal import Terminal

LONG = 200
"""Changes or files from which on a bar is worth its line."""

WRITING = Words("Writing", "Запись")
READING = Words("Reading", "Чтение")


@contextmanager
def bar(terminal: Terminal, words: Words) -> Iterator[Callable[[int, int], None]]:
    """A function to be told how many of how many are done. It draws nothing for short work, or where stderr is no terminal."""
    label = words.to(terminal.language)
    drawn: list[Any] = []

    def tell(done: int, length: int) -> None:
        if length < LONG or not sys.stderr.isatty():
            return
        if not drawn:
            drawn.append(click.progressbar(length=length, label=label, file=sys.stderr))
            drawn[0].__enter__()
        drawn[0].update(done - drawn[0].pos)

    try:
        yield tell
    finally:
        for shown in drawn:
            shown.__exit__(None, None, None)
