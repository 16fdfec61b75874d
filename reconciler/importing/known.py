"""What is known around a table: what its words may mean, and who is declared already. Other stages know it, and the engine hands it over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from reconciler.model.settings import NotificationType

Address: TypeAlias = "tuple[str, str]"
"""A channel and a normalised address on it."""


class Refusal(NamedTuple):
    """Why an address is none: the code, hint and arguments of a diagnostic."""

    code: str
    hint: str
    arguments: Mapping[str, str]


class Declared(NamedTuple):
    """An account that the project's files declare: the name of the person, and where they can be reached."""

    name: tuple[str, str, str]
    addresses: frozenset[Address]


@dataclass(frozen=True, slots=True)
class Known:
    """`normalise` takes a channel and what somebody wrote. `spell` makes an id of a word, "" where nothing is left of it. `roles` and `accounts` (by id) are the
    organization's own."""

    organization: str
    types: Sequence[NotificationType]
    normalise: Callable[[str, str], str | Refusal]
    is_timezone: Callable[[str], bool]
    spell: Callable[[str], str]
    roles: frozenset[str] = frozenset()
    accounts: Mapping[str, Declared] = field(default_factory=dict)
