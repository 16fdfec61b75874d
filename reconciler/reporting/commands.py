"""Commands that the reader is to type next: each with the options without which it would be about another project or environment.

Whoever runs a verb says once, with `about`, what that run is about; from then on every sentence of ours that names a command names these options too.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Final

_PLAIN: Final = re.compile(r"[\w./:@%+,=-]+")
"""File names that every shell takes as they are."""

_FOR_A_PROJECT: Final = "validate|fmt|types"
_CONNECTING: Final = "plan|apply|approve|show|explain|review|test|history show|history deliveries|history|contacts list|contacts send-confirmations|contacts confirm|contacts serve|contacts|pause|resume|forget|doctor|support-bundle|watch|lock show|lock release|lock|import --from|import|prepare"
_COMMAND: Final = re.compile(rf"\breconciler (?P<verb>{_FOR_A_PROJECT}|{_CONNECTING})(?![\w-])(?P<chosen>(?= --env\b))?")
"""A command in a sentence, up to where its options may stand: `reconciler history show`."""

_WITHOUT_ENVIRONMENT: Final = frozenset({*_FOR_A_PROJECT.split("|"), "import --from"})


@dataclass(frozen=True, slots=True)
class _About:
    """The options as they were given: "" where there was none, and none is needed."""

    project: str = ""
    environment: str = ""


_NOTHING: Final = _About()
_about: ContextVar[_About] = ContextVar("about", default=_NOTHING)


def about(*, project: str | None = None, environment: str | None = None) -> None:
    """Say of what project or environment the commands to come are. None leaves what was said; it holds in this context (`contextvars`) and ends with it."""
    known = _about.get()
    if project is not None:
        known = replace(known, project="" if project == "." else project)
    if environment is not None:
        known = replace(known, environment=environment)
    _about.set(known)


def command(verb: str, *words: str, environment: str = "") -> str:
    """`reconciler VERB --project DIR --env NAME WORDS`, for a line of its own. `environment` is that of what is shown, however it was chosen."""
    chosen = ["--env", typed(environment)] if environment else []
    return " ".join(["reconciler", verb, *_project("--project"), *chosen, *words])


def git(command: str) -> str:
    """A git command that is about the project's repository, wherever it is typed."""
    before, _, rest = command.partition(" ")
    return " ".join([before, *_project("-C"), rest])


def completed(template: str) -> str:
    """A sentence of ours, not yet filled, with the options in every command that takes them."""
    known = _about.get()
    if known == _NOTHING or "reconciler " not in template:
        return template
    return _COMMAND.sub(lambda found: _completed(found["verb"], "" if found["chosen"] is not None else known.environment), template)


def typed(name: str) -> str:
    """A file name as it is typed into a command; quoted where it has to be, in a way that every shell takes."""
    return name if _PLAIN.fullmatch(name) else f'"{name}"'


def _completed(verb: str, environment: str) -> str:
    first, *rest = verb.split(" --", 1)
    return (
        command(first, *(f"--{word}" for word in rest), environment="" if verb in _WITHOUT_ENVIRONMENT else environment).replace("{", "{{").replace("}", "}}")
    )


def _project(option: str) -> list[str]:
    project = _about.get().project
    return [option, typed(project)] if project else []
