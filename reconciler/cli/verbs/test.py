"""test: make events, and look what arrives."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.interruption import HEARD, HEARD_BY_TEST, finishing, was_terminated
from reconciler.cli.moments import moment
from reconciler.cli.terminal import Terminal
from reconciler.cli.trials import report
from reconciler.model.errors import ReconcilerError, Unusable
from reconciler.model.trial import Mode

if TYPE_CHECKING:
    from reconciler.engine.steps import Ending
    from reconciler.engine.trial.choose import OneEvent
    from reconciler.engine.trial.run import Sending

LARGEST = 8 << 20
"""Bytes of a payload that is read."""


@click.command(
    "test",
    cls=Verb,
    words=Words(
        """Make test events and check what arrives, where, and with what content: the scenarios of the project, by name or tag, or all of them.

        Routed by the live settings. Every message goes to a sink on this machine and no real person is contacted, unless --live is given.
        Exit code 8 says that something did not arrive as it should.""",
        """Создать тестовые события и проверить, что, куда и с каким содержимым приходит: сценарии проекта, по именам или меткам, или все.

        Получателей определяют действующие настройки. Все сообщения попадают в приёмник на этой машине, и никто из людей ничего не получит, если не задан --live.
        Код возврата 8: что-то пришло не так, как должно.""",
    ),
)
@click.argument("names", metavar="[SCENARIO]...", nargs=-1)
@click.option(
    "--tag",
    "tags",
    multiple=True,
    metavar="TAG",
    cls=Option,
    words=Words("Scenarios with this tag; may be repeated.", "Сценарии с этой меткой; можно повторять."),
)
@click.option(
    "--all-types",
    is_flag=True,
    cls=Option,
    words=Words("One valid event of every type that somebody has on.", "По одному верному событию каждого включённого типа."),
)
@click.option("--event", metavar="NAME", cls=Option, words=Words("One event, such as order.created.", "Одно событие, например order.created."))
@click.option(
    "--type",
    "type_",
    default="",
    metavar="TYPE",
    cls=Option,
    words=Words("The type of --event, where two have one of that name.", "Тип события --event, если такое есть у двух."),
)
@click.option(
    "--payload",
    metavar="JSON|@FILE",
    cls=Option,
    words=Words(
        "What --event carries: JSON or YAML, @file, or - for stdin. Left out: made up.",
        "Содержимое --event: JSON или YAML, @файл или - для stdin. Если не задано, программа придумает сама.",
    ),
)
@click.option(
    "--account",
    "accounts",
    multiple=True,
    metavar="ADDRESS",
    cls=Option,
    words=Words("Only to this recipient, such as teleset/ivanova; may be repeated.", "Только этому получателю, например teleset/ivanova; можно повторять."),
)
@click.option(
    "--declared",
    is_flag=True,
    cls=Option,
    words=Words(
        "Route by the files and not by the live settings: before they are applied.",
        "Определять получателей по файлам, а не по действующим настройкам: до применения.",
    ),
)
@click.option(
    "--live",
    is_flag=True,
    cls=Option,
    words=Words("Write to real people: those of --account, or of the safe list.", "Писать настоящим людям: из --account или из безопасного списка."),
)
@click.option(
    "--messages",
    type=click.IntRange(1),
    metavar="N",
    cls=Option,
    words=Words("With --live: go on without asking if it is exactly so many messages.", "С --live: не спрашивать, если сообщений ровно столько."),
)
@click.option(
    "--now",
    metavar="MOMENT",
    cls=Option,
    words=Words("The clock to go by, such as 2026-11-24T10:00:00+03:00.", "Который час считать, например 2026-11-24T10:00:00+03:00."),
)
@click.option(
    "--within",
    type=click.FloatRange(0.05, 3_600),
    metavar="SECONDS",
    cls=Option,
    words=Words("How long a message may take, on every channel.", "За сколько секунд должно прийти сообщение, в любом канале."),
)
@click.option(
    "--coverage",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    cls=Option,
    words=Words("Fail where less than this part of the subscribed cells is proven.", "Считать провалом, если доказана меньшая доля подписок."),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    cls=Option,
    words=Words("Write the report there, in the form of --format.", "Записать отчёт в файл, в формате --format."),
)
@options.full
@options.organizations
@options.project
@options.environment
@options.form(
    "test",
    Words("Text for people, one JSON document, JUnit for CI, or one page (html).", "Текст для людей, один документ JSON, JUnit для CI или страница (html)."),
)
@options.everywhere
@click.pass_obj
def command(
    terminal: Terminal,
    *,
    directory: Path,
    environment: str | None,
    organizations: tuple[str, ...],
    names: tuple[str, ...],
    tags: tuple[str, ...],
    all_types: bool,
    event: str | None,
    type_: str,
    payload: str | None,
    accounts: tuple[str, ...],
    declared: bool,
    live: bool,
    messages: int | None,
    now: str | None,
    within: float | None,
    coverage: float | None,
    out: Path | None,
    full: bool,
) -> int:
    from reconciler.engine.trial.choose import Wanted
    from reconciler.engine.trial.run import try_out

    options.demand_one(("SCENARIO", names or tags), ("--all-types", all_types), ("--event", event))
    options.demand_one(("--declared", declared), ("--live", live))
    _demand_with("--event", event, {"--payload": payload, "--type": type_})
    _demand_with("--live", live, {"--messages": messages})
    made = _event(event, type_, payload) if event else None
    clock = None if now is None else moment(now)
    wanted = Wanted(names, tags, organizations, accounts, all_types=all_types, event=made, now=clock, within=within)
    mode = Mode.LIVE if live else Mode.DECLARED if declared else Mode.SANDBOX

    def confirm(sending: Sending) -> None:
        _ask(sending, terminal, messages)

    with _sending(terminal, mode) as ending:
        result = try_out(directory, wanted, mode=mode, environment=environment, confirm=confirm, ending=ending)
    threshold = None if coverage is None else coverage / 100
    report(result, terminal, out, full=full, threshold=threshold)
    if result.interrupted:
        return Exit.TERMINATED if was_terminated() else Exit.INTERRUPTED
    covered = threshold is None or result.trial.coverage.ratio >= threshold
    return Exit.DONE if result.trial.passed and covered else Exit.CHECKED


@contextmanager
def _sending(terminal: Terminal, mode: Mode) -> Iterator[Ending]:
    """What ends a run (see `engine.steps`). Where messages have left when it ends at once, whoever ends it is told that nobody remembers them."""
    words = HEARD if mode is Mode.DECLARED else HEARD_BY_TEST
    begun: list[bool] = []

    def ending() -> AbstractContextManager[Callable[[], bool]]:
        begun.append(True)
        return finishing(words.to(terminal.language))

    try:
        yield ending
    except KeyboardInterrupt as interrupt:
        if begun and mode is Mode.LIVE:
            interrupt.args = ("live",)
        raise


def _demand_with(needed: str, given: object, options_: Mapping[str, object]) -> None:
    """Raises `Unusable` for an option that says something about another one, which was not given."""
    if not given and (option := next((name for name, value in options_.items() if value), None)):
        raise Unusable("option-needs", option=option, needs=needed)


def _event(name: str, type_: str, payload: str | None) -> OneEvent:
    from reconciler.engine.trial.choose import OneEvent

    return OneEvent(name, type_, None if payload is None else _payload(payload))


def _payload(written: str) -> bytes:
    """Raises `Unusable` for a file that cannot be read."""
    if written == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    if not written.startswith("@"):
        return written.encode("utf-8", "surrogateescape")
    try:
        with Path(written[1:]).open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise Unusable("unreadable-payload", path=written[1:]) from None


def _ask(sending: Sending, terminal: Terminal, messages: int | None) -> None:
    """Before anything leaves to real people: say to how many, and have the number typed where it is more than a few. Raises to cancel."""
    from reconciler.reporting.sending import FEW, render_sending, render_sending_question

    if messages is not None and messages != sending.messages:
        raise Unusable("other-number-of-messages", expected=messages, messages=sending.messages)
    terminal.tell(render_sending(sending.target, sending.messages, sending.channels, sending.recipients, language=terminal.language) + "\n")
    if messages is not None or sending.messages <= FEW:
        return
    if not terminal.interactive:
        raise Unusable("messages-to-confirm", messages=sending.messages)
    terminal.ask(render_sending_question(sending.messages, language=terminal.language))
    if sys.stdin.readline().strip() != str(sending.messages):
        raise ReconcilerError("declined")
