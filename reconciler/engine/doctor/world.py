"""What the checks look at: found out once, when the first of them asks, and remembered, be it a fault."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from reconciler.engine.connect import Connection, connect
from reconciler.engine.open import open_for_reading, open_project
from reconciler.engine.read import Reading
from reconciler.model.errors import ReconcilerError, Unusable
from reconciler.project import Project

if TYPE_CHECKING:
    from reconciler.database.database import Database

T = TypeVar("T")

_UNSET: Final = frozenset({"secret-unset", "secret-unreadable"})


class Blocked(Exception):
    """Something else must be mended or chosen first: `check` is the one that says what, `fault` what it says."""

    def __init__(self, check: str, fault: ReconcilerError | None = None) -> None:
        super().__init__(check)
        self.check, self.fault = check, fault


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the command line knows: the encoding of the output, the environment's variables, and where Python looks for packages."""

    encoding: str
    environ: Mapping[str, str]
    paths: Sequence[str]


@dataclass(slots=True)
class World:
    """A project's surroundings, asked once and for reading only.

    The methods raise what is wrong, and again at each call; those that build on another check's subject raise `Blocked` where that one is wrong.
    """

    directory: Path
    environment: str | None
    around: Surroundings
    _known: dict[str, Any] = field(default_factory=dict)

    def file(self) -> Project:
        """The project as all environments share it."""
        return self._once("file", lambda: open_for_reading(Reading(), self.directory))

    def chosen(self) -> Project:
        """The project in the environment that was asked for; without one, what all of them share. Raises `Blocked("project")`."""
        self.need("project", self.file)
        return self._once("chosen", lambda: open_for_reading(Reading(), self.directory, self.environment))

    def connection(self) -> Connection:
        """Backend and ledger, which nobody has asked anything yet. Raises `Blocked("environment")` where one has to be chosen."""
        project = self.need("environment", self.chosen)
        if project.environments and not project.environment:
            raise Blocked("environment", Unusable("environment-required", environments=project.environments))
        try:
            return self._once("connection", lambda: connect(open_project(Reading(), self.directory, self.environment), environ=self.around.environ))
        except Unusable as error:
            if error.code in _UNSET:
                raise Blocked("references", error) from error
            raise

    def databases(self) -> tuple[Database, ...]:
        """Those that backend and ledger are kept in; () for a backend that has none."""
        return self.connection().databases

    def half_done(self) -> Path | None:
        """The SQLite file that a killed writer left half done. To read it would be to undo that, which is not a doctor's to do."""
        from reconciler.database.condition import is_left_half_done

        # Not `Path.exists`, which raises where a directory may not be entered; opening it will say so better.
        files = [database.path for database in self.databases() if database.path is not None and os.path.exists(database.path)]  # noqa: PTH110
        return self._once("half done", lambda: next((file for file in files if is_left_half_done(file)), None))

    def reached(self) -> float:
        """Seconds until all databases answered. Raises `Blocked("storage")` where they may not be asked."""
        from reconciler.database.condition import reach

        if self.half_done() is not None:
            raise Blocked("storage", ReconcilerError("journal-left"))
        databases = self.databases()
        return self._once("reached", lambda: sum(reach(database) for database in databases))

    def live(self) -> Connection:
        """A connection that answers. Raises `Blocked`."""
        self.need("backend", self.reached)
        return self.connection()

    def need(self, check: str, fact: Callable[[], T]) -> T:
        """What another check is about. Raises `Blocked(check)` where that is wrong."""
        try:
            return fact()
        except ReconcilerError as error:
            raise Blocked(check, error) from error

    def _once(self, name: str, make: Callable[[], T]) -> T:
        if name not in self._known:
            try:
                self._known[name] = make()
            except ReconcilerError as error:
                self._known[name] = error
        known = self._known[name]
        if isinstance(known, ReconcilerError):
            raise known
        found: T = known
        return found
