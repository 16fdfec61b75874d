"""plan: what apply would do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.progress import READING, bar
from reconciler.cli.terminal import Terminal

if TYPE_CHECKING:
    from reconciler.engine.plan import Planned


@click.command(
    "plan",
    cls=Verb,
    words=Words(
        """Show what apply would change in the live system, and what that means for people. Writes nothing.

        Exit code 4 says that a safety guard or somebody else's ownership would refuse it.""",
        """Показать, что apply изменит в действующей системе и что это значит для людей. Ничего не записывает.

        Код возврата 4: изменения отклонит предохранитель, или какой-то объект принадлежит другому менеджеру.""",
    ),
)
@click.option(
    "--detailed-exitcode",
    is_flag=True,
    cls=Option,
    words=Words("Exit with 2 when there are changes.", "Вернуть код 2, если есть изменения."),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    cls=Option,
    words=Words(
        "Save the plan there too, to be approved: apply FILE makes exactly these changes.",
        "Сохранить план в файл для утверждения: apply FILE выполнит ровно эти изменения.",
    ),
)
@options.adopt
@options.only
@options.full
@options.organizations
@options.project
@options.environment
@options.form(
    "plan",
    Words(
        "Text for people, one JSON document, the comment of a merge request (markdown), or one page (html).",
        "Текст для людей, один документ JSON, комментарий к запросу на слияние (markdown) или страница (html).",
    ),
)
@options.everywhere
@click.pass_obj
def command(
    terminal: Terminal,
    *,
    directory: Path,
    environment: str | None,
    organizations: tuple[str, ...],
    full: bool,
    adopt: tuple[str, ...],
    detailed_exitcode: bool,
    out: Path | None,
    only: str | None,
) -> int:
    from reconciler.engine.plan import plan
    from reconciler.engine.save import demand_key

    with bar(terminal, READING) as progress:
        planned = plan(directory, environment=environment, organizations=organizations, only=only or "", adopt=options.adoption(adopt), progress=progress)
    if out is not None:
        demand_key(planned)
    if terminal.machine:
        from reconciler.cli.plans import machine

        terminal.give(machine(planned))
    else:
        from reconciler.cli.plans import whole

        terminal.publish(whole(planned, terminal, full=full))
    if out is not None:
        _save(planned, out, terminal)
    if planned.refused:
        return Exit.REFUSED
    return Exit.CHANGES if detailed_exitcode and planned.plan else Exit.DONE


def _save(planned: Planned, out: Path, terminal: Terminal) -> None:
    from reconciler.cli.saving import write_plan
    from reconciler.reporting.saved import render_saved

    write_plan(planned, out)
    target = planned.plan.target
    text = render_saved(out.as_posix(), digest=planned.plan.digest, environment=target.environment, language=terminal.language)
    (terminal.say if terminal.form == "text" else terminal.tell)(text)
