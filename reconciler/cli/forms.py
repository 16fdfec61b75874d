"""Which form the output of a verb has: `--format`, else what suits where it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

USUAL: Final = ("text", "json")
FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "validate": (*USUAL, "github", "gitlab", "sarif"),
    "codes": (*USUAL, "markdown"),
    "plan": (*USUAL, "markdown", "html"),
    "test": (*USUAL, "junit", "html"),
    "review": (*USUAL, "csv", "html"),
}
"""What a verb's `--format` takes; every other verb takes what is usual."""

MACHINE: Final = frozenset({"json", "gitlab", "sarif"})
"""The forms that are one JSON document on stdout, whatever happens."""

PAGES: Final = frozenset({"markdown", "html", "junit", "csv"})
"""The forms that are one page (or one file) on stdout, to be put elsewhere: what is said beside it goes to stderr."""


def forms_of(verb: str) -> tuple[str, ...]:
    return FORMS.get(verb, USUAL)


def log_of(arguments: Sequence[str]) -> str:
    """What a log on stderr is made of, `text` or `json`, as far as the command line can be read: whatever ends a `watch`, its log stays what it is."""
    if "watch" not in arguments:
        return "text"
    given = [argument.partition("=") for argument in arguments]
    following = [*arguments[1:], ""]
    found = [value if equals else after for (name, equals, value), after in zip(given, following, strict=True) if name == "--log-format"]
    return "json" if found[-1:] == ["json"] else "text"


def suitable(verb: str, environ: Mapping[str, str]) -> str:
    """The form where none was asked for: GitHub Actions reads annotations out of a log, and everywhere else people read."""
    return "github" if "github" in forms_of(verb) and environ.get("GITHUB_ACTIONS") == "true" else "text"


def choose(arguments: Sequence[str], verbs: Mapping[str, object], environ: Mapping[str, str]) -> str:
    """The form of a command line as far as it can be read: a complaint about the other arguments has it too."""
    verb = next((argument for argument in arguments if argument in verbs), "")
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == "--format":
            chosen = value if equals else next(iter(arguments[position + 1 : position + 2]), "")
            if chosen in forms_of(verb):
                return chosen
    return suitable(verb, environ)
