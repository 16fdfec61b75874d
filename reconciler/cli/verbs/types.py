"""types: what one can subscribe to."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Verb, Words
from reconciler.cli.terminal import Terminal


@click.command(
    "types",
    cls=Verb,
    words=Words(
        """List the notification types: those built in, and those that the project here adds.""",
        """Перечислить типы уведомлений: встроенные и добавленные проектом, если он здесь есть.""",
    ),
)
@options.project
@options.reporting
@click.pass_obj
def command(terminal: Terminal, directory: Path) -> None:
    from reconciler.engine.types import types

    known = types(directory)
    if terminal.machine:
        from reconciler.reporting.machine.catalogue import types_document

        terminal.give(types_document(known))
    else:
        from reconciler.reporting.catalogue import render_types

        terminal.say(render_types(known, language=terminal.language, style=terminal.style()))
