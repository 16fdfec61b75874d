"""history: what was done."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.terminal import Terminal
from reconciler.model.errors import Unusable


@click.command(
    "history",
    cls=Verb,
    words=Words(
        """List what was applied and approved here, the newest first; `history show NUMBER` tells everything of one, and how to go back to before. `history deliveries` lists
        test runs and what became of each message.

        A star behind a commit says that files differed from it.""",
        """Перечислить применённое и утверждённое, начиная с последнего; `history show NUMBER` показывает одну запись целиком и как вернуться к прежнему. `history deliveries`
        перечисляет проверки и что стало с каждым сообщением.

        Звёздочка после коммита значит, что файлы от него отличались.""",
    ),
)
@click.argument("words", metavar="[show NUMBER|deliveries]", nargs=-1)
@click.option(
    "--run",
    type=click.IntRange(1),
    metavar="NUMBER",
    cls=Option,
    words=Words("Deliveries of this test run only.", "Только доставки этой проверки."),
)
@click.option(
    "--recipient",
    default="",
    metavar="ADDRESS",
    cls=Option,
    words=Words(
        "Deliveries to this recipient only, such as teleset/ivanova; teleset is the whole organization.",
        "Только доставки этому получателю, например teleset/ivanova; teleset — вся организация.",
    ),
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, cls=Option, words=Words("How many; 20, unless said.", "Сколько записей; по умолчанию 20."))
@options.connecting
@click.pass_obj
def command(terminal: Terminal, *, words: tuple[str, ...], run: int | None, recipient: str, limit: int, directory: Path, environment: str | None) -> None:
    from reconciler.engine.history import entry, history
    from reconciler.reporting.history import history_document, render_entry, render_history

    if words == ("deliveries",):
        _deliveries(terminal, directory, environment, limit, run, recipient)
        return
    if run is not None or recipient:
        raise Unusable("deliveries-only", option="--run" if run is not None else "--recipient")
    number = _number(words)
    told = history(directory, environment=environment, limit=limit) if number is None else entry(directory, number, environment=environment)
    if terminal.machine:
        terminal.give(history_document(told.target, told.entries, before=told.before, undo=told.undo))
    elif number is None:
        terminal.say(render_history(told.target, told.entries, language=terminal.language, style=terminal.style()))
    else:
        terminal.say(render_entry(told.target, told.entries[0], before=told.before, undo=told.undo, language=terminal.language))


def _deliveries(terminal: Terminal, directory: Path, environment: str | None, limit: int, run: int | None, recipient: str) -> None:
    from reconciler.engine.history import deliveries
    from reconciler.reporting.deliveries import deliveries_document, render_deliveries

    told = deliveries(directory, environment=environment, limit=limit, run=run, recipient=recipient)
    if terminal.machine:
        terminal.give(deliveries_document(told.target, told.runs, told.deliveries))
    else:
        terminal.say(render_deliveries(told.target, told.runs, told.deliveries, language=terminal.language))


def _number(words: tuple[str, ...]) -> int | None:
    """The number that follows `show`; None where nothing was said."""
    if not words:
        return None
    first, *rest = words
    if first != "show" or len(rest) > 1:
        raise Unusable("unexpected-argument", argument=words[-1] if first == "show" else first)
    if not rest:
        raise Unusable("missing-argument", argument="NUMBER")
    if not (rest[0].isascii() and rest[0].isdecimal()):
        raise Unusable("bad-argument", argument="NUMBER")
    return int(rest[0][:18])
