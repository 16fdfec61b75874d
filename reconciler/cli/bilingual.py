"""Commands and options that explain themselves in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import click

from reconciler.cli.terminal import Terminal


class Words(NamedTuple):
    """One text in every language the program speaks."""

    en: str
    ru: str

    def say(self, context: click.Context) -> str:
        return self.to(language_of(context))

    def to(self, language: str) -> str:
        return self.ru if language == "ru" else self.en


_HEADINGS = {"Options": "Параметры", "Commands": "Команды", "Usage: ": "Использование: "}
_PLACEHOLDERS = {"[OPTIONS]": "[ПАРАМЕТРЫ]", "COMMAND": "КОМАНДА", "[ARGS]...": "[...]"}


def language_of(context: click.Context) -> str:
    """The language of an invocation."""
    return context.obj.language if isinstance(context.obj, Terminal) else "en"


class _Formatter(click.HelpFormatter):
    language = "en"

    def write_heading(self, heading: str) -> None:
        super().write_heading(self._said(heading))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        if self.language == "ru":
            args = " ".join(_PLACEHOLDERS.get(word, word) for word in args.split(" "))
        super().write_usage(prog, args, prefix if prefix is not None else self._said("Usage: "))

    def _said(self, heading: str) -> str:
        return _HEADINGS.get(heading, heading) if self.language == "ru" else heading


class Context(click.Context):
    """Lays help out under headings in the reader's language."""

    def make_formatter(self) -> click.HelpFormatter:
        formatter = _Formatter(width=self.terminal_width, max_width=self.max_content_width)
        formatter.language = language_of(self)
        return formatter


class Option(click.Option):
    """An option whose help is `Words`."""

    def __init__(self, declarations: Sequence[str], *, words: Words, **keywords: Any) -> None:
        # Completion asks for the help outside of any invocation; it then speaks English.
        super().__init__(declarations, help=words.en, **keywords)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = self.words.say(ctx)
        return super().get_help_record(ctx)


_HELP = Words("Show this text.", "Показать эту справку.")


class Verb(click.Command):
    """A command whose help is `Words`, and which complains of too many arguments in the reader's language."""

    context_class = Context
    allow_extra_args = True

    def __init__(self, name: str | None, *, words: Words, **keywords: Any) -> None:
        super().__init__(name, **{**keywords, "help": words.en})
        self.words = words

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.args:
            from reconciler.model.errors import Unusable

            raise Unusable("unexpected-argument", argument=ctx.args[0])
        return super().invoke(ctx)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = self.words.say(ctx)
        super().format_help_text(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return helped(super().get_help_option(ctx), ctx)


def helped(option: click.Option | None, context: click.Context) -> click.Option | None:
    """Click's own `--help`, explained in the reader's language."""
    if option is not None:
        option.help = _HELP.say(context)
    return option
