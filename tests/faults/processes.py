"""Applies in processes of their own that die, stop or wait at a chosen point: forked from one that has everything loaded, so that hundreds of them are cheap."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from reconciler.backends.memory.world import World

SECONDS = 60
"""What a process may take on a busy machine."""

FAILED = 17
"""The exit code of a process whose apply raised something that is no answer of ours."""


def context() -> ForkServerContext:
    """Forked by a server of one thread, which has loaded the program."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["tests.faults.warm"])
    return found


@dataclass(frozen=True, slots=True)
class Ended:
    """How an apply in another process ended: what it says of itself ("" where it was killed), and at how many points it passed."""

    says: str
    points: int
    killed: bool


@contextmanager
def points(reached: Callable[[int], None]) -> Iterator[list[int]]:
    """Call `reached` before and after every statement and at every commit of any database of this process, and at each step of a world in a file, with how many that were."""
    count = [0]

    def at(*_: Any, **__: Any) -> None:
        count[0] += 1
        reached(count[0])

    listeners = [(name, at) for name in ("before_cursor_execute", "after_cursor_execute", "commit", "begin")]
    for name, listener in listeners:
        event.listen(Engine, name, listener)
    step = World.step
    World.step = at  # type: ignore[method-assign]
    try:
        yield count
    finally:
        World.step = step  # type: ignore[method-assign]
        for name, listener in listeners:
            event.remove(Engine, name, listener)


def kill_at(number: int) -> Callable[[int], None]:
    def reached(count: int) -> None:
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return reached


@contextmanager
def stopped_under_the_lock() -> Iterator[None]:
    """Freeze when the lock is held and no transaction is open: before the second look at the live state. Goes on when somebody sends SIGCONT."""
    from reconciler.engine.session import Session

    whole = Session.compare
    looked = [0]

    def compare(*arguments: Any, **named: Any) -> Any:
        looked[0] += 1
        if looked[0] == 2:
            os.kill(os.getpid(), signal.SIGSTOP)
        return whole(*arguments, **named)

    Session.compare = compare  # type: ignore[method-assign]
    try:
        yield
    finally:
        Session.compare = whole  # type: ignore[method-assign]


def _child(directory: str, options: dict[str, Any], number: int, stop: bool, barrier: Barrier | None, environment: dict[str, str], answers: Any) -> None:
    # The server was started under the environment of whichever test was first.
    os.environ.update(environment)
    from reconciler.engine.apply import apply
    from reconciler.model.errors import ReconcilerError

    if barrier is not None:
        barrier.wait(SECONDS)
    with points(kill_at(number)) as count, stopped_under_the_lock() if stop else nullcontext():
        try:
            completed = apply(Path(directory), confirm=lambda _: None, **options)
            says = "nothing" if completed.report is None else "applied" if completed.report.ok else "failed"
            if completed.planned.refused:
                says = "refused"
            if completed.report is not None and completed.report.ok and completed.differing:
                says = "differing"
        except ReconcilerError as error:
            says = error.code
    answers.send((says, count[0]))


def _killed(work: Callable[[Path], object], directory: str, number: int, environment: dict[str, str]) -> None:
    os.environ.update(environment)
    count = 0

    def step(*_: object) -> None:
        nonlocal count
        count += 1
        kill_at(number)(count)

    World.step = step  # type: ignore[assignment, method-assign]
    work(Path(directory))


def killed_at_step(work: Callable[[Path], object], directory: Path, number: int) -> None:
    """Do the work in a process of its own, and die at that step of the world in a file."""
    process = context().Process(target=_killed, args=(work, str(directory), number, dict(os.environ)), daemon=True)
    process.start()
    process.join(SECONDS)
    assert process.exitcode == -signal.SIGKILL, process.exitcode


class Apply:
    """One apply in a process of its own. `number` is the point at which it dies, 0 for never; with `stop` it freezes under the lock."""

    def __init__(self, directory: Path, number: int = 0, *, stop: bool = False, barrier: Barrier | None = None, **options: Any) -> None:
        found = context()
        self._answers, sending = found.Pipe(duplex=False)
        arguments = (str(directory), options, number, stop, barrier, dict(os.environ), sending)
        self.process: ForkServerProcess = found.Process(target=_child, args=arguments, daemon=True)
        self.process.start()
        sending.close()

    def end(self) -> Ended:
        """Wait for it."""
        self.process.join(SECONDS)
        assert self.process.exitcode in (0, -signal.SIGKILL), self.process.exitcode
        killed = self.process.exitcode != 0
        says, count = ("", 0) if killed else self._answers.recv()
        self._answers.close()
        return Ended(says, count, killed)
