"""lock: who is writing, and taking the lock away from one who will not come back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.reasons import demand_reason
from reconciler.cli.terminal import Terminal
from reconciler.model.errors import ReconcilerError, Unusable
from reconciler.model.ledger import Holder
from reconciler.model.plan import Target


@click.command(
    "lock",
    cls=Verb,
    words=Words(
        """`lock show` tells who holds the lock, since when, and when it ends by itself; `lock release` takes it away.

        A lock ends a minute after its run has died, and at once where that was on this machine, so `release` is hardly ever needed. It asks; elsewhere than on a terminal
        it needs --yes. Whoever held the lock cannot write any more.""",
        """`lock show` показывает, кто держит блокировку, с какого времени и когда она снимется сама; `lock release` снимает её.

        Блокировка снимается через минуту после гибели запуска, а если он был на этой машине — сразу, поэтому release нужен редко. Он спрашивает; не на терминале
        нужен --yes. Тот, у кого блокировку отняли, больше ничего не запишет.""",
    ),
)
@click.argument("word", metavar="show|release")
@click.option("--yes", is_flag=True, cls=Option, words=Words("Do not ask.", "Не спрашивать."))
@click.option(
    "--reason", default="", metavar="TEXT", cls=Option, words=Words("Why it is released; kept in the history.", "Почему снимается; сохраняется в истории.")
)
@options.connecting
@click.pass_obj
def command(terminal: Terminal, *, word: str, yes: bool, reason: str, directory: Path, environment: str | None) -> None:
    from reconciler.engine.lock import release, show
    from reconciler.reporting.lock import lock_value, render_lock, render_released
    from reconciler.reporting.machine import document
    from reconciler.reporting.machine.plan import target_value

    if word not in ("show", "release"):
        raise Unusable("bad-argument", hint="choice", argument="show|release", known=("show", "release"))
    if word == "show":
        target, holder = show(directory, environment=environment)
        if terminal.machine:
            terminal.give(document(target=target_value(target), lock=lock_value(holder)))
        else:
            terminal.say(render_lock(target, holder, language=terminal.language))
        return
    if not yes and not terminal.interactive:
        raise Unusable("not-a-terminal", verb="lock release")

    def confirm(target: Target, holder: Holder) -> None:
        terminal.tell(render_lock(target, holder, language=terminal.language))
        if not yes:
            _ask(target, terminal)

    target, taken = release(directory, confirm=confirm, reason=demand_reason(reason) if reason else "", environment=environment)
    if terminal.machine:
        terminal.give(document(target=target_value(target), released=lock_value(taken)))
    else:
        terminal.say(render_released(taken, language=terminal.language))


def _ask(target: Target, terminal: Terminal) -> None:
    """Raises `ReconcilerError("declined")` for any answer but the one expected."""
    from reconciler.reporting.phrases import ASK_RELEASE
    from reconciler.reporting.prompt import expected_answers

    answers = expected_answers(target, terminal.language)
    terminal.ask(ASK_RELEASE.say(terminal.language, answer=answers[0]))
    if sys.stdin.readline().strip() not in answers:
        raise ReconcilerError("declined")
