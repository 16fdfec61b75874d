"""show: the live settings."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.terminal import Terminal
from reconciler.model.errors import Unusable


@click.command(
    "show",
    cls=Verb,
    words=Words(
        """Show the live settings: who receives what, where, and what the live system knows beside it. Addresses and names are masked.""",
        """Показать действующие настройки: кто, что и куда получает и что ещё известно действующей системе. Адреса и имена скрыты.""",
    ),
)
@click.option(
    "--reveal",
    is_flag=True,
    cls=Option,
    words=Words("Show addresses and names; only on a terminal.", "Показать адреса и имена; только на терминале."),
)
@options.organizations
@options.connecting
@click.pass_obj
def command(terminal: Terminal, *, directory: Path, environment: str | None, organizations: tuple[str, ...], reveal: bool) -> None:
    from reconciler.engine.show import show

    if reveal and not sys.stdout.isatty():
        # What is piped ends up in logs and files that anybody may read.
        raise Unusable("reveal-needs-terminal")
    shown = show(directory, environment=environment, organizations=organizations)
    if terminal.machine:
        from reconciler.reporting.machine.settings import show_document

        terminal.give(show_document(shown.settings, target=shown.target, observed=shown.observed, reveal=reveal))
    else:
        from reconciler.reporting.show import render_show

        terminal.say(
            render_show(shown.settings, target=shown.target, observed=shown.observed, language=terminal.language, style=terminal.style(), reveal=reveal)
        )
