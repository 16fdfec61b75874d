"""forget: stop managing without deleting."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.completed import exit_of_report, resumed
from reconciler.cli.exits import Exit
from reconciler.cli.interruption import HEARD, finishing
from reconciler.cli.reasons import demand_reason
from reconciler.cli.terminal import Terminal
from reconciler.model.errors import ReconcilerError, Unusable
from reconciler.model.plan import Target


@click.command(
    "forget",
    cls=Verb,
    words=Words(
        """Stop managing objects without deleting them: they stay in the live system as they are, and carry no manager's mark any more.

        ADDRESS is that of an account, a type, or an organization, which takes all its accounts along. Remove them from the files first. It asks; elsewhere than on a
        terminal it needs --yes.""",
        """Перестать управлять объектами, не удаляя их: они остаются в действующей системе как есть, но уже без отметки менеджера.

        ADDRESS — адрес учётной записи, типа или организации; организация забирает с собой все свои учётные записи. Сначала уберите их из файлов. Программа спрашивает; не на
        терминале нужен --yes.""",
    ),
)
@click.argument("addresses", metavar="ADDRESS...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, cls=Option, words=Words("Do not ask.", "Не спрашивать."))
@click.option("--reason", default="", metavar="TEXT", cls=Option, words=Words("Why; kept in the history.", "Почему; сохраняется в истории."))
@options.lock_timeout
@options.connecting
@click.pass_obj
def command(
    terminal: Terminal, *, addresses: tuple[str, ...], yes: bool, reason: str, directory: Path, environment: str | None, lock_timeout: float | None
) -> int:
    from reconciler.engine.connect import LOCK_WAIT
    from reconciler.engine.forget import Forgetting, forget
    from reconciler.reporting.forget import forgotten_document, render_forgetting, render_forgotten

    if not yes and not terminal.interactive:
        raise Unusable("not-a-terminal", verb="forget")

    def tell(found: Forgetting) -> None:
        show = terminal.tell if terminal.machine else terminal.say
        style = terminal.style(sys.stderr if terminal.machine else sys.stdout)
        show(render_forgetting(found.target, found.changes, found.already, language=terminal.language, style=style) + "\n")

    def confirm(found: Forgetting) -> None:
        tell(found)
        if not yes:
            _ask(found.target, terminal)

    done = forget(
        directory,
        addresses,
        confirm=confirm,
        reason=demand_reason(reason) if reason else "",
        environment=environment,
        wait=LOCK_WAIT if lock_timeout is None else lock_timeout,
        ending=lambda: finishing(HEARD.to(terminal.language)),
    )
    resumed(done.resumed, terminal)
    found, report = done.forgetting, done.report
    if terminal.machine:
        terminal.give(forgotten_document(found.target, found.already, report))
    elif report is None:
        tell(found)
    elif report.ok:
        terminal.say(render_forgotten(report, language=terminal.language, style=terminal.style()))
    else:
        from reconciler.reporting.report import render_report

        terminal.say(render_report(report, language=terminal.language, style=terminal.style()))
    return Exit.DONE if report is None else exit_of_report(report)


def _ask(target: Target, terminal: Terminal) -> None:
    """Raises `ReconcilerError("declined")` for any answer but the one expected."""
    from reconciler.reporting.phrases import ASK_FORGET
    from reconciler.reporting.prompt import expected_answers

    answers = expected_answers(target, terminal.language)
    terminal.ask(ASK_FORGET.say(terminal.language, answer=answers[0]))
    if sys.stdin.readline().strip() not in answers:
        raise ReconcilerError("declined")
