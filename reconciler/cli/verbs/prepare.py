"""prepare: the tables of the live system."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.terminal import Terminal

_NOTHING_TO_RUN = Words("-- nothing to run: the tables are up to date", "-- выполнять нечего: таблицы уже в нужном виде")


@click.command(
    "prepare",
    cls=Verb,
    words=Words(
        """Create or migrate the tables of the live system, all or none. Running it again changes nothing.

        With --sql it prints the statements instead, for a database administrator to run.""",
        """Создать или обновить таблицы действующей системы: всё или ничего. Повторный запуск ничего не меняет.

        С параметром --sql только выводит команды SQL, чтобы их выполнил администратор базы данных.""",
    ),
)
@click.option("--sql", "only_sql", is_flag=True, cls=Option, words=Words("Print the statements, run nothing.", "Вывести команды, ничего не выполняя."))
@click.option(
    "--new-key",
    is_flag=True,
    cls=Option,
    words=Words(
        "Make a new installation key in the place of one that is lost; the history says so.",
        "Создать новый ключ установки вместо утраченного; это отметят в истории.",
    ),
)
@options.connecting
@click.pass_context
def command(context: click.Context, only_sql: bool, new_key: bool, directory: Path, environment: str | None) -> None:  # noqa: FBT001 - click names its arguments
    from reconciler.engine.prepare import ddl, prepare

    terminal = context.ensure_object(Terminal)
    if only_sql:
        statements = ddl(directory, environment=environment)
        if terminal.machine:
            from reconciler.reporting.machine import document

            terminal.give(document(sql=statements))
        else:
            terminal.say(statements or _NOTHING_TO_RUN.say(context))
        return
    prepared = prepare(directory, environment=environment, new_key=new_key)
    if terminal.machine:
        from reconciler.reporting.machine import document

        terminal.give(document(backend=prepared.target.backend, migrations=list(prepared.migrations), renewed=prepared.renewed))
    else:
        from reconciler.reporting.header import render_header
        from reconciler.reporting.prompt import render_migrated

        terminal.say(render_header(prepared.target, None, language=terminal.language))
        terminal.say(render_migrated(prepared.migrations, language=terminal.language))
        if prepared.renewed:
            from reconciler.reporting import phrases

            terminal.say(phrases.KEY_RENEWED.say(terminal.language))
