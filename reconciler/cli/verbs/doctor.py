"""doctor: is everything there that a run needs, and why does something not arrive?"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.moments import moment
from reconciler.cli.terminal import Terminal
from reconciler.model.errors import Unusable

if TYPE_CHECKING:
    from reconciler.engine.doctor.case import Case
    from reconciler.engine.doctor.trace import Traced


@click.command(
    "doctor",
    cls=Verb,
    words=Words(
        """Look at everything a run needs, and say what is wrong and what to do about it. Writes nothing.

        With --account it follows a notification to one recipient instead, by what is live, and names the first link of the chain that does not hold.

        Where the project has environments, --env chooses the one to look at; without it only what needs none is checked. Exit code 1 says that there is a problem.""",
        """Проверить всё, что нужно для работы, и сказать, что не так и что делать. Ничего не записывает.

        С --account вместо этого прослеживает уведомление до одного получателя по действующему состоянию и называет первое место, где цепочка обрывается.

        Если в проекте есть окружения, --env выбирает проверяемое; без него проверяется только то, чему окружение не нужно. Код возврата 1: есть проблема.""",
    ),
)
@click.option(
    "--account",
    default="",
    metavar="ADDRESS",
    cls=Option,
    words=Words("Why something does not reach this account, or organization.", "Почему что-то не доходит до этой учётной записи или организации."),
)
@click.option("--type", "type_", default="", metavar="TYPE", cls=Option, words=Words("Which type of notification.", "Какой тип уведомлений."))
@click.option(
    "--channel", default="", metavar="CHANNEL", cls=Option, words=Words("Over which channel; any, unless said.", "По какому каналу; по умолчанию по любому.")
)
@click.option(
    "--now",
    metavar="MOMENT",
    cls=Option,
    words=Words("For quiet hours: at this moment (2026-12-01T09:00:00+03:00).", "Для тихих часов: в этот момент (2026-12-01T09:00:00+03:00)."),
)
@click.option(
    "--connect",
    "connects",
    is_flag=True,
    cls=Option,
    words=Words("Connect to the transport as well; nothing is sent.", "Подключиться и к транспорту; ничего не отправляется."),
)
@options.connecting
@click.pass_obj
def command(terminal: Terminal, *, account: str, type_: str, channel: str, now: str | None, connects: bool, directory: Path, environment: str | None) -> int:
    if account:
        from reconciler.engine.doctor.case import Case

        return _trace(terminal, Case(account, datetime.now(UTC) if now is None else moment(now), type_, channel), directory, environment, connects=connects)
    if option := next((name for name, value in (("--type", type_), ("--channel", channel), ("--now", now), ("--connect", connects)) if value), ""):
        raise Unusable("account-missing", option=option)
    from reconciler.engine.doctor.examine import examine, surroundings
    from reconciler.reporting.doctor import doctor_document, render_doctor

    examined = examine(directory, environment=environment, around=surroundings(sys.stdout.encoding or "ascii"))
    if terminal.machine:
        terminal.give(doctor_document(examined.checks))
    else:
        terminal.say(render_doctor(examined.checks, language=terminal.language, style=terminal.style()))
    return Exit.DONE if examined.ok else Exit.FAILED


def _trace(terminal: Terminal, case: Case, directory: Path, environment: str | None, *, connects: bool) -> int:
    from reconciler.engine.doctor.trace import trace

    traced = trace(directory, case, environment=environment, connects=connects)
    _print(traced, terminal)
    return Exit.FAILED if traced.broken else Exit.DONE


def _print(traced: Traced, terminal: Terminal) -> None:
    from reconciler.reporting import phrases_review as phrases
    from reconciler.reporting.chain import chain_document, render_chain

    case = traced.case
    if terminal.machine:
        asked = {"account": case.account, "type": case.type, "channel": case.channel, "now": case.now.isoformat()}
        terminal.give(chain_document(traced.checks, target=traced.target, support=traced.support, **asked))
        return
    what = case.type or phrases.ANYTHING.say(terminal.language)
    question = f"{what} → {case.account}" + (f" ({case.channel})" if case.channel else "")
    support = {case.organization: traced.support}
    terminal.say(render_chain(traced.checks, target=traced.target, question=question, support=support, language=terminal.language, style=terminal.style()))
