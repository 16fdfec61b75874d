"""The form of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.message import Entry

Value: TypeAlias = "tuple[str, ...] | int"


@dataclass(frozen=True, slots=True)
class Option:
    """Something about a rule that a project may set, under the rule's id in `lint` of reconciler.yaml.

    Its type is that of `default`: a list of words (of `choices`, where there are any) or a number (at least 1). `description` is shown by editors.
    """

    name: str
    default: Value
    title: str
    description: str
    choices: tuple[str, ...] = ()


class Options:
    """The options of one rule in one run: what the project says, else the defaults."""

    def __init__(self, options: Iterable[Option], given: Mapping[str, object]) -> None:
        self._values = {option.name: option.default for option in options}
        self._values |= {name: tuple(map(str, value)) for name, value in given.items() if isinstance(value, list | tuple)}
        self._values |= {name: value for name, value in given.items() if isinstance(value, int)}

    def words(self, name: str) -> tuple[str, ...]:
        value = self._values[name]
        assert isinstance(value, tuple)  # noqa: S101 - the schema of the project file sees to it
        return value

    def number(self, name: str) -> int:
        value = self._values[name]
        assert isinstance(value, int)  # noqa: S101
        return value


Look: TypeAlias = Callable[[Subject], Iterable[Diagnostic]]
"""Looks at one organization after another. What it yields has the rule's code; its severity is set by the `Linter`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `start` is called once a run and gives what looks at the organizations: a closure may remember those it has seen.

    `whole`: the rule speaks about what is missing, so it is asked only about organizations of which everything is known (`Subject.whole`). `compares`: it holds organizations against each
    other, so that it finds nothing in one alone.
    """

    entry: Entry
    start: Callable[[Options], Look]
    options: tuple[Option, ...] = ()
    whole: bool = False
    compares: bool = False

    @property
    def id(self) -> str:
        return self.entry.code

    @property
    def severity(self) -> Severity:
        return self.entry.severity


def stateless(look: Look) -> Callable[[Options], Look]:
    """`start` of a rule that has no options and remembers nothing."""
    return lambda _: look
