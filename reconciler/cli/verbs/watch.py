"""watch: keep the live system as declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reconciler.cli import following, options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.interruption import was_terminated
from reconciler.cli.terminal import Terminal

if TYPE_CHECKING:
    from reconciler.engine.orders import Order
    from reconciler.watching.controller import Controller
    from reconciler.watching.following import Following
    from reconciler.watching.heeded import Heeded
    from reconciler.watching.pace import Pace

USUAL = 300.0
"""Seconds between two looks, where nobody says."""

STILL = "100ms"
"""How long files must stand still, where nobody says."""

Serve = Callable[["Controller"], AbstractContextManager[object]]
"""Something that stands beside a controller while it runs: it reads `status()` and calls `trigger()`."""


@click.command(
    "watch",
    cls=Verb,
    words=Words(
        """Keep the live system as declared: plan and apply whenever the files change, and every few minutes.

        Files that are not valid change nothing. What a safety guard refuses is held back, organization by organization, until the files change or somebody approves it.
        Of several watches of one project one writes, and the others stand by.""",
        """Держать действующую систему в соответствии с описанием: план и применение при каждом изменении файлов и раз в несколько минут.

        Файлы с ошибками ничего не меняют. Что отклонил предохранитель, задерживается по отдельным организациям, пока не изменятся файлы или кто-нибудь не утвердит изменения.
        Из нескольких watch одного проекта пишет один, остальные в резерве.""",
    ),
)
@click.option(
    "--mode",
    type=click.Choice(("apply", "plan")),
    default="apply",
    cls=Option,
    words=Words("apply writes; plan looks and reports only.", "apply записывает; plan только смотрит и сообщает."),
)
@options.only
@click.option("--once", is_flag=True, cls=Option, words=Words("One pass, then end as plan or apply would.", "Один проход и завершение, как у plan или apply."))
@click.option(
    "--interval",
    metavar="TIME",
    cls=Option,
    words=Words(
        "How long until it looks again though nothing has asked for it; watch.interval of the project, unless said, and else 5m.",
        "Через сколько проверять, даже если никто не просил; если не задано — watch.interval проекта, иначе 5m.",
    ),
)
@click.option(
    "--debounce",
    metavar="TIME",
    cls=Option,
    words=Words(
        "How long files must stand still before they are read; 100ms, unless said.", "Сколько файлы не должны меняться перед чтением; по умолчанию 100ms."
    ),
)
@click.option(
    "--poll",
    is_flag=True,
    cls=Option,
    words=Words(
        "Look at the files every second: for network file systems, which tell nobody of changes.",
        "Просматривать файлы каждую секунду: для сетевых файловых систем, которые не сообщают об изменениях.",
    ),
)
@click.option(
    "--lease",
    default="30s",
    metavar="TIME",
    cls=Option,
    words=Words(
        "How long a watch that stands still keeps the lead; 30s, unless said.", "Сколько остановившийся watch сохраняет право записи; по умолчанию 30s."
    ),
)
@click.option(
    "--log-format",
    type=click.Choice(("text", "json")),
    default="text",
    cls=Option,
    words=Words("Sentences for people on stderr, or one JSON object a line.", "Фразы для людей в stderr или по одному объекту JSON на строку."),
)
@click.option(
    "--listen",
    default="",
    metavar="HOST:PORT",
    cls=Option,
    words=Words(
        "Serve health, metrics and a status page there; watch.listen of the project, unless said.",
        "Показывать там состояние, метрики и страницу; если не задано — watch.listen проекта.",
    ),
)
@click.option(
    "--behind-proxy",
    is_flag=True,
    cls=Option,
    words=Words("A web server stands before it: believe its X-Forwarded-For.", "Перед ней стоит веб-сервер: верить его X-Forwarded-For."),
)
@following.options
@options.project
@options.environment
@options.everywhere
@click.pass_obj
def command(
    terminal: Terminal,
    /,
    *,
    directory: Path,
    environment: str | None,
    mode: str,
    only: str | None,
    once: bool,
    interval: str | None,
    debounce: str | None,
    poll: bool,
    lease: str,
    log_format: str,
    listen: str,
    behind_proxy: bool,
    **git: Any,
) -> int:
    from reconciler.cli.moments import length
    from reconciler.cli.watching import logging_to_stderr
    from reconciler.engine.orders import Order
    from reconciler.watching.heeded import Heeded
    from reconciler.watching.pace import Pace

    _demand_meant(git["repository"], once=once, debounce=debounce, poll=poll, listen=listen, behind_proxy=behind_proxy)
    with logging_to_stderr(log_format), following.followed(directory, environment, **git) as source:
        directory = source.directory if source is not None else directory
        order = Order(directory, environment, mode, only or "")
        pace = Pace(
            interval=_interval(directory, environment) if interval is None else length(interval, argument="--interval", least="1s", most="24h"),
            quiet=length(STILL if debounce is None else debounce, argument="--debounce", least="10ms", most="60s"),
            poll=poll,
            lease=round(length(lease, argument="--lease", least="2s", most="10m")),
        )
        if once:
            return _once(terminal, order, pace, source)
        heeded = Heeded(pace, interval=interval is not None, listen=bool(listen))
        return run(terminal, order, heeded, log_format, _beside(terminal, order, heeded, listen, proxy=behind_proxy, quiet=log_format == "json"), source)


def _demand_meant(repository: str | None, *, once: bool, debounce: str | None, poll: bool, listen: str, behind_proxy: bool) -> None:
    """Raises `Unusable` for what would do nothing: whoever says it means something by it."""
    for option, value in (("--listen", listen), ("--behind-proxy", behind_proxy)):
        options.demand_one(("--once", once), (option, value))
    for option, value in (("--debounce", debounce is not None), ("--poll", poll)):
        options.demand_one(("--git", repository is not None), (option, value))


def _interval(directory: Path, environment: str | None) -> float:
    """What the project says. Where it cannot be read now, that is for the passes to say, and they begin with what is usual."""
    from reconciler.engine.open import open_project
    from reconciler.engine.read import Reading
    from reconciler.model.errors import InvalidInput

    try:
        return open_project(Reading(), directory, environment).watch.interval
    except InvalidInput:
        return USUAL


def _beside(terminal: Terminal, order: Order, heeded: Heeded, listen: str, *, proxy: bool, quiet: bool) -> Serve:
    """What stands beside the controller: the server, the service manager, and those who are told when something is wrong."""

    @contextmanager
    def serve(controller: Controller) -> Iterator[None]:
        from reconciler.cli.watching import tell
        from reconciler.reporting import phrases_passes as phrases
        from reconciler.watching.operated import operated

        status, trigger, guards = controller.status, controller.trigger, lambda: heeded.guards
        with operated(order.directory, order.environment, status=status, trigger=trigger, guards=guards, listen=listen, proxy=proxy) as address:
            if address and not quiet:
                tell(terminal, phrases.SERVED_AT.say(terminal.language, address=address))
            yield

    return serve


def run(terminal: Terminal, order: Order, heeded: Heeded, log_format: str, serve: Serve | None = None, source: Following | None = None) -> int:
    """Until a signal ends it."""
    from reconciler.cli.crash import write_log
    from reconciler.cli.watching import signals, silent, tell, told
    from reconciler.model.watching import Trigger
    from reconciler.reporting import phrases_passes as phrases
    from reconciler.watching.controller import Controller

    quiet = log_format == "json"
    controller = Controller(
        order,
        heeded,
        source=source,
        told=silent if quiet else told(terminal),
        crashed=lambda error: write_log(error, ["watch"]),
    )
    if not quiet:
        directory = order.directory.as_posix() if source is None else f"{source.origin.shown} ({source.origin.branch})"
        said = [phrases.WATCHING.say(terminal.language, directory=directory, seconds=round(heeded.pace.interval))]
        said += [phrases.REPORTING_ONLY.say(terminal.language)] if order.mode != "apply" else []
        tell(terminal, "\n".join(said))
    with signals(terminal, log_format, lambda: controller.trigger(Trigger.SIGNAL)) as heard, serve(controller) if serve is not None else nullcontext():
        controller.run(heard)
    if not quiet:
        tell(terminal, phrases.WATCH_ENDED.say(terminal.language))
    return Exit.TERMINATED if was_terminated() else Exit.INTERRUPTED


def _once(terminal: Terminal, order: Order, pace: Pace, source: Following | None = None) -> int:
    from reconciler.cli.completed import exit_code, report
    from reconciler.cli.plans import whole
    from reconciler.model.watching import Ended
    from reconciler.watching.once import once

    made = once(order, lease=pace.lease, source=source)
    written = made.completed if made.completed is not None and made.completed.report is not None else None
    if written is not None:
        report(written, terminal, full=False)
    elif made.error is not None:
        raise made.error
    if made.planned is not None and (written is None or made.passed.ended is Ended.HELD):
        terminal.say(whole(made.planned, terminal, full=False))
    if made.error is not None and (made.passed.ended in (Ended.APPLIED, Ended.HELD) or (written is not None and exit_code(written) == Exit.DONE)):
        # What is in force was applied, and something newer was kept away; or what came after writing went wrong.
        raise made.error
    if made.passed.ended is Ended.HELD:
        return Exit.REFUSED
    return exit_code(made.completed) if made.completed is not None else Exit.DONE
