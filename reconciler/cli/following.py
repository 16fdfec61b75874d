"""git as the source of `watch`: the options that say so."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reconciler.cli.bilingual import Option, Words

if TYPE_CHECKING:
    from reconciler.watching.following import Following

F = TypeVar("F", bound=Callable[..., Any])

MAIN = "main"

_OPTIONS = (
    click.option(
        "--git",
        "repository",
        metavar="DIR|URL",
        cls=Option,
        words=Words(
            "Follow a git repository instead of files: only commits count, and --project is a directory inside of it.",
            "Следить не за файлами, а за репозиторием git: важны только коммиты, а --project — каталог внутри него.",
        ),
    ),
    click.option(
        "--ref",
        metavar="NAME",
        cls=Option,
        words=Words(
            f"Which branch, or ref that begins with refs/; {MAIN}, unless said.", f"Какая ветка или ссылка, начинающаяся с refs/; по умолчанию {MAIN}."
        ),
    ),
    click.option(
        "--verify",
        metavar="COMMAND",
        cls=Option,
        words=Words(
            "The command that lets a commit in, {commit} in its place; it counts instead of watch.verify of the project.",
            "Команда, которая допускает коммит, {commit} — место для него; действует вместо watch.verify проекта.",
        ),
    ),
    click.option(
        "--state",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        cls=Option,
        words=Words(
            "Where the clone and what was let in are kept; STATE_DIRECTORY or the user's own directory for that, unless said.",
            "Где хранить клон и сведения о допущенных коммитах; по умолчанию STATE_DIRECTORY или каталог пользователя для этого.",
        ),
    ),
)


def options(command: F) -> F:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@contextmanager
def followed(
    project: Path, environment: str | None, *, repository: str | None, ref: str | None, verify: str | None, state: Path | None
) -> Iterator[Following | None]:
    """The repository, with something in force; None where files are watched. Raises what is wrong with these options, and what keeps the first commit away."""
    from reconciler.model.errors import Unusable

    if repository is None:
        if given := [name for name, value in (("--ref", ref), ("--verify", verify), ("--state", state)) if value is not None]:
            raise Unusable("source-without-git", option=given[0])
        yield None
        return
    from reconciler.engine.origin import origin_of
    from reconciler.engine.state import state_directory
    from reconciler.watching.following import Following

    with Following(origin_of(repository, ref or MAIN, project), state_directory(state), environment=environment, verify=_words(verify)) as source:
        source.ready()
        yield source


def _words(verify: str | None) -> tuple[str, ...]:
    from reconciler.model.errors import Unusable

    if verify is None:
        return ()
    try:
        words = tuple(shlex.split(verify))
    except ValueError:
        words = ()
    if not words:
        raise Unusable("source-bad-verify")
    return words
