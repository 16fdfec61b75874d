"""validate: what is wrong with the files."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.progress import READING, bar
from reconciler.cli.terminal import Terminal


@click.command(
    "validate",
    cls=Verb,
    words=Words(
        """Check files: their form, what they refer to, and what they mean together. Reads only files: no network, no secrets.

        PATH is a file, a directory or a pattern; without one the files of the project are checked. Named files need not be all there is: a reference that leads
        out of them is a note, within a directory or a project it is an error.""",
        """Проверить файлы: форму, ссылки и смысл в целом. Читает только файлы: ни сети, ни секретов.

        PATH — файл, каталог или шаблон имён; без него проверяются файлы проекта. Отдельные файлы могут быть не всем, что есть: ссылка за их пределы — замечание,
        а внутри каталога или проекта — ошибка.""",
    ),
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@options.project
@options.reporting
@click.pass_obj
def command(terminal: Terminal, paths: tuple[str, ...], directory: Path) -> int:
    from reconciler.engine.validate import validate

    with bar(terminal, READING) as progress:
        validated = validate(paths, directory=directory, progress=progress)
    if terminal.machine:
        from reconciler.reporting.machine.diagnostics import diagnostics_document

        terminal.give(diagnostics_document(validated.diagnostics, files=validated.files))
    else:
        from reconciler.reporting.diagnostics import render_diagnostics, render_summary

        if validated.diagnostics:
            terminal.say(render_diagnostics(validated.diagnostics, language=terminal.language, style=terminal.style()) + "\n")
        terminal.say(render_summary(validated.diagnostics, files=validated.files, language=terminal.language, verb="validate"))
    return Exit.DONE if validated.ok else Exit.INVALID
