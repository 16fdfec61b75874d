"""fmt: files in canonical order and style."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.progress import bar
from reconciler.cli.repository import STDIN
from reconciler.cli.terminal import Terminal

if TYPE_CHECKING:
    from reconciler.engine.validate import Stdin
    from reconciler.model.formatted import Formatted

_FORMATTING = Words("Formatting", "Форматирование")


@click.command(
    "fmt",
    cls=Verb,
    words=Words(
        """Put files in canonical order and style. What they mean and their comments stay; a file where that is not certain is left alone.

        PATH is a file, a directory or a pattern; without one the files of the project and reconciler.yaml are formatted; - reads a file from stdin and writes it to
        stdout.""",
        """Привести файлы к единому порядку и стилю. Смысл и комментарии сохраняются; файл, где в этом нет уверенности, остаётся как есть.

        PATH — файл, каталог или шаблон имён; без него форматируются файлы проекта и reconciler.yaml; «-» читает файл из stdin и выводит его в stdout.""",
    ),
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--check",
    is_flag=True,
    cls=Option,
    words=Words("Write nothing; exit code 2 if a file would change.", "Ничего не записывать; код 2, если какой-то файл изменился бы."),
)
@click.option(
    "--diff",
    is_flag=True,
    cls=Option,
    words=Words(
        "Write nothing; show what would change, personal values masked.", "Ничего не записывать; показать, что изменилось бы; персональные данные скрыты."
    ),
)
@click.option(
    "--fix",
    is_flag=True,
    cls=Option,
    words=Words(
        "Also mend what can only mean one thing: missing quotes, spellings of phones, titles of types.",
        "Ещё и исправить то, что можно понять только однозначно: кавычки, запись телефонов, названия типов.",
    ),
)
@options.project
@options.reporting
@click.pass_obj
def command(terminal: Terminal, *, paths: tuple[str, ...], check: bool, diff: bool, fix: bool, directory: Path) -> int:
    from reconciler.engine.fmt import fmt

    stdin = _stdin(terminal, paths)
    write = not check and not diff
    with bar(terminal, _FORMATTING) as progress:
        formatted = fmt(() if stdin else paths, directory=directory, fix=fix, write=write, difference=diff, stdin=stdin, progress=progress)
    if terminal.machine:
        from reconciler.reporting.machine.fmt import formatted_document

        terminal.give(formatted_document(formatted))
    else:
        _say(terminal, formatted, piped=stdin is not None and write)
    return _code(formatted, check=check)


def _say(terminal: Terminal, formatted: Formatted, *, piped: bool) -> None:
    """What was done; where stdout takes the text itself, on stderr, and only if there is something to say."""
    from reconciler.reporting.fmt import render_formatted

    if not piped:
        terminal.say(render_formatted(formatted, language=terminal.language, style=terminal.style()))
        return
    (file,) = formatted.files
    if formatted.diagnostics or file.fixes:
        terminal.tell(render_formatted(formatted, language=terminal.language, style=terminal.style(sys.stderr)))
    if file.content is not None:
        # The very bytes: line breaks and byte order mark are the file's own.
        sys.stdout.flush()
        sys.stdout.buffer.write(file.content)
        sys.stdout.buffer.flush()


def _code(formatted: Formatted, *, check: bool) -> Exit:
    from reconciler.model.diagnostic import Severity
    from reconciler.model.formatted import Status

    failed = {found.code for found in formatted.diagnostics if found.severity is Severity.ERROR}
    if failed - {"fmt-gave-up", "not-writable"}:
        return Exit.INVALID
    if check and formatted.count(Status.WOULD_CHANGE):
        return Exit.CHANGES
    return Exit.FAILED if failed else Exit.DONE


def _stdin(terminal: Terminal, paths: tuple[str, ...]) -> Stdin | None:
    """What is to be read from stdin; None for nothing. Raises `Unusable` where that is mixed with files."""
    from reconciler.engine.validate import Stdin
    from reconciler.model.errors import Unusable

    if "-" not in paths:
        return None
    if len(paths) > 1:
        raise Unusable("fmt-stdin-alone")

    def read(limit: int) -> bytes:
        if sys.stdin is None:
            return b""
        if sys.stdin.isatty():
            from reconciler.reporting import phrases

            terminal.tell(phrases.STDIN_AWAITED.say(terminal.language, keys="Ctrl-Z, Enter" if os.name == "nt" else "Ctrl-D"))
        return sys.stdin.buffer.read(limit)

    return Stdin(STDIN, read)
