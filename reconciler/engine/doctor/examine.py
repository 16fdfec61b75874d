"""The checks, in the order they are told, and one look at all of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reconciler.engine.collector import paused
from reconciler.engine.doctor import files, installation, live, repository
from reconciler.engine.doctor.world import Blocked, Surroundings, World
from reconciler.model.errors import ReconcilerError
from reconciler.model.health import Checked, Finding, Level, skipped

Check = Callable[[World], Finding]

CHECKS: Final[dict[str, Check]] = {
    "python": installation.python,
    "program": installation.program,
    "clash": installation.clash,
    "libraries": installation.libraries,
    "zones": installation.zones,
    "output": installation.output,
    "ci": installation.service,
    "git": repository.git,
    "repository": repository.repository,
    "changes": repository.changes,
    "depth": repository.depth,
    "remote": repository.remote,
    "project": files.project,
    "environment": files.environment,
    "sources": files.sources,
    "files": files.files,
    "references": files.references,
    "storage": live.storage,
    "disk": live.disk,
    "backend": live.backend,
    "tables": live.tables,
    "key": live.key,
    "binding": live.binding,
    "lock": live.lock,
    "approvals": live.approvals,
    "pauses": live.pauses,
    "last": live.last,
    "clock": live.clock,
}
"""The one registration. A check looks, raises what is wrong or returns it, and writes nothing."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What every check found. `world` is what they looked at, for whoever wants to look further."""

    checks: tuple[Checked, ...]
    world: World

    def count(self, level: Level) -> int:
        return sum(one.finding.level is level for one in self.checks)

    @property
    def ok(self) -> bool:
        return not self.count(Level.PROBLEM)


def surroundings(encoding: str) -> Surroundings:
    """This process's; `encoding` is that of the output."""
    return Surroundings(encoding, os.environ, tuple(sys.path))


def examine(directory: Path, *, environment: str | None, around: Surroundings) -> Examined:
    """Look at everything. Raises nothing that a check could trip over."""
    world = World(directory, environment, around)
    with paused():
        return Examined(tuple(Checked(name, _finding(check, world)) for name, check in CHECKS.items()), world)


def _finding(check: Check, world: World) -> Finding:
    try:
        return check(world)
    except Blocked as blocked:
        return skipped("needs", check=blocked.check)
    except ReconcilerError as error:
        return Finding(error.code, arguments=error.arguments, hint=error.hint)
    except Exception as error:  # noqa: BLE001 - a check that cannot look must not stop the next; what it tripped over may quote data
        return Finding("check-failed", arguments={"error": type(error).__name__})
