"""pause: let nobody apply for now."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.moments import until as moment_of
from reconciler.cli.reasons import demand_reason
from reconciler.cli.terminal import Terminal


@click.command(
    "pause",
    cls=Verb,
    words=Words(
        """Let no apply write anything for now, wherever it runs; with names, nothing of these organizations.

        Every plan says so, and apply refuses; of some organizations it leaves them out and does the rest. It ends with `resume`, or when --until is over.""",
        """Запретить на время любую запись через apply, где бы его ни запустили; если названы организации — только для них.

        Об этом говорит каждый план, а apply отказывает; если на паузе лишь некоторые организации, он их пропускает и выполняет остальное. Пауза заканчивается с `resume`
        или в срок --until.""",
    ),
)
@click.argument("organizations", metavar="[ORGANIZATION]...", nargs=-1)
@click.option(
    "--reason", required=True, metavar="TEXT", cls=Option, words=Words("Why; everybody who applies is told.", "Почему; это увидят все, кто применяет.")
)
@click.option(
    "--until",
    default="",
    metavar="WHEN",
    cls=Option,
    words=Words(
        "When it ends by itself: 30m, 2h, 3d, or 2026-12-01T09:00:00+03:00. Else it lasts until resume.",
        "Когда закончится сама: 30m, 2h, 3d или 2026-12-01T09:00:00+03:00. Иначе длится до resume.",
    ),
)
@options.connecting
@click.pass_obj
def command(terminal: Terminal, *, organizations: tuple[str, ...], reason: str, until: str, directory: Path, environment: str | None) -> None:
    from reconciler.engine.pause import pause
    from reconciler.reporting.pause import paused_document, render_paused

    seconds, moment = moment_of(until) if until else (0, "")
    done = pause(directory, organizations, reason=demand_reason(reason), seconds=seconds, until=moment, environment=environment)
    if terminal.machine:
        terminal.give(paused_document(done.target, done.pauses, done.holder))
    else:
        terminal.say(render_paused(done.target, done.pauses, done.holder, language=terminal.language))
