"""The command `reconciler`."""

from __future__ import annotations

import importlib
import keyword
import os
import sys
from collections.abc import Sequence
from contextvars import copy_context
from typing import Final, NoReturn, cast

import click

from reconciler import __version__
from reconciler.cli import forms, language, options
from reconciler.cli.bilingual import Context, Option, Words, helped
from reconciler.cli.terminal import Terminal

VERBS: Final[dict[str, Words]] = {
    "init": Words("Make a new project.", "Создать новый проект."),
    "validate": Words("Check files; needs no project and no network.", "Проверить файлы; проект и сеть не нужны."),
    "fmt": Words("Put files in canonical order and style.", "Привести файлы к единому порядку и стилю."),
    "plan": Words("Show what apply would change. Writes nothing.", "Показать, что изменит apply. Ничего не записывает."),
    "apply": Words("Make the live system as declared.", "Привести действующую систему к описанию."),
    "approve": Words("Approve what a safety guard refuses.", "Утвердить то, что отклонил предохранитель."),
    "show": Words("Show the live settings.", "Показать действующие настройки."),
    "explain": Words("Tell why somebody receives something, or does not.", "Объяснить, почему кто-то получает или не получает уведомление."),
    "review": Words("Hold the live settings against what is required.", "Сверить действующие настройки с требованиями."),
    "test": Words("Make test events and check what arrives.", "Создать тестовые события и проверить, что приходит."),
    "history": Words("List what was applied and approved.", "Показать, что применяли и утверждали."),
    "contacts": Words("List contacts, ask their owners to confirm.", "Показать контакты, попросить владельцев подтвердить адрес."),
    "pause": Words("Let nobody apply for now.", "Приостановить применение."),
    "resume": Words("End a pause.", "Возобновить применение."),
    "forget": Words("Stop managing without deleting.", "Перестать управлять, ничего не удаляя."),
    "watch": Words("Keep the live system as declared.", "Держать действующую систему в соответствии с описанием."),
    "doctor": Words("Check everything a run needs.", "Проверить всё, что нужно для работы."),
    "support-bundle": Words("Collect what a bug report needs in one file.", "Собрать в один файл всё для сообщения об ошибке."),
    "lock": Words("Show who is writing, or take a lock away.", "Показать, кто ведёт запись, или снять блокировку."),
    "types": Words("List the notification types.", "Перечислить типы уведомлений."),
    "codes": Words("Explain the codes of messages.", "Объяснить коды сообщений."),
    "schema": Words("Print or write the JSON Schemas of the files.", "Вывести или записать схемы файлов (JSON Schema)."),
    "import": Words("Make files of what is live, or of a table of people.", "Создать файлы из действующего состояния или из таблицы с людьми."),
    "prepare": Words("Create or migrate the tables of the live system.", "Создать или обновить таблицы действующей системы."),
    "completion": Words("Print the completion script of a shell.", "Вывести сценарий автодополнения для командной оболочки."),
}
"""Every verb, in the order of the help, and what it does."""

_ABOUT: Final = Words(
    "Notification settings as code: declare accounts, notification types and contacts in YAML; validate, plan, apply.",
    "Настройки уведомлений как код: опишите в YAML учётные записи, типы уведомлений и контакты; затем validate, plan, apply.",
)
_VERSION: Final = Words("Show the version.", "Показать версию.")


class Program(click.Group):
    """The verbs, each imported only when it is used: listing them, or asking for the version, costs nothing."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in VERBS:
            return None
        # A module cannot have the name of a keyword and be imported like any other.
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name.replace("-", "_")
        return cast(click.Command, importlib.import_module(f"reconciler.cli.verbs.{module}").command)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from reconciler.engine.names import unknown

            raise unknown("no-such-verb", verb=args[0], known=VERBS)
        return super().resolve_command(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = _ABOUT.say(ctx)
        super().format_help_text(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words.say(ctx)) for name, words in VERBS.items()])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return helped(super().get_help_option(ctx), ctx)


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if value:
        click.echo(f"reconciler {__version__}")
        context.exit()


@click.group(cls=Program)
@options.language
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, cls=Option, words=_VERSION)
def program() -> None:
    pass


def execute(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit code. Raises nothing."""
    # What a run says of itself (`reporting.commands`) must not be taken for the next one's.
    return copy_context().run(_execute, arguments)


def _execute(arguments: Sequence[str]) -> int:
    terminal = Terminal(language=language.choose(arguments, os.environ), form=forms.choose(arguments, VERBS, os.environ), log=forms.log_of(arguments))
    try:
        done = _done(arguments, terminal)
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - the boundary: everything ends as a message and an exit code
        from reconciler.cli.boundary import settle

        return settle(error, terminal, arguments)
    return done if isinstance(done, int) else 0


def _done(arguments: Sequence[str], terminal: Terminal) -> object:
    if terminal.log != "json":
        return program.main(list(arguments), prog_name="reconciler", standalone_mode=False, obj=terminal)
    # The same, but that click would put an empty line into the log where somebody ends it.
    with program.make_context("reconciler", list(arguments), obj=terminal) as context:
        return program.invoke(context)


def run() -> NoReturn:
    """The console script."""
    if not os.environ.get("_RECONCILER_COMPLETE"):
        from reconciler.cli.interruption import end_on_termination

        end_on_termination()
    sys.exit(execute(sys.argv[1:]))
