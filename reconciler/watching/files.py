"""Something may have changed in the files: said by the operating system where it can, found by looking where it cannot."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from reconciler.engine.texts import Signature, roots_of, signature_of
from reconciler.project import Project

log = logging.getLogger(__name__)

BEAT: Final = 0.5
"""Seconds between two looks at whether the directories are still those that are followed."""

POLL: Final = 1.0
"""Seconds between two looks at the files where nothing else tells of changes."""

NET: Final = 3.0
"""Seconds between two looks at the files beside what the operating system says: symbolic links lead elsewhere, and a directory may be replaced in the same moment."""

AGAIN: Final = 60.0
"""Seconds until following is tried again where the operating system refused it (a limit of inotify, a file system without it)."""

_NOT_SOURCES: Final = ("~", "-journal", "-wal", "-shm", ".db", ".sqlite", ".sqlite3", ".swp", ".tmp", ".log")
_MOUNTED: Final = "..data"
"""The link that Kubernetes turns to the new directory of a mounted volume."""


class Files:
    """Calls `tell` from a thread of its own when the files of `project()` may have changed, once nothing more has for `quiet` seconds. It may call without need.

    `followed` is told whether the operating system tells of changes, each time that this is another answer: where it does not, the files are looked at every second.
    `again` are the seconds until it is asked once more.
    """

    def __init__(
        self,
        project: Callable[[], Project],
        tell: Callable[[], None],
        *,
        quiet: float,
        poll: bool = False,
        followed: Callable[[bool], None] = lambda follows: None,  # noqa: ARG005 - nobody wants to know
        again: float = AGAIN,
    ) -> None:
        self._project, self._tell, self._quiet, self._poll, self._followed, self._again = project, tell, quiet, poll, followed, again
        self._follows: bool | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reconciler files", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join(5)

    def _run(self) -> None:
        seen, polling_until = signature_of(self._project()), 0.0
        while not self._stop.is_set():
            if self._poll or time.monotonic() < polling_until:
                self._stop.wait(POLL)
            else:
                try:
                    self._follow()
                except (OSError, RuntimeError) as error:
                    self._note(follows=False, why=type(error).__name__)
                    polling_until = time.monotonic() + self._again
            seen = self._look(seen)

    def _note(self, *, follows: bool, why: str = "") -> None:
        if follows is self._follows:
            return
        if not follows:
            log.warning("files cannot be followed (%s); they are looked at every %s s instead", why, POLL, extra={"event": "files-not-followed"})
        elif self._follows is not None:
            log.warning("files are followed again", extra={"event": "files-followed"})
        self._follows = follows
        self._followed(follows)

    def _look(self, seen: Signature) -> Signature:
        """Tell where the files are not as they were `seen`, once they stand still."""
        now = signature_of(self._project())
        if now == seen:
            return now
        for _ in range(20):
            if self._stop.wait(self._quiet) or (after := signature_of(self._project())) == now:
                break
            now = after
        self._tell()
        return now

    def _follow(self) -> None:
        """Until the directories are others than those that are followed."""
        from watchfiles import Change, watch

        roots = {root for root in roots_of(self._project()) if root.exists()}
        if not roots:
            self._stop.wait(BEAT)
            return
        # The first look comes soon: what changes before it follows is told by nobody else.
        followed, seen, next_look = _identity(roots), signature_of(self._project()), 0.0
        step = max(1, int(self._quiet * 1000))
        watching = watch(
            *roots,
            watch_filter=None,
            debounce=max(step * 10, 1000),
            step=step,
            stop_event=self._stop,
            rust_timeout=int(BEAT * 1000),
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        with closing(watching):
            for changes in watching:
                self._note(follows=True)
                if any(relevant(path, roots) for _, path in changes):
                    self._tell()
                    seen, next_look = signature_of(self._project()), time.monotonic() + NET
                gone = any(change is Change.deleted and Path(path) in roots for change, path in changes)
                now = {root for root in roots_of(self._project()) if root.exists()} if not changes else roots
                if gone or now != roots or _identity(now) != followed:
                    self._tell()
                    return
                if time.monotonic() >= next_look:
                    before, next_look = seen, time.monotonic() + NET
                    seen = signature_of(self._project())
                    if seen != before:
                        self._tell()
                        return


def relevant(path: str, roots: Iterable[Path]) -> bool:
    """Whether a change of this path may be one of the files. What is hidden is not read, and databases and what editors keep beside a file are none."""
    place = next((Path(path).relative_to(root) for root in roots if Path(path).is_relative_to(root)), Path(path))
    if any(part.startswith(".") and part != _MOUNTED for part in place.parts):
        return False
    return not place.name.lower().endswith(_NOT_SOURCES)


def _identity(roots: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    found = {}
    for root in roots:
        try:
            seen = root.stat()
        except OSError:
            continue
        found[root] = seen.st_dev, seen.st_ino
    return found
