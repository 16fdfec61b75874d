"""plan: what apply would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.progress import READING, bar
from reconciler.cli.terminal import Terminal
from reconciler.model.errors import Unusable

if TYPE_CHECKING:
    from reconciler.engine.plan import Planned
    from reconciler.model.adoption import Adoption


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
@click.option(
    "--base",
    metavar="REF",
    cls=Option,
    words=Words(
        "Compare with another git revision too, and say what this branch changes, what is merged but not applied, and what has drifted.",
        "Сравнить и с другой версией из git: показать, что меняет эта ветка, что слито, но не применено, и что разошлось в действующей системе.",
    ),
)
@click.option(
    "--offline",
    is_flag=True,
    cls=Option,
    words=Words(
        "Ask no live system: compare only the two declarations. Needs --base.",
        "Не обращаться к действующей системе: сравнить только два описания. Нужен --base.",
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
    base: str | None,
    offline: bool,
) -> int:
    from reconciler.engine.save import demand_key

    if offline:
        _demand_offline(base, {"--out": out, "--adopt": adopt, "--only": only})
    with bar(terminal, READING) as progress:
        where = _Where(directory, environment, organizations, only or "", options.adoption(adopt))
        planned = _plan(where, base or "", progress, offline=offline)
    if out is not None:
        demand_key(planned)
    if planned.unfinished:
        from reconciler.reporting.unfinished import render_unfinished

        terminal.tell(render_unfinished(planned.unfinished, language=terminal.language) + "\n")
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


class _Where(NamedTuple):
    """What a plan is about."""

    directory: Path
    environment: str | None
    organizations: tuple[str, ...]
    only: str
    adopt: Adoption


def _plan(where: _Where, base: str, progress: Callable[[int, int], None] | None, *, offline: bool) -> Planned:
    directory, environment, organizations, only, adopt = where
    if offline:
        from reconciler.engine.offline import plan_offline

        return plan_offline(directory, base=base, environment=environment, organizations=organizations, progress=progress)
    if base:
        from reconciler.engine.compare import plan_compared

        return plan_compared(directory, base=base, environment=environment, organizations=organizations, only=only, adopt=adopt, progress=progress)
    from reconciler.engine.plan import plan

    return plan(directory, environment=environment, organizations=organizations, only=only, adopt=adopt, progress=progress)


def _demand_offline(base: str | None, others: Mapping[str, object]) -> None:
    """Raises `Unusable` without one, and for options that need a live system."""
    if not base:
        raise Unusable("offline-without-base")
    if option := next((name for name, value in others.items() if value), None):
        raise Unusable("offline-option", option=option)


def _save(planned: Planned, out: Path, terminal: Terminal) -> None:
    from reconciler.cli.saving import write_plan
    from reconciler.reporting.saved import render_saved

    write_plan(planned, out)
    text = render_saved(out.as_posix(), planned.plan, language=terminal.language)
    (terminal.say if terminal.form == "text" else terminal.tell)(text)
