"""A verb that is several."""

from __future__ import annotations

from typing import Any

import click

from reconciler.cli.bilingual import Context, Verb, Words, helped
from reconciler.model.errors import Unusable


class Verbs(click.Group):
    """Verbs under one name, whose help is `Words`."""

    context_class = Context

    def __init__(self, name: str | None = None, *, words: Words, **keywords: Any) -> None:
        super().__init__(name, **{**keywords, "help": words.en})
        self.words = words

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise Unusable("bad-argument", hint="choice", argument="|".join(self.commands), known=tuple(self.commands))
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = self.words.say(ctx)
        super().format_help_text(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.words.say(ctx).partition("\n")[0]) for name, one in self.commands.items() if isinstance(one, Verb)])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return helped(super().get_help_option(ctx), ctx)
