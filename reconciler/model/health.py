"""What `doctor` found out about one thing that a run needs."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.diagnostic import Argument


class Level(enum.Enum):
    """Only a PROBLEM makes `doctor` fail. SKIPPED says that something else has to be mended or chosen first."""

    OK = "ok"
    SKIPPED = "not-checked"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    `code` has a row in `reporting.messages`, with what to do; where nothing is wrong, or nothing was looked at, it is one of `reporting.doctor`'s own sentences.
    """

    code: str
    level: Level = Level.PROBLEM
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A check, by its name, and what it found."""

    check: str
    finding: Finding


def well(code: str, **arguments: Argument) -> Finding:
    """Nothing is wrong."""
    return Finding(code, Level.OK, arguments)


def skipped(code: str, **arguments: Argument) -> Finding:
    """Nothing was looked at."""
    return Finding(code, Level.SKIPPED, arguments)
