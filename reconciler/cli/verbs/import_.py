"""import: what exists elsewhere as YAML."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from click.core import ParameterSource

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.terminal import Terminal, write
from reconciler.model.diagnostic import Severity
from reconciler.model.errors import Unusable


@click.command(
    "import",
    cls=Verb,
    words=Words(
        """Make files of what exists elsewhere. Without --from: of the live state, one new file for each organization, with everything in it that nobody else manages. What cannot be
        written is reported object by object.

        With --update: nothing new; the files that are there are edited until they say what is live. Only what differs is touched, and comments stay.

        With --from: accounts of an organization, of a table of people (CSV, headings in Russian or English). Every row that cannot be taken is reported with its line. The YAML
        goes to stdout, or with --out to a new file; if the project declares the organization already, the file adds accounts to it. Nothing is ever overwritten.""",
        """Создать файлы из того, что уже существует. Без --from — из действующего состояния: новый файл на каждую организацию, и в нём всё, чем не управляет кто-то другой. Обо всём, что
        записать нельзя, сообщается по каждому объекту.

        С --update — ничего нового: имеющиеся файлы правятся так, чтобы описывать действующее состояние. Меняется только то, что отличается; комментарии сохраняются.

        С --from — учётные записи организации из таблицы с людьми (CSV, заголовки по-русски или по-английски). О каждой строке, которую взять нельзя, сообщается с её номером. YAML
        выводится в stdout или, с параметром --out, в новый файл; если организация в проекте уже описана, файл добавляет к ней учётные записи. Ничего не перезаписывается.""",
    ),
)
@click.option("--from", "table", type=click.Path(path_type=Path), metavar="FILE", cls=Option, words=Words("The table.", "Таблица."))
@click.option(
    "--organization",
    "organizations",
    multiple=True,
    metavar="ID",
    cls=Option,
    words=Words(
        "Only this organization; may be repeated. With --from, the id of theirs.",
        "Только эта организация; параметр можно повторять. С --from — идентификатор их организации.",
    ),
)
@click.option("--name", metavar="NAME", cls=Option, words=Words("With --from: the name of a new organization.", "С --from: название новой организации."))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    cls=Option,
    words=Words("Where to write: a directory; with --from a file, a new one.", "Куда писать: каталог; с --from — файл, которого ещё нет."),
)
@click.option(
    "--update",
    is_flag=True,
    cls=Option,
    words=Words("Edit the files of the project: accept what is live into them.", "Править файлы проекта: принять в них то, что действует."),
)
@click.option(
    "--diff",
    is_flag=True,
    cls=Option,
    words=Words(
        "With --update: write nothing; show what would change, personal values masked.",
        "С --update: ничего не записывать; показать, что изменилось бы; персональные данные скрыты.",
    ),
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    cls=Option,
    words=Words(
        "With --update: take back what was changed in the files and never applied, too.",
        "С --update: отменить и то, что изменили в файлах, но ещё не применили.",
    ),
)
@options.connecting
@click.pass_context
def command(
    context: click.Context,
    *,
    table: Path | None,
    organizations: tuple[str, ...],
    name: str | None,
    out: Path | None,
    update: bool,
    diff: bool,
    everything: bool,
    directory: Path,
    environment: str | None,
) -> int:
    terminal: Terminal = context.obj
    if diff and not update:
        raise Unusable("import-option", hint="update", option="--diff")
    if everything and not update:
        raise Unusable("import-option", hint="update", option="--all")
    if update and (table is not None or out is not None):
        raise Unusable("import-option", hint="new", option="--from" if table is not None else "--out")
    if table is None:
        if name is not None:
            raise Unusable("import-option", hint="table", option="--name")
        if update:
            return _update(terminal, directory, environment, organizations, diff=diff, everything=everything)
        return _live(terminal, directory, environment, organizations, out)
    if context.get_parameter_source("environment") is ParameterSource.COMMANDLINE:
        raise Unusable("import-option", hint="live", option="--env")
    if not organizations:
        raise Unusable("missing-argument", argument="--organization")
    if len(organizations) > 1:
        raise Unusable("import-option", hint="one", option="--organization")
    return _table(terminal, table, organizations[0], name, directory, out)


def _live(terminal: Terminal, directory: Path, environment: str | None, organizations: tuple[str, ...], out: Path | None) -> int:
    from reconciler.engine.import_live import import_live

    imported = import_live(directory, environment=environment, organizations=organizations, out=out)
    if terminal.machine:
        from reconciler.reporting.machine.imported import imported_live_document

        terminal.give(imported_live_document(imported))
    else:
        from reconciler.reporting.imported_live import render_imported_live

        terminal.say(render_imported_live(imported, language=terminal.language, style=terminal.style()))
    return Exit.INVALID if imported.left else Exit.DONE


def _update(terminal: Terminal, directory: Path, environment: str | None, organizations: tuple[str, ...], *, diff: bool, everything: bool) -> int:
    from reconciler.engine.import_update import import_update

    updated = import_update(directory, environment=environment, organizations=organizations, everything=everything, write=not diff, difference=diff)
    if terminal.machine:
        from reconciler.reporting.machine.imported import updated_document

        terminal.give(updated_document(updated))
    else:
        from reconciler.reporting.updated import render_updated

        terminal.say(render_updated(updated, language=terminal.language, style=terminal.style()))
    return Exit.INVALID if any(found.severity is Severity.ERROR for found in updated.diagnostics) else Exit.DONE


def _table(terminal: Terminal, table: Path, organization: str, name: str | None, directory: Path, out: Path | None) -> int:
    from reconciler.engine.import_table import import_table

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
