"""Every option that more than one verb has, declared once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from reconciler.cli.bilingual import Option, Words
from reconciler.cli.forms import forms_of, suitable
from reconciler.cli.language import LANGUAGES
from reconciler.cli.terminal import Terminal
from reconciler.model.adoption import EVERYTHING, Adoption
from reconciler.model.errors import Unusable

F = TypeVar("F", bound=Callable[..., Any])


def _lang(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.ensure_object(Terminal).language = value


def _no_color(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if value:
        context.ensure_object(Terminal).colour = False


def _verbose(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if value:
        import logging

        # Ours alone: libraries log what they are given, addresses included.
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        ours = logging.getLogger("reconciler")
        ours.addHandler(handler)
        ours.propagate = False
        ours.setLevel(logging.INFO)
        context.call_on_close(lambda: ours.removeHandler(handler))


def _project(_: click.Context, __: click.Parameter, value: Path) -> Path:
    from reconciler.reporting.commands import about

    about(project=value.as_posix())
    return value


def _environment(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from reconciler.reporting.commands import about

    about(environment=value or "")
    return value


def _format(context: click.Context, _: click.Parameter, value: str | None) -> None:
    verb = context.info_name or ""
    context.ensure_object(Terminal).form = value if value is not None else suitable(verb, os.environ)


language = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    is_eager=True,
    callback=_lang,
    cls=Option,
    words=Words("Language of all messages.", "Язык всех сообщений."),
)
no_color = click.option(
    "--no-color",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_no_color,
    cls=Option,
    words=Words("No colours; NO_COLOR does the same.", "Без цветов; так же действует переменная NO_COLOR."),
)
verbose = click.option(
    "-v",
    "--verbose",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_verbose,
    cls=Option,
    words=Words("Tell on stderr what is being done.", "Сообщать в stderr о каждом шаге."),
)
project = click.option(
    "--project",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    callback=_project,
    cls=Option,
    words=Words("The directory of reconciler.yaml; by default the current one.", "Каталог, где лежит reconciler.yaml; по умолчанию текущий."),
)
environment = click.option(
    "--env",
    "environment",
    envvar="RECONCILER_ENV",
    metavar="NAME",
    callback=_environment,
    cls=Option,
    words=Words(
        "Which environment of the project; needed where it has any. Also RECONCILER_ENV.",
        "Окружение проекта; обязательно, если они заданы. Также RECONCILER_ENV.",
    ),
)
organizations = click.option(
    "--organization",
    "organizations",
    multiple=True,
    metavar="ID",
    cls=Option,
    words=Words("Only this organization; may be repeated.", "Только эта организация; параметр можно повторять."),
)
lock_timeout = click.option(
    "--lock-timeout",
    type=click.FloatRange(0, 86_400),
    metavar="SECONDS",
    cls=Option,
    words=Words("How long to wait for another run that is writing; 60, unless said.", "Сколько секунд ждать другой запуск, который пишет; по умолчанию 60."),
)
adopt = click.option(
    "--adopt",
    multiple=True,
    metavar="ADDRESS|--all",
    cls=Option,
    words=Words(
        "Take over this declared object that no manager has marked; may be repeated. --adopt --all takes over all of them.",
        "Взять под управление этот объявленный объект без отметки менеджера; можно повторять. --adopt --all — все такие объекты.",
    ),
)
full = click.option(
    "--full",
    is_flag=True,
    cls=Option,
    words=Words("Every change in full, even where many are alike.", "Каждое изменение полностью, даже если многие одинаковы."),
)


def adoption(values: tuple[str, ...]) -> Adoption:
    """What `--adopt` asks for. `--all` is no address, so it can stand where one does."""
    return EVERYTHING if "--all" in values else Adoption.of(values)


only = click.option(
    "--only",
    type=click.Choice(("drift", "declared")),
    default=None,
    cls=Option,
    words=Words(
        "Only changes of one cause: the live system has drifted, or the declaration has changed.",
        "Только изменения с одной причиной: drift — разошлась действующая система, declared — изменилось описание.",
    ),
)


def demand_one(*given: tuple[str, object]) -> None:
    """Raises `Unusable` where two of these (name, value) are given that cannot both be meant."""
    named = [name for name, value in given if value]
    if len(named) > 1:
        raise Unusable("options-exclude", first=named[0], second=named[1])


def form(verb: str, words: Words) -> Callable[[F], F]:
    """`--format` of a verb. One that is not listed in `cli.forms` is asked for as ""."""
    choices = click.Choice(forms_of(verb))
    return click.option("--format", type=choices, expose_value=False, is_eager=True, callback=_format, cls=Option, words=words)


def everywhere(function: F) -> F:
    """The options of every verb."""
    for option in (verbose, no_color, language):
        function = option(function)
    return function


def reporting(function: F) -> F:
    """The options of every verb that has a result to report."""
    return everywhere(form("", Words("Text for people, or one JSON document on stdout.", "Текст для людей или один документ JSON в stdout."))(function))


def connecting(function: F) -> F:
    """The options of every verb that connects to a live system."""
    return project(environment(reporting(function)))
