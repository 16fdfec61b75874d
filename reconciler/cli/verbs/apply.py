"""apply: make the live system as declared."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.completed import exit_code, report, resumed
from reconciler.cli.exits import Exit
from reconciler.cli.interruption import HEARD, finishing
from reconciler.cli.progress import WRITING, bar
from reconciler.cli.terminal import Terminal
from reconciler.model.errors import ReconcilerError, Unusable

if TYPE_CHECKING:
    from reconciler.engine.apply import Completed
    from reconciler.engine.plan import Planned
    from reconciler.model.saved import SavedPlan


@click.command(
    "apply",
    cls=Verb,
    words=Words(
        """Make the live system as declared: show the plan, ask, write exactly what was shown, read it back.

        It asks on a terminal; elsewhere it needs --yes. Neither passes a safety guard.""",
        """Привести действующую систему к описанию: показать план, спросить, записать ровно показанное и прочитать записанное.

        На терминале программа спрашивает, в остальных случаях нужен --yes. Предохранителей не обходит ни то, ни другое.""",
    ),
)
@click.argument("file", metavar="[PLAN]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, cls=Option, words=Words("Do not ask.", "Не спрашивать."))
@click.option(
    "--rebind",
    is_flag=True,
    cls=Option,
    words=Words(
        "Apply from here from now on, though it was another place or environment before.",
        "Отныне применять отсюда, хотя раньше применяли из другого места или окружения.",
    ),
)
@click.option(
    "--allow-older",
    is_flag=True,
    cls=Option,
    words=Words(
        "Apply though a newer commit was applied before, or git cannot tell; the history says so.",
        "Применить, хотя раньше применяли более новый коммит или git не может этого определить; это отметят в истории.",
    ),
)
@click.option(
    "--digest",
    default="",
    metavar="DIGEST",
    cls=Option,
    words=Words("Only if the plan has this digest, as plan has printed it.", "Только если у плана такой отпечаток, какой вывел plan."),
)
@click.option(
    "--approve",
    multiple=True,
    metavar="DIGEST",
    cls=Option,
    words=Words("Pass this refusal of a guard, in this run; may be repeated.", "Пропустить этот отказ предохранителя, только в этот раз; можно повторять."),
)
@options.lock_timeout
@options.adopt
@options.only
@options.full
@options.organizations
@options.connecting
@click.pass_obj
def command(
    terminal: Terminal,
    *,
    directory: Path,
    environment: str | None,
    organizations: tuple[str, ...],
    full: bool,
    adopt: tuple[str, ...],
    yes: bool,
    rebind: bool,
    allow_older: bool,
    file: Path | None,
    digest: str,
    approve: tuple[str, ...],
    lock_timeout: float | None,
    only: str | None,
) -> int:
    from reconciler.engine.apply import apply
    from reconciler.engine.connect import LOCK_WAIT
    from reconciler.engine.permission import Overrides

    if not yes and not terminal.interactive:
        raise Unusable("not-a-terminal", verb="apply")
    approved = _approved(file, organizations, only, adopt)

    def confirm(planned: Planned) -> None:
        _show(planned, terminal, file, approved)
        if not yes:
            _ask(planned, terminal)

    with bar(terminal, WRITING) as progress:
        completed = apply(
            directory,
            environment=environment,
            organizations=organizations,
            confirm=confirm,
            overrides=Overrides(rebind, allow_older),
            approved=approved,
            digest=digest,
            approve=approve,
            adopt=options.adoption(adopt),
            only=only or "",
            wait=LOCK_WAIT if lock_timeout is None else lock_timeout,
            progress=progress,
            ending=lambda: finishing(HEARD.to(terminal.language)),
        )
    return _told(completed, file, approved, terminal, full=full)


def _told(completed: Completed, file: Path | None, approved: SavedPlan | None, terminal: Terminal, *, full: bool) -> int:
    resumed(completed.resumed, terminal)
    if completed.stale and file is not None and approved is not None:
        return _stale(completed, file, approved, terminal)
    report(completed, terminal, full=full)
    return exit_code(completed)


def _approved(file: Path | None, organizations: tuple[str, ...], only: str | None, adopt: tuple[str, ...]) -> SavedPlan | None:
    if file is None:
        return None
    from reconciler.cli.saving import read_plan

    if organizations or only:
        raise Unusable("plan-names-organizations")
    if adopt:
        raise Unusable("plan-names-adoptions")
    return read_plan(file)


def _stale(completed: Completed, file: Path, approved: SavedPlan, terminal: Terminal) -> int:
    """Say what of an approved plan no longer fits."""
    from reconciler.reporting.saved import render_stale, stale_error

    planned = completed.planned
    assert planned.fit is not None  # noqa: S101 - that is what stale means
    if terminal.machine:
        from reconciler.reporting.machine.diagnostics import error_document

        terminal.give(error_document(stale_error(planned.fit)))
    else:
        text = render_stale(
            planned.plan, planned.fit, approved, file=file.as_posix(), now=datetime.now(UTC), language=terminal.language, style=terminal.style()
        )
        terminal.say(text)
    return Exit.STALE


def _show(planned: Planned, terminal: Terminal, file: Path | None, approved: SavedPlan | None) -> None:
    from reconciler.cli.plans import files_of
    from reconciler.reporting.prompt import render_prompt

    show = terminal.tell if terminal.machine else terminal.say
    style = terminal.style(sys.stderr if terminal.machine else sys.stdout)
    saved, fit = _saved(planned, file, approved, terminal)
    shown = render_prompt(planned.plan, files=files_of(planned), saved=saved, notes=planned.diagnostics, language=terminal.language, style=style)
    show("\n".join(part for part in (shown, fit) if part) + "\n")


def _saved(planned: Planned, file: Path | None, approved: SavedPlan | None, terminal: Terminal) -> tuple[str, str]:
    """What is said of the plan that was approved: in the header, and below."""
    if file is None or approved is None or planned.fit is None:
        return "", ""
    from reconciler.reporting.phrases import STILL_FITS
    from reconciler.reporting.saved import origin, render_fit

    made = origin(approved, file=file.as_posix(), now=datetime.now(UTC), language=terminal.language)
    return STILL_FITS.say(terminal.language, plan=made), render_fit(planned.fit, language=terminal.language)


def _ask(planned: Planned, terminal: Terminal) -> None:
    """Raises `ReconcilerError("declined")` for any answer but the one expected, and for none."""
    from reconciler.reporting.prompt import expected_answers, render_question

    terminal.ask(render_question(planned.plan.target, language=terminal.language))
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        terminal.tell("")  # the end of input leaves the cursor behind the question
    if answer.strip() not in expected_answers(planned.plan.target, terminal.language):
        raise ReconcilerError("declined")
