"""review: the live settings, held against what is required."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.terminal import Terminal

if TYPE_CHECKING:
    from reconciler.engine.review.look import Review


@click.command(
    "review",
    cls=Verb,
    words=Words(
        """Hold the live settings against the requirements, and tell what would not arrive: types and people nobody reaches, single points of failure, reach nobody declared.

        Ends with whether everything is ready: the plan is empty, nothing is found, every type in use was tested since the last apply, every transport proven by a live message.
        Exit code 8 says that something was found; with --ready, that it is not ready. Writes nothing.""",
        """Сверить действующие настройки с требованиями и сказать, что не дойдёт: типы и люди, до которых ничего не доходит, единственные получатели, неописанные получатели.

        В конце сказано, всё ли готово: план пуст, замечаний нет, каждый используемый тип проверен после последнего применения, каждый транспорт отправил настоящее сообщение.
        Код возврата 8: есть замечания; с --ready — не готово. Ничего не записывает.""",
    ),
)
@click.option(
    "--matrix",
    "whole",
    is_flag=True,
    cls=Option,
    words=Words(
        "Every recipient, type and contact as well: what happens there, and where it comes from. csv and html always have it.",
        "Ещё и все получатели, типы и контакты: что там происходит и откуда это взялось. В csv и html это есть всегда.",
    ),
)
@click.option(
    "--ready",
    "strict",
    is_flag=True,
    cls=Option,
    words=Words(
        "Exit code 8 unless everything is ready: for a pipeline, after deploying and testing.",
        "Код возврата 8, если не всё готово: для конвейера после применения и проверки.",
    ),
)
@click.option(
    "--awaiting-days",
    "days",
    type=click.IntRange(0, 3650),
    default=7,
    metavar="DAYS",
    cls=Option,
    words=Words("How many days a contact may await confirmation; 7, unless said.", "Сколько дней контакт может ждать подтверждения; по умолчанию 7."),
)
@options.organizations
@options.project
@options.environment
@options.form(
    "review",
    Words(
        "Text for people, one JSON document, the matrix as CSV for a spreadsheet, or an HTML page.",
        "Текст для людей, один документ JSON, таблица всех настроек (CSV) или страница HTML.",
    ),
)
@options.everywhere
@click.pass_obj
def command(terminal: Terminal, *, directory: Path, environment: str | None, organizations: tuple[str, ...], whole: bool, strict: bool, days: int) -> int:
    from reconciler.engine.review.look import review

    done = review(directory, environment=environment, organizations=organizations, now=datetime.now(UTC), days=days)
    _print(done, terminal, whole=whole)
    passed = done.reviewed.readiness.ready if strict else done.reviewed.clean
    return Exit.DONE if passed else Exit.CHECKED


def _print(done: Review, terminal: Terminal, *, whole: bool) -> None:
    reviewed, language = done.reviewed, terminal.language
    rows = done.matrix() if whole or terminal.form in ("csv", "html") else None
    if terminal.machine:
        from reconciler.reporting.machine.review import review_document

        terminal.give(review_document(reviewed, rows=rows))
    elif terminal.form == "csv":
        from reconciler.reporting.review_csv import review_csv

        terminal.table(review_csv(rows or ()))
    elif terminal.form == "html":
        from reconciler.reporting.review_html import review_page

        terminal.publish(review_page(reviewed, rows=rows or (), language=language))
    else:
        from reconciler.reporting.review import render_review

        terminal.say(render_review(reviewed, rows=rows, language=language, style=terminal.style()))
