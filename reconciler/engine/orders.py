"""What a pass of `watch` is told, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from reconciler.engine.apply import Completed
from reconciler.engine.part import Known
from reconciler.engine.plan import Planned
from reconciler.engine.texts import Texts
from reconciler.model.errors import ReconcilerError
from reconciler.model.lead import Lead
from reconciler.model.pause import Pause
from reconciler.model.plan import Plan, Target
from reconciler.model.watching import Pass
from reconciler.project import Project

LOCK_WAIT: Final = 2.0
"""Seconds that a pass waits for another run that is writing; then it ends, and there will be another one."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a watch is told once. `mode` is `apply`, or `plan` for one that writes nothing; `only` narrows it to changes of one kind of cause: `drift` or `declared`."""

    directory: Path
    environment: str | None = None
    mode: str = "apply"
    only: str = ""


@dataclass(frozen=True, slots=True)
class Hands:
    """By what right and how long a pass works: the `lead` under which it writes, `stopping` says that it is to end after the change in flight."""

    lead: Lead | None = None
    stopping: Callable[[], bool] = lambda: False
    wait: float = LOCK_WAIT


class Made(NamedTuple):
    """A pass, and what it leaves. `plan` is what is left to do (None where nobody could tell), `texts` those it read (None where they could not be found out),
    `pauses` those in force (None where nobody has asked), `planned` and `completed` what `plan` and `apply` would have said, `error` why it came no further, `project` how it
    was read (None where it could not be). `drifted` are marks of what it found to have moved in the live system (`engine.found.drifted`), whether or not that is undone.
    """

    passed: Pass
    plan: Plan | None = None
    target: Target | None = None
    texts: Texts | None = None
    known: Known | None = None
    pauses: tuple[Pause, ...] | None = None
    planned: Planned | None = None
    completed: Completed | None = None
    error: ReconcilerError | None = None
    project: Project | None = None
    drifted: frozenset[bytes] = frozenset()
