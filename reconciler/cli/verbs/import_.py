"""import: what exists elsewhere as YAML."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.terminal import Terminal, write
from reconciler.model.errors import Unusable


@click.command(
    "import",
    cls=Verb,
    words=Words(
        """Make accounts of an organization out of a table of people (CSV, headings in Russian or English). Every row that cannot be taken is reported with its line.

        The YAML goes to stdout, or with --out to a new file; nothing is ever overwritten. If the project declares the organization already, the file adds accounts to it.""",
        """Превратить таблицу с людьми (CSV, заголовки по-русски или по-английски) в учётные записи организации. О каждой строке, которую взять нельзя, сообщается с её номером.

        YAML выводится в stdout или, с параметром --out, в новый файл; ничего не перезаписывается. Если организация в проекте уже описана, файл добавляет к ней учётные записи.""",
    ),
)
@click.option("--from", "table", type=click.Path(path_type=Path), metavar="FILE", cls=Option, words=Words("The table.", "Таблица."))
@click.option("--organization", metavar="ID", cls=Option, words=Words("The id of their organization.", "Идентификатор их организации."))
@click.option("--name", metavar="NAME", cls=Option, words=Words("The name of a new organization.", "Название новой организации."))
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", cls=Option, words=Words("The file to write; a new one.", "Файл, в который писать; его ещё нет.")
)
@options.project
@options.reporting
@click.pass_obj
def command(terminal: Terminal, *, table: Path | None, organization: str | None, name: str | None, out: Path | None, directory: Path) -> int:
    from reconciler.engine.import_table import import_table

    if table is None:
        raise Unusable("import-needs-table")
    if organization is None:
        raise Unusable("missing-argument", argument="--organization")
    if terminal.machine and out is None:
        raise Unusable("import-needs-out")
    imported = import_table(table, organization=organization, name=name, directory=directory, out=out)
    if terminal.machine:
        from reconciler.reporting.machine.imported import imported_document

        terminal.give(imported_document(imported))
    else:
        from reconciler.reporting.imported import render_imported

        stream = sys.stderr if out is None else sys.stdout
        said = render_imported(imported, language=terminal.language, style=terminal.style(stream))
        if out is None:
            _print(imported.text)
            terminal.tell(said)
        else:
            terminal.say(said)
    return Exit.INVALID if imported.refused else Exit.DONE


def _print(text: str) -> None:
    """A file's text. Where it goes to a file, it is UTF-8 whatever the console speaks, as every file that is read must be."""
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        write(sys.stdout, text, end="")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
