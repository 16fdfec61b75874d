"""init: a new project."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.terminal import Terminal

_MADE = Words("Made:", "Создано:")
_NEXT = Words("Next:", "Дальше:")
_STEPS = (
    ("reconciler validate", Words("check the files", "проверить файлы")),
    ("reconciler plan", Words("see what they would change", "посмотреть, что изменится")),
    ("reconciler apply", Words("do it", "применить")),
)


@click.command(
    "init",
    cls=Verb,
    words=Words(
        """Make a new project in DIR (the current directory, unless given): working files with comments, in the language of --lang. Never overwrites anything.""",
        """Создать новый проект в каталоге DIR (по умолчанию в текущем): рабочие файлы с пояснениями на языке --lang. Ничего не перезаписывает.""",
    ),
)
@click.argument("directory", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option(
    "--example",
    metavar="NAME",
    cls=Option,
    words=Words("Copy an example instead, such as quickstart.", "Вместо этого скопировать пример, скажем quickstart."),
)
@options.everywhere
@click.pass_context
def command(context: click.Context, directory: Path, example: str | None) -> None:
    from reconciler.engine.init import init

    terminal = context.ensure_object(Terminal)
    made = init(directory, language=terminal.language, example=example)
    terminal.say("\n".join([_MADE.say(context), *(f"  {(made.directory / name).as_posix()}" for name in made.files), ""]))
    target = made.directory.as_posix()
    enter = [(f'cd "{target}"' if " " in target else f"cd {target}", "")] if made.directory != Path() else []
    chosen = f" --env {made.environments[0]}" if made.environments else ""
    steps = [*enter, *((step if step.endswith("validate") else step + chosen, words.say(context)) for step, words in _STEPS)]
    columns = max(len(step) for step, _ in steps) + 4
    terminal.say("\n".join([_NEXT.say(context), *(f"  {step:{columns}}{why}".rstrip() for step, why in steps)]))
