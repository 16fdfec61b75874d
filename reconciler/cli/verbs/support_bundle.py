"""support-bundle: what a report of a problem needs, in one file."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.terminal import Terminal
from reconciler.model.errors import Unusable


@click.command(
    "support-bundle",
    cls=Verb,
    words=Words(
        """Collect what a report of a problem needs in one file: versions, what doctor and review find, plan, history, lock, the project file.

        Names, addresses and secrets are masked or left out. Nothing is sent anywhere; MANIFEST.txt in the file says what it holds.""",
        """Собрать в один файл то, что нужно для сообщения о проблеме: версии, результаты doctor и review, план, историю, блокировку, файл проекта.

        Имена, адреса и секреты скрыты или не попадают в файл. Никуда ничего не отправляется; что в файле есть, сказано в его MANIFEST.txt.""",
    ),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    cls=Option,
    words=Words(
        "The file to write; by default reconciler-support- with date and time, here. It must not exist.",
        "Какой файл записать; по умолчанию reconciler-support- с датой и временем, здесь. Его ещё не должно быть.",
    ),
)
@click.option(
    "--account",
    default="",
    metavar="ADDRESS",
    cls=Option,
    words=Words(
        "A recipient that something does not reach: doctor --account is in it then.",
        "Получатель, до которого что-то не доходит: тогда войдёт и doctor --account.",
    ),
)
@click.option("--type", "type_", default="", metavar="TYPE", cls=Option, words=Words("Which type does not reach it.", "Какой тип до него не доходит."))
@options.connecting
@click.pass_obj
def command(terminal: Terminal, *, directory: Path, environment: str | None, out: Path | None, account: str, type_: str) -> None:
    from reconciler.cli.bundling import demand_free, members, write_bundle
    from reconciler.engine.bundle import gather
    from reconciler.engine.doctor.case import Case
    from reconciler.engine.doctor.examine import surroundings
    from reconciler.reporting.bundle import bundle_document, render_contents
    from reconciler.reporting.phrases import BUNDLE_WRITTEN

    out = out or Path(f"reconciler-support-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip")
    demand_free(out)
    if type_ and not account:
        raise Unusable("account-missing", option="--type")
    case = Case(account, datetime.now(UTC), type_) if account else None
    gathered = gather(directory, environment=environment, around=surroundings(sys.stdout.encoding or "ascii"), case=case)
    found = members(gathered, language=terminal.language)
    terminal.say(render_contents(out.as_posix(), found, language=terminal.language))
    write_bundle(found, out)
    if terminal.machine:
        terminal.give(bundle_document(out.as_posix(), found))
    else:
        terminal.say(BUNDLE_WRITTEN.say(terminal.language, file=out.as_posix()))
