"""resume: end a pause."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.reasons import demand_reason
from reconciler.cli.terminal import Terminal


@click.command(
    "resume",
    cls=Verb,
    words=Words(
        "End the pauses of these organizations; without names, all there are. Nothing is applied by that.",
        "Завершить паузу этих организаций; без имён — все паузы. Само по себе это ничего не применяет.",
    ),
)
@click.argument("organizations", metavar="[ORGANIZATION]...", nargs=-1)
@click.option("--reason", default="", metavar="TEXT", cls=Option, words=Words("Why; kept in the history.", "Почему; сохраняется в истории."))
@options.connecting
@click.pass_obj
def command(terminal: Terminal, *, organizations: tuple[str, ...], reason: str, directory: Path, environment: str | None) -> None:
    from reconciler.engine.pause import resume
    from reconciler.reporting.pause import render_resumed, resumed_document

    done = resume(directory, organizations, reason=demand_reason(reason) if reason else "", environment=environment)
    if terminal.machine:
        terminal.give(resumed_document(done.target, done.ended, done.left))
    else:
        terminal.say(render_resumed(done.target, done.ended, done.left, language=terminal.language))
