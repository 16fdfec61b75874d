"""schema: the JSON Schemas of the files."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.terminal import Terminal


@click.command(
    "schema",
    cls=Verb,
    words=Words(
        """Print a JSON Schema (document, the one that editors want, by default), or write all of them to a directory.""",
        """Вывести схему JSON Schema (по умолчанию document, она нужна редакторам) или записать все схемы в каталог.""",
    ),
)
@click.argument("name", default="document")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", cls=Option, words=Words("Write all of them there.", "Записать туда все схемы.")
)
@options.everywhere
@click.pass_obj
def command(terminal: Terminal, name: str, out: Path | None) -> None:
    from reconciler.engine.schema import schema_text, write_schemas

    if out is None:
        terminal.raw(schema_text(name))
        return
    for file in write_schemas(out):
        terminal.say(file.as_posix())
