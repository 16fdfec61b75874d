"""validate: what is wrong with the files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.progress import READING, bar
from reconciler.cli.repository import STDIN, Repository
from reconciler.cli.terminal import Terminal

if TYPE_CHECKING:
    from reconciler.engine.validate import Stdin, Validated
    from reconciler.model.diagnostic import Severity

_FORMS = Words(
    "Text for people, or one document on stdout. In GitHub Actions text with annotations, unless said.",
    "Текст для людей или один документ в stdout. В GitHub Actions по умолчанию текст с аннотациями.",
)


@click.command(
    "validate",
    cls=Verb,
    words=Words(
        """Check files: their form, what they refer to, and what they mean together. Reads only files: no network, no secrets.

        PATH is a file, a directory or a pattern; without one the files of the project are checked; - reads one file from stdin. Named files need not be all there
        is: a reference that leads out of them is a note, within a directory or a project it is an error.""",
        """Проверить файлы: форму, ссылки и смысл в целом. Читает только файлы: ни сети, ни секретов.

        PATH — файл, каталог или шаблон имён; без него проверяются файлы проекта; «-» читает один файл из stdin. Отдельные файлы могут быть не всем, что есть:
        ссылка за их пределы — замечание, а внутри каталога или проекта — ошибка.""",
    ),
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning", "note")),
    default="error",
    cls=Option,
    words=Words("From which severity on exit code 3 is returned; by default error.", "С какой строгости возвращать код 3; по умолчанию error."),
)
@click.option(
    "--stdin-name",
    metavar="PATH",
    cls=Option,
    words=Words("What the file read from stdin is called.", "Как называется файл, прочитанный из stdin."),
)
@options.project
@options.everywhere
@options.form("validate", _FORMS)
@click.pass_obj
def command(terminal: Terminal, *, paths: tuple[str, ...], fail_on: str, stdin_name: str | None, directory: Path) -> int:
    from reconciler.engine.validate import validate
    from reconciler.model.diagnostic import Severity

    stdin = _stdin(terminal, paths, stdin_name)
    with bar(terminal, READING) as progress:
        validated = validate(() if stdin else paths, directory=directory, progress=progress, stdin=stdin)
    least = Severity[fail_on.upper()]
    code = Exit.DONE if validated.passes(least) else Exit.INVALID
    shown = _shown(directory, files=bool(paths), project=stdin is None or not stdin.is_project)
    if terminal.machine:
        _give(terminal, validated, least, code, shown)
    else:
        _say(terminal, validated, least, shown)
    return code


def _stdin(terminal: Terminal, paths: tuple[str, ...], name: str | None) -> Stdin | None:
    """What is to be read from stdin; None for nothing. Raises `Unusable` where that is mixed with files."""
    from reconciler.engine.validate import Stdin
    from reconciler.model.errors import Unusable

    if "-" not in paths:
        if name is not None:
            raise Unusable("stdin-alone", hint="name")
        return None
    if len(paths) > 1:
        raise Unusable("stdin-alone")

    def read(limit: int) -> bytes:
        if sys.stdin is None:
            return b""
        if sys.stdin.isatty():
            from reconciler.reporting import phrases

            terminal.tell(phrases.STDIN_AWAITED.say(terminal.language, keys="Ctrl-Z, Enter" if os.name == "nt" else "Ctrl-D"))
        return sys.stdin.buffer.read(limit)

    return Stdin(name or STDIN, read)


def _shown(directory: Path, *, files: bool, project: bool) -> Callable[[str], str]:
    """The path of a file as diagnostics have it → as its repository has it.

    Where `files` were named they are named from the current directory; those of a project are from its own, and so is the project file (`project`).
    """
    from reconciler.project import PROJECT_FILE

    repository = Repository(Path.cwd(), os.environ)

    def shown(path: str) -> str:
        if path == STDIN:
            return path
        return repository.path(directory / path if not files or (project and path == PROJECT_FILE) else Path(path))

    return shown


def _say(terminal: Terminal, validated: Validated, least: Severity, shown: Callable[[str], str]) -> None:
    """Text for people; in a log of GitHub also commands, which it turns into annotations."""
    from reconciler.reporting.diagnostics import render_diagnostics, render_summary

    found, language = validated.diagnostics, terminal.language
    blocks = [render_diagnostics(found, language=language, style=terminal.style())]
    summary = render_summary(found, files=validated.files, language=language, verb="validate", fail_on=least, suppressed=len(validated.suppressed))
    if terminal.form == "github":
        from reconciler.reporting.github import harmless, workflow_commands

        blocks = [harmless(blocks[0]), workflow_commands(found, language=language, shown=shown)]
    terminal.say("\n\n".join(block for block in (*blocks, summary) if block))


def _give(terminal: Terminal, validated: Validated, least: Severity, code: int, shown: Callable[[str], str]) -> None:
    """The one document."""
    found, language = validated.diagnostics, terminal.language
    if terminal.form == "gitlab":
        from reconciler.reporting.machine.gitlab import code_quality

        terminal.give(code_quality(found, language=language, shown=shown))
    elif terminal.form == "sarif":
        from reconciler.reporting.machine.sarif import sarif_log

        terminal.give(sarif_log(found, language=language, shown=shown, exit_code=code, suppressed=validated.suppressed))
    else:
        from reconciler.reporting.machine.diagnostics import diagnostics_document

        terminal.give(diagnostics_document(found, files=validated.files, fail_on=least, suppressed=validated.suppressed))
