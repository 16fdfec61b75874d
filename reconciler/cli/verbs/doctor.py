"""doctor: is everything there that a run needs?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.terminal import Terminal


@click.command(
    "doctor",
    cls=Verb,
    words=Words(
        """Look at everything a run needs, and say what is wrong and what to do about it. Writes nothing.

        Where the project has environments, --env chooses the one to look at; without it only what needs none is checked. Exit code 1 says that there is a problem.""",
        """Проверить всё, что нужно для работы, и сказать, что не так и что делать. Ничего не записывает.

        Если в проекте есть окружения, --env выбирает проверяемое; без него проверяется только то, чему окружение не нужно. Код возврата 1: есть проблема.""",
    ),
)
@options.connecting
@click.pass_obj
def command(terminal: Terminal, *, directory: Path, environment: str | None) -> int:
    from reconciler.engine.doctor.examine import examine, surroundings
    from reconciler.reporting.doctor import doctor_document, render_doctor

    examined = examine(directory, environment=environment, around=surroundings(sys.stdout.encoding or "ascii"))
    if terminal.machine:
        terminal.give(doctor_document(examined.checks))
    else:
        terminal.say(render_doctor(examined.checks, language=terminal.language, style=terminal.style()))
    return Exit.DONE if examined.ok else Exit.FAILED
