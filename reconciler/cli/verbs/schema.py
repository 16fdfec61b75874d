"""schema: the JSON Schemas of the files."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.terminal import Terminal


@click.command(
    "schema",
    cls=Verb,
    words=Words(
        """Print a JSON Schema (document, by default), or write all of them to a directory.

        With --project it is the schema for the editors of one project: a single file that also knows the project's own types and channels. `init` writes one;
        write it again when types have changed, or after an upgrade: reconciler schema --project --out schemas/reconciler.json. The name bundle gives the same without
        a project.""",
        """Вывести схему JSON Schema (по умолчанию document) или записать все схемы в каталог.

        С --project выводится схема для редакторов одного проекта: один файл, в котором есть и собственные типы и каналы проекта. Её записывает init; запишите её заново,
        когда изменились типы или обновилась программа: reconciler schema --project --out schemas/reconciler.json. Имя bundle даёт такую же схему без проекта.""",
    ),
)
@click.argument("name", required=False)
@click.option(
    "--project",
    "directory",
    is_flag=False,
    flag_value=Path(),
    type=click.Path(file_okay=False, path_type=Path),
    metavar="[DIR]",
    cls=Option,
    words=Words("The schema for this project; the current directory, unless given.", "Схема для этого проекта; по умолчанию — в текущем каталоге."),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    cls=Option,
    words=Words(
        "Write there: all schemas to a directory, or one of a NAME or --project to a file.",
        "Записать туда: все схемы в каталог, а схему NAME или --project в файл.",
    ),
)
@options.everywhere
@click.pass_context
def command(context: click.Context, name: str | None, directory: Path | None, out: Path | None) -> None:
    from reconciler.engine import schema

    terminal = context.ensure_object(Terminal)
    if directory is not None and name is not None:
        from reconciler.model.errors import Unusable

        raise Unusable("unexpected-argument", argument=name)
    if directory is None and name is None and out is not None:
        terminal.say("\n".join(file.as_posix() for file in schema.write_schemas(out)))
        return
    # A file keeps its language, whoever writes it again, unless somebody asks for another.
    language = terminal.language if out is None or _asked(context) else schema.language_of(out) or terminal.language
    text = schema.schema_text(name or "document", language=language) if directory is None else schema.project_schema(directory, language=language)
    if out is None:
        terminal.raw(text)
    else:
        schema.write_schema(out, text)
        terminal.say(out.as_posix())


def _asked(context: click.Context) -> bool:
    """Whether --lang was given, to the verb or to the program."""
    return any(each.get_parameter_source("lang") is ParameterSource.COMMANDLINE for each in (context, context.parent) if each is not None)
