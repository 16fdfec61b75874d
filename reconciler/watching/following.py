"""git as the source: the files of the commit in force, in one directory that changes between passes and never during one."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from reconciler.engine.clone import ACCEPTED, JUDGE, Clone
from reconciler.engine.file_lock import FileLock
from reconciler.engine.letting_in import demand_allowed, demand_outside, demand_told, setting_of
from reconciler.engine.orders import Hands, Made, Order
from reconciler.engine.origin import Origin
from reconciler.engine.part import Known
from reconciler.engine.watch import make_pass
from reconciler.model.commit import SHORT
from reconciler.model.errors import InvalidInput, ReconcilerError, Refused, TransientError
from reconciler.model.watching import Ended, Trigger

log = logging.getLogger(__name__)

WAIT: Final = 30.0
"""Seconds to wait for another watch that is fetching into the same directory."""

MOST: Final = 16
"""How many watches may share a directory."""

_QUIET: Final = frozenset({Ended.CLEAN, Ended.PLANNED})


class Renewed(NamedTuple):
    """`moved`: the files are those of another commit than before. `error` is what kept the newest commit away; what was in force is."""

    moved: bool = False
    error: ReconcilerError | None = None


class Following:
    """`directory` holds the project as the commit in force has it. `verify` is the command that lets commits in, () where the project itself names it.

    In `state` there is one clone for all watches of an origin, and for each of them a checkout of its own. `fetched` is when the repository last answered, in seconds since 1970.
    """

    def __init__(self, origin: Origin, state: Path, *, environment: str | None = None, verify: tuple[str, ...] = ()) -> None:
        self.origin, self.fetched = origin, 0.0
        self._environment, self._verify = environment, verify
        self._state = state / origin.key(environment)
        self._clone = Clone(self._state / "repository.git", origin)
        self._alone = FileLock(self._state / "lock")
        self._slot: FileLock | None = None
        self._own = self._state
        self._has = ""

    @property
    def directory(self) -> Path:
        return self._own / "current" / self.origin.project

    def __enter__(self) -> Self:
        """Raises `TransientError("source-state")` where the directory cannot be used, and `Unusable` of git."""
        try:
            self._state.mkdir(mode=0o700, parents=True, exist_ok=True)
            for number in range(1, MOST + 1):
                slot = FileLock(self._state / f"{number}.lock")
                if slot.take():
                    self._slot, self._own = slot, self._state / str(number)
                    self._own.mkdir(mode=0o700, exist_ok=True)
                    return self
        except OSError:
            pass
        raise self._unusable()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._slot is not None:
            self._slot.release()

    def ready(self) -> None:
        """See to it that there is something in force. Where there was before, the repository is not asked. Raises what keeps it away."""
        accepted = self._clone.at(ACCEPTED)
        if accepted:
            self._guarded(lambda: self._lay_out(accepted))
        elif (error := self.renew().error) is not None:
            raise error

    def renew(self, stopping: Callable[[], bool] = lambda: False) -> Renewed:
        """Fetch, judge what is new, and change the files. Raises nothing that is not a mistake of ours."""
        before, found = self._has, None
        try:
            self._guarded(lambda: self._renew(stopping), stopping)
        except ReconcilerError as error:
            found = error
        return Renewed(self._has != before, found)

    def _guarded(self, work: Callable[[], None], stopping: Callable[[], bool] = lambda: False) -> None:
        """One watch of the directory at a time."""
        try:
            # Somebody may have cleared it away.
            self._own.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._alone.take(WAIT, stopping):
                raise TransientError("source-busy", directory=self._state.as_posix())
            try:
                work()
            finally:
                self._alone.release()
        except OSError:
            raise self._unusable() from None

    def _renew(self, stopping: Callable[[], bool]) -> None:
        try:
            tip = self._clone.fetch(stopping)
            self.fetched = time.time()
            if tip != self._clone.at(ACCEPTED):
                self._let_in(tip, stopping)
        finally:
            # Another watch may have let in what this one has not got yet.
            if accepted := self._clone.at(ACCEPTED):
                self._lay_out(accepted)

    def _let_in(self, tip: str, stopping: Callable[[], bool]) -> None:
        """Raises `Refused`, or what kept it from being judged."""
        judge = self._clone.at(JUDGE)
        own = setting_of(self._clone, tip, self._environment)
        # A commit does not decide about itself, but for the first one, before which there is nobody. (One that cannot be read comes to nothing, as a pass will say.)
        command = self._verify or (setting_of(self._clone, judge, self._environment) if judge else own or ())
        if command is None:
            raise Refused("verify-unknown", commit=judge[:SHORT])
        if command:
            demand_allowed(command, clone=self._clone.directory, commit=tip, ref=self.origin.ref, stopping=stopping)
        following = self._own / "next"
        self._clone.lay_out(tip, following)
        if own is None and not judge and not self._verify:
            demand_told(following / self.origin.project, self._environment, tip)
        demand_outside(following / self.origin.project, self._environment, self._state, tip)
        # Going back does not bring back an older word on who is let in.
        if own is not None and not (judge and self._clone.precedes(tip, judge)):
            self._clone.put(JUDGE, tip)
        self._clone.put(ACCEPTED, tip)
        self._clone.tidy()
        log.info("commit accepted", extra={"event": "commit", "commit": tip})

    def _lay_out(self, commit: str) -> None:
        """Make the files those of the commit. They are whole before anybody sees them."""
        current, following, old = self._own / "current", self._own / "next", self._own / "old"
        if self._has == commit and (current / ".git").exists():
            return
        if self._clone.laid_out(current) != commit:
            if self._clone.laid_out(following) != commit:
                self._clone.lay_out(commit, following)
            _remove(old)
            if current.exists():
                os.replace(current, old)  # noqa: PTH105 - a directory
            os.replace(following, current)  # noqa: PTH105 - a directory
            with suppress(OSError):
                _remove(old)
        self._has = commit

    def _unusable(self) -> TransientError:
        return TransientError("source-state", directory=self._state.as_posix())


def _remove(directory: Path) -> None:
    if directory.exists():
        shutil.rmtree(directory)


def pass_over(source: Following, order: Order, triggers: tuple[Trigger, ...], *, id: str, known: Known | None, hands: Hands) -> Made:
    """A pass over the newest commit that is let in. What kept a newer one away is its error, and keeps it from being clean; what is in force is kept in force."""
    renewed = source.renew(hands.stopping)
    if renewed.moved:
        triggers = tuple(one for one in Trigger if one in (*triggers, Trigger.COMMIT))
    made = make_pass(order, triggers, id=id, known=known, hands=hands)
    error = renewed.error
    if error is None or made.error is not None:
        return made
    passed = replace(made.passed, error=error.code, arguments=error.arguments)
    if passed.ended in _QUIET:
        passed = replace(passed, ended=Ended.HELD if isinstance(error, Refused) else Ended.INVALID if isinstance(error, InvalidInput) else Ended.FAILED)
    return made._replace(passed=passed, error=error)
